//! A school fills in last year's blank workbook with this year's data: as issued then, with a row
//! where this year's has none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use voced_domain::{
    Answer, Catalogue, Entity, ItemCode, Position, Quantity, ReferenceYear, ReportingUnit, Roster,
};
use voced_pipeline::{Expected, read};
use voced_template::{SheetBody, Template, Typed};
use voced_writers::template::{Entry, Filling, write};

fn year(year: u16) -> ReferenceYear {
    ReferenceYear::new(year).unwrap()
}

/// Last year's template had an empty row between the items of its third sheet.
fn older(template: &Template) -> Template {
    let mut older = Template {
        id: "school-2019-00000000".into(),
        ..template.clone()
    };
    if let SheetBody::Items { fields, .. } = &mut older.sheets[2].body {
        for field in fields.iter_mut().skip(1) {
            field.cell = Position {
                row: field.cell.row + 1,
                ..field.cell
            };
        }
    }
    older
}

#[expect(
    clippy::too_many_lines,
    reason = "one story told from its beginning to its end"
)]
#[test]
fn this_years_data_on_last_years_template_are_read_by_last_years_layout() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/siping/bureau.toml"),
    )
    .unwrap();
    let bureau = Roster::from_toml(&text).unwrap().in_year(year(2020));
    let catalogue = Catalogue::national().unwrap();
    let issued = older(&Template::new(
        &catalogue.edition(year(2019)),
        ReportingUnit::School,
    ));
    let school = Entity::School(&bureau.schools()[2]);
    let entry = |item: &str| Entry {
        item: ItemCode::new(item).unwrap(),
        row: None,
    };
    let number = |number: i64| Typed::Number(Quantity::from(number));
    let filling = |stated: &str| Filling {
        entity_code: school.code().as_str(),
        entity_name: school.name(),
        author: "某局",
        issued: issued.year.usual_day_of_handing_out(),
        reply_to: None,
        cover: None,
        remark: "",
        last_year: BTreeMap::new(),
        answers: BTreeMap::from([
            (entry("school.report_year"), Typed::Text(stated.into())),
            (entry("students.enrolled"), number(127)),
            (entry("students.admitted"), number(49)),
        ]),
        notes: Vec::new(),
        case: None,
        issues: Vec::new(),
        unread: &[],
    };
    let edition = catalogue.edition(year(2020));
    let templates = [
        issued.clone(),
        Template::new(&edition, ReportingUnit::School),
    ];
    let expected = Expected::new(&bureau, &edition, &templates);
    let reading = |stated: &str| {
        let bytes = write(&issued, &catalogue.edition(year(2019)), &filling(stated)).unwrap();
        read("上年模板.xlsx", "", bytes, &expected).content
    };

    let this = reading("2020");
    let submission = this.submission.unwrap();
    assert_eq!(submission.year, year(2020));
    let admitted = ItemCode::new("students.admitted").unwrap();
    let found = submission
        .values
        .iter()
        .find(|value| value.item == admitted)
        .unwrap();
    assert_eq!(found.answer, Answer::Number(Quantity::from(49)));
    assert_eq!(found.cell.position.a1(), "E6");
    let codes: Vec<_> = this
        .findings
        .iter()
        .map(|finding| finding.rule.to_string())
        .collect();
    assert!(codes.contains(&"STR014".into()), "{codes:?}");
    assert!(
        !codes.iter().any(|code| code.starts_with("STR00")),
        "{codes:?}"
    );

    let last = reading("2019");
    assert!(last.submission.is_none());
    assert_eq!(last.findings.len(), 1);
    assert_eq!(last.findings[0].rule.as_str(), "IDN002");
}
