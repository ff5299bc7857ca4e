//! % where percentage points are meant.

use voced_domain::{ChangeRule, Indicator};

use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "points";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let claims = ledger.claims.iter().enumerate();
    claims
        .filter_map(|(idx, claim)| one(ledger, idx, claim))
        .collect()
}

fn one(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> Option<Judged> {
    let indicator = claim.fact.as_ref().and_then(|fact| ledger.indicator(fact));
    let is_slip = match indicator {
        Some(indicator) => is_slip(indicator, claim),
        None => follows_rate(ledger, idx, claim),
    };
    let name = indicator.map_or("前面的数", |indicator| indicator.name.as_str());
    is_slip.then(|| Judged {
        claim: idx,
        verdict: Verdict::Style,
        check: NAME,
        expected: Some(claim.text.replace('%', "个百分点")),
        reason: format!("{name}是比率，两个比率相减应写“个百分点”，不写“%”"),
        related: Vec::new(),
    })
}

/// Whether the number before it in the sentence is a rate, whatever it is called.
fn follows_rate(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> bool {
    let last = idx.checked_sub(1).map(|last| &ledger.claims[last]);
    let is_rate = last.is_some_and(|last| {
        let place = |claim: &Claim| (claim.place.block, claim.place.sentence);
        last.unit == "%" && last.kind == Kind::Level && place(last) == place(claim)
    });
    claim.kind == Kind::Change && claim.unit == "%" && claim.is_in_text() && is_rate
}

/// Sums of money grow by percent; what is itself in percent does not.
fn is_slip(indicator: &Indicator, claim: &Claim) -> bool {
    let is_rate = indicator.unit.is_rate() && matches!(indicator.change, ChangeRule::Absolute);
    is_rate && claim.kind == Kind::Change && claim.text.ends_with('%')
}
