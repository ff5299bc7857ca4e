//! The formulas that clerks write into cells, recomputed exactly.
//!
//! Understands what people add up by hand: numbers, references, `+ - * /`, brackets, SUM and ROUND,
//! as Excel writes them (`SUM(表2专业设置!E5:E44)`) and as OpenDocument does
//! (`of:=SUM([$表2专业设置.E5:.E44])`). Of anything else it says that it does not understand it,
//! and never guesses.
//!
//! However a workbook is made up, the work ends: every cell is computed once, without recursion
//! from cell to cell, and all of it is paid for out of one budget.

mod evaluate;
mod expression;
mod number;
mod order;
mod outcome;
mod parse;
mod recalculation;
mod reference;
mod value;
mod workbook;

#[cfg(test)]
mod tests;

pub(crate) use outcome::{Outcome, Uncomputable};
pub(crate) use recalculation::Recalculation;
pub(crate) use workbook::{Area, Cells, Content, Place};
