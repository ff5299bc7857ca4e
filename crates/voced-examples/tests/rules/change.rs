//! Changing an answer of an example, as a fixture says it.

use serde::Deserialize;
use voced_domain::{Answer, EntityCode, ItemCode, SubmittedValue};
use voced_examples::submission;
use voced_pipeline::{Inputs, YearInputs};

/// An answer that is another one than in the example.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The school, or the region for the bureau's own workbook.
    pub(crate) school: EntityCode,
    pub(crate) item: ItemCode,
    /// Row of a table, from zero.
    pub(crate) row: Option<u16>,
    /// What is typed instead; blank where empty, `不适用` as such, `?…` for what cannot be read,
    /// `'…` for a text, and else a number.
    pub(crate) value: String,
    /// Whether the workbook of the year before is meant.
    #[serde(default)]
    pub(crate) last: bool,
}

/// Makes the changes.
pub(crate) fn apply(example: &mut Inputs, changes: &[Change]) {
    for change in changes {
        let year = if change.last {
            example.last.as_mut().unwrap()
        } else {
            &mut example.this
        };
        *value(year, change) = answer(&change.value);
    }
}

fn value<'a>(year: &'a mut YearInputs, change: &Change) -> &'a mut Answer {
    let submission = submission(year, &change.school);
    let is_one = |value: &&mut SubmittedValue| value.item == change.item && value.row == change.row;
    let mut values = submission.values.iter_mut();
    let found = values.find(|value| is_one(value));
    &mut found
        .unwrap_or_else(|| panic!("no answer to {}", change.item))
        .answer
}

fn answer(text: &str) -> Answer {
    match text {
        "" => Answer::Blank,
        "不适用" => Answer::NotApplicable,
        _ if text.starts_with('?') => Answer::Unusable(text[1..].into()),
        // As in a spreadsheet: what follows an apostrophe is a text.
        _ if text.starts_with('\'') => Answer::Text(text[1..].into()),
        _ => Answer::Number(text.parse().unwrap()),
    }
}
