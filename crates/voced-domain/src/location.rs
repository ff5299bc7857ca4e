//! Places that findings point to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::cell::{CellRef, Position};
use crate::code::ItemCode;

/// A place that a finding points to: a file, and in it perhaps a sheet, and on that perhaps a cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// File name.
    pub file: String,
    /// Sheet; absent where the whole workbook is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell, in A1 where it is written; absent where the whole sheet is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Position>,
    /// The item that stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
}

impl Location {
    /// A file as a whole.
    pub fn file(name: impl Into<String>) -> Self {
        Self {
            file: name.into(),
            sheet: None,
            cell: None,
            item: None,
        }
    }

    /// The place within the file, `表5教师!E9`; nothing where the file as a whole is meant.
    pub fn on_sheet(&self) -> String {
        let sheet = self.sheet.as_deref().unwrap_or_default();
        match self.cell {
            Some(cell) => format!("{sheet}!{cell}"),
            None => sheet.to_owned(),
        }
    }

    /// A sheet of this file.
    #[must_use]
    pub fn sheet(mut self, title: impl Into<String>) -> Self {
        self.sheet = Some(title.into());
        self
    }

    /// A cell of this sheet.
    #[must_use]
    pub fn cell(mut self, position: Position) -> Self {
        self.cell = Some(position);
        self
    }

    /// The cell of an item.
    #[must_use]
    pub fn item(mut self, item: ItemCode) -> Self {
        self.item = Some(item);
        self
    }
}

impl From<&CellRef> for Location {
    fn from(cell: &CellRef) -> Self {
        Self::file(&*cell.file)
            .sheet(&*cell.sheet)
            .cell(cell.position)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.sheet.is_some() {
            write!(f, " {}", self.on_sheet())?;
        }
        Ok(())
    }
}
