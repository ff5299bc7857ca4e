//! Shares of one whole that are said to be all of it.

use std::collections::{BTreeMap, BTreeSet};

use voced_domain::{Form, ItemCode, Operator, Quantity};

use crate::claim::{Entity, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "shares";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut by_whole: BTreeMap<(Vec<ItemCode>, Option<u16>, usize), Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        let indicator = claim.fact.as_ref().and_then(|fact| ledger.indicator(fact));
        let Some(Form::Share { denominator, .. }) = indicator.map(|found| &found.form) else {
            continue;
        };
        if claim.kind == Kind::Level && claim.entity == Entity::Region && claim.is_in_text() {
            by_whole
                .entry((denominator.clone(), claim.year, claim.place.block))
                .or_default()
                .push(idx);
        }
    }
    by_whole
        .values()
        .flat_map(|claims| whole(ledger, claims))
        .collect()
}

/// Whether an equation says that the numerators are parts of the denominator, and no two the same.
fn are_parts(ledger: &Ledger<'_>, claims: &[usize]) -> bool {
    let form = |idx: &usize| {
        let fact = ledger.claims[*idx].fact.as_ref()?;
        Some(&ledger.indicator(fact)?.form)
    };
    let forms: Vec<&Form> = claims.iter().filter_map(form).collect();
    let numerators: BTreeSet<&ItemCode> = forms.iter().flat_map(|form| form.numerator()).collect();
    let Some(whole) = forms.first().map(|form| form.denominator()) else {
        return false;
    };
    let mut relations = ledger.edition.relations().iter();
    numerators.len() == claims.len()
        && relations.any(|relation| {
            relation.operator == Operator::Equal
                && relation.left == whole
                && numerators.iter().all(|item| relation.right.contains(item))
        })
}

/// Parts that make up the whole by an equation of the catalogue.
fn whole(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let total: Quantity = claims.iter().map(|idx| &ledger.claims[*idx].value).sum();
    let slack: Vec<Quantity> = claims
        .iter()
        .map(|idx| ledger.claims[*idx].half_unit())
        .collect();
    let slack: Quantity = slack.iter().sum();
    let hundred = Quantity::from(100);
    if claims.len() < 2 || total < Quantity::from(99) || !are_parts(ledger, claims) {
        return Vec::new();
    }
    let off = (&total - &hundred).abs();
    let (verdict, words) = if off <= slack {
        (Verdict::Agrees, "合计100%")
    } else if total > &hundred + &slack {
        (Verdict::Contradicts, "合计超过100%")
    } else {
        return Vec::new();
    };
    let shown: Vec<String> = claims
        .iter()
        .map(|idx| ledger.claims[*idx].display())
        .collect();
    claims
        .iter()
        .map(|idx| Judged {
            claim: *idx,
            verdict,
            check: NAME,
            expected: None,
            reason: format!("{}{words}", shown.join("＋")),
            related: claims
                .iter()
                .filter(|other| *other != idx)
                .copied()
                .collect(),
        })
        .collect()
}
