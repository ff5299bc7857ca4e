//! Numbers of running text that others add up to, whatever they are called: 毕业生9395人，其中本科8170人，硕士1208人，
//! 博士17人.

use crate::figures::{Figure, clause};
use crate::interval::Interval;

/// No list of parts is longer.
const MOST_PARTS: usize = 40;
/// What says that all that stands before is added up.
pub(crate) const ADDED_UP: &[&str] =
    &["合计", "共计", "总计", "总数", "共有", "共", "总共", "累计"];

/// A total with the parts that add up to it, as indices of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Addition {
    pub(crate) total: usize,
    pub(crate) parts: Vec<usize>,
}

/// Whether a figure counts something and stands for itself.
pub(crate) fn is_counted(figure: &Figure<'_>) -> bool {
    figure.counts() && !figure.is_aside
}

/// Whether a number tells what was added, which is no part of what there is: 装机18559万千瓦，新增1140万千瓦.
pub(crate) fn is_new(figure: &Figure<'_>) -> bool {
    clause(figure.before).contains("新增")
}

/// The totals of the text, each with the most parts that add up to it.
pub(crate) fn additions(figures: &[Figure<'_>]) -> Vec<Addition> {
    let levels: Vec<usize> = (0..figures.len())
        .filter(|at| is_counted(&figures[*at]))
        .collect();
    let mut found = Vec::new();
    for at in 0..levels.len() {
        let total = &figures[levels[at]];
        if !total.is_amount() || total.value.is_zero() {
            continue;
        }
        let behind = parts(figures, total, levels[at + 1..].iter().copied());
        let mut divisions = divisions(figures, total, &behind);
        if divisions.is_empty() {
            divisions.extend(listed(figures, total, &behind));
        }
        if divisions.is_empty() {
            divisions.extend(some(figures, total, &behind));
        }
        if divisions.is_empty() && ADDED_UP.iter().any(|word| is_word(total.before, word)) {
            let ahead = parts(figures, total, levels[..at].iter().rev().copied());
            divisions.extend(fitting(figures, total, &ahead));
        }
        found.extend(divisions.into_iter().map(|parts| Addition {
            total: levels[at],
            parts,
        }));
    }
    found
}

/// Whether the words behind the last number of a list tell that it is not all: 其余为其他收入.
pub(crate) fn leaves_rest(after: &str) -> bool {
    ["其余", "余下", "剩余"]
        .iter()
        .any(|word| after.contains(word))
}

/// Whether a word stands in a text, and is none of 公共, 共青团.
pub(crate) fn is_word(text: &str, word: &str) -> bool {
    let others = ["公共", "共青", "共产", "共同", "共建", "共享"];
    let text = others
        .iter()
        .fold(text.to_owned(), |text, other| text.replace(other, ""));
    text.contains(word)
}

/// The runs of parts that each add up to the total, one behind the other: by place, and then by level.
fn divisions(figures: &[Figure<'_>], total: &Figure<'_>, parts: &[usize]) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut rest = parts;
    while let Some(parts) = fitting(figures, total, rest) {
        rest = &rest[parts.len()..];
        found.push(parts);
    }
    found
}

/// So many numbers of something else may stand between a total and its list.
const MOST_SKIPPED: usize = 2;
/// A list is no shorter, and its total has no fewer digits.
const LEAST_LISTED: usize = 3;
const LEAST_DIGITS: usize = 4;

/// A list behind a total whose members have parts of their own: 甲3672，乙7184，其中丙2463，丁12013; a number of something
/// else may stand between them.
fn listed(figures: &[Figure<'_>], total: &Figure<'_>, parts: &[usize]) -> Option<Vec<usize>> {
    if total.digits < LEAST_DIGITS {
        return None;
    }
    let top = parts.iter().copied();
    let top: Vec<usize> = top.filter(|part| !is_nested(figures, *part)).collect();
    let starts = 0..=MOST_SKIPPED.min(top.len());
    let mut lists = starts.map(|start| fitting(figures, total, &top[start..]));
    lists.find_map(|list| list.filter(|list| list.len() >= LEAST_LISTED))
}

/// A total of so many digits is the sum of some of its parts by no chance, where these are not more.
const MANY_DIGITS: usize = 5;
const MOST_SOME: usize = 5;

/// Some of the numbers below 其中 that add up to a total: what is on the ground, and what is only under it.
fn some(figures: &[Figure<'_>], total: &Figure<'_>, parts: &[usize]) -> Option<Vec<usize>> {
    let first = &figures[*parts.first()?];
    let here = parts
        .iter()
        .take_while(|part| figures[**part].sentence == first.sentence);
    let here: Vec<usize> = here.copied().collect();
    let is_listed = first.before.contains("其中") && (3..=MOST_SOME).contains(&here.len());
    if total.digits < MANY_DIGITS || !is_listed {
        return None;
    }
    let of = |subset: Vec<usize>| -> Vec<usize> { subset.into_iter().map(|at| here[at]).collect() };
    let mut subsets = subsets(here.len()).map(of);
    subsets.find(|parts| sum(figures, parts).meets(&total.interval()))
}

/// The choices of two or more out of a few, as positions.
pub(crate) fn subsets(n: usize) -> impl Iterator<Item = Vec<usize>> {
    let all = 0_u32..1 << n.min(MOST_SOME);
    all.filter(|bits| bits.count_ones() > 1)
        .map(move |bits| (0..n).filter(|at| bits & (1 << at) != 0).collect())
}

/// Whether 其中 puts a number below another of its part of the sentence, or stands before one that it follows.
pub(crate) fn is_nested(figures: &[Figure<'_>], at: usize) -> bool {
    let own = &figures[at];
    let here = figures[..=at].iter().rev().take(MOST_PARTS);
    let here = here.take_while(|other| (other.block, other.part) == (own.block, own.part));
    let mut behind = here
        .skip_while(|other| !other.before.contains("其中"))
        .skip(1);
    behind.any(is_counted)
}

/// The numbers of the same thing that follow in the paragraph, up to one that is no part of this.
fn parts(
    figures: &[Figure<'_>],
    total: &Figure<'_>,
    others: impl Iterator<Item = usize>,
) -> Vec<usize> {
    let near = others.take_while(|at| figures[*at].block == total.block);
    let same = near.filter(|at| {
        let other = &figures[*at];
        let is_like = is_new(other) == is_new(total);
        is_like && other.is_like(total) && !other.is_approximate
    });
    same.take(MOST_PARTS)
        .take_while(|at| figures[*at].value <= total.value)
        .collect()
}

/// What several figures add up to.
pub(crate) fn sum(figures: &[Figure<'_>], parts: &[usize]) -> Interval {
    Interval::sum(parts.iter().map(|part| figures[*part].interval()))
}

/// So many of the parts as add up to the total: the most that do.
fn fitting(figures: &[Figure<'_>], total: &Figure<'_>, parts: &[usize]) -> Option<Vec<usize>> {
    let fits = |n: &usize| {
        let parts = &parts[..*n];
        let is_exact = parts.iter().all(|part| figures[*part].half.is_zero());
        // Two small numbers add up to a third too often.
        let says_enough = total.digits >= 3 || *n >= 3 || is_exact && total.digits >= 2;
        // What there is for each of two is not added up.
        let says_enough = says_enough && (*n >= 3 || total.is_level());
        says_enough && sum(figures, parts).meets(&total.interval())
    };
    let n = (2..=parts.len()).rev().find(fits)?;
    Some(parts[..n].to_vec())
}
