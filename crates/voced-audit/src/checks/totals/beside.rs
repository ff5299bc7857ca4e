//! What adds up for one thing adds up for another that stands beside it: 中学38所，在校生29500人，其中高中9所，在校生12300人，
//! 初中29所，在校生17200人; 共1470所（上年1253所）：甲类696所（上年689所），乙类774所（上年564所）.

use super::{NAME, all_agree, words};
use crate::additions::{Addition, is_counted, sum};
use crate::figures::Figure;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// 12个专业 of 10 and 5 are shared: a total of fewer digits misses its parts by chance.
const LEAST_DIGITS: usize = 3;

/// To the number beside one.
type Step = fn(&[Figure<'_>], usize) -> Option<usize>;

pub(super) fn judge(figures: &[Figure<'_>], addition: &Addition) -> Vec<Judged> {
    let steps: [Step; 2] = [next, last];
    steps
        .into_iter()
        .filter_map(|step| {
            let total = step(figures, addition.total)?;
            let parts = addition.parts.iter().map(|part| step(figures, *part));
            Some(compared(
                figures,
                total,
                &parts.collect::<Option<Vec<_>>>()?,
            ))
        })
        .flatten()
        .collect()
}

/// The number beside one, of something else.
fn next(figures: &[Figure<'_>], at: usize) -> Option<usize> {
    beside(figures, at, at + 1)
}

fn last(figures: &[Figure<'_>], at: usize) -> Option<usize> {
    beside(figures, at, at.checked_sub(1)?)
}

fn beside(figures: &[Figure<'_>], at: usize, beside: usize) -> Option<usize> {
    let (own, other) = (&figures[at], figures.get(beside)?);
    let is_of_another = own.counted != other.counted && is_counted(other);
    let is_of_before = own.counted == other.counted && other.is_aside && beside > at;
    let is_beside = (own.block, own.part) == (other.block, other.part)
        && (is_of_another || is_of_before)
        && other.is_level();
    is_beside.then_some(beside)
}

fn compared(figures: &[Figure<'_>], at: usize, parts: &[usize]) -> Vec<Judged> {
    let total = &figures[at];
    if parts
        .iter()
        .any(|part| figures[*part].counted != total.counted)
    {
        return Vec::new();
    }
    let sum = sum(figures, parts);
    let (shown, added) = words(parts.iter().map(|part| &figures[*part]));
    let all = std::iter::once(&at).chain(parts);
    let claims: Vec<usize> = all.map(|at| figures[*at].claim).collect();
    if sum.meets(&total.interval()) {
        return all_agree(&claims, &format!("{shown}得{}", added.to_plain_text()));
    }
    let is_long = total.digits >= LEAST_DIGITS;
    if !is_long || !is_slip_of(&total.value, &total.half, &sum, &added) {
        return Vec::new();
    }
    let (added, printed) = (added.to_plain_text(), total.value.to_plain_text());
    let reason = format!("{shown}得{added}，所印是{printed}；同一处的另一个数与各部分相符");
    let related = claims[1..].to_vec();
    vec![Judged::contradicts(
        NAME,
        total.claim,
        added,
        reason,
        related,
    )]
}
