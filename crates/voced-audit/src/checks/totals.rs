//! A total and the parts that stand behind it, or before it, whatever they are called: 毕业生9395人，其中本科8170人，
//! 硕士1208人，博士17人。

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind, Interval};
use crate::ledger::Ledger;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "total";
/// No list of parts is longer.
const MOST_PARTS: usize = 40;
/// A total that misses its parts by a slip needs so many digits not to do so by chance.
const LEAST_DIGITS: usize = 4;
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
            Some(parts) => judged.extend(agreeing(total, &parts)),
            None => judged.extend(slipped(total, &behind)),
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
    let zero = Interval {
        low: Quantity::zero(),
        high: Quantity::zero(),
    };
    let intervals = parts.iter().map(|part| part.interval());
    intervals.fold(zero, |sum, part| sum.plus(&part))
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
fn words(parts: &[&Figure<'_>]) -> (String, String) {
    let shown: Vec<String> = parts
        .iter()
        .map(|part| part.value.to_plain_text())
        .collect();
    let added: Quantity = parts.iter().map(|part| &part.value).sum();
    (shown.join("＋"), added.to_plain_text())
}

fn agreeing(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Vec<Judged> {
    let (shown, added) = words(parts);
    let reason = format!("{shown}得{added}");
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
fn slipped(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Judged> {
    let here: Vec<&Figure<'_>> = parts
        .iter()
        .take_while(|part| part.sentence <= total.sentence + 1)
        .copied()
        .collect();
    let first = here.first()?;
    let is_parted = PARTED
        .iter()
        .any(|word| first.before.contains(word) || total.after.contains(word));
    if here.len() < 2 || total.digits < LEAST_DIGITS || !is_parted {
        return None;
    }
    let (shown, added) = words(&here);
    is_slip(&total.value.to_plain_text(), &added).then(|| Judged {
        claim: total.claim,
        verdict: Verdict::Contradicts,
        check: NAME,
        expected: Some(added.clone()),
        reason: format!("{shown}得{added}，所印是{}", total.value.to_plain_text()),
        related: here.iter().map(|part| part.claim).collect(),
    })
}
