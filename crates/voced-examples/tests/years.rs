//! A bureau over the years, whose schools come and go: every figure against sums that were written down
//! before, and what its reports say of each event.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_domain::{EntityCode, Fact, IndicatorCode, Location, ReferenceYear};
use voced_examples::{assessed, fixture_text, plain_text, run, years};
use voced_pipeline::Assessment;
use voced_report::{Audience, Report, Standing, compose};

const YEARS: std::ops::RangeInclusive<u16> = 2020..=2024;

fn fact<'a>(assessment: &'a Assessment, entity: &str, code: &str, year: u16) -> Option<&'a Fact> {
    let year = ReferenceYear::new(year).unwrap();
    let (entity, code) = (EntityCode::constant(entity), IndicatorCode::constant(code));
    assessment.facts.get(&entity, &code, year)
}

/// A line of the table: `sums.csv` says in its head how it was made.
fn differences(assessment: &Assessment, line: &[&str]) -> Option<String> {
    let [
        year,
        entity,
        code,
        value,
        last,
        change,
        n_same,
        same_last,
        same_this,
        same_change,
    ] = line[..]
    else {
        panic!("ten columns: {line:?}");
    };
    let year: u16 = year.parse().unwrap();
    let this = fact(assessment, entity, code, year);
    let before = fact(assessment, entity, code, year - 1);
    let shown = |fact: Option<&Fact>| fact.map_or(String::new(), Fact::display);
    let changed = this.and_then(|fact| fact.change.as_ref());
    let same = changed.and_then(|change| change.same_schools.as_ref());
    let found = [
        shown(this),
        shown(before),
        changed.map_or(String::new(), |change| change.display()),
        same.map_or(String::new(), |same| same.n_schools.to_string()),
        same.map_or(String::new(), |same| same.last.to_string()),
        same.map_or(String::new(), |same| same.this.to_string()),
        same.map_or(String::new(), |same| same.value.to_string()),
    ];
    let change = match change.parse::<f64>() {
        Ok(number) if number > 0.0 => format!("+{change}"),
        _ => change.to_owned(),
    };
    let expected = [
        value,
        last,
        &change,
        n_same,
        same_last,
        same_this,
        same_change,
    ];
    (found != expected).then(|| format!("{line:?}\n  computed {found:?}"))
}

#[test]
fn every_figure_of_five_years_is_the_sum_that_was_written_down_before() {
    let table = fixture_text("years/sums.csv");
    let lines: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    let mut n_lines = 0;
    let mut wrong = Vec::new();
    for year in YEARS {
        let assessment = assessed(years(year));
        let of_year = lines.iter().filter(|line| line[0] == year.to_string());
        for line in of_year {
            n_lines += 1;
            wrong.extend(differences(&assessment, line));
        }
    }
    assert_eq!(n_lines, lines.len());
    assert!(n_lines > 400, "{n_lines} lines");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn report(assessment: &Assessment) -> Report {
    let narrative = assessment.texts.clone().unwrap().narrative().unwrap();
    compose(
        &run(assessment),
        &narrative,
        Audience::Public,
        Standing::Final,
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

/// What is open of a year, and what the report of it says, without the table of sources.
#[test]
fn the_reports_tell_what_became_of_schools_and_regions() {
    for year in YEARS {
        let assessment = assessed(years(year));
        let open = assessment.findings.iter().filter(|one| one.blocks());
        let open: Vec<String> = open.map(ToString::to_string).collect();
        assert!(open.is_empty(), "{year}: {open:#?}");
        insta::assert_snapshot!(format!("report_{year}"), plain_text(&report(&assessment)));
    }
}

/// What a school of two years ago is called, and where its figures are, is not what it is today.
#[test]
fn a_year_has_the_names_and_the_regions_of_its_time() {
    let names = |year| {
        let assessment = assessed(years(year));
        let bureau = &assessment.bureau;
        let of = |region: &voced_domain::Region| {
            let schools = bureau.schools_of(voced_domain::Entity::Region(region));
            let shorts: Vec<&str> = schools.iter().map(|school| school.short.as_str()).collect();
            format!("{}：{}", region.name, shorts.join("、"))
        };
        let lines: Vec<String> = bureau.regions().iter().map(of).collect();
        lines.join("\n")
    };
    let all: Vec<String> = YEARS
        .map(|year| format!("{year}\n{}", names(year)))
        .collect();
    insta::assert_snapshot!(all.join("\n\n"));
}

/// Cells of a school that is no more are still found and named.
#[test]
fn the_figure_of_the_year_before_keeps_the_cells_of_the_merged_school() {
    let assessment = assessed(years(2022));
    let merged = fact(&assessment, "990200-01", "students.enrolled", 2021).unwrap();
    let last = assessment.last.as_ref().unwrap();
    let cells = merged.sources().into_iter().map(|id| {
        let observation = last.dataset.observation(id).unwrap();
        Location::from(&observation.cell).to_string()
    });
    insta::assert_snapshot!(cells.collect::<Vec<_>>().join("\n"));
}
