//! What one workbook has had computed, and what that may cost.

use std::collections::HashMap;

use super::outcome::Uncomputable;
use super::value::Value;
use super::workbook::{Cells, Place};

/// What the recalculation of one workbook may cost. Passing over a cell or reading a letter of a
/// formula costs 1, a step of a calculation [`STEP`], and one with numbers of hundreds of digits more.
const BUDGET: u32 = 4_000_000;
/// What a step of a calculation costs.
pub(super) const STEP: u32 = 10;

/// The recalculation of one workbook, which remembers what it has computed.
pub(crate) struct Recalculation<'c, C> {
    pub(super) cells: &'c C,
    pub(super) states: HashMap<Place, State<'c>>,
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

    /// Pays out of the budget. Once it is used up, nothing can be paid any more.
    pub(super) fn pay(&mut self, cost: u32) -> Result<(), Uncomputable> {
        let left = self.budget.checked_sub(cost);
        self.budget = left.unwrap_or_default();
        left.map(|_| ()).ok_or(Uncomputable::TooMuch)
    }
}

/// What is known of a cell with a formula.
pub(super) enum State<'c> {
    /// It waits for the cells that it looks at.
    Waiting,
    Known(Result<Value<'c>, Uncomputable>),
}
