//! What the columns of a table have to do with each other, whatever their heads say: a column that is the sum,
//! the difference or the quotient of two others, the share of one total, and the row that adds up the others.
//!
//! The rows themselves say which it is: what holds in most of them is what the head means, and a row in which
//! it does not hold contradicts them.

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::claim::Claim;
use crate::figures::{Interval, decimals, of_cell};
use crate::ledger::Ledger;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "column";
/// Fewer rows say nothing of a column.
const LEAST_ROWS: usize = 3;
/// A total that misses its rows by a slip needs so many digits not to do so by chance.
const LEAST_DIGITS: usize = 3;
/// Wider tables are read up to here.
const MOST_COLUMNS: usize = 16;
/// So many numbers of the text before a table may be the whole of its shares.
const MOST_WHOLES: usize = 60;
const TOTALS: &[&str] = &[
    "合计", "总计", "小计", "总数", "共计", "总和", "全国", "全市", "全省", "全县",
];

/// A cell with a number.
#[derive(Clone)]
struct Cell {
    claim: usize,
    value: Quantity,
    interval: Interval,
    half: Quantity,
    is_percent: bool,
    digits: usize,
}

/// A table of numbers by row and column.
struct Grid<'l> {
    columns: BTreeMap<usize, BTreeMap<usize, Cell>>,
    /// The first cell of each row.
    heads: BTreeMap<usize, &'l str>,
    block: usize,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut grids: BTreeMap<usize, Grid<'_>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        let Some((row, column)) = claim.place.cell else {
            continue;
        };
        let block = claim.place.block;
        let grid = grids.entry(block).or_insert_with(|| Grid {
            columns: BTreeMap::new(),
            heads: BTreeMap::new(),
            block,
        });
        if column < MOST_COLUMNS {
            let of_column = grid.columns.entry(column).or_default();
            of_column.insert(row, Cell::of(idx, claim));
            let head = claim.sentence.split(" | ").next().unwrap_or("");
            grid.heads.insert(row, head);
        }
    }
    let mut judged = Vec::new();
    for grid in grids.values() {
        judged.extend(grid.total_row());
        judged.extend(grid.shares(ledger));
        judged.extend(grid.operations());
    }
    judged
}

impl Cell {
    fn of(idx: usize, claim: &Claim) -> Self {
        let figure = of_cell(claim, idx);
        Self {
            claim: idx,
            interval: figure.interval(),
            value: figure.value,
            half: figure.half,
            is_percent: figure.counted == "%",
            digits: figure.digits,
        }
    }
}

/// What a row comes to under a rule: what is expected, and of which cells.
struct Expected {
    interval: Interval,
    middle: Quantity,
    how: String,
    from: Vec<usize>,
}

/// Two columns that give a third.
#[derive(Clone, Copy)]
enum Operation {
    Plus,
    Minus,
    Quotient,
    Percent,
}

impl Operation {
    const ALL: [Self; 4] = [Self::Plus, Self::Minus, Self::Quotient, Self::Percent];

    fn of(self, one: &Cell, other: &Cell) -> Option<Expected> {
        let (interval, middle, sign) = match self {
            Self::Plus => (
                one.interval.plus(&other.interval),
                &one.value + &other.value,
                "＋",
            ),
            Self::Minus => (
                one.interval.minus(&other.interval),
                &one.value - &other.value,
                "−",
            ),
            Self::Quotient => (
                Interval::quotient(&one.interval, &other.interval, 1)?,
                one.value.checked_div(&other.value)?,
                "÷",
            ),
            Self::Percent => (
                Interval::quotient(&one.interval, &other.interval, 100)?,
                (&one.value * &Quantity::from(100)).checked_div(&other.value)?,
                "÷",
            ),
        };
        Some(Expected {
            interval,
            middle,
            how: format!(
                "{}{sign}{}",
                one.value.to_plain_text(),
                other.value.to_plain_text()
            ),
            from: vec![one.claim, other.claim],
        })
    }

    /// Whether cells can be what this makes of two others.
    fn can_make(self, one: &Cell, other: &Cell, made: &Cell) -> bool {
        match self {
            Self::Plus | Self::Minus => {
                one.is_percent == other.is_percent && one.is_percent == made.is_percent
            }
            Self::Quotient => !made.is_percent && !one.is_percent && !other.is_percent,
            Self::Percent => made.is_percent && !one.is_percent && !other.is_percent,
        }
    }
}

impl Grid<'_> {
    fn is_total(&self, row: usize) -> bool {
        let head = self.heads.get(&row).copied().unwrap_or("");
        let head = head.trim();
        TOTALS.contains(&head) || head.ends_with("合计") || head.ends_with("总计")
    }

    /// The row that adds up all others.
    fn total_row(&self) -> Vec<Judged> {
        let rows: Vec<usize> = self.heads.keys().copied().collect();
        let named = rows.iter().copied().find(|row| self.is_total(*row));
        let Some(total) = named else {
            return Vec::new();
        };
        let mut judged = Vec::new();
        for cells in self.columns.values() {
            let Some(sum) = cells.get(&total) else {
                continue;
            };
            let parts: Vec<&Cell> = cells
                .iter()
                .filter(|(row, _)| **row != total && !self.is_total(**row))
                .map(|(_, cell)| cell)
                .collect();
            if parts.len() < 2 || sum.is_percent {
                continue;
            }
            judged.extend(added(sum, &parts));
        }
        judged
    }

    /// A column of shares with a column of counts, and the whole that most rows agree on.
    fn shares(&self, ledger: &Ledger<'_>) -> Vec<Judged> {
        let mut judged = Vec::new();
        for (column, shares) in &self.columns {
            let n_percent = shares.values().filter(|cell| cell.is_percent).count();
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
        ledger: &Ledger<'_>,
        counts: &BTreeMap<usize, Cell>,
        shares: &BTreeMap<usize, Cell>,
    ) -> Option<Vec<Judged>> {
        let rows: Vec<(&Cell, &Cell)> = shares
            .iter()
            .filter(|(_, share)| share.is_percent)
            .filter_map(|(row, share)| Some((counts.get(row)?, share)))
            .filter(|(count, _)| !count.is_percent)
            .collect();
        if rows.len() < LEAST_ROWS {
            return None;
        }
        let wholes = self.wholes(ledger, counts);
        let fits = |whole: &Cell| {
            let fitting = rows.iter().filter(|(count, share)| {
                Operation::Percent
                    .of(count, whole)
                    .is_some_and(|expected| expected.interval.meets(&share.interval))
            });
            let digits: usize = fitting.clone().map(|(_, share)| share.digits.min(4)).sum();
            (fitting.count(), digits)
        };
        let voted = wholes.iter().map(|whole| (fits(whole), whole));
        let ((n_fit, digits), whole) = voted.max_by_key(|(fits, _)| *fits)?;
        let is_voted = n_fit >= LEAST_ROWS && n_fit * 5 >= rows.len() * 3 && digits >= 6;
        is_voted.then(|| {
            let one = |(count, share): &(&Cell, &Cell)| {
                let expected = Operation::Percent.of(count, whole)?;
                Some(told(share, &expected, "%"))
            };
            rows.iter().filter_map(one).collect()
        })
    }

    /// What may be the whole of a column: its total, its sum, or a number of the text before it.
    fn wholes(&self, ledger: &Ledger<'_>, counts: &BTreeMap<usize, Cell>) -> Vec<Cell> {
        let totals = counts.iter().filter(|(row, _)| self.is_total(**row));
        let mut found: Vec<Cell> = totals.map(|(_, cell)| cell.clone()).collect();
        let parts: Vec<&Cell> = counts
            .iter()
            .filter(|(row, _)| !self.is_total(**row))
            .map(|(_, cell)| cell)
            .collect();
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
        found.extend(text.take(MOST_WHOLES).map(|figure| Cell {
            claim: figure.claim,
            value: figure.value.clone(),
            interval: figure.interval(),
            half: figure.half.clone(),
            is_percent: false,
            digits: figure.digits,
        }));
        found
    }

    /// Columns that two others give.
    fn operations(&self) -> Vec<Judged> {
        let mut judged = Vec::new();
        let columns: Vec<usize> = self.columns.keys().copied().collect();
        for made in &columns {
            let mut best: Option<(usize, Vec<Judged>)> = None;
            for one in &columns {
                for other in &columns {
                    if one == other || made == one || made == other {
                        continue;
                    }
                    for operation in Operation::ALL {
                        // The order of a sum says nothing.
                        if matches!(operation, Operation::Plus) && one > other {
                            continue;
                        }
                        let Some(found) = self.operation(operation, *one, *other, *made) else {
                            continue;
                        };
                        let n_fit = found
                            .iter()
                            .filter(|judged| judged.verdict == Verdict::Agrees)
                            .count();
                        if best.as_ref().is_none_or(|(most, _)| n_fit > *most) {
                            best = Some((n_fit, found));
                        }
                    }
                }
            }
            judged.extend(best.into_iter().flat_map(|(_, found)| found));
        }
        judged
    }

    fn operation(
        &self,
        operation: Operation,
        one: usize,
        other: usize,
        made: usize,
    ) -> Option<Vec<Judged>> {
        let [one, other, made] = [one, other, made].map(|column| &self.columns[&column]);
        let mut found = Vec::new();
        let (mut digits, mut n_fit) = (0, 0);
        for (row, cell) in made {
            let (Some(one), Some(other)) = (one.get(row), other.get(row)) else {
                continue;
            };
            if !operation.can_make(one, other, cell) {
                return None;
            }
            let expected = operation.of(one, other)?;
            let unit = if cell.is_percent { "%" } else { "" };
            let judged = told(cell, &expected, unit);
            if judged.verdict == Verdict::Agrees {
                n_fit += 1;
                digits += cell.digits.min(4);
            }
            found.push(judged);
            // Most columns have nothing to do with each other, which the first rows show.
            if found.len() > LEAST_ROWS && n_fit * 2 < found.len() {
                return None;
            }
        }
        let is_held = n_fit >= LEAST_ROWS && n_fit * 4 >= found.len() * 3 && digits >= 6;
        is_held.then_some(found)
    }
}

/// The total of a column against its parts.
fn added(sum: &Cell, parts: &[&Cell]) -> Option<Judged> {
    let interval = Interval::sum(parts.iter().map(|part| part.interval.clone()));
    let middle: Quantity = parts.iter().map(|part| &part.value).sum();
    let from: Vec<usize> = parts.iter().map(|part| part.claim).collect();
    let expected = Expected {
        how: format!("各行之和{}", middle.to_plain_text()),
        interval,
        middle,
        from,
    };
    let judged = told(sum, &expected, "");
    // A total of things that several rows share is less than their sum.
    let is_slip = sum.digits >= LEAST_DIGITS
        && is_slip(&sum.value.to_plain_text(), &expected.middle.to_plain_text());
    let is_doubtful = judged.verdict == Verdict::Contradicts && !is_slip;
    (!is_doubtful).then_some(judged)
}

fn told(cell: &Cell, expected: &Expected, unit: &str) -> Judged {
    let decimals = decimals(&cell.half);
    let shown = expected.middle.round(decimals).to_string();
    let agrees = expected.interval.meets(&cell.interval);
    let printed = cell.value.round(decimals);
    let how = &expected.how;
    Judged {
        claim: cell.claim,
        verdict: Verdict::of(agrees),
        check: NAME,
        expected: (!agrees).then(|| format!("{shown}{unit}")),
        reason: if agrees {
            format!("{how}得{shown}{unit}")
        } else {
            format!("{how}得{shown}{unit}，所印是{printed}{unit}；其他各行都相符")
        },
        related: expected.from.clone(),
    }
}
