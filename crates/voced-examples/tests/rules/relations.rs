//! Each relation of the catalogue holds at its bound and fails just beyond it.

use voced_domain::{Answer, EntityCode, ItemCode, Operator, Quantity, Relation, ReportingUnit};
use voced_examples::{demo, submission, submissions};
use voced_pipeline::Inputs;

use crate::example::{confronted, of_rule};

/// A relation with its last left answer set so that both sides are equal, plus `excess`.
fn with_excess(relation: &Relation, excess: i64) -> (Inputs, EntityCode) {
    let mut example = demo();
    let edition = example.this.edition.clone();
    let of_city = |item: &ItemCode| edition.reporting_unit_of(item) == Some(ReportingUnit::Region);
    let items = || relation.left.iter().chain(&relation.right);
    let is_across = relation.across || (items().any(of_city) && !items().all(of_city));
    let region = example.bureau.own_region().code.clone();
    let school = example.bureau.schools()[0].code.clone();
    let speaks_of = if is_across || of_city(&relation.left[0]) {
        region.clone()
    } else {
        school.clone()
    };
    let sum = |items: &[ItemCode]| -> Quantity {
        let concerned =
            submissions(&example.this).filter(|one| is_across || one.entity == speaks_of);
        let values = concerned.flat_map(|one| &one.values);
        let numbers = values.filter(|value| items.contains(&value.item));
        numbers.filter_map(|value| value.answer.number()).sum()
    };
    // The side whose cell is changed: the left, or the bureau's own control total on the right.
    let (changed, gap) = match relation.right.iter().find(|item| of_city(item)) {
        Some(own) if is_across => (own, &sum(&relation.left) - &sum(&relation.right)),
        _ => (
            &relation.left[0],
            &sum(&relation.right) - &sum(&relation.left),
        ),
    };
    let gap = &gap + &Quantity::from(excess);
    let entity = if of_city(changed) { region } else { school };
    let submission = submission(&mut example.this, &entity);
    let mut values = submission.values.iter_mut();
    let value = values
        .find(|value| value.item == *changed && value.answer.number().is_some())
        .unwrap_or_else(|| panic!("{} has no answer to {changed}", relation.code));
    value.answer = Answer::Number(value.answer.number().unwrap() + &gap);
    (example, speaks_of)
}

#[test]
fn each_relation_holds_at_its_bound_and_fails_just_beyond() {
    let mut told = Vec::new();
    let edition = demo().this.edition;
    for relation in edition.relations() {
        let (holds, fails) = match relation.operator {
            Operator::AtMost | Operator::Equal => (0, 1),
            Operator::Different => (1, 0),
        };
        let code = relation.code.as_str();
        let (example, entity) = with_excess(relation, holds);
        let confrontation = confronted(&example, &[]);
        let found = of_rule(&confrontation, code, &entity);
        assert!(found.is_none(), "{code} at its bound: {found:#?}");

        let (example, entity) = with_excess(relation, fails);
        let confrontation = confronted(&example, &[]);
        let found = of_rule(&confrontation, code, &entity);
        let found = found.unwrap_or_else(|| panic!("{code} beyond its bound"));
        told.push(format!("{code} {} {found}", found.severity.name()));
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn entries_that_may_have_been_rounded_apart_are_no_fault() {
    let with = |value: &str, added: &str| {
        let mut example = demo();
        let school = example.bureau.schools()[0].code.clone();
        let submission = submission(&mut example.this, &school);
        for (item, text) in [("equipment.value", value), ("equipment.added", added)] {
            let mut values = submission.values.iter_mut();
            let found = values.find(|value| value.item.as_str() == item).unwrap();
            found.answer = Answer::Number(text.parse().unwrap());
        }
        of_rule(&confronted(&example, &[]), "REL025", &school).is_some()
    };
    // Two entries of two decimals: both may stand for 1497.655.
    assert!(!with("1497.65", "1497.66"));
    assert!(with("1497.65", "1497.67"));
}

#[test]
fn what_does_not_apply_counts_nothing_and_what_is_blank_is_not_judged() {
    let mut example = demo();
    let school = example.bureau.schools()[0].code.clone();
    let set = |example: &mut Inputs, item: &str, answer: Answer| {
        let submission = submission(&mut example.this, &school);
        let mut values = submission.values.iter_mut();
        values
            .find(|value| value.item.as_str() == item)
            .unwrap()
            .answer = answer;
    };
    set(&mut example, "placement.matched", Answer::NotApplicable);
    let confrontation = confronted(&example, &[]);
    assert!(of_rule(&confrontation, "REL017", &school).is_none());

    set(&mut example, "placement.direct", Answer::Blank);
    let confrontation = confronted(&example, &[]);
    assert!(of_rule(&confrontation, "REL017", &school).is_none());
    let tally = |code: &str| {
        let tallies = &confrontation.tallies;
        tallies
            .iter()
            .find(|tally| tally.code.as_str() == code)
            .unwrap()
            .clone()
    };
    assert_eq!(tally("REL017").not_evaluable, 1);
    assert_eq!(tally("REL020").not_evaluable, 1);
}
