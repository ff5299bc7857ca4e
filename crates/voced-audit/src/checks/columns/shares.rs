//! A column of shares with a column of counts, and the whole that most rows agree on.

use voced_domain::Quantity;

use super::grid::{Cell, Column, Grid};
use super::{Expected, OTHER_ROWS, told};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::verdict::Judged;

/// Fewer rows say nothing of a column.
const LEAST_ROWS: usize = 3;
/// So many digits in all rows together are no chance.
const LEAST_DIGITS: usize = 6;
/// A number of so many digits is like another by a slip, and by no chance.
const MANY_DIGITS: usize = 4;
/// It stands in so many pieces before the table.
const PIECES: usize = 3;
/// So many numbers of the text before a table may be the whole of its shares.
const MOST_WHOLES: usize = 60;

impl<'l> Grid<'l> {
    pub(super) fn shares(&self, ledger: &'l Ledger<'_>) -> Vec<Judged> {
        let mut judged = Vec::new();
        for (column, shares) in &self.columns {
            let n_percent = shares.values().filter(|cell| cell.is_percent()).count();
            if n_percent < LEAST_ROWS {
                continue;
            }
            let counts = self.columns.range(..column).rev();
            let found = counts
                .take(3)
                .find_map(|(_, counts)| self.share_column(ledger, counts, shares));
            judged.extend(found.into_iter().flatten());
        }
        judged
    }

    fn share_column(
        &self,
        ledger: &'l Ledger<'_>,
        counts: &Column<'l>,
        shares: &Column<'l>,
    ) -> Option<Vec<Judged>> {
        let rows: Vec<(&Cell<'_>, &Cell<'_>)> = shares
            .iter()
            .filter(|(_, share)| share.is_percent())
            .filter_map(|(row, share)| Some((counts.get(row)?, share)))
            .filter(|(count, _)| !count.is_quotient)
            .collect();
        if rows.len() < LEAST_ROWS {
            return None;
        }
        let wholes = self.wholes(ledger, counts);
        let fits = |whole: &Cell<'_>| {
            let fitting = rows.iter().filter(|(count, share)| {
                let expected = share_of(count, whole);
                expected.is_some_and(|expected| expected.is_met(share))
            });
            let digits: usize = fitting.clone().map(|(_, share)| share.digits.min(4)).sum();
            (fitting.count(), digits)
        };
        let voted = wholes.iter().map(|whole| (fits(whole), whole));
        let ((n_fit, digits), whole) = voted.max_by_key(|(fits, _)| *fits)?;
        let is_voted = n_fit >= LEAST_ROWS && n_fit * 5 >= rows.len() * 3 && digits >= LEAST_DIGITS;
        is_voted.then(|| {
            // A share that is far off is of something else: 其中：博士10.0%.
            let one = |(count, share): &(&Cell<'_>, &Cell<'_>)| {
                let expected = share_of(count, whole)?;
                if expected.is_met(share) {
                    return Some(told(share, &expected, "%"));
                }
                // 国内职务 may be a share of 国内, a row above it.
                if let Some(expected) = self.of_row_above(count, share, counts) {
                    return Some(told(share, &expected, "%"));
                }
                // What is all of it is not to blame for the number beside it.
                let is_all = share.value == Quantity::from(100);
                (!is_all && expected.is_slipped(share)).then(|| told(share, &expected, "%"))
            };
            let mut judged: Vec<Judged> = rows.iter().filter_map(one).collect();
            judged.extend(self.told_before(ledger, whole));
            judged
        })
    }

    /// A share that is exactly that of a row above whose name begins its own.
    fn of_row_above(
        &self,
        count: &Cell<'_>,
        share: &Cell<'_>,
        counts: &Column<'_>,
    ) -> Option<Expected> {
        let own = counts
            .iter()
            .find(|(_, cell)| cell.claim == count.claim)
            .map(|(row, _)| *row)?;
        let mut above = counts.range(..own).rev();
        let (_, whole) = above.find(|(row, _)| self.is_named_after(own, **row))?;
        share_of(count, whole).filter(|expected| expected.is_met(share))
    }

    /// A number of the text right before a table that is the whole of its shares, or misses it by a slip.
    fn told_before(&self, ledger: &Ledger<'_>, whole: &Cell<'_>) -> Option<Judged> {
        let text = ledger.figures.iter().rev();
        let near = text.filter(|figure| {
            figure.block < self.block && figure.block + PIECES >= self.block && figure.is_level()
        });
        let levels: Vec<Cell<'_>> = near.take(MOST_WHOLES).map(Cell::of).collect();
        let expected = Expected {
            interval: whole.interval.clone(),
            middle: whole.value.clone(),
            how: "表中各行的数和占比".into(),
            from: vec![whole.claim],
            why: "表中的占比以各行之和为整体多相符",
        };
        if levels.iter().any(|level| expected.is_met(level)) {
            return None;
        }
        let is_slip = |level: &&Cell<'_>| {
            let is_long = level.digits.max(whole.digits) >= MANY_DIGITS;
            is_long && expected.is_slipped(level)
        };
        levels
            .iter()
            .find(is_slip)
            .map(|level| told(level, &expected, ""))
    }

    /// What may be the whole of a column: its total, its sum, or a number of the text before it.
    fn wholes(&self, ledger: &'l Ledger<'_>, counts: &Column<'l>) -> Vec<Cell<'l>> {
        let totals = counts.iter().filter(|(row, _)| self.is_total(**row));
        let mut found: Vec<Cell<'_>> = totals.map(|(_, cell)| cell.clone()).collect();
        let parts = counts.iter().filter(|(row, _)| !self.is_total(**row));
        let parts: Vec<&Cell<'_>> = parts.map(|(_, cell)| cell).collect();
        if let Some(first) = parts.first() {
            let sum: Quantity = parts.iter().map(|part| &part.value).sum();
            found.push(Cell {
                interval: Interval::sum(parts.iter().map(|part| part.interval.clone())),
                value: sum,
                ..(*first).clone()
            });
        }
        let text = ledger.figures.iter().rev();
        let text = text.filter(|figure| figure.block < self.block && figure.is_level());
        found.extend(text.take(MOST_WHOLES).map(Cell::of));
        found
    }
}

pub(super) fn share_of(count: &Cell<'_>, whole: &Cell<'_>) -> Option<Expected> {
    let hundred = Quantity::from(100);
    Some(Expected {
        interval: Interval::quotient(&count.interval, &whole.interval, 100)?,
        middle: (&count.value * &hundred).checked_div(&whole.value)?,
        how: format!(
            "{}÷{}",
            count.value.to_plain_text(),
            whole.value.to_plain_text()
        ),
        from: vec![count.claim, whole.claim],
        why: OTHER_ROWS,
    })
}
