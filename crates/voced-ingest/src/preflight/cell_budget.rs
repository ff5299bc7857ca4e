//! How much of a workbook is kept.

use crate::cell::{Cell, Value};
use crate::refusal::Refusal;

/// What a cell takes up beside its text.
const OF_A_CELL: usize = 100;
/// A returned workbook takes up some hundred kilobytes.
const MOST: usize = 48 << 20;

/// The room that is left for cells. A text that stands once in a file can be shown by any number
/// of cells, each of which keeps it.
pub(crate) struct CellBudget {
    left: usize,
}

impl CellBudget {
    pub(crate) fn new() -> Self {
        Self { left: MOST }
    }

    /// Takes the room of a cell.
    pub(crate) fn take(&mut self, cell: &Cell) -> Result<(), Refusal> {
        let text = match &cell.value {
            Value::Text(text) | Value::Error(text) | Value::Damaged(text) => text.len(),
            _ => 0,
        };
        let formula = cell.formula.as_ref().map_or(0, String::len);
        let struck = cell.struck.as_ref();
        let struck = struck.map_or(0, |struck| struck.gone.len() + struck.left.len());
        self.take_bytes(OF_A_CELL + text + formula + struck)
    }

    /// Takes the room of a text that is no cell's.
    pub(crate) fn take_text(&mut self, text: &str) -> Result<(), Refusal> {
        self.take_bytes(OF_A_CELL + text.len())
    }

    fn take_bytes(&mut self, n_bytes: usize) -> Result<(), Refusal> {
        match self.left.checked_sub(n_bytes) {
            Some(left) => self.left = left,
            None => {
                let found = format!("单元格的内容有{}MB以上", MOST >> 20);
                return Err(Refusal::too_large(found));
            }
        }
        Ok(())
    }
}
