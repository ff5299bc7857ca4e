//! A share that is the sum of those before it: 三者合计占38.88%.

use super::slips::counted_up;
use super::{all_agree, contradicting, words};
use crate::additions::{ADDED_UP, is_word};
use crate::figures::{Figure, FigureKind, clause};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// No more shares are added up.
const MOST: usize = 40;

pub(super) fn judge(figures: &[Figure<'_>]) -> Vec<Judged> {
    let mut judged = Vec::new();
    for (at, total) in figures.iter().enumerate() {
        let is_sum = total.is_part()
            && total.kind == FigureKind::Share
            && ADDED_UP.iter().any(|word| is_word(total.before, word));
        if !is_sum {
            continue;
        }
        let before = figures[..at].iter().rev();
        let here =
            before.take_while(|part| (part.block, part.sentence) == (total.block, total.sentence));
        let parts: Vec<&Figure<'_>> = here.filter(|part| part.is_part()).take(MOST).collect();
        let sum = |n: usize| Interval::sum(parts[..n].iter().map(|part| part.interval()));
        let fits = |n: &usize| sum(*n).meets(&total.interval());
        let fitting = (2..=parts.len()).rev().find(fits);
        if fitting.is_none() {
            judged.extend(missed(total, &parts));
        }
        if let Some(n) = fitting {
            let (shown, added) = words(parts[..n].iter().copied());
            let claims = std::iter::once(total).chain(parts[..n].iter().copied());
            let claims: Vec<usize> = claims.map(|figure| figure.claim).collect();
            judged.extend(all_agree(
                &claims,
                &format!("{shown}得{}", added.to_plain_text()),
            ));
        }
    }
    judged
}

/// A share that is told to be the sum of so many before it, and misses them by a slip: 六个行业合计占82.6%.
fn missed(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Judged> {
    let n = counted_up(clause(total.before)).filter(|n| *n <= parts.len())?;
    let parts: Vec<&Figure<'_>> = parts[..n].iter().rev().copied().collect();
    let (_, added) = words(parts.iter().copied());
    let sum = Interval::sum(parts.iter().map(|part| part.interval()));
    let is_slip = is_slip_of(&total.value, &total.half, &sum, &added);
    is_slip.then(|| contradicting(total, &parts))
}
