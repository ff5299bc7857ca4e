//! What the columns of a table have to do with each other, whatever their heads say: a column that is the sum,
//! the difference, the quotient or the growth of two others, the share of one total, and the rows that others add
//! up to. Lists of a paragraph that are told in one order are columns as well.
//!
//! The rows themselves say which it is: what holds in most of them is what the head means, and a row in which
//! it does not hold contradicts them.

mod blocks;
mod grid;
mod growths;
mod named;
mod operations;
mod rows;
mod shares;
mod totals;

use voced_domain::Quantity;

use crate::figures::decimals;
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};
use grid::{Cell, lists, tables};

pub(super) const NAME: &str = "column";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut judged = Vec::new();
    for grid in tables(ledger) {
        judged.extend(grid.total_row());
        judged.extend(grid.kinds());
        judged.extend(grid.twice());
        judged.extend(grid.growths());
        judged.extend(grid.named(ledger));
        judged.extend(grid.shares(ledger));
        judged.extend(grid.blocks());
        // What all columns add up to is no sum of two of them, where the others are nearly nothing.
        let added_up = grid.total_column();
        if added_up.is_empty() {
            judged.extend(grid.operations());
        }
        judged.extend(added_up);
    }
    for grid in lists(ledger) {
        judged.extend(grid.operations());
    }
    judged
}

/// What a number has to be by others: the numbers that are allowed, and of which claims.
struct Expected {
    interval: Interval,
    middle: Quantity,
    how: String,
    from: Vec<usize>,
    /// Why it has to be so.
    why: &'static str,
}

/// Most other rows are as they should be.
const OTHER_ROWS: &str = "其他各行多相符";

impl Expected {
    /// Whether a cell is what it has to be.
    fn is_met(&self, cell: &Cell<'_>) -> bool {
        self.interval.meets(&cell.interval)
    }

    /// Whether a cell misses it by a slip.
    fn is_slipped(&self, cell: &Cell<'_>) -> bool {
        is_slip_of(&cell.value, &cell.half, &self.interval, &self.middle)
    }
}

fn told(cell: &Cell<'_>, expected: &Expected, unit: &str) -> Judged {
    let decimals = decimals(&cell.half);
    let shown = expected.middle.round(decimals).to_string();
    let agrees = expected.is_met(cell);
    let printed = cell.value.round(decimals);
    let Expected { how, why, .. } = expected;
    Judged {
        claim: cell.claim,
        verdict: Verdict::of(agrees),
        check: NAME,
        expected: (!agrees).then(|| format!("{shown}{unit}")),
        reason: if agrees {
            format!("{how}得{shown}{unit}")
        } else {
            format!("{how}得{shown}{unit}，所印是{printed}{unit}；{why}")
        },
        related: expected.from.clone(),
    }
}
