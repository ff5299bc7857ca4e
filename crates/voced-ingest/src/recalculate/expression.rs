//! A formula, taken apart.

use voced_domain::{Position, Quantity};

/// What a formula, or a part of it, says. Chains of any length are flat, so that depth comes from
/// brackets alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Number(Quantity),
    /// Nothing between two commas.
    Omitted,
    /// An error written into the formula, such as the `#REF!` that deleted cells leave behind.
    Error(&'static str),
    Cells(Reference),
    Name(String),
    /// Something with signs before it. No longer a reference; with a minus, no longer a text.
    Signed {
        minuses: usize,
        of: Box<Expression>,
    },
    /// A start, and what is done to it from left to right.
    Chain(Box<Expression>, Vec<(Operator, Expression)>),
    Call(Function, Vec<Expression>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Function {
    Sum,
    Round,
}

/// A rectangle of cells, from its upper left to its lower right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reference {
    /// `None` for the sheet of the formula.
    pub(super) sheet: Option<String>,
    pub(super) first: Position,
    pub(super) last: Position,
    /// As it is written.
    pub(super) written: String,
}
