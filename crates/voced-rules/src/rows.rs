//! The rows of a school's table of majors.

use voced_domain::{EntityCode, ItemCode, Observation};

use crate::inputs::RuleInputs;

/// A row with the answers that say which major it is.
pub(crate) struct MajorRow<'a> {
    pub(crate) code: &'a Observation,
    pub(crate) category: Option<&'a Observation>,
    pub(crate) name: Option<&'a Observation>,
}

/// The majors of a school, in the order of its table.
pub(crate) fn majors<'a>(inputs: &RuleInputs<'a>, school: &EntityCode) -> Vec<MajorRow<'a>> {
    let dataset = inputs.this.dataset;
    let codes = ItemCode::constant("major.code");
    let categories = ItemCode::constant("major.category");
    let names = ItemCode::constant("major.name");
    let beside = |code: &Observation, item: &ItemCode| {
        let mut answers = dataset.answers(school, item);
        answers.find(|found| found.row == code.row && found.answer.text().is_some())
    };
    dataset
        .answers(school, &codes)
        .filter(|code| code.answer.text().is_some())
        .map(|code| MajorRow {
            code,
            category: beside(code, &categories),
            name: beside(code, &names),
        })
        .collect()
}

impl<'a> MajorRow<'a> {
    /// The code as typed.
    pub(crate) fn digits(&self) -> &'a str {
        self.code.answer.text().unwrap_or("")
    }

    /// `序号3`; empty outside of a table.
    pub(crate) fn label(&self) -> String {
        self.code
            .row
            .map_or_else(String::new, |row| format!("序号{}", row + 1))
    }
}
