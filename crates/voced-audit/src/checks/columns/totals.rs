//! A column that adds up all others of its row: 合计, 全县.

use voced_domain::Quantity;

use super::grid::{Cell, Grid};
use super::{Expected, OTHER_ROWS, told};
use crate::interval::Interval;
use crate::verdict::Judged;

/// Fewer rows say nothing of a column.
const LEAST_ROWS: usize = 3;
/// Fewer columns are an operation of two.
const LEAST_PARTS: usize = 3;

impl Grid<'_> {
    pub(super) fn total_column(&self) -> Vec<Judged> {
        let first = self.columns.keys().next().copied();
        let last = self.columns.keys().next_back().copied();
        let ends = [last, first].into_iter().flatten();
        ends.map(|total| self.added_up(total))
            .find(|judged| !judged.is_empty())
            .unwrap_or_default()
    }

    /// The verdicts on a column by the sums of the others, where most of its rows are such sums.
    fn added_up(&self, total: usize) -> Vec<Judged> {
        let rows = self.rows().filter_map(|row| self.row(total, row));
        let rows: Vec<(&Cell<'_>, Expected)> = rows.collect();
        let fits = |(cell, expected): &&(&Cell<'_>, Expected)| expected.is_met(cell);
        let n_fit = rows.iter().filter(fits).count();
        if n_fit < LEAST_ROWS || n_fit * 4 < rows.len() * 3 {
            return Vec::new();
        }
        let like = rows
            .iter()
            .filter(|(cell, expected)| expected.is_met(cell) || expected.is_slipped(cell));
        like.map(|(cell, expected)| told(cell, expected, ""))
            .collect()
    }

    /// The total of a row, and what its other cells add up to.
    fn row(&self, total: usize, row: usize) -> Option<(&Cell<'_>, Expected)> {
        let cell = self.columns.get(&total)?.get(&row)?;
        let others = self.columns.iter().filter(|(column, _)| **column != total);
        let parts: Vec<&Cell<'_>> = others.filter_map(|(_, cells)| cells.get(&row)).collect();
        let is_same = parts.iter().all(|part| part.counted == cell.counted);
        if parts.len() < LEAST_PARTS || !is_same || cell.is_quotient {
            return None;
        }
        let middle: Quantity = parts.iter().map(|part| &part.value).sum();
        let expected = Expected {
            interval: Interval::sum(parts.iter().map(|part| part.interval.clone())),
            how: format!("各列之和{}", middle.to_plain_text()),
            middle,
            from: parts.iter().map(|part| part.claim).collect(),
            why: OTHER_ROWS,
        };
        Some((cell, expected))
    }
}
