//! Where the parts make up a total, so did what they were before they grew: 共60.06亿，增长8.4%：城镇44.71亿，增长8.5%；
//! 农村15.35亿，增长8.1%.

use super::{NAME, all_agree};
use crate::additions::Addition;
use crate::figures::{Figure, FigureKind, decimals, is_at_constant_prices};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;
use voced_domain::Quantity;

/// So many figures behind its number a growth may stand.
const FARTHEST: usize = 3;

/// A number with its growth in percent.
struct Grown<'f, 'a> {
    level: &'f Figure<'a>,
    growth: &'f Figure<'a>,
}

pub(super) fn judge(figures: &[Figure<'_>], addition: &Addition) -> Vec<Judged> {
    let parts = addition.parts.iter().map(|part| grown(figures, *part));
    let (Some(total), Some(parts)) = (
        grown(figures, addition.total),
        parts.collect::<Option<Vec<_>>>(),
    ) else {
        return Vec::new();
    };
    let Some(allowed) = growth_of(total.level, &parts) else {
        return Vec::new();
    };
    let own = total.growth;
    let claims = std::iter::once(&total).chain(&parts);
    let claims: Vec<usize> = claims.map(|grown| grown.growth.claim).collect();
    let shown = format!("{}%", allowed.middle().round(decimals(&own.half)));
    if allowed.meets(&own.signed()) {
        return all_agree(&claims, &format!("由各部分和它们的增幅，总数增长{shown}"));
    }
    let upward = if own.is_down {
        allowed.negated()
    } else {
        allowed
    };
    if !is_slip_of(&own.value, &own.half, &upward, &upward.middle()) {
        return Vec::new();
    }
    let reason = format!("由各部分和它们的增幅，总数增长{shown}");
    vec![Judged::contradicts(
        NAME,
        own.claim,
        shown,
        reason,
        claims[1..].to_vec(),
    )]
}

/// By how many percent the total grew, if each part grew as it is said.
fn growth_of(total: &Figure<'_>, parts: &[Grown<'_, '_>]) -> Option<Interval> {
    let before = parts
        .iter()
        .map(Grown::before)
        .collect::<Option<Vec<_>>>()?;
    let before = Interval::sum(before);
    let difference = total.interval().minus(&before);
    // The total may have gone down, and a quotient wants what is above zero: so much is added and taken off.
    let whole = Interval::quotient(&difference.plus(&before), &before, 100)?;
    Some(whole.shifted(&Quantity::from(-100)))
}

impl Grown<'_, '_> {
    /// What it was before it grew.
    fn before(&self) -> Option<Interval> {
        let factor = self.growth.signed().shifted(&Quantity::from(100));
        Interval::quotient(&self.level.interval(), &factor, 100)
    }
}

/// What tells the members of a list one by one.
fn is_each(growth: &Figure<'_>) -> bool {
    ["分别", "依次"]
        .iter()
        .any(|word| growth.before.contains(word))
}

/// The growth of a member of a list, at its place among those that follow the list: 甲75.61亿吨，乙42.06亿吨，分别增长8.5%和10.5%.
fn listed<'f, 'a>(figures: &'f [Figure<'a>], at: usize) -> Option<&'f Figure<'a>> {
    let is_here =
        |other: &Figure<'_>| (other.block, other.part) == (figures[at].block, figures[at].part);
    let is_member =
        |other: &Figure<'_>| is_here(other) && other.is_like(&figures[at]) && other.is_level();
    let n_behind = figures[at..]
        .iter()
        .take_while(|other| is_member(other))
        .count();
    let first = at + n_behind;
    let is_growth = |other: &&Figure<'_>| is_here(other) && other.kind == FigureKind::Growth;
    let growths: Vec<&Figure<'_>> = figures[first..].iter().take_while(is_growth).collect();
    let is_list = growths.len() > 1 && is_each(growths[0]);
    let place = growths.len().checked_sub(n_behind)?;
    let members = &figures[(first - growths.len().min(first))..first];
    let growth = growths.get(place).copied();
    growth.filter(|_| is_list && members.iter().all(is_member))
}

fn grown<'f, 'a>(figures: &'f [Figure<'a>], at: usize) -> Option<Grown<'f, 'a>> {
    let level = &figures[at];
    let behind = figures[at + 1..].iter().take(FARTHEST);
    let growth = behind
        .take_while(|other| {
            (other.block, other.part) == (level.block, level.part)
                && matches!(other.kind, FigureKind::Change | FigureKind::Growth)
        })
        .find(|other| other.kind == FigureKind::Growth && other.counted == "%");
    let growth = growth.filter(|growth| !is_each(growth));
    let growth = growth.or_else(|| listed(figures, at))?;
    let is_read = !growth.is_approximate && !is_at_constant_prices(level.before);
    is_read.then_some(Grown { level, growth })
}
