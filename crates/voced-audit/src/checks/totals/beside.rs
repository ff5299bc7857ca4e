//! What adds up for one thing adds up for another that stands beside it: 中学38所，在校生29500人，其中高中9所，在校生12300人，
//! 初中29所，在校生17200人.

use super::{NAME, words};
use crate::additions::{Addition, is_counted, sum};
use crate::figures::Figure;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

pub(super) fn judge(figures: &[Figure<'_>], addition: &Addition) -> Vec<Judged> {
    let steps: [fn(&[Figure<'_>], usize) -> Option<usize>; 2] = [next, last];
    steps
        .into_iter()
        .filter_map(|step| {
            let total = step(figures, addition.total)?;
            let parts = addition.parts.iter().map(|part| step(figures, *part));
            missed(figures, total, &parts.collect::<Option<Vec<_>>>()?)
        })
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
    let is_beside = (own.block, own.part) == (other.block, other.part)
        && own.counted != other.counted
        && is_counted(other)
        && other.is_level();
    is_beside.then_some(beside)
}

/// A total that its parts miss by a slip.
fn missed(figures: &[Figure<'_>], at: usize, parts: &[usize]) -> Option<Judged> {
    let total = &figures[at];
    let is_same = |part: &usize| figures[*part].counted == total.counted;
    let sum = sum(figures, parts);
    let (shown, added) = words(parts.iter().map(|part| &figures[*part]));
    let is_wrong = parts.iter().all(is_same) && is_slip_of(&total.value, &total.half, &sum, &added);
    is_wrong.then(|| {
        let added = added.to_plain_text();
        let printed = total.value.to_plain_text();
        let reason = format!("{shown}得{added}，所印是{printed}；同一处的另一个数与各部分相符");
        let related = parts.iter().map(|part| figures[*part].claim).collect();
        Judged::contradicts(NAME, total.claim, added, reason, related)
    })
}
