//! Whatever numbers stand in a workbook, a relation fails where its sums say so, and nowhere else.

use proptest::prelude::*;
use voced_domain::{Answer, ItemCode, Kind, Missing, Operator, Quantity, Relation, ReportingUnit};
use voced_examples::{demo, submission, submissions};
use voced_pipeline::Inputs;

use crate::example::confronted;

/// Whether the relation is about counts of schools, which are exact.
fn is_of_counts(example: &Inputs, relation: &Relation) -> bool {
    let edition = &example.this.edition;
    let mut items = relation.left.iter().chain(&relation.right);
    let is_count = |item: &ItemCode| {
        edition
            .item(item)
            .is_some_and(|item| item.kind == Kind::Count)
    };
    !relation.across
        && items.all(|item| {
            edition.reporting_unit_of(item) == Some(ReportingUnit::School) && is_count(item)
        })
}

/// How many schools break the relation; `None` where one of them cannot be judged.
fn broken(example: &Inputs, relation: &Relation) -> Option<u32> {
    let mut count = 0;
    for submission in submissions(&example.this) {
        if example.bureau.school(&submission.entity).is_none() {
            continue;
        }
        let side = |items: &[ItemCode], missing: Missing| -> Option<Quantity> {
            let values = submission.values.iter();
            let values = values.filter(|value| items.contains(&value.item));
            values
                .map(|value| match &value.answer {
                    Answer::Number(number) => Some(number.clone()),
                    Answer::NotApplicable if missing == Missing::SkipNotApplicable => {
                        Some(Quantity::zero())
                    }
                    _ => None,
                })
                .try_fold(Quantity::zero(), |sum, number| Some(&sum + &number?))
        };
        let left = side(&relation.left, relation.missing_left)?;
        let right = side(&relation.right, relation.missing_right)?;
        let holds = match relation.operator {
            Operator::AtMost => left <= right,
            Operator::Equal => left == right,
            Operator::Different => left != right || left.is_zero(),
        };
        count += u32::from(!holds);
    }
    Some(count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_relation_fails_just_where_its_sums_say_so(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0i64..400), 1..12),
    ) {
        let mut example = demo();
        let edition = example.this.edition.clone();
        let school = example.bureau.schools()[0].code.clone();
        for (which, number) in changes {
            let submission = submission(&mut example.this, &school);
            let counts = submission.values.iter_mut().filter(|value| {
                let item = edition.item(&value.item);
                item.is_some_and(|item| item.kind == Kind::Count) && value.answer.number().is_some()
            });
            let mut counts: Vec<_> = counts.collect();
            let place = which.index(counts.len());
            counts[place].answer = Answer::Number(Quantity::from(number));
        }
        let confrontation = confronted(&example, &[]);
        let mut judged = 0;
        for relation in edition.relations().iter().filter(|one| is_of_counts(&example, one)) {
            let Some(expected) = broken(&example, relation) else {
                continue;
            };
            let tally = confrontation.tallies.iter().find(|tally| tally.code == relation.code);
            prop_assert_eq!(tally.map(|tally| tally.fail), Some(expected), "{}", relation.code);
            judged += 1;
        }
        prop_assert!(judged > 20, "{} relations", judged);
    }
}
