//! A total and the parts that stand behind it, or before it, whatever they are called: 毕业生9395人，其中本科8170人，
//! 硕士1208人，博士17人。

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind, Interval, decimals};
use crate::ledger::Ledger;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "total";
/// No list of parts is longer.
const MOST_PARTS: usize = 40;
/// A total that misses its parts by a slip needs so many digits not to do so by chance.
const LEAST_DIGITS: usize = 4;
/// A list of so many parts is all of it more often than not.
const MANY: usize = 3;
/// What says that all that stands before is added up.
const ADDED_UP: &[&str] = &["合计", "共计", "总计", "总数", "共有", "共", "总共", "累计"];
/// What says that the parts follow.
const PARTED: &[&str] = &["其中", "分为", "包括", "分别", "：", ":"];

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let figures = &ledger.figures;
    let levels: Vec<&Figure<'_>> = figures
        .iter()
        .filter(|figure| figure.kind == FigureKind::Level && !figure.is_aside)
        .collect();
    let mut judged = Vec::new();
    for at in 0..levels.len() {
        let total = levels[at];
        if !total.is_level() || total.value.is_zero() {
            continue;
        }
        let behind = parts(total, levels[at + 1..].iter().copied());
        let ahead = parts(total, levels[..at].iter().rev().copied());
        let found = fitting(total, &behind).or_else(|| {
            let is_sum = ADDED_UP.iter().any(|word| total.before.contains(word));
            is_sum.then(|| fitting(total, &ahead)).flatten()
        });
        match found {
            Some(parts) => {
                judged.extend(agreeing(total, &parts));
                judged.extend(changes(figures, total, &parts));
            }
            None => judged.extend(slipped(total, levels[at + 1..].iter().copied())),
        }
    }
    judged.extend(shares(figures));
    judged
}

/// The change of a level, where it stands right behind it.
fn change_of<'f, 'a>(figures: &'f [Figure<'a>], level: &Figure<'_>) -> Option<&'f Figure<'a>> {
    let at = figures.partition_point(|figure| figure.claim <= level.claim);
    let next = figures.get(at)?;
    let is_of_it = next.kind == FigureKind::Change
        && next.counted == level.counted
        && (next.block, next.part) == (level.block, level.part)
        && !next.is_approximate;
    is_of_it.then_some(next)
}

/// Where the parts make up the total, their changes make up its change.
fn changes(figures: &[Figure<'_>], total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Judged> {
    let of_total = change_of(figures, total)?;
    let of_parts = parts.iter().map(|part| change_of(figures, part));
    let of_parts: Vec<&Figure<'_>> = of_parts.collect::<Option<_>>()?;
    let sum = Interval::sum(of_parts.iter().map(|change| change.signed()));
    let shown: Vec<String> = of_parts
        .iter()
        .map(|change| {
            let sign = if change.is_down { "−" } else { "+" };
            format!("{sign}{}", change.value.to_plain_text())
        })
        .collect();
    sum.meets(&of_total.signed()).then(|| Judged {
        claim: of_total.claim,
        verdict: Verdict::Agrees,
        check: NAME,
        expected: None,
        reason: format!("各部分的增减{}与此一致", shown.join("、")),
        related: of_parts.iter().map(|change| change.claim).collect(),
    })
}

/// 合计占38.88%: a share that is the sum of those before it.
fn shares(figures: &[Figure<'_>]) -> Vec<Judged> {
    let mut judged = Vec::new();
    for (at, total) in figures.iter().enumerate() {
        let is_sum = total.is_part() && ADDED_UP.iter().any(|word| total.before.contains(word));
        if !is_sum {
            continue;
        }
        let before = figures[..at].iter().rev();
        let here =
            before.take_while(|part| (part.block, part.sentence) == (total.block, total.sentence));
        let parts: Vec<&Figure<'_>> = here
            .filter(|part| part.is_part())
            .take(MOST_PARTS)
            .collect();
        let fits = |n: &usize| sum(&parts[..*n]).meets(&total.interval());
        if let Some(n) = (2..=parts.len()).rev().find(fits) {
            judged.extend(agreeing(total, &parts[..n]));
        }
    }
    judged
}

/// The numbers of the same thing that follow in the paragraph, up to one that is no part of this.
fn parts<'f, 'a: 'f>(
    total: &Figure<'a>,
    others: impl Iterator<Item = &'f Figure<'a>>,
) -> Vec<&'f Figure<'a>> {
    let near = others.take_while(|other| other.block == total.block);
    let same = near.filter(|other| other.counted == total.counted && !other.is_approximate);
    same.take(MOST_PARTS)
        .take_while(|other| other.value <= total.value)
        .collect()
}

fn sum(parts: &[&Figure<'_>]) -> Interval {
    Interval::sum(parts.iter().map(|part| part.interval()))
}

/// So many of the parts as add up to the total: the most that do.
fn fitting<'f, 'a>(total: &Figure<'_>, parts: &[&'f Figure<'a>]) -> Option<Vec<&'f Figure<'a>>> {
    let fits = |n: &usize| {
        let is_exact = parts[..*n].iter().all(|part| part.half.is_zero());
        // Two small numbers add up to a third too often.
        let says_enough = total.digits >= 3 || *n >= 3 || is_exact && total.digits >= 2;
        says_enough && sum(&parts[..*n]).meets(&total.interval())
    };
    let n = (2..=parts.len()).rev().find(fits)?;
    Some(parts[..n].to_vec())
}

/// The parts, and their sum.
fn words(parts: &[&Figure<'_>]) -> (String, Quantity) {
    let shown: Vec<String> = parts
        .iter()
        .map(|part| part.value.to_plain_text())
        .collect();
    let added: Quantity = parts.iter().map(|part| &part.value).sum();
    (shown.join("＋"), added)
}

fn agreeing(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Vec<Judged> {
    let (shown, added) = words(parts);
    let reason = format!("{shown}得{}", added.to_plain_text());
    let all: Vec<usize> = std::iter::once(total.claim)
        .chain(parts.iter().map(|part| part.claim))
        .collect();
    let of = |claim: &usize| Judged {
        claim: *claim,
        verdict: Verdict::Agrees,
        check: NAME,
        expected: None,
        reason: reason.clone(),
        related: all
            .iter()
            .filter(|other| *other != claim)
            .copied()
            .collect(),
    };
    all.iter().map(of).collect()
}

/// A total that the parts of its sentence miss by one slip.
fn slipped<'f, 'a: 'f>(
    total: &Figure<'a>,
    others: impl Iterator<Item = &'f Figure<'a>>,
) -> Option<Judged> {
    let here = others
        .take_while(|other| other.block == total.block && other.sentence <= total.sentence + 1);
    let same = here.filter(|other| other.counted == total.counted && !other.is_approximate);
    let here: Vec<&Figure<'_>> = same.take(MOST_PARTS).collect();
    let first = here.first()?;
    let is_parted = PARTED
        .iter()
        .any(|word| first.before.contains(word) || total.after.contains(word));
    let least = if here.len() >= MANY {
        LEAST_DIGITS - 1
    } else {
        LEAST_DIGITS
    };
    let (shown, added) = words(&here);
    let added = added.round(decimals(&total.half));
    let digits = total.digits.max(added.to_string().len());
    if here.len() < 2 || digits < least || !is_parted {
        return None;
    }
    let printed = total.value.round(decimals(&total.half)).to_string();
    let added = added.to_string();
    is_slip(&printed, &added).then(|| Judged {
        claim: total.claim,
        verdict: Verdict::Contradicts,
        check: NAME,
        expected: Some(added.clone()),
        reason: format!("{shown}得{added}，所印是{printed}"),
        related: here.iter().map(|part| part.claim).collect(),
    })
}
