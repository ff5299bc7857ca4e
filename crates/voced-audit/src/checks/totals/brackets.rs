//! Parts in brackets behind what they add up to: 占55.64%（甲占54.3%，乙占1.34%）, 共120人（男70人，女50人）.

use super::{NAME, all_agree, words};
use crate::figures::{Figure, FigureKind, decimals};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};

/// With fewer digits a total and two parts fit, or miss by a slip, by chance.
const LEAST_DIGITS: usize = 3;
/// With fewer a total that its bracket misses by a slip may be divided no further.
const MANY_DIGITS: usize = 4;
const MOST_PARTS: usize = 20;

pub(super) fn judge(figures: &[Figure<'_>]) -> Vec<Judged> {
    let totals = 0..figures.len();
    let judged = totals.filter_map(|at| {
        let total = &figures[at];
        let is_total = !total.is_aside && is_divided(total);
        let parts = is_total.then(|| parts(total, &figures[at + 1..]))?;
        let digits = parts
            .iter()
            .map(|part| part.digits)
            .max()?
            .max(total.digits);
        (parts.len() > 1 && digits >= LEAST_DIGITS).then(|| compared(total, &parts))
    });
    judged.flatten().collect()
}

/// The numbers of the bracket right behind a total, where all are of its kind.
fn parts<'f, 'a>(total: &Figure<'_>, behind: &'f [Figure<'a>]) -> Vec<&'f Figure<'a>> {
    let here = behind.iter().take_while(|part| {
        part.is_aside && (part.block, part.sentence) == (total.block, total.sentence)
    });
    let parts: Vec<&Figure<'_>> = here.take(MOST_PARTS).collect();
    let is_like = |part: &&Figure<'_>| {
        part.counted == total.counted && is_divided(part) && !part.before.contains("其中")
    };
    if parts.iter().all(is_like) {
        parts
    } else {
        Vec::new()
    }
}

/// Whether a number can be divided: no rate can.
fn is_divided(figure: &Figure<'_>) -> bool {
    figure.is_level() || figure.is_part() && figure.kind == FigureKind::Share
}

fn compared(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Vec<Judged> {
    let sum = Interval::sum(parts.iter().map(|part| part.interval()));
    let (shown, added) = words(parts.iter().copied());
    let claims: Vec<usize> = std::iter::once(total.claim)
        .chain(parts.iter().map(|part| part.claim))
        .collect();
    if sum.meets(&total.interval()) {
        return all_agree(&claims, &format!("{shown}得{}", added.to_plain_text()));
    }
    // 教授25人、副教授75人 are not all of 120人.
    let digits = parts.iter().map(|part| part.digits).max();
    let is_long = digits.max(Some(total.digits)) >= Some(MANY_DIGITS);
    if !is_long || !is_slip_of(&total.value, &total.half, &sum, &added) {
        return Vec::new();
    }
    let places = decimals(&total.half);
    let (expected, printed) = (added.round(places).to_string(), total.value.round(places));
    let reason = format!("{shown}得{expected}，所印是{printed}");
    let related = claims[1..].to_vec();
    let judged = Judged::contradicts(NAME, total.claim, expected, reason, related);
    // Two parts are often not all: 男生646人、困难生540人.
    let verdict = if parts.len() > 2 {
        Verdict::Contradicts
    } else {
        Verdict::Tension
    };
    vec![Judged { verdict, ..judged }]
}
