//! What formulas calculate with.

use voced_domain::Quantity;

use super::number;
use super::outcome::{Outcome, Uncomputable};

/// One value, not rounded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'c> {
    Blank,
    Number(Quantity),
    Text(&'c str),
    Truth(bool),
}

impl Value<'_> {
    /// What a formula comes to that has this value.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Value::Blank => Outcome::Blank,
            Value::Number(number) => Outcome::Number(number::shown(number)),
            Value::Text(text) => Outcome::Text((*text).into()),
            Value::Truth(truth) => Outcome::Truth(*truth),
        }
    }

    /// What arithmetic takes it for.
    pub(super) fn number(self) -> Result<Quantity, Uncomputable> {
        match self {
            Value::Blank => Ok(Quantity::zero()),
            Value::Number(number) => Ok(number),
            Value::Truth(truth) => Ok(Quantity::from(i64::from(truth))),
            Value::Text(text) => number::of_text(text).ok_or_else(|| {
                if number::is_ambiguous(text) {
                    Uncomputable::unsupported(text)
                } else {
                    Uncomputable::error("#VALUE!")
                }
            }),
        }
    }
}
