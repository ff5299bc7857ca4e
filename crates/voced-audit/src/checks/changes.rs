//! Changes against the values of the two years.

use voced_domain::{ChangeRule, Indicator, Quantity};

use crate::claim::{Claim, Direction, Kind};
use crate::ledger::{Known, Ledger};
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "change";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let claims = ledger.claims.iter().enumerate();
    let changes = claims.filter(|(_, claim)| claim.kind == Kind::Change && !claim.is_approximate);
    changes
        .filter_map(|(idx, claim)| one(ledger, idx, claim))
        .collect()
}

/// A printed change with the two levels it lies between.
struct Step<'l> {
    name: &'l str,
    claim: &'l Claim,
    this: Known,
    last: Known,
    /// What was printed, in the unit of the levels, or in percent of the old one.
    printed: Quantity,
    /// By how much rounding of the three may have moved it.
    slack: Quantity,
    expected: Quantity,
}

fn one(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> Option<Judged> {
    let fact = claim.fact.as_ref()?;
    let indicator = ledger.indicator(fact)?;
    let this = ledger.stated(fact, &claim.entity, claim.year)?;
    let before = claim.year.map(|year| year - 1);
    let last = ledger.stated(fact, &claim.entity, before)?;
    let expected = expected(indicator, &this, &last)?;
    let (printed, slack) = match indicator.change {
        ChangeRule::Relative { .. } => (claim.value.clone(), claim.half_unit()),
        ChangeRule::Absolute => ledger.value(claim)?,
    };
    let step = Step {
        name: ledger.name(fact),
        claim,
        slack: &(&slack + &this.slack) + &last.slack,
        this,
        last,
        printed,
        expected,
    };
    Some(step.judged(idx))
}

impl Step<'_> {
    fn judged(self, idx: usize) -> Judged {
        let (verdict, words) = self.verdict();
        let is_wrong = verdict == Verdict::Contradicts;
        Judged {
            claim: idx,
            verdict,
            check: NAME,
            expected: is_wrong.then(|| self.change()),
            reason: format!(
                "{}本年{}，上年{}，{}，{words}",
                self.name,
                shown(&self.this.value),
                shown(&self.last.value),
                self.change()
            ),
            related: [self.this.from, self.last.from].concat(),
        }
    }

    fn verdict(&self) -> (Verdict, String) {
        let off = (&self.printed - &self.expected).abs();
        let is_near = off <= self.slack;
        if off.is_zero() || (is_near && self.claim.decimals > 0) {
            (Verdict::Agrees, "与所印相符".to_owned())
        } else if is_near {
            (Verdict::Agrees, "在修约的范围内与所印相符".to_owned())
        } else if self.is_other_way() {
            let words = format!("所印的方向是{}", way(self.claim));
            (Verdict::Contradicts, words)
        } else {
            let words = format!("所印是{}", self.claim.display());
            (Verdict::Contradicts, words)
        }
    }

    fn is_other_way(&self) -> bool {
        let is_signed = self.claim.direction.is_some() || self.claim.place.cell.is_some();
        let is_other = self.printed.is_negative() != self.expected.is_negative();
        is_signed && is_other && !self.expected.is_zero()
    }

    fn change(&self) -> String {
        let word = if self.expected.is_negative() {
            "减少"
        } else {
            "增加"
        };
        format!("{word}{}", shown(&self.expected.abs()))
    }
}

fn expected(indicator: &Indicator, this: &Known, last: &Known) -> Option<Quantity> {
    let difference = &this.value - &last.value;
    match indicator.change {
        ChangeRule::Absolute => Some(difference),
        ChangeRule::Relative { .. } => Some(difference.checked_div(&last.value)?.scaled(2)),
    }
}

fn way(claim: &Claim) -> &'static str {
    match claim.direction {
        Some(Direction::Down) => "减少或下降",
        _ => "增加或提高",
    }
}

fn shown(value: &Quantity) -> String {
    let text = value.to_plain_text();
    if text.contains('/') {
        value.round(2).to_string()
    } else {
        text
    }
}
