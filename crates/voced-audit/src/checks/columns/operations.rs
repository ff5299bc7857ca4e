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
/// Units are no farther apart, in powers of ten.
const MOST_POWER: i8 = 8;
/// A quotient in some power of ten needs so many digits in all rows.
const MANY_DIGITS: usize = 8;

/// What two numbers give.
#[derive(Clone, Copy)]
enum Operation {
    Plus,
    Minus,
    Quotient(i8),
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
        Self::Quotient(0),
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
            Self::Quotient(power) => {
                let interval = Interval::quotient(a, b, 1)?;
                let interval = Interval {
                    low: scaled(&interval.low, power),
                    high: scaled(&interval.high, power),
                };
                let middle = scaled(&values.0.checked_div(values.1)?, power);
                (interval, middle, "÷")
            }
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
            Self::Quotient(_) => are_counts && !made.is_percent(),
            Self::Percent => are_counts && made.is_percent(),
            Self::Growth | Self::GrowthBy => are_counts && is_same && made.is_percent(),
        }
    }
}

/// A number times a power of ten.
fn scaled(value: &Quantity, power: i8) -> Quantity {
    if power >= 0 {
        return value.scaled(power.unsigned_abs());
    }
    let ten = Quantity::from(1).scaled(power.unsigned_abs());
    // A power of ten is not zero.
    value.checked_div(&ten).unwrap_or_else(Quantity::zero)
}

/// The power of ten between a quotient and what it is printed in: of 吨 by 千公顷 in 公斤/公顷.
fn power(one: &Cell<'_>, other: &Cell<'_>, made: &Cell<'_>) -> Option<i8> {
    let quotient = one.value.checked_div(&other.value)?;
    let is_near = |power: &i8| {
        let scaled = scaled(&quotient, *power);
        let three = Quantity::from(3);
        scaled <= &made.value * &three && &scaled * &three >= made.value
    };
    (-MOST_POWER..=MOST_POWER).find(is_near)
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
        let operation = match operation {
            Operation::Quotient(_) => Operation::Quotient(Self::power(one, other, made)?),
            operation => operation,
        };
        let least = if self.is_table {
            LEAST_ROWS
        } else {
            LEAST_OF_LIST
        };
        let mut found = Vec::new();
        let is_sum = matches!(operation, Operation::Plus | Operation::Minus);
        let (mut digits, mut n_fit, mut n_slips, mut n_rows) = (0, 0, 0, 0);
        let mut long_fits = 0;
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
                long_fits += usize::from(cell.digits >= LEAST_DIGITS);
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
        let least_digits = match operation {
            Operation::Quotient(power) if power != 0 => MANY_DIGITS,
            _ => LEAST_DIGITS,
        };
        // Two sums of so many digits are no chance.
        let is_long = is_sum && long_fits >= LEAST_OF_LIST;
        (n_fit >= least && is_most && digits >= least_digits || is_long && is_most).then_some(found)
    }

    /// The power of ten that most rows have between a quotient and what is printed.
    fn power(one: &Column<'_>, other: &Column<'_>, made: &Column<'_>) -> Option<i8> {
        let of_row = |(row, cell): (&usize, &Cell<'_>)| power(one.get(row)?, other.get(row)?, cell);
        let mut powers: Vec<i8> = made.iter().filter_map(of_row).collect();
        powers.sort_unstable();
        powers.get(powers.len() / 2).copied()
    }
}

fn is_agreed(judged: &Judged) -> bool {
    judged.verdict == Verdict::Agrees
}
