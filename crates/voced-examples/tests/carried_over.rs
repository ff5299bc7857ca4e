//! What the workbooks of a year begin with: the majors and partners of the year before, without their numbers.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use voced_domain::{EntityCode, ReportingUnit};
use voced_examples::{assessed, years};
use voced_pipeline::LastYear;
use voced_template::Template;

/// What stands in the tables of a school's workbook, by sheet number and row.
fn told(year: u16, school: &str) -> String {
    let assessment = assessed(years(year));
    let school = EntityCode::new(school).unwrap();
    let school = assessment.bureau.school(&school).unwrap();
    let edition = &assessment.this.edition;
    let template = Template::new(edition, ReportingUnit::School);
    let last = LastYear::of(
        &assessment.bureau,
        assessment.last.as_ref(),
        &assessment.facts,
        assessment.year(),
    );
    let mut rows: BTreeMap<(String, u16), Vec<String>> = BTreeMap::new();
    for one in last.rows(edition, &template, school) {
        let (sheet, _) = template.field(&one.item).unwrap();
        rows.entry((sheet.title.clone(), one.row))
            .or_default()
            .push(one.text);
    }
    let mut text = format!("{year}年{}\n", school.name);
    for ((sheet, row), texts) in rows {
        let _ = writeln!(text, "{sheet} {}: {}", row + 1, texts.join(" | "));
    }
    text
}

#[test]
fn a_schools_majors_stand_in_its_next_workbook_to_be_corrected() {
    let schools = [
        (2024, "990200-05"),
        // Another school joined it: the majors of both, each once.
        (2022, "990200-01"),
        // A part of another, and a new one, begin with nothing.
        (2024, "990200-07"),
        (2022, "990200-03"),
    ];
    let told = schools.map(|(year, school)| told(year, school));
    insta::assert_snapshot!(told.join("\n"));
}
