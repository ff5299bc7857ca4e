//! What a cell shows: a number or a text.

use voced_domain::{Answer, DataItem, Fact, Observation, Outcome, Quantity, Unit};

/// In place of an answer that was left blank.
pub const BLANK: &str = "空白";
/// The answer that an item does not concern the school.
pub const NOT_APPLICABLE: &str = "不适用";
/// In place of an answer that cannot be used.
pub const UNUSABLE: &str = "不可用";
/// In place of an answer about a person.
pub(crate) const WITHHELD: &str = "不公开";
/// In place of every answer of a school that handed in nothing.
pub const NOT_SUBMITTED: &str = "未交";
/// In place of a figure that nobody answered.
pub const MISSING: &str = "缺";
/// In place of a quotient that means nothing.
pub const UNDEFINED: &str = "无定义";
/// In place of a change that cannot be had.
pub const NOTHING: &str = "—";

/// All words that stand in place of an answer on which a formula may rest. Formulas over texts do not count them.
pub const NO_ANSWER: [&str; 4] = [BLANK, NOT_APPLICABLE, UNUSABLE, NOT_SUBMITTED];

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A number.
    Number(Quantity),
    /// A text.
    Text(String),
}

impl Shown {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Shown::Text(text.into())
    }

    /// An answer for whoever reads a published file: of one about a person the word that it is withheld.
    pub fn public(item: &DataItem, observation: Option<&Observation>, submitted: bool) -> Self {
        let is_said = observation.is_some_and(|found| found.answer.text().is_some());
        if item.personal && is_said {
            return Shown::text(WITHHELD);
        }
        Self::answer(observation, submitted)
    }

    /// An answer, or the word for its absence.
    pub fn answer(observation: Option<&Observation>, submitted: bool) -> Self {
        let Some(observation) = observation else {
            return Shown::text(if submitted { BLANK } else { NOT_SUBMITTED });
        };
        match &observation.answer {
            Answer::Number(quantity) => Shown::Number(quantity.clone()),
            Answer::Text(text) => Shown::text(text),
            Answer::NotApplicable => Shown::text(NOT_APPLICABLE),
            Answer::Blank => Shown::text(BLANK),
            Answer::Unusable(_) => Shown::text(UNUSABLE),
        }
    }

    /// A figure as printed, or the word for its absence; two shares are a text.
    pub fn fact(fact: &Fact) -> Self {
        match &fact.outcome {
            Outcome::Value(figure) if figure.published.unit != Unit::TwoShares => {
                Shown::Number(figure.published.number.to_quantity())
            }
            Outcome::Value(figure) => Shown::Text(figure.published.to_string()),
            Outcome::Missing => Shown::text(MISSING),
            Outcome::Undefined { .. } => Shown::text(UNDEFINED),
        }
    }

    /// The text that a formula's result is stored as.
    pub fn result(&self) -> String {
        match self {
            Shown::Number(quantity) => quantity.to_cell_number().to_string(),
            Shown::Text(text) => text.clone(),
        }
    }
}

/// The number format with so many decimals.
pub fn number_format(decimals: u8) -> String {
    match decimals {
        0 => "0".into(),
        decimals => format!("0.{}", "0".repeat(decimals.into())),
    }
}
