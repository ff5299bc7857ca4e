//! Denominators that printed rates imply: whether there can be one number behind all of them.

use std::collections::BTreeMap;

use voced_domain::{Formula, IndicatorCode, ItemCode, Quantity};

use crate::claim::{Claim, Entity, Kind};
use crate::ledger::{Known, Ledger};
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "implied";

/// The denominators that one printed rate allows.
struct Implied {
    claim: usize,
    low: Quantity,
    high: Quantity,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut by_denominator: BTreeMap<(ItemCode, Option<u16>), Vec<Implied>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        let Some((item, implied)) = one(ledger, idx, claim) else {
            continue;
        };
        by_denominator
            .entry((item, claim.year))
            .or_default()
            .push(implied);
    }
    by_denominator
        .iter()
        .flat_map(|((item, _), all)| group(ledger, item, all))
        .collect()
}

/// Only of rates whose denominator the report does not print.
fn one(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> Option<(ItemCode, Implied)> {
    if claim.kind != Kind::Level || claim.entity != Entity::Region || claim.is_approximate {
        return None;
    }
    let indicator = ledger.indicator(claim.fact.as_ref()?)?;
    let Formula::Ratio {
        numerator,
        denominator,
    } = &indicator.formula
    else {
        return None;
    };
    let ([numerator], [denominator]) = (numerator.as_slice(), denominator.as_slice()) else {
        return None;
    };
    if !indicator.unit.symbol().contains('/') {
        return None;
    }
    let item = IndicatorCode::from(denominator.clone());
    if ledger.known(&item, &claim.entity, claim.year).is_some() {
        return None;
    }
    let total = numerator_of(ledger, &numerator.clone().into(), claim)?;
    let (rate, off) = (&claim.value, claim.half_unit());
    Some((
        denominator.clone(),
        Implied {
            claim: idx,
            low: (&total.value - &total.slack).checked_div(&(rate + &off))?,
            high: (&total.value + &total.slack).checked_div(&(rate - &off))?,
        },
    ))
}

/// The numerator as stated, or this year's less its change.
fn numerator_of(ledger: &Ledger<'_>, fact: &IndicatorCode, claim: &Claim) -> Option<Known> {
    if let Some(known) = ledger.known(fact, &claim.entity, claim.year) {
        return Some(known);
    }
    let next = claim.year.map(|year| year + 1);
    let this = ledger.known(fact, &claim.entity, next)?;
    let change = *ledger.of(fact, &claim.entity, next, Kind::Change).first()?;
    let (change, slack) = ledger.value(&ledger.claims[change])?;
    Some(Known {
        value: &this.value - &change,
        slack: &this.slack + &slack,
        from: this.from,
        how: String::new(),
    })
}

fn group(ledger: &Ledger<'_>, item: &ItemCode, all: &[Implied]) -> Vec<Judged> {
    let excludes = |a: &Implied, b: &Implied| a.low > b.high || b.low > a.high;
    let words = |implied: &Implied| {
        let claim = &ledger.claims[implied.claim];
        format!(
            "{}要求{}—{}",
            claim.display(),
            implied.low.round(0),
            implied.high.round(0)
        )
    };
    let name = ledger
        .edition
        .item(item)
        .map_or("", |item| item.name.as_str());
    all.iter()
        .filter_map(|own| {
            let others: Vec<&Implied> = all.iter().filter(|other| excludes(own, other)).collect();
            let first = others.first()?;
            Some(Judged {
                claim: own.claim,
                verdict: Verdict::Tension,
                check: NAME,
                expected: None,
                reason: format!(
                    "由这个数反推{name}：{}，而{}，没有一个数能同时满足",
                    words(own),
                    words(first)
                ),
                related: others.iter().map(|other| other.claim).collect(),
            })
        })
        .collect()
}
