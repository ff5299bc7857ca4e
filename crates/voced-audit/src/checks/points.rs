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
    let indicator = ledger.indicator(claim.fact.as_ref()?)?;
    is_slip(indicator, claim).then(|| Judged {
        claim: idx,
        verdict: Verdict::Style,
        check: NAME,
        expected: Some(claim.text.replace('%', "个百分点")),
        reason: format!(
            "{}是比率，两个比率相减应写“个百分点”，不写“%”",
            indicator.name
        ),
        related: Vec::new(),
    })
}

/// Sums of money grow by percent; what is itself in percent does not.
fn is_slip(indicator: &Indicator, claim: &Claim) -> bool {
    let is_rate = indicator.unit.is_rate() && matches!(indicator.change, ChangeRule::Absolute);
    is_rate && claim.kind == Kind::Change && claim.unit == "%"
}
