//! Where everything stands in the workbooks of 2020, and what live checks say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_domain::{
    Catalogue, Edition, ItemCode, Position, Quantity, ReferenceYear, ReportingUnit,
};
use voced_template::{Check, Range, SheetBody, Sum, Template, Typed};

fn edition() -> Edition {
    Catalogue::national()
        .unwrap()
        .edition(ReferenceYear::new(2020).unwrap())
}

fn outline(template: &Template) -> String {
    let mut lines = vec![template.id.clone()];
    for sheet in &template.sheets {
        let kind = match &sheet.body {
            SheetBody::Items { .. } => String::new(),
            SheetBody::Table {
                total_row, rows, ..
            } => {
                format!("（{rows}行，合计在第{}行）", total_row + 1)
            }
            SheetBody::Notes(area) => format!("（说明{}至{}）", area.lines.first, area.lines.last),
            SheetBody::Meta => String::new(),
        };
        lines.push(format!("{}{kind}", sheet.title));
        let fields = template.fields().filter(|(of, _)| of.title == sheet.title);
        lines.extend(fields.map(|(_, field)| {
            let total = if field.totalled { "，有合计" } else { "" };
            format!(
                "  {:<4} {} {} {}{total}",
                field.cell.a1(),
                field.number,
                field.label,
                field.name
            )
        }));
    }
    lines.join("\n")
}

#[test]
fn the_outline_of_both_workbooks() {
    insta::assert_snapshot!(
        "school",
        outline(&Template::new(&edition(), ReportingUnit::School))
    );
    insta::assert_snapshot!(
        "city",
        outline(&Template::new(&edition(), ReportingUnit::Region))
    );
}

#[test]
fn a_frozen_layout_comes_back_unchanged_and_its_id_follows_its_content() {
    let template = Template::new(&edition(), ReportingUnit::School);
    assert_eq!(Template::from_json(&template.to_json()).unwrap(), template);
    let next = Catalogue::national()
        .unwrap()
        .edition(ReferenceYear::new(2021).unwrap());
    assert_ne!(Template::new(&next, ReportingUnit::School).id, template.id);
    assert!(Template::from_json("{}").is_err());
}

/// No name may look like a cell of the sheet (`V1`) or hold what a name cannot.
#[test]
fn defined_names_are_unique_and_plain() {
    let template = Template::new(&edition(), ReportingUnit::School);
    let mut names: Vec<_> = template
        .fields()
        .map(|(_, field)| field.name.clone())
        .collect();
    for name in &names {
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            "{name}"
        );
        assert!(Position::from_a1(name).is_none(), "{name}");
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// What the check beside an item says of an answer, where the items it is compared with hold `others`.
fn says(item: &str, answer: &Typed, others: i64) -> String {
    let edition = edition();
    let template = Template::new(&edition, ReportingUnit::School);
    let code = ItemCode::new(item).unwrap();
    let (_, field) = template.field(&code).unwrap();
    let check = Check::of(&edition, &template, field).unwrap();
    let sum_of = |range: &Range| match answer {
        Typed::Number(number) if range.item == code => Sum {
            total: number.clone(),
            unknown: false,
        },
        _ => Sum {
            total: Quantity::from(others),
            unknown: false,
        },
    };
    check.evaluate(&|_| answer.clone(), &sum_of)
}

#[test]
fn a_live_check_says_what_is_wrong_in_the_words_of_the_workbook() {
    let number = |text: &str| Typed::Number(text.parse().unwrap());
    let text = |text: &str| Typed::Text(text.into());
    let cases = [
        ("teachers.dual", Typed::Blank),
        ("teachers.dual", number("50")),
        ("teachers.dual", number("101")),
        ("teachers.dual", number("-1")),
        ("teachers.dual", number("0.5")),
        ("teachers.dual", text("50人")),
        ("teachers.dual", text("不适用")),
        ("students.graduates", text("不适用")),
        ("students.enrolled", number("0")),
        ("students.enrolled", number("99")),
        ("equipment.value", number("100.55")),
        ("progression.total", number("100")),
        ("school.report_year", text("20")),
        ("school.honours", Typed::Blank),
    ];
    let lines: Vec<_> = cases
        .into_iter()
        .map(|(item, typed)| {
            let shown = format!("{typed:?}");
            format!("{item:<20} {shown:<28} {}", says(item, &typed, 100))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_check_is_a_formula_that_spreadsheets_take() {
    let edition = edition();
    let template = Template::new(&edition, ReportingUnit::School);
    let formulas: Vec<_> = [
        "teachers.full_time",
        "students.graduates",
        "placement.employed",
    ]
    .map(|item| {
        let code = ItemCode::new(item).unwrap();
        let (_, field) = template.field(&code).unwrap();
        Check::of(&edition, &template, field).unwrap().formula()
    })
    .into();
    for (_, field) in template.fields() {
        if let Some(check) = Check::of(&edition, &template, field) {
            assert!(check.formula().chars().count() < 8_000, "{}", field.name);
        }
    }
    insta::assert_snapshot!(formulas.join("\n"));
}
