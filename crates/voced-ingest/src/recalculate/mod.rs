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
mod parse;
mod reference;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use voced_domain::{Position, Quantity};

use order::State;

/// What the recalculation of one workbook may cost. Passing over a cell or reading a letter of a
/// formula costs 1, a step of a calculation [`STEP`](evaluate::STEP), and one with numbers of
/// hundreds of digits more.
const BUDGET: u32 = 4_000_000;
/// Letters of a formula, a sheet or an error that are repeated in an [`Uncomputable`].
const MOST_SHOWN: usize = 60;

/// What stands in a cell, as a formula sees it. A date is the number of its day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content<'a> {
    Blank,
    Number(Quantity),
    Text(&'a str),
    Truth(bool),
    /// An error such as `#REF!`, typed or pasted.
    Error(&'a str),
    /// With or without the sign in front.
    Formula(&'a str),
}

/// The workbook, as far as formulas look at it.
pub(crate) trait Cells {
    /// The number of the sheet of this name. How names compare is the workbook's affair.
    fn sheet(&self, name: &str) -> Option<usize>;
    /// Where a defined name points to.
    fn name(&self, name: &str) -> Option<Area>;
    /// Whether all cells of a rectangle are known, the empty ones among them.
    fn is_whole(&self, area: &Area) -> bool;
    /// What stands in a cell.
    fn content(&self, place: Place) -> Content<'_>;
    /// The cells of these rows that are not empty, in any column, row by row. Of a whole column
    /// the rows are all that there can be, so this must not look at empty cells one by one.
    fn rows(&self, sheet: usize, first: u32, last: u32) -> impl Iterator<Item = Position>;
}

/// A cell of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// As [`Cells::sheet`] numbers them.
    pub(crate) sheet: usize,
    pub(crate) at: Position,
}

/// A rectangle of cells, from its upper left to its lower right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// As [`Cells::sheet`] numbers them.
    pub(crate) sheet: usize,
    pub(crate) first: Position,
    pub(crate) last: Position,
}

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

/// The recalculation of one workbook, which remembers what it has computed.
pub(crate) struct Recalculation<'c, C> {
    cells: &'c C,
    states: HashMap<Place, State<'c>>,
    budget: u32,
}

impl<'c, C: Cells> Recalculation<'c, C> {
    pub(crate) fn new(cells: &'c C) -> Self {
        Self {
            cells,
            states: HashMap::new(),
            budget: BUDGET,
        }
    }

    /// What the formula in a cell comes to; of a cell without a formula, what stands in it.
    pub(crate) fn outcome(&mut self, sheet: &str, at: Position) -> Result<Outcome, Uncomputable> {
        let place = Place {
            sheet: self
                .cells
                .sheet(sheet)
                .ok_or_else(|| Uncomputable::missing(sheet))?,
            at,
        };
        self.settle(place);
        Ok(self.look_at(place)?.outcome())
    }

    /// Pays out of the budget. Once it is used up, nothing can be paid any more.
    fn pay(&mut self, cost: u32) -> Result<(), Uncomputable> {
        let left = self.budget.checked_sub(cost);
        self.budget = left.unwrap_or_default();
        left.map(|_| ()).ok_or(Uncomputable::TooMuch)
    }
}

impl Area {
    /// The only cell of the rectangle.
    fn single(&self) -> Option<Place> {
        (self.first == self.last).then_some(Place {
            sheet: self.sheet,
            at: self.first,
        })
    }
}

impl Uncomputable {
    fn unsupported(written: &str) -> Self {
        Self::Unsupported(beginning(written))
    }

    fn error(shown: &str) -> Self {
        Self::Error(beginning(shown))
    }

    fn missing(name: &str) -> Self {
        Self::Missing(beginning(name))
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}
