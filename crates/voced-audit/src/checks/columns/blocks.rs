//! Columns of percentages that leave out the row whose parts they are of: 可支配收入40962元, and below it 工资性收入26837元 with
//! 65.5% in the column 构成, 61.2% in 贡献率, 4.2 points in 拉动增长.

use std::collections::BTreeMap;

use super::grid::{Cell, Column, Grid};
use super::shares::share_of;
use super::{Expected, told};
use crate::verdict::Judged;

/// Fewer rows say nothing of a column.
const LEAST_ROWS: usize = 3;
/// So many digits in all rows together are no chance.
const LEAST_DIGITS: usize = 6;

impl Grid<'_> {
    /// The verdicts on the columns that tell parts of the row above their block.
    pub(super) fn blocks(&self) -> Vec<Judged> {
        let columns = self.columns.keys().copied();
        let told = columns.filter_map(|made| {
            let heads = self.heads_of(made);
            (heads.len() >= LEAST_ROWS).then(|| self.of_blocks(made, &heads))?
        });
        told.flatten().collect()
    }

    /// Of each row with a percentage in a column, the nearest row above that has none.
    fn heads_of(&self, made: usize) -> BTreeMap<usize, usize> {
        let column = &self.columns[&made];
        let mut heads = BTreeMap::new();
        let mut last = None;
        for row in self.rows() {
            match (column.get(&row), last) {
                (Some(cell), Some(head)) if is_part(cell) => {
                    heads.insert(row, head);
                }
                (Some(_), _) => {}
                (None, _) => last = Some(row),
            }
        }
        heads
    }

    /// The verdicts by the two columns of amounts that most rows are quotients of.
    fn of_blocks(&self, made: usize, heads: &BTreeMap<usize, usize>) -> Option<Vec<Judged>> {
        let is_amount = |column: &&Column<'_>| column.values().all(|cell| !is_part(cell));
        let amounts: Vec<&Column<'_>> = self.columns.values().filter(is_amount).collect();
        let pairs = amounts
            .iter()
            .flat_map(|part| amounts.iter().map(move |whole| (*part, *whole)));
        let found = pairs.filter_map(|(part, whole)| self.of_pair(made, heads, part, whole));
        let best = found.max_by_key(|(n_fit, _)| *n_fit)?;
        Some(best.1)
    }

    fn of_pair(
        &self,
        made: usize,
        heads: &BTreeMap<usize, usize>,
        part: &Column<'_>,
        whole: &Column<'_>,
    ) -> Option<(usize, Vec<Judged>)> {
        let column = &self.columns[&made];
        let rows: Vec<(&Cell<'_>, Expected)> = heads
            .iter()
            .filter_map(|(row, head)| {
                let expected = share_of(part.get(row)?, whole.get(head)?)?;
                Some((&column[row], expected))
            })
            .collect();
        let fitting = || rows.iter().filter(|(cell, expected)| expected.is_met(cell));
        let n_fit = fitting().count();
        let digits: usize = fitting().map(|(cell, _)| cell.digits.min(4)).sum();
        let is_most = n_fit * 4 >= rows.len() * 3;
        if n_fit < LEAST_ROWS || !is_most || digits < LEAST_DIGITS {
            return None;
        }
        let judged = rows
            .iter()
            .filter(|(cell, expected)| expected.is_met(cell) || expected.is_slipped(cell));
        let judged = judged.map(|(cell, expected)| {
            let unit = if cell.is_percent() { "%" } else { "" };
            told(cell, expected, unit)
        });
        Some((n_fit, judged.collect()))
    }
}

/// Whether a number is in percent or in points.
fn is_part(cell: &Cell<'_>) -> bool {
    cell.is_percent() || cell.counted.ends_with("分点")
}
