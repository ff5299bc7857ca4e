//! A growth whose number, or whose number of the year before, stands in another sentence: 汉族568238人。…汉族减少10134人，
//! 下降1.75%. What it is of, and whose, finds it.

use voced_domain::Quantity;

use super::{Other, Step, difference, is_step};
use crate::figures::{Figure, FigureKind, is_at_constant_prices};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

/// Points of fewer digits are missed by chance.
const LEAST_DIGITS: usize = 2;
/// A level stands no farther before its growth, in pieces.
const FARTHEST: usize = 20;

pub(super) fn judge(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let growth = &figures[at];
    if is_at_constant_prices(growth.before) {
        return None;
    }
    let change = figures[..at].last().filter(|change| {
        is_step(change.kind)
            && (change.block, change.part) == (growth.block, growth.part)
            && !change.is_approximate
            && says_same(ledger, change, growth)
    });
    match change {
        Some(change) => of_change(ledger, growth, change),
        None => of_years(ledger, growth),
    }
}

/// Points by the share beside them, and that of the year before: 升学的占20.02%，比上年增加4.7个百分点, where 15.32% stands
/// elsewhere.
pub(super) fn points(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let result = &figures[at];
    let level = figures[..at].last().filter(|level| {
        level.is_part() && (level.block, level.part) == (result.block, result.part)
    })?;
    let year = ledger.claims[level.claim].year?.checked_sub(1)?;
    let base = figures.iter().find(|base| {
        let is_part = base.is_part() && base.kind == level.kind;
        is_part && ledger.claims[base.claim].year == Some(year) && says_same(ledger, base, level)
    })?;
    let judged = difference(result, level, base, "%")?;
    let is_long = result.digits >= LEAST_DIGITS && is_one_thing(ledger, &[level, base]);
    (is_long || judged.verdict == Verdict::Agrees).then_some(judged)
}

/// By the change beside it, and the level before.
fn of_change(ledger: &Ledger<'_>, growth: &Figure<'_>, change: &Figure<'_>) -> Option<Judged> {
    let mut levels = levels(ledger, growth).filter(|level| level.counted == change.counted);
    let year = ledger.claims[growth.claim].year;
    let level = levels.find(|level| ledger.claims[level.claim].year == year)?;
    let step = Step {
        level,
        other: Other::Change(change),
    };
    step.judge(growth)
}

/// By the level of its year, and of the year before.
fn of_years(ledger: &Ledger<'_>, growth: &Figure<'_>) -> Option<Judged> {
    let year = ledger.claims[growth.claim].year?;
    let of_year = |wanted: u16| {
        levels(ledger, growth).find(|level| ledger.claims[level.claim].year == Some(wanted))
    };
    let (level, base) = (of_year(year)?, of_year(year.checked_sub(1)?)?);
    let step = Step {
        level,
        other: Other::Base(base),
    };
    // A preliminary number and a final one are told in one report.
    step.judge(growth)
        .filter(|judged| judged.verdict == Verdict::Agrees || level.block == base.block)
}

/// Whether all numbers that are called as these are, of their years, say the same: 合格率 by itself may be of several
/// things.
fn is_one_thing(ledger: &Ledger<'_>, parts: &[&Figure<'_>]) -> bool {
    parts.iter().all(|part| {
        let alike = ledger.figures.iter().filter(|other| {
            let is_part = other.is_part() && other.kind == part.kind && other.year == part.year;
            is_part && says_same(ledger, other, part)
        });
        alike
            .map(Figure::interval)
            .all(|other| other.meets(&part.interval()))
    })
}

/// The numbers of the same thing as a growth, the nearest first: those before it, then those behind.
fn levels<'f, 'a>(
    ledger: &'f Ledger<'a>,
    growth: &'f Figure<'a>,
) -> impl Iterator<Item = &'f Figure<'a>> {
    let at = ledger
        .figures
        .partition_point(|figure| figure.claim < growth.claim);
    let (before, behind) = ledger.figures.split_at(at);
    let near = move |level: &&Figure<'_>| level.block.abs_diff(growth.block) <= FARTHEST;
    let all = before
        .iter()
        .rev()
        .take_while(near)
        .chain(behind.iter().take_while(near));
    all.filter(move |level| {
        let is_number = matches!(level.kind, FigureKind::Level | FigureKind::Mean);
        let is_read = !level.is_approximate && level.value != Quantity::zero();
        is_number && is_read && says_same(ledger, level, growth)
    })
}

/// Whether two numbers are told of one thing.
pub(super) fn says_same(ledger: &Ledger<'_>, one: &Figure<'_>, other: &Figure<'_>) -> bool {
    let (one, other) = (
        &ledger.statements[one.claim],
        &ledger.statements[other.claim],
    );
    !one.measure.is_empty() && one == other
}
