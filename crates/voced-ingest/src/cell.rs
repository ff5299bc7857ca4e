//! What stands in a cell of a workbook, and how it is shown.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::decimal::exact;
use crate::normalise;
use crate::number_format::{self, NumberFormat};
use crate::written::Struck;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Text(String),
    /// A day, and the number that is stored for it, which may have a time of day behind the point.
    Date(NaiveDate, f64),
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
    /// A formula that was never calculated.
    Uncached,
    /// What the file says of the cell is no value; this is what it says.
    Damaged(String),
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) value: Value,
    pub(crate) formula: Option<String>,
    /// How it is shown; absent where that is as it is stored.
    pub(crate) format: Option<Arc<NumberFormat>>,
    /// What is struck out in it.
    pub(crate) struck: Option<Box<Struck>>,
}

impl Cell {
    /// What is stored in the cell.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            Value::Number(number) => short(*number),
            Value::Text(text) | Value::Error(text) | Value::Damaged(text) => text.clone(),
            Value::Date(date, _) => date.to_string(),
            Value::Bool(true) => "TRUE".into(),
            Value::Bool(false) => "FALSE".into(),
            Value::Uncached => String::new(),
        }
    }

    /// The cell as a person sees it.
    pub(crate) fn shown(&self) -> String {
        let Some(format) = &self.format else {
            return self.text();
        };
        let shown = |number: f64| format.show(number, exact(number).as_ref(), &short(number));
        match &self.value {
            Value::Number(number) => shown(*number),
            Value::Date(day, number) => shown(number_format::days_of(*day) + number.fract()),
            Value::Text(text) => format.show_text(text),
            _ => self.text(),
        }
    }

    /// The cell as words: a whole number without the commas and decimals of its format, for a year or
    /// a code that somebody formatted as an amount; zeros in front are part of a code.
    pub(crate) fn shown_in_words(&self) -> String {
        let shown = self.shown();
        let Value::Number(number) = self.value else {
            return shown;
        };
        let dense = shown.trim().replace(',', "");
        let (whole, fraction) = dense.split_once('.').unwrap_or((&dense, ""));
        let is_whole = number.fract() == 0.0 && fraction.bytes().all(|byte| byte == b'0');
        let is_it = whole.parse() == Ok(number);
        if is_whole && is_it {
            whole.into()
        } else {
            shown
        }
    }

    /// Whether the cell shows this text, with nothing but blanks about it.
    pub(crate) fn says(&self, text: &str) -> bool {
        match &self.value {
            Value::Text(own) => own.trim() == text,
            _ => self.text().trim() == text,
        }
    }

    /// Whether a number is stored in the cell.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self.value, Value::Number(_))
    }

    /// Whether nothing is stored in the cell.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Text(text) | Value::Error(text) => {
                text.trim_matches(normalise::is_space).is_empty()
            }
            _ => false,
        }
    }
}

/// A number in short. A pasted one of a hundred digits says as much with an exponent.
fn short(number: f64) -> String {
    if number.abs() >= 1e21 || (number.abs() > 0.0 && number.abs() < 1e-9) {
        return format!("{number:e}");
    }
    number.to_string()
}
