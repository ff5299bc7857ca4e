//! Shares of one whole that are said to be all of it.

use std::collections::{BTreeMap, BTreeSet};

use voced_domain::{Formula, ItemCode, Operator, Quantity};

use crate::claim::{Entity, Kind};
use crate::ledger::Ledger;
use crate::passage::Passage;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "shares";
/// Fewer shares are not listed as all of something.
const LEAST: usize = 3;
/// Shares that are farther from 100 than this are not all of something.
const FARTHEST: i64 = 6;
/// Shares that leave less than this out may have been meant as all of it.
const NEAREST: i64 = 2;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut by_whole: BTreeMap<(Vec<ItemCode>, Option<u16>, usize), Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        let indicator = claim.fact.as_ref().and_then(|fact| ledger.indicator(fact));
        let Some(Formula::Share { denominator, .. }) = indicator.map(|found| &found.formula) else {
            continue;
        };
        if claim.kind == Kind::Level && claim.entity == Entity::Region && claim.is_in_text() {
            by_whole
                .entry((denominator.clone(), claim.year, claim.place.block))
                .or_default()
                .push(idx);
        }
    }
    let mut judged: Vec<Judged> = by_whole
        .values()
        .flat_map(|claims| whole(ledger, claims))
        .collect();
    let passages = ledger.passages.iter();
    judged.extend(passages.flat_map(|passage| {
        let rest = (1..passage.here.len()).flat_map(|at| rest(ledger, passage, at));
        [listed(ledger, passage), rest.collect()].concat()
    }));
    judged
}

/// What says that a share is all that the ones before it leave.
const REST: &[&str] = &["其余", "余下", "剩余"];

/// 占50.04%，其余49.96%: a share of what is left, with those before it.
fn rest(ledger: &Ledger<'_>, passage: &Passage<'_>, at: usize) -> Vec<Judged> {
    let is_share = |at: &usize| {
        let claim = passage.claim(*at);
        claim.unit == "%" && claim.kind == Kind::Level && !claim.is_approximate
    };
    let is_rest = REST.iter().any(|word| passage.before(at).contains(word));
    if !is_rest || !is_share(&at) {
        return Vec::new();
    }
    let mut claims = vec![passage.here[at]];
    for before in (0..at).rev().filter(|at| is_share(at)) {
        claims.push(passage.here[before]);
        let (total, slack) = added(ledger, &claims);
        if (&total - &Quantity::from(100)).abs() <= slack {
            return told(ledger, &claims, Verdict::Agrees, "合计100%");
        }
    }
    Vec::new()
}

/// Shares that a sentence lists, each as 占, and that come near to all of it: 占34.1%, 占48.7%, 占15.4%.
fn listed(ledger: &Ledger<'_>, passage: &Passage<'_>) -> Vec<Judged> {
    let is_share = |at: &usize| {
        let claim = passage.claim(*at);
        let is_listed = passage
            .before(*at)
            .trim_end_matches("的比例为")
            .contains('占');
        claim.unit == "%" && claim.kind == Kind::Level && is_listed && !claim.is_approximate
    };
    let shares: Vec<usize> = (0..passage.here.len()).filter(is_share).collect();
    let first = shares.first().copied().unwrap_or(0);
    let others = passage.here.len() - first - shares.len();
    // Counts beside the shares are theirs; anything else makes them shares of several wholes.
    if shares.len() < LEAST || !(others == 0 || others + 1 == shares.len()) {
        return Vec::new();
    }
    let claims: Vec<usize> = shares.iter().map(|at| passage.here[*at]).collect();
    let (total, slack) = added(ledger, &claims);
    let hundred = Quantity::from(100);
    let off = (&total - &hundred).abs();
    if off <= slack {
        return told(ledger, &claims, Verdict::Agrees, "合计100%");
    }
    let words = format!("合计{}%，不是100%", total.to_plain_text());
    if total > hundred && off <= Quantity::from(FARTHEST) {
        told(ledger, &claims, Verdict::Contradicts, &words)
    } else if off <= Quantity::from(NEAREST) && others == 0 {
        // A share with its count is judged by its whole, and needs no others.
        // Less than all of it may be all that is told.
        let words = format!("{words}；除非没有列全");
        told(ledger, &claims, Verdict::Tension, &words)
    } else {
        Vec::new()
    }
}

/// Whether an equation says that the numerators are parts of the denominator, and no two the same.
fn are_parts(ledger: &Ledger<'_>, claims: &[usize]) -> bool {
    let formula = |idx: &usize| {
        let fact = ledger.claims[*idx].fact.as_ref()?;
        Some(&ledger.indicator(fact)?.formula)
    };
    let forms: Vec<&Formula> = claims.iter().filter_map(formula).collect();
    let numerators: BTreeSet<&ItemCode> = forms
        .iter()
        .flat_map(|formula| formula.numerator())
        .collect();
    let Some(whole) = forms.first().map(|formula| formula.denominator()) else {
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
    let (total, slack) = added(ledger, claims);
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
    told(ledger, claims, verdict, words)
}

/// The sum of shares, and by how much rounding may have moved it.
fn added(ledger: &Ledger<'_>, claims: &[usize]) -> (Quantity, Quantity) {
    let values = claims.iter().map(|idx| &ledger.claims[*idx].value);
    let slack: Vec<Quantity> = claims
        .iter()
        .map(|idx| ledger.claims[*idx].half_unit())
        .collect();
    (values.sum(), slack.iter().sum())
}

fn told(ledger: &Ledger<'_>, claims: &[usize], verdict: Verdict, words: &str) -> Vec<Judged> {
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
