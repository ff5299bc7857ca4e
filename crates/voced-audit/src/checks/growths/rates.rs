//! How far growths are apart, in points: 增长7.3%，增速较1-2月的10.7%回落3.4个百分点; 快递增长24.0%，比寄递业务量增速高2.0个百分点;
//! 寄递业务量增长19.9%，其中快递增长22.3%，快2.4个百分点.

use crate::figures::{Figure, FigureKind, clause, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::names::Name;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

use super::NAME;

/// The growths stand in so many figures before.
const FARTHEST: usize = 12;
/// Names that are so much alike, in hundredths, may be one.
const ALIKE: usize = 40;
/// Words behind the name of what grew.
const SPEEDS: &[&str] = &["增速", "增幅", "增长速度", "增长率", "涨幅", "降幅"];
/// What says that the first is more than the other, or less.
const MORE: &[&str] = &["高", "快", "高出"];
const LESS: &[&str] = &["低", "慢"];
/// The same in front of what is compared with.
const THAN: &[&str] = &["快于", "高于", "慢于", "低于", "比", "较"];

pub(super) fn judge(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let result = &figures[at];
    let near: Vec<usize> = (at.saturating_sub(FARTHEST)..at)
        .rev()
        .filter(|other| is_growth_like(&figures[*other]) && figures[*other].block == result.block)
        .collect();
    let pair = with_base(figures, &near, result)
        .or_else(|| with_name(ledger, &near, result))
        .or_else(|| beside(figures, &near, result))?;
    let [one, other] = pair.map(|at| &figures[at]);
    let difference = one.signed().minus(&other.signed());
    let is_less = difference.middle().is_negative();
    let allowed = if is_less {
        difference.negated()
    } else {
        difference
    };
    let middle = allowed.middle();
    let shown = format!("{}个百分点", middle.round(decimals(&result.half)));
    let [from, to] = [one, other].map(|growth| growth.value.to_plain_text());
    let how = format!("{from}%与{to}%相差{shown}");
    let related = vec![one.claim, other.claim];
    compared(result, &allowed, how, shown, related)
}

fn compared(
    result: &Figure<'_>,
    allowed: &Interval,
    how: String,
    shown: String,
    related: Vec<usize>,
) -> Option<Judged> {
    // Points between two rounded growths are told of these, or of what they were before.
    if allowed.meets(&result.interval()) {
        return Some(Judged::agrees(NAME, result.claim, how, related));
    }
    let printed = result.value.round(decimals(&result.half));
    let reason = format!("{how}，所印是{printed}个百分点");
    let is_slip = is_slip_of(&result.value, &result.half, allowed, &allowed.middle());
    is_slip.then(|| Judged::contradicts(NAME, result.claim, shown, reason, related))
}

fn is_growth_like(figure: &Figure<'_>) -> bool {
    figure.counted == "%" && !figure.is_approximate && figure.kind != FigureKind::Points
}

/// A growth, and what it is told to be compared with right before the points: 较1-2月的10.7%.
fn with_base(figures: &[Figure<'_>], near: &[usize], result: &Figure<'_>) -> Option<[usize; 2]> {
    let (base, rest) = near.split_first()?;
    let of_base = &figures[*base];
    let words = clause(of_base.before);
    let is_compared = words.contains(['比', '较']) && words.ends_with('的');
    let is_beside = of_base.part == result.part && of_base.claim + 1 == result.claim;
    let level = rest.iter().find(|other| {
        let other = &figures[**other];
        other.kind == FigureKind::Growth && other.sentence == of_base.sentence
    })?;
    (is_compared && is_beside).then_some([*level, *base])
}

/// A growth, and the one of what the words name: 比寄递业务量增速高.
fn with_name(ledger: &Ledger<'_>, near: &[usize], result: &Figure<'_>) -> Option<[usize; 2]> {
    let words = clause(result.before).trim();
    let (one, rest) = THAN.iter().find_map(|word| words.split_once(word))?;
    let end = [MORE, LESS].concat();
    let other = end
        .iter()
        .find_map(|word| rest.strip_suffix(word))
        .unwrap_or(rest);
    let stem = |name: &str| {
        SPEEDS
            .iter()
            .find_map(|word| name.strip_suffix(word))
            .map(|stem| stem.trim_end_matches('的').to_owned())
    };
    let other = stem(other).filter(|other| !other.is_empty())?;
    let figures = &ledger.figures;
    let is_growth = |at: &&usize| figures[**at].kind == FigureKind::Growth;
    let called = |name: &str| {
        let name = Name::of(name);
        let like = near.iter().filter(is_growth);
        let likeness = |at: &&usize| (ledger.names[**at].likeness(&name), **at);
        let best = like.max_by_key(likeness)?;
        (ledger.names[*best].likeness(&name) >= ALIKE).then_some(*best)
    };
    let other = called(&other)?;
    let own = match stem(one).filter(|one| !one.is_empty()) {
        Some(one) => called(&one)?,
        None => *near.iter().find(is_growth)?,
    };
    (own != other).then_some([own, other])
}

/// The two growths of the sentence, or of it and the one before, where nothing says what is compared: 快2.4个百分点.
fn beside(figures: &[Figure<'_>], near: &[usize], result: &Figure<'_>) -> Option<[usize; 2]> {
    let words = clause(result.before).trim().trim_end_matches("出");
    // 提高 is no 高.
    let is_bare = MORE.iter().chain(LESS).any(|word| {
        let stem = words.strip_suffix(word);
        stem.is_some_and(|stem| stem.is_empty() || SPEEDS.iter().any(|speed| stem.ends_with(speed)))
    });
    if !is_bare || words.contains(['比', '较', '于']) {
        return None;
    }
    let growths = near.iter().copied().filter(|at| {
        let figure = &figures[*at];
        figure.kind == FigureKind::Growth && figure.sentence + 1 >= result.sentence
    });
    let growths: Vec<usize> = growths.collect();
    let here = |at: &&usize| figures[**at].sentence == result.sentence;
    let n_here = growths.iter().filter(here).count();
    // Of more than two it may be any.
    match growths[..] {
        [own, other] if n_here > 0 => Some([own, other]),
        [own, other, ..] if n_here == 2 => Some([own, other]),
        _ => None,
    }
}
