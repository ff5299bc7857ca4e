//! A share that the text tells of a row of a table near it, which it names: 东部地区占全国投资的52.7%.

use voced_domain::Quantity;

use super::grid::{Cell, Column, Grid};
use super::{Expected, told};
use crate::figures::{Figure, FigureKind};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

/// The text stands in so many pieces before the table or behind it.
const PIECES: usize = 4;
/// A share of fewer digits fits some row by chance.
const LEAST_DIGITS: usize = 3;
/// Names of rows are no shorter, in characters.
const SHORTEST: usize = 2;

impl Grid<'_> {
    /// The verdicts on the shares of the text. One that fits no column is wrong where others of the text fit theirs.
    pub(super) fn named(&self, ledger: &Ledger<'_>) -> Vec<Judged> {
        let near = ledger.figures.iter().enumerate().filter(|(_, figure)| {
            figure.block.abs_diff(self.block) <= PIECES && is_bare(ledger, figure)
        });
        let judged: Vec<Judged> = near
            .filter_map(|(at, share)| self.of_text(&ledger.figures, at, share))
            .collect();
        let is_agreed = |judged: &Judged| judged.verdict == Verdict::Agrees;
        let n_agreed = judged.iter().filter(|judged| is_agreed(judged)).count();
        // Where several miss, it is rather the table that is wrong.
        let is_sure = n_agreed > 0 && n_agreed + 1 == judged.len();
        let sure = judged.into_iter();
        sure.filter(|judged| is_agreed(judged) || is_sure).collect()
    }

    fn of_text(&self, figures: &[Figure<'_>], at: usize, share: &Figure<'_>) -> Option<Judged> {
        let row = self.row_called(figures, at)?;
        let total = self.total_above(row)?;
        let levels = self.columns.values().filter_map(|column| {
            let (part, whole) = (column.get(&row)?, column.get(&total)?);
            (!part.is_quotient).then(|| expected(part, whole))?
        });
        let all: Vec<Expected> = levels.collect();
        let cell = Cell::of(share);
        if let Some(expected) = all.iter().find(|expected| expected.is_met(&cell)) {
            return Some(told(&cell, expected, "%"));
        }
        let slipped = all.iter().filter(|expected| expected.is_slipped(&cell));
        let slipped: Vec<&Expected> = slipped.collect();
        let [expected] = slipped[..] else { return None };
        Some(told(&cell, expected, "%"))
    }

    /// The row that the words of a share name, or those of the share that it goes on with.
    fn row_called(&self, figures: &[Figure<'_>], at: usize) -> Option<usize> {
        let own = &figures[at];
        let here = figures[..=at].iter().rev();
        let mut here = here.take_while(|other| {
            (other.block, other.sentence, other.kind) == (own.block, own.sentence, own.kind)
        });
        here.find_map(|share| self.longest_in(share.before))
    }

    fn longest_in(&self, words: &str) -> Option<usize> {
        let rows = self.rows().filter(|row| !self.is_total(*row));
        let named = rows.filter_map(|row| {
            let name = plain(self.head(row));
            let n_chars = name.chars().count();
            (n_chars >= SHORTEST && words.contains(name)).then_some((n_chars, row))
        });
        let (_, row) = named.max_by_key(|(n_chars, row)| (*n_chars, std::cmp::Reverse(*row)))?;
        Some(row)
    }

    /// The row that a row is a part of: the one that it adds up to with others.
    fn total_above(&self, row: usize) -> Option<usize> {
        let mut columns = self.columns.values();
        columns.find_map(|column: &Column<'_>| {
            let runs = self.runs_of(column).into_iter();
            let mut above = runs.filter(|run| run.parts.contains(&row));
            above.next().map(|run| run.total)
        })
    }
}

/// Whether a number is a share without its count beside it.
fn is_bare(ledger: &Ledger<'_>, share: &Figure<'_>) -> bool {
    let is_share = share.is_part() && share.kind == FigureKind::Share;
    let at = ledger
        .figures
        .partition_point(|figure| figure.claim < share.claim);
    let last = ledger.figures[..at].last();
    let has_count = last.is_some_and(|last| {
        last.is_level() && (last.block, last.part) == (share.block, share.part)
    });
    is_share && share.digits >= LEAST_DIGITS && !has_count
}

/// The name of a row without what it is a part by: 城镇 of 按经营地分:城镇.
fn plain(head: &str) -> &str {
    let name = head.rsplit(['：', ':']).next().unwrap_or(head);
    let name = name.split(['（', '(']).next().unwrap_or(name);
    name.trim().trim_start_matches(['#', '　'])
}

fn expected(part: &Cell<'_>, whole: &Cell<'_>) -> Option<Expected> {
    Some(Expected {
        interval: Interval::quotient(&part.interval, &whole.interval, 100)?,
        middle: (&part.value * &Quantity::from(100)).checked_div(&whole.value)?,
        how: format!(
            "表中{}÷{}",
            part.value.to_plain_text(),
            whole.value.to_plain_text()
        ),
        from: vec![part.claim, whole.claim],
        why: "文中另有占比与表相符",
    })
}
