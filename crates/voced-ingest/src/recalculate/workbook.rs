//! The workbook, as far as formulas look at it.

use voced_domain::{Position, Quantity};

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

impl Area {
    /// The only cell of the rectangle.
    pub(super) fn single(&self) -> Option<Place> {
        (self.first == self.last).then_some(Place {
            sheet: self.sheet,
            at: self.first,
        })
    }
}
