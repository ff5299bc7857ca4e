//! Columns that two others give, in most of their rows.

use voced_domain::Quantity;

use super::grid::{Cell, Column, Grid};
use super::{Expected, OTHER_ROWS, told};
use crate::interval::Interval;
use crate::verdict::{Judged, Verdict};

/// Fewer rows say nothing of a column.
const LEAST_ROWS: usize = 3;
/// In a list two rows say enough, as its words put them in one order.
const LEAST_OF_LIST: usize = 2;
/// So many digits in all rows together are no chance.
const LEAST_DIGITS: usize = 5;

/// What two numbers give.
#[derive(Clone, Copy)]
enum Operation {
    Plus,
    Minus,
    Quotient,
    Percent,
    /// By how many percent the first is above the second.
    Growth,
    /// By how many percent the second made the first grow.
    GrowthBy,
}

impl Operation {
    const ALL: [Self; 6] = [
        Self::Plus,
        Self::Minus,
        Self::Quotient,
        Self::Percent,
        Self::Growth,
        Self::GrowthBy,
    ];

    fn of(self, one: &Cell<'_>, other: &Cell<'_>) -> Option<Expected> {
        let (a, b) = (&one.interval, &other.interval);
        let hundred = Quantity::from(100);
        let values = (&one.value, &other.value);
        let percent = |part: &Quantity, whole: &Quantity| (part * &hundred).checked_div(whole);
        let (interval, middle, sign) = match self {
            Self::Plus => (a.plus(b), values.0 + values.1, "＋"),
            Self::Minus => (a.minus(b), values.0 - values.1, "−"),
            Self::Quotient => (
                Interval::quotient(a, b, 1)?,
                values.0.checked_div(values.1)?,
                "÷",
            ),
            Self::Percent => (
                Interval::quotient(a, b, 100)?,
                percent(values.0, values.1)?,
                "÷",
            ),
            Self::Growth => (
                Interval::quotient(a, b, 100)?.shifted(&Quantity::from(-100)),
                percent(&(values.0 - values.1), values.1)?,
                "比",
            ),
            Self::GrowthBy => {
                let before = values.0 - values.1;
                let base = a.minus(b);
                (
                    Interval::quotient(b, &base, 100)?,
                    percent(values.1, &before)?,
                    "÷",
                )
            }
        };
        let (shown, by) = (one.value.to_plain_text(), other.value.to_plain_text());
        let how = match self {
            Self::GrowthBy => format!("{by}÷（{shown}−{by}）"),
            _ => format!("{shown}{sign}{by}"),
        };
        Some(Expected {
            interval,
            middle,
            how,
            from: vec![one.claim, other.claim],
            why: OTHER_ROWS,
        })
    }

    /// Whether a cell can be what this makes of two others.
    fn can_make(self, one: &Cell<'_>, other: &Cell<'_>, made: &Cell<'_>) -> bool {
        let are_counts = !one.is_percent() && !other.is_percent();
        let is_same = one.counted == other.counted;
        match self {
            Self::Plus | Self::Minus => {
                one.is_percent() == other.is_percent() && one.is_percent() == made.is_percent()
                    || is_points(made) && one.is_percent() && other.is_percent()
            }
            Self::Quotient => are_counts && !made.is_percent(),
            Self::Percent => are_counts && made.is_percent(),
            Self::Growth | Self::GrowthBy => are_counts && is_same && made.is_percent(),
        }
    }
}

fn is_points(cell: &Cell<'_>) -> bool {
    cell.counted.ends_with("分点")
}

impl Grid<'_> {
    /// The verdicts on all columns that two others give.
    pub(super) fn operations(&self) -> Vec<Judged> {
        let columns: Vec<usize> = self.columns.keys().copied().collect();
        let made = columns.iter().filter_map(|made| self.made(&columns, *made));
        made.flatten().collect()
    }

    /// The verdicts on a column by the two others that give most of it.
    fn made(&self, columns: &[usize], made: usize) -> Option<Vec<Judged>> {
        let others = columns.iter().copied().filter(|column| *column != made);
        let pairs = others.clone().flat_map(|one| {
            let others = others.clone().filter(move |other| *other != one);
            others.map(move |other| (one, other))
        });
        let all = pairs.flat_map(|pair| Operation::ALL.map(|operation| (operation, pair)));
        // The order of a sum says nothing.
        let all = all.filter(|(operation, (one, other))| {
            !matches!(operation, Operation::Plus) || one < other
        });
        let mut best: Option<(usize, Vec<Judged>)> = None;
        for (operation, (one, other)) in all {
            let Some(found) = self.operation(operation, one, other, made) else {
                continue;
            };
            let n_fit = found.iter().filter(|judged| is_agreed(judged)).count();
            if best.as_ref().is_none_or(|(most, _)| n_fit > *most) {
                best = Some((n_fit, found));
            }
        }
        best.map(|(_, found)| found)
    }

    fn operation(
        &self,
        operation: Operation,
        one: usize,
        other: usize,
        made: usize,
    ) -> Option<Vec<Judged>> {
        let [one, other, made]: [&Column<'_>; 3] =
            [one, other, made].map(|column| &self.columns[&column]);
        let least = if self.is_table {
            LEAST_ROWS
        } else {
            LEAST_OF_LIST
        };
        let mut found = Vec::new();
        let (mut digits, mut n_fit, mut n_slips, mut n_rows) = (0, 0, 0, 0);
        for (row, cell) in made {
            let (Some(one), Some(other)) = (one.get(row), other.get(row)) else {
                continue;
            };
            if !operation.can_make(one, other, cell) {
                return None;
            }
            let mut expected = operation.of(one, other)?;
            if !self.is_table {
                expected.why = "同列的其他各项多相符";
            }
            let unit = if cell.is_percent() { "%" } else { "" };
            n_rows += 1;
            if expected.is_met(cell) {
                n_fit += 1;
                digits += cell.digits.min(4);
                found.push(told(cell, &expected, unit));
            } else if expected.is_slipped(cell) {
                n_slips += 1;
                found.push(told(cell, &expected, unit));
            }
            // Most columns have nothing to do with each other, which the first rows show.
            if n_rows > LEAST_ROWS && n_fit * 2 < n_rows {
                return None;
            }
        }
        let is_most = n_fit * 4 >= n_rows * 3 || n_slips == 1 && n_fit + 1 == n_rows;
        (n_fit >= least && is_most && digits >= LEAST_DIGITS).then_some(found)
    }
}

fn is_agreed(judged: &Judged) -> bool {
    judged.verdict == Verdict::Agrees
}
