//! Rows that add up: the total row, and rows of a kind below one that has them in it.

use std::collections::{BTreeMap, BTreeSet};

use voced_domain::Quantity;

use super::grid::{Cell, Column, Grid};
use super::{Expected, told};
use crate::figures::decimals;
use crate::interval::Interval;
use crate::verdict::{Judged, Verdict};

/// A total that misses its rows by a slip needs so many digits not to do so by chance.
const LEAST_DIGITS: usize = 3;
/// Rows of one column that add up need so many digits not to do so by chance.
const MANY_DIGITS: usize = 4;
/// A total of so many digits misses by no chance the rows that add up to it in another column.
const SURE_DIGITS: usize = 5;
/// A row has no more kinds below it.
const MOST_KINDS: usize = 20;

/// A row with those below it that add up to it, as positions in a column.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
}

impl Grid<'_> {
    /// The row that adds up all others.
    pub(super) fn total_row(&self) -> Vec<Judged> {
        let Some(total) = self.rows().find(|row| self.is_total(*row)) else {
            return Vec::new();
        };
        let of_column = |cells: &Column<'_>| {
            let sum = cells.get(&total)?;
            let below: BTreeSet<usize> = self
                .runs_of(cells)
                .into_iter()
                .filter(|run| run.total != total)
                .flat_map(|run| run.parts)
                .collect();
            // 全国总计 of 沿海合计 and 内河合计, whose rows may not be all.
            let totals = cells.keys().filter(|row| self.is_total(**row)).count();
            let is_of_totals = totals > 2;
            let is_own = |row: &usize| {
                let is_part = if is_of_totals {
                    self.is_total(*row) && *row != total
                } else {
                    !self.is_total(*row)
                };
                is_part && !below.contains(row)
            };
            let parts = cells.iter().filter(|(row, _)| is_own(row));
            let parts: Vec<&Cell<'_>> = parts.map(|(_, cell)| cell).collect();
            (parts.len() > 1 && !sum.is_quotient).then(|| added(sum, &parts))?
        };
        self.columns.values().filter_map(of_column).collect()
    }

    /// Rows that two runs below add up to alike, 城镇 and 乡村, 男 and 女, but not as it is printed.
    pub(super) fn twice(&self) -> Vec<Judged> {
        let of_column = |column: &Column<'_>| {
            let rows: Vec<&Cell<'_>> = column.values().collect();
            (0..rows.len()).find_map(|at| twice(rows[at], &rows[at + 1..]))
        };
        self.columns.values().filter_map(of_column).collect()
    }

    /// Rows that add up to one above them: 普通中学, of which 初中 and 高中 stand below.
    pub(super) fn kinds(&self) -> Vec<Judged> {
        let mut runs: BTreeMap<Run, Vec<&Column<'_>>> = BTreeMap::new();
        for column in self.columns.values() {
            for run in self.runs_of(column) {
                runs.entry(run).or_default().push(column);
            }
        }
        let held = runs.into_iter().filter(|(run, columns)| {
            let digits = |column: &&Column<'_>| column[&run.total].digits;
            columns.len() > 1 || columns.iter().all(|column| digits(column) >= MANY_DIGITS)
        });
        let columns = self.columns.values();
        held.flat_map(|(run, held)| {
            // What holds of one column may not of the next: 涉及家庭.
            let is_sure = held.len() > 1;
            columns.clone().filter_map(move |column| {
                let rows = std::iter::once(&run.total).chain(&run.parts);
                let digits = rows.filter_map(|row| column.get(row)).map(significant);
                let is_long = digits.max() >= Some(SURE_DIGITS);
                let judged = run.judge(column)?;
                (is_sure || is_long || judged.verdict == Verdict::Agrees).then_some(judged)
            })
        })
        .collect()
    }
}

/// How many digits of a number say something: 29400 may be a round number.
fn significant(cell: &Cell<'_>) -> usize {
    let place = &cell.half * &Quantity::from(2);
    let printed = cell.value.checked_div(&place);
    let text = printed
        .unwrap_or_else(|| cell.value.clone())
        .round(0)
        .to_string();
    let n_zeros = text.bytes().rev().take_while(|byte| *byte == b'0').count();
    cell.digits.saturating_sub(n_zeros)
}

fn twice(total: &Cell<'_>, below: &[&Cell<'_>]) -> Option<Judged> {
    let below = &below[..below.len().min(MOST_KINDS)];
    let sum = |parts: &[&Cell<'_>]| Interval::sum(parts.iter().map(|part| part.interval.clone()));
    let is_same = |parts: &[&Cell<'_>]| parts.iter().all(|part| part.counted == total.counted);
    let splits = (2..below.len()).flat_map(|n| (n + 2..=below.len()).map(move |end| (n, end)));
    let alike = splits.filter(|(n, end)| {
        is_same(&below[..*end]) && sum(&below[..*n]).meets(&sum(&below[*n..*end]))
    });
    if total.is_quotient || total.digits < MANY_DIGITS {
        return None;
    }
    let judged = alike.filter_map(|(n, _)| added(total, &below[..n]));
    let mut wrong = judged.filter(|judged| judged.verdict == Verdict::Contradicts);
    wrong.next()
}

impl Grid<'_> {
    /// The rows of a column that others below them add up to. What belongs to a row below is not counted twice.
    pub(super) fn runs_of(&self, column: &Column<'_>) -> Vec<Run> {
        let rows: Vec<(&usize, &Cell<'_>)> = column.iter().collect();
        // Of each row, the first below it that does not belong to it.
        let plain: Vec<usize> = (1..=rows.len()).collect();
        let is_part = |at: usize| rows.get(at).is_some_and(|(row, _)| self.is_part(**row));
        // 其中 may begin a list, or tell of one part only.
        let parted = (1..=rows.len()).map(|at| if is_part(at) { at + 1 } else { at });
        let mut found = runs(&rows, plain.clone());
        let parted: Vec<usize> = parted.collect();
        if parted != plain {
            let runs = runs(&rows, parted).into_iter();
            let others: Vec<Run> = runs.filter(|run| !found.contains(run)).collect();
            found.extend(others);
        }
        found
    }
}

/// The rows that others add up to, where each row is known to end.
fn runs(rows: &[(&usize, &Cell<'_>)], mut ends: Vec<usize>) -> Vec<Run> {
    let mut found = Vec::new();
    for at in (0..rows.len()).rev() {
        let mut start = ends[at];
        while let Some((parts, end)) = run(rows, &ends, at, start) {
            let parts = parts.iter().map(|part| *rows[*part].0).collect();
            found.push(Run {
                total: *rows[at].0,
                parts,
            });
            ends[at] = end;
            start = end;
        }
    }
    found
}

/// The rows from `start` on that add up to the row `at`, and where they end.
fn run(
    rows: &[(&usize, &Cell<'_>)],
    ends: &[usize],
    at: usize,
    start: usize,
) -> Option<(Vec<usize>, usize)> {
    let total = rows[at].1;
    if total.is_quotient || total.digits < LEAST_DIGITS {
        return None;
    }
    let mut parts = Vec::new();
    let mut next = start;
    while next < rows.len() && parts.len() < MOST_KINDS {
        parts.push(next);
        next = ends[next];
        let cells = parts.iter().map(|part| rows[*part].1);
        let is_same = cells.clone().all(|cell| cell.counted == total.counted);
        let is_more = cells.clone().all(|cell| !cell.value.is_negative());
        let sum = Interval::sum(cells.map(|cell| cell.interval.clone()));
        if !is_same || is_more && sum.low > total.interval.high {
            return None;
        }
        if parts.len() > 1 && sum.meets(&total.interval) {
            return Some((parts, next));
        }
    }
    None
}

impl Run {
    fn judge(&self, column: &Column<'_>) -> Option<Judged> {
        let total = column.get(&self.total)?;
        let parts = self.parts.iter().map(|part| column.get(part));
        let parts: Vec<&Cell<'_>> = parts.collect::<Option<_>>()?;
        (!total.is_quotient).then(|| added(total, &parts))?
    }
}

/// The total of a column against its parts.
fn added(sum: &Cell<'_>, parts: &[&Cell<'_>]) -> Option<Judged> {
    let interval = Interval::sum(parts.iter().map(|part| part.interval.clone()));
    let middle: Quantity = parts.iter().map(|part| &part.value).sum();
    let expected = Expected {
        how: format!("各行之和{}", middle.to_plain_text()),
        interval,
        middle,
        from: parts.iter().map(|part| part.claim).collect(),
        why: "差的像是笔误",
    };
    let judged = told(sum, &expected, "");
    // A total of things that several rows share is less than their sum, and quotients do not add up at all.
    let is_counted = decimals(&sum.half) == 0 || !sum.counted.is_empty();
    let is_slip = is_counted && sum.digits >= LEAST_DIGITS && expected.is_slipped(sum);
    let is_doubtful = judged.verdict == Verdict::Contradicts && !is_slip;
    (!is_doubtful).then_some(judged)
}
