//! Every value that a template recommends is accepted without a word.

use std::collections::BTreeMap;

use voced_domain::{DataItem, ItemCode, Kind, Quantity, ReportingUnit};
use voced_template::{SheetBody, Template, Typed};
use voced_writers::template::{Entry, Filling, write};

use crate::siping::Siping;

/// What the prompt, the instruction and the definition of an item say that may be typed.
fn recommended(siping: &Siping, item: &DataItem) -> Vec<Typed> {
    let number = |text: &str| Typed::Number(text.parse::<Quantity>().unwrap());
    let text = |text: &str| Typed::Text(text.into());
    let mut values = match item.kind {
        Kind::Count => vec![number("12")],
        Kind::Money | Kind::Mean => vec![number("12"), number("12.5")],
        Kind::Date => vec![text("2020-11-05")],
        Kind::Choice => siping
            .edition
            .choices_of(item)
            .iter()
            .map(|choice| text(choice))
            .collect(),
        Kind::Text => match item.digits {
            Some(4) => vec![text("2020")],
            Some(digits) => vec![text(&"051300"[..usize::from(digits)])],
            None => vec![text("示例文字")],
        },
    };
    if item.kind.is_number() && item.may_be_zero {
        values.push(number("0"));
    }
    if item.may_not_apply {
        values.push(text("不适用"));
    }
    if item.definition.contains("没有填“无”") {
        values.push(text("无"));
    }
    values
}

#[test]
fn every_value_that_the_instructions_recommend_is_accepted() {
    let siping = Siping::open();
    for (reporting_unit, code) in [
        (ReportingUnit::School, "220300-03"),
        (ReportingUnit::Region, "220300"),
    ] {
        let template = Template::new(&siping.edition, reporting_unit);
        let most = template
            .fields()
            .filter_map(|(_, field)| siping.edition.item(&field.item))
            .map(|item| recommended(&siping, item).len())
            .max();
        // In each workbook every item has another of its values.
        for round in 0..most.unwrap() {
            let bytes = write(
                &template,
                &siping.edition,
                &filling(&siping, &template, code, round),
            );
            let reading = siping.read("推荐.xlsx", &bytes.unwrap());
            assert!(reading.submission.is_some());
            let said: Vec<String> = reading.findings.iter().map(ToString::to_string).collect();
            assert!(said.is_empty(), "{said:#?}");
        }
    }
}

fn filling<'a>(
    siping: &'a Siping,
    template: &Template,
    code: &'a str,
    round: usize,
) -> Filling<'a> {
    let mut answers = BTreeMap::new();
    for (sheet, field) in template.fields() {
        let item = siping.edition.item(&field.item).unwrap();
        let values = recommended(siping, item);
        let row = matches!(sheet.body, SheetBody::Table { .. }).then_some(0);
        let entry = Entry {
            item: item.code.clone(),
            row,
        };
        answers.insert(entry, values[round % values.len()].clone());
    }
    let mut entities = siping.bureau.entities();
    let entity = entities
        .find(|entity| entity.code().as_str() == code)
        .unwrap();
    for (item, known) in [("school.code", code), ("school.name", entity.name())] {
        let entry = Entry {
            item: ItemCode::new(item).unwrap(),
            row: None,
        };
        if template.field(&entry.item).is_some() {
            answers.insert(entry, Typed::Text(known.into()));
        }
    }
    Filling {
        entity_code: code,
        entity_name: entity.name(),
        author: "教育局",
        issued: template.year.usual_day_of_handing_out(),
        reply_to: None,
        cover: None,
        remark: "",
        last_year: BTreeMap::new(),
        answers,
        notes: Vec::new(),
        case: None,
        issues: Vec::new(),
        unread: &[],
    }
}
