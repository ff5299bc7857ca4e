//! A change, or a growth, against two numbers that stand in other sentences and are called as it is: 2021年用水总量5920.2亿
//! 立方米。…2022年用水总量5998.2亿立方米。…与2021年相比，用水总量增加78.0亿立方米. No list has to know the name.

use super::{Other, Step, difference, is_step};
use crate::figures::{Figure, FigureKind, is_at_constant_prices};
use crate::ledger::Ledger;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

/// The numbers stand no farther from the change, in pieces.
const FARTHEST: usize = 30;
/// With fewer digits a change is missed by a slip by chance.
const LEAST_DIGITS: usize = 3;
/// Names that are so much alike, in hundredths, are one.
const ALIKE: usize = 60;

pub(super) fn judge(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let result = &figures[at];
    let year = result.year?;
    let base_year = compared_with(result.before).unwrap_or(year.checked_sub(1)?);
    if ledger.names[at].is_empty() || base_year >= year || is_at_constant_prices(result.before) {
        return None;
    }
    let last = figures[..at].last();
    let change = last.filter(|last| {
        let is_beside = (last.block, last.part) == (result.block, result.part);
        is_step(last.kind) && is_beside && result.kind == FigureKind::Growth
    });
    // 增加20个，增长0.6%: the change is judged, and the growth by it.
    if change.is_some() {
        return None;
    }
    let levels = like(ledger, at, year);
    let bases = like(ledger, at, base_year);
    let pairs = levels
        .iter()
        .flat_map(|level| bases.iter().map(move |base| (level, base)));
    let compare = |(level, base): (&usize, &usize)| compared(ledger, at, *level, *base);
    let mut agreeing = pairs
        .filter_map(compare)
        .filter(|judged| judged.verdict == Verdict::Agrees);
    if let Some(judged) = agreeing.next() {
        return Some(judged);
    }
    let [level, base] = [levels, bases].map(|found| closest(ledger, at, &found));
    doubtful(
        result,
        compared(ledger, at, level?, base?)?,
        &figures[level?],
    )
}

/// The year that words compare with: 比2012年末增加.
fn compared_with(before: &str) -> Option<u16> {
    let at = ["比", "较", "与"]
        .iter()
        .filter_map(|word| before.rfind(word))
        .max()?;
    let digits: String = before[at..]
        .chars()
        .skip(1)
        .take_while(char::is_ascii_digit)
        .collect();
    (digits.len() == 4).then(|| digits.parse().ok())?
}

/// The numbers of a year that are called as a change is, as indices.
fn like(ledger: &Ledger<'_>, at: usize, year: u16) -> Vec<usize> {
    let figures = &ledger.figures;
    let result = &figures[at];
    let is_like = |other: &usize| {
        let figure = &figures[*other];
        let is_number = matches!(figure.kind, FigureKind::Level | FigureKind::Mean);
        let is_near = figure.block.abs_diff(result.block) <= FARTHEST;
        let is_counted = result.kind == FigureKind::Growth || figure.counted == result.counted;
        is_number
            && is_near
            && is_counted
            && !figure.is_approximate
            && figure.year == Some(year)
            && ledger.names[*other].is_like(&ledger.names[at])
    };
    (0..figures.len()).filter(is_like).collect()
}

/// Of several numbers the one that is called most like the change, where it is one and no other says something else.
fn closest(ledger: &Ledger<'_>, at: usize, found: &[usize]) -> Option<usize> {
    let likeness = |other: &usize| ledger.names[*other].likeness(&ledger.names[at]);
    let best = found.iter().max_by_key(|other| likeness(other))?;
    let most = likeness(best);
    let alike = found.iter().filter(|other| likeness(other) == most);
    let figures = &ledger.figures;
    let interval = figures[*best].interval();
    let mut intervals = alike.map(|other| figures[*other].interval());
    (most >= ALIKE && intervals.all(|other| other.meets(&interval))).then_some(*best)
}

fn compared(ledger: &Ledger<'_>, at: usize, level: usize, base: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let (result, level, base) = (&figures[at], &figures[level], &figures[base]);
    if level.counted != base.counted || level.kind != base.kind {
        return None;
    }
    if result.kind == FigureKind::Growth {
        let other = Other::Base(base);
        return Step { level, other }.judge(result);
    }
    difference(result, level, base, "")
}

/// A miss is a contradiction only within a paragraph: the number of the year before may have been revised since.
fn doubtful(result: &Figure<'_>, judged: Judged, level: &Figure<'_>) -> Option<Judged> {
    let is_slip = judged.expected.as_ref().is_some_and(|expected| {
        let printed = result.value.round(crate::figures::decimals(&result.half));
        is_slip(&printed.to_string(), expected)
    });
    if !is_slip || result.digits < LEAST_DIGITS {
        return None;
    }
    let is_near = level.block.abs_diff(result.block) <= 1;
    let verdict = if is_near {
        Verdict::Contradicts
    } else {
        Verdict::Tension
    };
    Some(Judged { verdict, ..judged })
}
