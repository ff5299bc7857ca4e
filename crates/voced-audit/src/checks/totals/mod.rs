//! A total and the parts that stand behind it, or before it, whatever they are called: 毕业生9395人，其中本科8170人，
//! 硕士1208人，博士17人.

mod across;
mod balances;
mod beside;
mod brackets;
mod changes;
mod growths;
mod shares;
mod slips;

use std::collections::BTreeSet;

use crate::additions::Addition;
use crate::figures::{Figure, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::verdict::Judged;
use voced_domain::Quantity;

pub(super) const NAME: &str = "total";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let figures = &ledger.figures;
    let mut judged = Vec::new();
    let mut totals = BTreeSet::new();
    for addition in &ledger.additions {
        totals.insert(addition.total);
        judged.extend(agreeing(figures, addition));
        judged.extend(changes::judge(figures, addition));
        judged.extend(growths::judge(figures, addition));
        judged.extend(beside::judge(figures, addition));
    }
    let mut slipped = slips::judge(figures, &totals);
    slipped.retain(|slip| !is_printed_beside(figures, slip));
    let is_judged = |at: &usize| {
        totals.contains(at) || slipped.iter().any(|slip| slip.claim == figures[*at].claim)
    };
    let open = (0..figures.len()).filter(|at| !is_judged(at));
    let mut across: Vec<Judged> = open.flat_map(|at| across::judge(figures, at)).collect();
    across.retain(|judged| judged.is_agreed() || !is_printed_beside(figures, judged));
    judged.extend(slipped);
    judged.extend(across);
    let balances = (0..figures.len()).filter_map(|at| balances::judge(figures, at));
    judged.extend(balances);
    judged.extend(shares::judge(figures));
    judged.extend(brackets::judge(figures));
    judged
}

fn agreeing(figures: &[Figure<'_>], addition: &Addition) -> Vec<Judged> {
    let (shown, added) = words(addition.parts.iter().map(|part| &figures[*part]));
    let reason = format!("{shown}得{}", added.to_plain_text());
    let all = std::iter::once(&addition.total).chain(&addition.parts);
    let claims: Vec<usize> = all.map(|at| figures[*at].claim).collect();
    all_agree(&claims, &reason)
}

/// That each of several claims follows from the others.
fn all_agree(claims: &[usize], reason: &str) -> Vec<Judged> {
    let others = |claim: usize| claims.iter().copied().filter(move |other| *other != claim);
    let of =
        |claim: &usize| Judged::agrees(NAME, *claim, reason.to_owned(), others(*claim).collect());
    claims.iter().map(of).collect()
}

/// The parts, and their sum.
fn words<'f>(parts: impl Iterator<Item = &'f Figure<'f>>) -> (String, Quantity) {
    let values: Vec<&Quantity> = parts.map(|part| &part.value).collect();
    let shown: Vec<String> = values.iter().map(|value| value.to_plain_text()).collect();
    (shown.join("＋"), values.into_iter().sum())
}

/// Whether what some parts add up to is printed in their paragraph as something else than the total that they were held
/// against: 谷物14.99亿亩，其中甲4.34，乙3.54，丙6.63，三者合计14.51亿亩.
fn is_printed_beside(figures: &[Figure<'_>], slip: &Judged) -> bool {
    let at = |claim: usize| figures.binary_search_by_key(&claim, |figure| figure.claim);
    let Ok(total) = at(slip.claim).map(|at| &figures[at]) else {
        return false;
    };
    let parts = slip.related.iter().filter_map(|part| at(*part).ok());
    let sum = Interval::sum(parts.map(|part| figures[part].interval()));
    let first = figures.partition_point(|other| other.block < total.block);
    let here = figures[first..]
        .iter()
        .take_while(|other| other.block == total.block);
    let mut others = here.filter(|other| other.claim != total.claim && other.is_like(total));
    others.any(|other| other.digits > 2 && other.interval().meets(&sum))
}

/// A total that is not what its parts add up to.
fn contradicting(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Judged {
    let (shown, added) = words(parts.iter().copied());
    let added = added.round(decimals(&total.half)).to_string();
    let printed = total.value.round(decimals(&total.half)).to_string();
    let reason = format!("{shown}得{added}，所印是{printed}");
    let related = parts.iter().map(|part| part.claim).collect();
    Judged::contradicts(NAME, total.claim, added, reason, related)
}
