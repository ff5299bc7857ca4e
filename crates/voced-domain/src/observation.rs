//! Observations: what was answered to an item, and where.

use serde::{Deserialize, Serialize};

use crate::cell::CellRef;
use crate::code::{EntityCode, ItemCode};
use crate::quantity::Quantity;
use crate::year::ReferenceYear;

/// Number of an observation in the one table of a run. Facts name their sources by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ObservationId(pub u32);

/// What was answered. Blank, not applicable and zero are three different answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A number in the item's unit.
    Number(Quantity),
    /// A text, a choice, or a date as `2020-11-12`.
    Text(String),
    /// 不适用: the item does not concern the school. It adds nothing and is not missing.
    NotApplicable,
    /// Nothing was entered.
    Blank,
    /// Something was entered that cannot be used; a finding says what. It counts as missing.
    Unusable(String),
}

impl Answer {
    /// The number, if the answer is one.
    pub fn number(&self) -> Option<&Quantity> {
        match self {
            Answer::Number(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// The text, if the answer is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The answer as it stands in its cell; nothing for a blank.
    pub fn as_typed(&self) -> String {
        match self {
            Answer::Number(number) => number.to_plain_text(),
            Answer::Text(text) | Answer::Unusable(text) => text.clone(),
            Answer::NotApplicable => "不适用".into(),
            Answer::Blank => String::new(),
        }
    }

    /// The answer as a sentence names it: a blank is `空白`.
    pub fn in_words(&self) -> String {
        match self {
            Answer::Blank => "空白".into(),
            answer => answer.as_typed(),
        }
    }

    /// A word for the kind of answer, as outputs spell it.
    pub fn status(&self) -> &'static str {
        match self {
            Answer::Number(_) | Answer::Text(_) => "value",
            Answer::NotApplicable => "not_applicable",
            Answer::Blank => "blank",
            Answer::Unusable(_) => "unusable",
        }
    }
}

/// An answer with its key and its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Number in the table of the run.
    pub id: ObservationId,
    /// The year it is about.
    pub year: ReferenceYear,
    /// The school, or the region whose bureau reported it.
    pub entity: EntityCode,
    /// The item.
    pub item: ItemCode,
    /// Row within a repeating table, from zero; absent elsewhere.
    pub row: Option<u16>,
    /// What was answered.
    pub answer: Answer,
    /// Where.
    pub cell: CellRef,
}
