//! A total and parts that stand each in a sentence of its own behind it: 周转量1293.25亿吨公里，增长7.2%。国内航线829.51亿吨公里，
//! 其中…；国际航线463.74亿吨公里.

use super::{all_agree, contradicting, words};
use crate::additions::{is_counted, is_nested, is_new};
use crate::extract::is_joint;
use crate::figures::{Figure, digits_like};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// A total of fewer digits is the sum of what stands behind it by chance.
const LEAST_DIGITS: usize = 5;
/// No more parts have sentences of their own.
const MOST: usize = 8;

/// A total that is no sum of a list against the numbers that lead the sentences behind it.
pub(super) fn judge(figures: &[Figure<'_>], at: usize) -> Vec<Judged> {
    let total = &figures[at];
    if !is_counted(total) || !total.is_level() || total.value.is_zero() {
        return Vec::new();
    }
    let heads = heads(figures, at);
    let runs = || (2..=heads.len()).map(|n| &heads[..n]);
    let sum = |parts: &[&Figure<'_>]| Interval::sum(parts.iter().map(|part| part.interval()));
    let is_long = |parts: &[&Figure<'_>]| {
        let least = if is_all(figures, &heads, parts.len()) {
            LEAST_DIGITS - 1
        } else {
            LEAST_DIGITS
        };
        let (_, added) = words(parts.iter().copied());
        total.digits.max(digits_like(&added, total)) >= least
    };
    if let Some(parts) = runs().find(|parts| is_long(parts) && sum(parts).meets(&total.interval()))
    {
        let (shown, added) = words(parts.iter().copied());
        let claims = std::iter::once(total).chain(parts.iter().copied());
        let claims: Vec<usize> = claims.map(|figure| figure.claim).collect();
        return all_agree(&claims, &format!("{shown}得{}", added.to_plain_text()));
    }
    let missed = runs().find(|parts| {
        let (_, added) = words(parts.iter().copied());
        is_long(parts) && is_slip_of(&total.value, &total.half, &sum(parts), &added)
    });
    missed
        .map(|parts| contradicting(total, parts))
        .into_iter()
        .collect()
}

/// Whether so many numbers are all of a sentence that begins with 其中.
fn is_all(figures: &[Figure<'_>], heads: &[&Figure<'_>], n: usize) -> bool {
    let first = heads[0];
    let is_here = |head: &&&Figure<'_>| head.sentence == first.sentence;
    let begin = figures
        .partition_point(|other| (other.block, other.sentence) < (first.block, first.sentence));
    figures[begin].before.contains("其中") && heads.iter().filter(is_here).count() == n
}

/// The first number of each later part of the paragraph that counts the same, none of which is below another.
fn heads<'f, 'a>(figures: &'f [Figure<'a>], at: usize) -> Vec<&'f Figure<'a>> {
    let total = &figures[at];
    let behind = (at + 1..figures.len()).take_while(|other| figures[*other].block == total.block);
    let mut heads: Vec<&Figure<'a>> = Vec::new();
    for other in behind {
        let figure = &figures[other];
        let last = heads.last().unwrap_or(&total);
        // 国内航线、国际航线分别完成58567.99万人次和7425.43万人次.
        let is_listed = is_joint(figure.before) && last.claim != total.claim;
        let is_first = last.part != figure.part || is_listed;
        let is_like = is_counted(figure)
            && figure.is_level()
            && figure.is_like(total)
            && figure.year == total.year
            && is_new(figure) == is_new(total);
        if is_first && is_like && !is_nested(figures, other) {
            heads.push(figure);
        }
        if heads.len() == MOST {
            break;
        }
    }
    heads
}
