//! Cells that are merged into others: what still stands in them is not shown.

use voced_domain::Position;

use crate::book::BookSheet;
use crate::refusal::Refusal;

/// Cells that are shown as one, with what stands in the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) first: Position,
    pub(crate) last: Position,
}

/// Comparisons of cells with regions. A sheet has some hundred cells and a dozen regions.
const MOST_COMPARISONS: usize = 50_000_000;
const MOST_KEPT: usize = 1_000;

impl Region {
    /// Reads `E4:E5`.
    pub(crate) fn from_a1(text: &str) -> Option<Self> {
        let (first, last) = text.trim().split_once(':')?;
        Some(Self {
            first: Position::from_a1(first)?,
            last: Position::from_a1(last)?,
        })
    }

    /// Whether a cell is in the region and not its first.
    pub(crate) fn covers(&self, at: &Position) -> bool {
        let rows = self.first.row..=self.last.row;
        let columns = self.first.column..=self.last.column;
        *at != self.first && rows.contains(&at.row) && columns.contains(&at.column)
    }
}

/// A sheet with the cells under others apart.
pub(crate) fn uncovered(mut sheet: BookSheet, merged: Vec<Region>) -> Result<BookSheet, Refusal> {
    if merged.is_empty() {
        return Ok(sheet);
    }
    if merged.len().saturating_mul(sheet.cells.len()) > MOST_COMPARISONS {
        let found = format!("有{}处合并单元格", merged.len());
        return Err(Refusal::too_large(found));
    }
    sheet.covered = sheet
        .cells
        .take(|at| merged.iter().any(|region| region.covers(at)));
    sheet.merged = merged;
    // They are asked for each answer that is missing.
    sheet.merged.truncate(MOST_KEPT);
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_covers_all_but_its_first_cell() {
        let region = Region::from_a1("B2:C3").unwrap();
        let covered = |name: &str| region.covers(&Position::from_a1(name).unwrap());
        assert!(["C2", "B3", "C3"].into_iter().all(covered));
        assert!(!["B2", "A1", "D2", "B4"].into_iter().any(covered));
        assert_eq!(Region::from_a1("B2"), None);
    }
}
