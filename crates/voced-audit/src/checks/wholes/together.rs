//! The share of several numbers together: 转包和出租面积分别为2.36亿亩和1.74亿亩，合计占流转总面积的82.5%.

use super::NAME;
use super::words::{is_called, whole_named};
use crate::extract::is_joint;
use crate::figures::{Figure, clause, decimals};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;
use voced_domain::Quantity;

/// What says that the numbers before are taken together.
const TOGETHER: &[&str] = &["合计占", "共占", "合占", "总共占"];
/// No more numbers are taken together.
const MOST: usize = 6;
/// So many numbers before may be the whole.
const MOST_WHOLES: usize = 30;
/// It stands in so many pieces before.
const PIECES: usize = 12;
/// A share of fewer digits fits by chance.
const LEAST_DIGITS: usize = 3;

/// A share of so many numbers, and what it may be of.
struct Pair {
    part: Interval,
    added: Quantity,
    parts: Vec<usize>,
}

pub(super) fn judge(figures: &[Figure<'_>]) -> Vec<Judged> {
    let shares = (0..figures.len()).filter(|at| {
        let share = &figures[*at];
        let clause = clause(share.before);
        share.is_part()
            && share.digits >= LEAST_DIGITS
            && TOGETHER.iter().any(|word| clause.contains(word))
    });
    shares.filter_map(|at| one(figures, at)).collect()
}

fn one(figures: &[Figure<'_>], at: usize) -> Option<Judged> {
    let share = &figures[at];
    let here = figures[..at]
        .iter()
        .rev()
        .take_while(|other| (other.block, other.sentence) == (share.block, share.sentence));
    let last = here.clone().find(|other| other.is_level())?;
    let like =
        here.filter(|other| other.is_level() && !other.is_aside && other.counted == last.counted);
    let levels: Vec<&Figure<'_>> = like.take(MOST).collect();
    let sums: Vec<Pair> = (2..=levels.len()).map(|n| pair(&levels[..n])).collect();
    let wholes = || {
        let before = figures[..at].iter().rev();
        let near = before.filter(|whole| {
            whole.block + PIECES >= share.block && whole.is_level() && whole.counted == last.counted
        });
        near.take(MOST_WHOLES)
    };
    for sum in &sums {
        for whole in wholes().filter(|whole| !sum.parts.contains(&whole.claim)) {
            let judged = compared(share, sum, whole);
            if judged.as_ref().is_some_and(Judged::is_agreed) {
                return judged;
            }
        }
    }
    // Those of one list, of what is named, or of the number right before the list.
    let joined = levels
        .iter()
        .take_while(|level| is_joint(level.before))
        .count();
    let sum = sums.get(joined.max(1) - 1)?;
    let mut others = wholes().filter(|whole| !sum.parts.contains(&whole.claim));
    let name = whole_named(share);
    let whole = match name {
        Some(name) => {
            let called = others.clone().find(|whole| is_called(whole.before, name));
            called.or_else(|| others.next())
        }
        None => others.next(),
    };
    compared(share, sum, whole?)
}

fn pair(levels: &[&Figure<'_>]) -> Pair {
    Pair {
        part: Interval::sum(levels.iter().map(|level| level.interval())),
        added: levels.iter().map(|level| &level.value).sum(),
        parts: levels.iter().map(|level| level.claim).collect(),
    }
}

fn compared(share: &Figure<'_>, sum: &Pair, whole: &Figure<'_>) -> Option<Judged> {
    let allowed = Interval::quotient(&sum.part, &whole.interval(), 100)?;
    let middle = (&sum.added * &Quantity::from(100)).checked_div(&whole.value)?;
    let expected = format!("{}%", middle.round(decimals(&share.half)));
    let (added, of) = (sum.added.to_plain_text(), whole.value.to_plain_text());
    let how = format!("合计{added}÷{of}得{expected}");
    let mut related = sum.parts.clone();
    related.push(whole.claim);
    if allowed.meets(&share.interval()) {
        return Some(Judged::agrees(NAME, share.claim, how, related));
    }
    let is_slip = is_slip_of(&share.value, &share.half, &allowed, &middle);
    let printed = share.value.round(decimals(&share.half));
    let reason = format!("{how}，所印是{printed}%");
    is_slip.then(|| Judged::contradicts(NAME, share.claim, expected, reason, related))
}
