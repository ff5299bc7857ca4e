//! Cells that are merged into others: what still stands in them is not shown.

use crate::book::BookSheet;
use crate::refusal::Refusal;
use crate::region::Region;

/// Comparisons of cells with regions. A sheet has some hundred cells and a dozen regions.
const MOST_COMPARISONS: usize = 50_000_000;
const MOST_KEPT: usize = 1_000;

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
