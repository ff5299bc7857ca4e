//! Where the parts make up a total, their changes make up its change: 共2723所，比上年增加34所：甲类2358所，增加53所；
//! 乙类365所，减少19所.

use super::{NAME, all_agree};
use crate::additions::Addition;
use crate::extract::is_joint;
use crate::figures::{Figure, FigureKind, clause};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// A change of fewer digits misses others by chance.
const LEAST_DIGITS: usize = 2;

pub(super) fn judge(figures: &[Figure<'_>], addition: &Addition) -> Vec<Judged> {
    let of_parts = addition.parts.iter().map(|part| change_of(figures, *part));
    let (Some(of_total), Some(of_parts)) = (
        change_of(figures, addition.total),
        of_parts.collect::<Option<Vec<_>>>(),
    ) else {
        return Vec::new();
    };
    let sum = Interval::sum(of_parts.iter().map(|change| change.signed()));
    let shown: Vec<String> = of_parts.iter().map(|change| signed(change)).collect();
    let shown = shown.join("、");
    let claims = |first: &Figure<'_>| -> Vec<usize> {
        let others = of_parts.iter().map(|change| change.claim);
        std::iter::once(first.claim).chain(others).collect()
    };
    // 比上年增加5所，其中甲比2015年减少2所: changes against several years do not add up.
    let mut all = of_parts.iter().copied().chain([of_total]);
    if all.any(|change| change.before.contains(|c: char| c.is_ascii_digit())) {
        return Vec::new();
    }
    if sum.meets(&of_total.signed()) {
        return all_agree(
            &claims(of_total),
            &format!("各部分的增减{shown}与总数的增减一致"),
        );
    }
    missed(of_total, &sum).map_or_else(Vec::new, |expected| {
        let printed = of_total.value.to_plain_text();
        let reason = format!("各部分的增减{shown}，合计{expected}，所印是{printed}");
        let related = claims(of_total)[1..].to_vec();
        vec![Judged::contradicts(
            NAME,
            of_total.claim,
            expected,
            reason,
            related,
        )]
    })
}

/// What the change of the total has to be, where it is not by a slip.
fn missed(of_total: &Figure<'_>, sum: &Interval) -> Option<String> {
    let upward = if of_total.is_down {
        sum.negated()
    } else {
        sum.clone()
    };
    let middle = upward.middle();
    let is_long = of_total.digits >= LEAST_DIGITS;
    let is_slip = is_slip_of(&of_total.value, &of_total.half, &upward, &middle);
    (is_long && is_slip).then(|| middle.to_plain_text())
}

fn signed(change: &Figure<'_>) -> String {
    let sign = if change.is_down { "−" } else { "+" };
    format!("{sign}{}", change.value.to_plain_text())
}

/// The change of a level, where it stands right behind it, right before it, 减少1043.5万户，达到3.30亿户, or at its place of a list:
/// 甲34917万人，乙13157万人，分别增加2058万人和395万人.
fn change_of<'f, 'a>(figures: &'f [Figure<'a>], level: usize) -> Option<&'f Figure<'a>> {
    let own = &figures[level];
    let is_of_it = |other: &&Figure<'_>| {
        other.kind == FigureKind::Change
            && other.counted == own.counted
            && (other.block, other.part) == (own.block, own.part)
            && !other.is_approximate
    };
    let behind = figures.get(level + 1).filter(is_of_it);
    let before = || {
        let last = level.checked_sub(1).map(|last| &figures[last]);
        let is_reached = clause(own.before).contains("达");
        last.filter(|_| is_reached).filter(is_of_it)
    };
    let listed = || listed(figures, level).filter(is_of_it);
    listed().or_else(before).or(behind)
}

/// The change that stands at the same place of the list of changes behind as a level in the list of levels.
fn listed<'f, 'a>(figures: &'f [Figure<'a>], level: usize) -> Option<&'f Figure<'a>> {
    let own = &figures[level];
    let here = |other: &&Figure<'_>| (other.block, other.part) == (own.block, own.part);
    let behind = figures[level..].iter().take_while(here);
    let n_levels = behind
        .clone()
        .take_while(|other| other.kind == FigureKind::Level)
        .count();
    let first = level + n_levels;
    let is_list = figures
        .get(first)
        .is_some_and(|change| EACH.iter().any(|word| change.before.contains(word)));
    let joined = figures.get(first + 1..)?;
    let len = 1 + joined
        .iter()
        .take_while(|other| is_joint(other.before))
        .count();
    let place = len.checked_sub(n_levels).filter(|_| is_list && len > 1)?;
    figures.get(first + place)
}

/// What puts a list behind another.
const EACH: &[&str] = &["分别", "依次"];
