//! A printed change against the two values that the same report prints: 本年3191人，上年3052人，增加139人.
//!
//! The change that follows from the two values is worked out as the indicator says, as a difference or as
//! growth in percent, and may differ from the printed one by what rounding of the three can have moved.

use voced_domain::{Aspect, ChangeRule, Indicator, Quantity};

use crate::claim::{Claim, Direction, Kind};
use crate::ledger::{Known, Ledger};
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "change";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let claims = ledger.claims.iter().enumerate();
    let changes = claims.filter(|(_, claim)| claim.kind == Kind::Change && !claim.is_approximate);
    changes
        .filter(|(idx, claim)| !is_of_same_schools(ledger, *idx, claim))
        .filter_map(|(idx, claim)| judge_claim(ledger, idx, claim))
        .collect()
}

/// Whether a change is only over the schools that are in both years, which the two values are not.
fn is_of_same_schools(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> bool {
    let is_marked = claim
        .tag
        .as_ref()
        .is_some_and(|tag| tag.aspect == Aspect::SameSchools);
    let figures = &ledger.figures;
    let at = figures.partition_point(|figure| figure.claim < idx);
    // 两年都报数的7所学校较上年减少14人: the words stand before the number of schools.
    let near = figures.get(at.saturating_sub(1)..figures.len().min(at + 1));
    let says = |text: &str| text.contains("两年都报数");
    is_marked
        || near
            .unwrap_or(&[])
            .iter()
            .any(|figure| figure.block == claim.place.block && says(figure.before))
}

/// A printed change with the values of the two years.
struct PrintedChange<'l> {
    /// Name of the indicator.
    name: &'l str,
    /// The change as it was printed.
    claim: &'l Claim,
    this_year: Known,
    last_year: Known,
    /// The printed change in the unit of the two values, or in percent of last year's.
    printed: Quantity,
    /// The change that follows from the two values.
    expected: Quantity,
    /// By how much rounding of the three printed numbers may have parted `printed` and `expected`.
    slack: Quantity,
}

/// Nothing is said of a change one of whose two values is not printed.
fn judge_claim(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> Option<Judged> {
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
    let change = PrintedChange {
        name: ledger.name(fact),
        claim,
        slack: &(&slack + &this.slack) + &last.slack,
        this_year: this,
        last_year: last,
        printed,
        expected,
    };
    Some(change.judged(idx))
}

impl PrintedChange<'_> {
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
                shown(&self.this_year.value),
                shown(&self.last_year.value),
                self.change()
            ),
            related: [self.this_year.from, self.last_year.from].concat(),
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
            let words = format!("所印的方向是{}", direction_words(self.claim));
            (Verdict::Contradicts, words)
        } else {
            let words = format!("所印是{}", self.claim.display());
            (Verdict::Contradicts, words)
        }
    }

    /// Whether the report says up where its values go down. Only a change with a word of direction, or in
    /// a table, where it has a sign, says either.
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

fn direction_words(claim: &Claim) -> &'static str {
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
