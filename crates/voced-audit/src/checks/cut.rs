//! Numbers that lost what stood behind their point: 351.万对.

use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "cut";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let claims = ledger.claims.iter().enumerate();
    let cut = claims.filter(|(_, claim)| claim.text.ends_with('.'));
    let judge = |(idx, claim): (usize, &crate::claim::Claim)| Judged {
        claim: idx,
        verdict: Verdict::Tension,
        check: NAME,
        expected: None,
        reason: format!("“{}”的小数点后没有数字，请核对是否漏了", claim.display()),
        related: Vec::new(),
    };
    cut.map(judge).collect()
}
