//! Words that say which way something went, without a number: 较上年略有提高.

use voced_domain::Quantity;

use crate::claim::{Claim, Direction, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "trend";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let claims = ledger.claims.iter().enumerate();
    let trends = claims.filter(|(_, claim)| claim.kind == Kind::Trend);
    trends
        .filter_map(|(idx, claim)| one(ledger, idx, claim))
        .collect()
}

fn one(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> Option<Judged> {
    let fact = claim.fact.as_ref()?;
    let this = ledger.stated(fact, &claim.entity, claim.year)?;
    let last = ledger.stated(fact, &claim.entity, claim.year.map(|year| year - 1))?;
    let change = &this.value - &last.value;
    let verdict = verdict(claim, &change)?;
    let name = ledger.name(fact);
    let [now, then] = [&this, &last].map(|known| known.value.to_plain_text());
    Some(Judged {
        claim: idx,
        verdict,
        check: NAME,
        expected: (verdict == Verdict::Contradicts).then(|| way(&change).to_owned()),
        reason: format!(
            "{name}本年{now}，上年{then}，是{}，文中说“{}”",
            way(&change),
            claim.text
        ),
        related: [this.from, last.from].concat(),
    })
}

/// Nothing where what was printed is too coarse to tell.
fn verdict(claim: &Claim, change: &Quantity) -> Option<Verdict> {
    let agrees = match claim.direction? {
        Direction::Up => !change.is_negative() && !change.is_zero(),
        Direction::Down => change.is_negative(),
        // 基本持平 is a matter of taste.
        Direction::Same => return change.is_zero().then_some(Verdict::Agrees),
    };
    if agrees {
        Some(Verdict::Agrees)
    } else {
        (!change.is_zero()).then_some(Verdict::Contradicts)
    }
}

fn way(change: &Quantity) -> &'static str {
    if change.is_negative() {
        "下降"
    } else {
        "上升"
    }
}
