//! What is typed into a template comes back from reading it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use voced_domain::{Answer, DataItem, Entity, Finding, ItemCode, Kind, Quantity, ReportingUnit};
use voced_template::{SheetBody, Template, Typed};
use voced_writers::template::{Entry, Filling, write};

use crate::siping::Siping;

const SCHOOL: &str = "220300-03";

static SIPING: LazyLock<Siping> = LazyLock::new(Siping::open);
static TEMPLATE: LazyLock<Template> =
    LazyLock::new(|| Template::new(&SIPING.edition, ReportingUnit::School));

/// An answer to an item as a careful clerk types it, and now and then none.
fn typed(item: &DataItem) -> BoxedStrategy<Typed> {
    let number = match item.kind {
        Kind::Count | Kind::Text | Kind::Choice | Kind::Date => {
            let least = i64::from(!item.may_be_zero);
            (least..1_000_000).prop_map(Quantity::from).boxed()
        }
        Kind::Money | Kind::Mean => {
            let decimals = item.decimals;
            (1..100_000_000_i64)
                .prop_map(move |digits| {
                    let power = Quantity::from(1).scaled(decimals);
                    Quantity::from(digits).checked_div(&power).unwrap()
                })
                .boxed()
        }
    };
    let answer = match item.kind {
        Kind::Count | Kind::Money | Kind::Mean => number.prop_map(Typed::Number).boxed(),
        Kind::Choice => prop::sample::select(SIPING.edition.choices_of(item))
            .prop_map(Typed::Text)
            .boxed(),
        Kind::Date => "20(19|20)-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
            .prop_map(Typed::Text)
            .boxed(),
        Kind::Text => match item.digits {
            Some(digits) => prop::string::string_regex(&format!("[0-9]{{{digits}}}"))
                .unwrap()
                .prop_map(Typed::Text)
                .boxed(),
            None => "[一-龟a-zA-Z（(][一-龟a-zA-Z0-9、（）()&<>\"' .-]{0,30}[一-龟）)]"
                .prop_map(Typed::Text)
                .boxed(),
        },
    };
    let not_applicable = Just(Typed::Text("不适用".into()));
    if item.may_not_apply {
        prop_oneof![6 => answer, 1 => not_applicable, 1 => Just(Typed::Blank)].boxed()
    } else {
        prop_oneof![6 => answer, 1 => Just(Typed::Blank)].boxed()
    }
}

/// Answers to everything that the school template asks, tables with up to six rows.
fn answers() -> impl Strategy<Value = BTreeMap<Entry, Typed>> {
    let mut strategies = Vec::new();
    for sheet in &TEMPLATE.sheets {
        match &sheet.body {
            SheetBody::Items { fields, .. } => {
                strategies.extend(fields.iter().map(|field| (field.item.clone(), None)));
            }
            SheetBody::Table { columns, .. } => strategies.extend((0..6).flat_map(|row| {
                let cell = move |item: &ItemCode| (item.clone(), Some(row));
                columns.iter().map(move |field| cell(&field.item))
            })),
            SheetBody::Notes(_) | SheetBody::Meta => {}
        }
    }
    let strategies: Vec<_> = strategies
        .into_iter()
        .map(|(code, row)| {
            let item = SIPING.edition.item(&code).unwrap();
            (Just(Entry { item: code, row }), typed(item))
        })
        .collect();
    strategies.prop_map(|answers| {
        let mut answers: BTreeMap<_, _> = answers.into_iter().collect();
        answers.extend(known());
        answers
    })
}

/// What tells whose workbook it is, and of which year.
fn known() -> impl Iterator<Item = (Entry, Typed)> {
    let name = entity().name();
    [
        ("school.code", SCHOOL),
        ("school.name", name),
        ("school.report_year", "2020"),
    ]
    .into_iter()
    .map(|(item, text)| {
        let item = ItemCode::new(item).unwrap();
        (Entry { item, row: None }, Typed::Text(text.into()))
    })
}

fn entity() -> Entity<'static> {
    let mut entities = SIPING.bureau.entities();
    entities
        .find(|entity| entity.code().as_str() == SCHOOL)
        .unwrap()
}

fn workbook(answers: BTreeMap<Entry, Typed>) -> Vec<u8> {
    let filling = Filling {
        entity_code: SCHOOL,
        entity_name: entity().name(),
        author: &SIPING.bureau.name,
        issued: TEMPLATE.year.usual_day_of_handing_out(),
        reply_to: None,
        cover: None,
        remark: "",
        last_year: BTreeMap::new(),
        answers,
        notes: Vec::new(),
        case: None,
        issues: Vec::new(),
        unread: &[],
    };
    write(&TEMPLATE, &SIPING.edition, &filling).unwrap()
}

/// What reading must make of what was typed.
fn expected(typed: &Typed) -> Answer {
    match typed {
        Typed::Blank => Answer::Blank,
        Typed::Number(quantity) => Answer::Number(quantity.clone()),
        Typed::Text(text) if text == "不适用" => Answer::NotApplicable,
        Typed::Text(text) => Answer::Text(text.clone()),
    }
}

/// The keys of the tables: a row without its key is not read.
fn keys() -> impl Iterator<Item = &'static ItemCode> {
    TEMPLATE
        .sheets
        .iter()
        .filter_map(|sheet| match &sheet.body {
            SheetBody::Table { key, .. } => Some(key),
            _ => None,
        })
}

fn is_read(entry: &Entry, answers: &BTreeMap<Entry, Typed>) -> bool {
    let Some(row) = entry.row else {
        return true;
    };
    let group = &SIPING.edition.item(&entry.item).unwrap().group;
    let key = keys().find(|key| SIPING.edition.item(key).unwrap().group == *group);
    let key = Entry {
        item: key.unwrap().clone(),
        row: Some(row),
    };
    answers[&key] != Typed::Blank
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: RngSeed::Fixed(2020), ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_comes_back(answers in answers()) {
        let reading = SIPING.read("往返.xlsx", &workbook(answers.clone()));
        let submission = reading.submission.unwrap();
        let found: BTreeMap<Entry, Answer> = submission
            .values
            .into_iter()
            .map(|value| (Entry { item: value.item, row: value.row }, value.answer))
            .collect();
        let expected: BTreeMap<Entry, Answer> = answers
            .iter()
            .filter(|(entry, _)| is_read(entry, &answers))
            .map(|(entry, typed)| (entry.clone(), expected(typed)))
            .collect();
        prop_assert_eq!(found, expected);
        let careless = |finding: &&Finding| !matches!(finding.rule.as_str(), "MIS001" | "MIS003");
        prop_assert_eq!(reading.findings.iter().find(careless), None);
    }
}
