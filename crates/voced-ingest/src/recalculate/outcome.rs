//! What comes of recomputing a formula.

use voced_domain::Quantity;

use super::workbook::Place;

/// Letters of a formula, a sheet or an error that are repeated in an [`Uncomputable`].
const MOST_SHOWN: usize = 60;

/// What a formula comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// To 15 significant digits, as spreadsheets show it.
    Number(Quantity),
    /// It refers to a text.
    Text(String),
    /// It refers to TRUE or FALSE.
    Truth(bool),
    /// It refers to an empty cell; spreadsheets show 0.
    Blank,
}

/// Why a formula cannot be recomputed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Uncomputable {
    /// It looks into another file.
    Outside,
    /// It looks, by way of this cell, at itself.
    Circle(Place),
    /// A function, a sign or a way of writing that is not understood, as it is written.
    Unsupported(String),
    /// It comes to an error, `#DIV/0!`, or looks at a cell that shows one.
    Error(String),
    /// A sheet or a name that is not there.
    Missing(String),
    /// It is too long, nested too deeply, its numbers are too large, or the budget of the workbook
    /// is used up.
    TooMuch,
}

impl Uncomputable {
    /// As it is written.
    pub(super) fn unsupported(written: &str) -> Self {
        Self::Unsupported(beginning(written))
    }

    /// As a cell shows it.
    pub(super) fn error(shown: &str) -> Self {
        Self::Error(beginning(shown))
    }

    /// What is not there.
    pub(super) fn missing(name: &str) -> Self {
        Self::Missing(beginning(name))
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}
