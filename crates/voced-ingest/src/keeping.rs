//! The cells of a workbook as they are read, bounded in number and in room.

use std::sync::Arc;

use voced_domain::Position;

use crate::book::{Beside, BookSheet};
use crate::cell::{Cell, Value};
use crate::cell_style::CellStyle;
use crate::cells::{Cells, Gathering};
use crate::lengths::held_of_a_name;
use crate::number_format::{self, NumberFormat};
use crate::preflight::CellBudget;
use crate::refusal::Refusal;
use crate::written::Struck;

/// Cells beyond are not the template's: a clerk's scratch column, or a ghost row.
pub(crate) const MAX_ROW: u32 = 5_000;
pub(crate) const MAX_COLUMN: u32 = 200;
/// What Excel itself allows; reports of findings are written by its rules.
const ROWS: u32 = 1_048_576;
const COLUMNS: u16 = 16_384;
/// So many of them are kept all the same, to be shown to the clerk.
const MOST_FAR: usize = 50;
/// Of so many it is not even counted how many there are.
const MOST_COUNTED: usize = 5_000_000;

/// The cells of a workbook as they are read, sheet by sheet.
pub(crate) struct Keeping {
    cells: Gathering,
    n_far: usize,
    is_cut: bool,
    room: CellBudget,
    counts_from_1904: bool,
}

/// Days from the day 0 of most workbooks to that of the others.
const TO_1904: f64 = 1_462.0;

impl Keeping {
    pub(crate) fn new(counts_from_1904: bool) -> Self {
        Self {
            cells: Gathering::default(),
            n_far: 0,
            is_cut: false,
            room: CellBudget::new(),
            counts_from_1904,
        }
    }

    /// A cell of this style; `None` where there is nothing in it.
    pub(crate) fn looking(
        &self,
        value: Option<Value>,
        formula: Option<String>,
        cell_style: &CellStyle,
        struck: Option<Box<Struck>>,
    ) -> Option<Cell> {
        let format = cell_style.format.as_ref();
        let value = match (value, &formula) {
            // Excel's own word for what is no number and for what is too large for one.
            (Some(Value::Number(number)), _) if !number.is_finite() => Value::Error("#NUM!".into()),
            (Some(Value::Number(number)), _) if cell_style.is_unknown => {
                Value::Damaged(number.to_string())
            }
            (Some(Value::Number(number)), _) => self.number(number, format),
            (Some(value), _) => value,
            (None, Some(_)) => Value::Uncached,
            (None, None) => return None,
        };
        let format = format.filter(|format| match value {
            Value::Number(_) | Value::Date(..) => true,
            Value::Text(_) => format.changes_texts(),
            _ => false,
        });
        let mut cell = Cell {
            format: format.cloned(),
            value,
            formula,
            struck,
        };
        if cell_style.is_struck && matches!(cell.value, Value::Number(_) | Value::Date(..)) {
            cell.struck = Some(Box::new(Struck::all(&cell.text())));
        }
        Some(cell)
    }

    /// A number, as the day that it is shown as.
    fn number(&self, number: f64, format: Option<&Arc<NumberFormat>>) -> Value {
        let Some(format) = format.filter(|format| format.shows_day(number)) else {
            return Value::Number(number);
        };
        let since_1900 = if self.counts_from_1904 {
            number + TO_1904
        } else {
            number
        };
        let day = number_format::day_of(since_1900).filter(|_| format.shows_day(since_1900));
        day.map_or(Value::Number(number), |day| Value::Date(day, number))
    }

    /// Keeps a cell. Of those that are far from any template some are kept, to be shown to the
    /// clerk, and of those that no program could have a cell for, none.
    pub(crate) fn insert(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), Refusal> {
        let place = u16::try_from(column).ok();
        let place = place.filter(|column| *column < COLUMNS && row < ROWS);
        let is_far = row >= MAX_ROW || column >= MAX_COLUMN;
        self.n_far += usize::from(is_far);
        if self.n_far > MOST_COUNTED {
            let found = format!("表格之外有{MOST_COUNTED}格以上有内容");
            return Err(Refusal::too_large(found));
        }
        match place {
            Some(column) if !is_far || self.n_far <= MOST_FAR => {
                self.room.take(&cell)?;
                self.cells.insert(Position { row, column }, cell);
            }
            _ => self.is_cut = true,
        }
        Ok(())
    }

    /// Takes the room of what is written beside the cells of a sheet.
    pub(crate) fn take_beside(&mut self, beside: &Beside) -> Result<(), Refusal> {
        let notes = beside.notes.iter().map(|(_, text)| text);
        let mut texts = notes.chain(&beside.boxes);
        texts.try_for_each(|text| self.room.take_text(text))
    }

    /// The sheet that its cells make up; the next begins.
    pub(crate) fn finish(&mut self, name: &str) -> BookSheet {
        self.n_far = 0;
        let is_cut = std::mem::take(&mut self.is_cut);
        let next = Gathering::like(&self.cells);
        BookSheet {
            name: held_of_a_name(name).into(),
            cells: std::mem::replace(&mut self.cells, next).cells(),
            covered: Cells::default(),
            merged: Vec::new(),
            is_cut,
            beside: Beside::default(),
        }
    }

    /// Lets the cells of a sheet go that cannot be read to its end.
    pub(crate) fn forget(&mut self) {
        self.n_far = 0;
        self.is_cut = false;
        self.cells = Gathering::default();
    }
}
