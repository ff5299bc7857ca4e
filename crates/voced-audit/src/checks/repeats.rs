//! The same thing said more than once.

use voced_domain::Quantity;

use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "repeat";

/// A claim with its value and by how much rounding in print may have moved it.
type Said = (usize, Quantity, Quantity);

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let groups = ledger.groups().into_iter();
    groups
        .flat_map(|(_, claims)| group(ledger, claims))
        .collect()
}

/// What most of them say is held to be right; where none has a majority, none is.
fn group(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let said: Vec<Said> = claims.iter().filter_map(|idx| said(ledger, *idx)).collect();
    if said.len() < 2 {
        return Vec::new();
    }
    said.iter()
        .filter_map(|own| one(ledger, own, &said))
        .collect()
}

/// Two sentences about like-sounding things are no repetition.
fn said(ledger: &Ledger<'_>, idx: usize) -> Option<Said> {
    let claim = &ledger.claims[idx];
    let (value, slack) = ledger.value(claim)?;
    (claim.is_named && !claim.is_approximate).then_some((idx, value, slack))
}

/// Whether two numbers are the same but for their decimals: 46.9% and 47%.
fn is_same(one: &Said, other: &Said) -> bool {
    (&one.1 - &other.1).abs() <= if one.2 > other.2 { &one.2 } else { &other.2 }.clone()
}

/// How many say the same as this one, itself among them.
fn following(own: &Said, said: &[Said]) -> usize {
    said.iter().filter(|other| is_same(own, other)).count()
}

fn one(ledger: &Ledger<'_>, own: &Said, said: &[Said]) -> Option<Judged> {
    let claim = &ledger.claims[own.0];
    let what = what(ledger, claim);
    let other = said.iter().find(|other| !is_same(own, other));
    let (verdict, reason) = match other {
        None => (
            Verdict::Agrees,
            format!("{what}在文中{}处所印一致", said.len()),
        ),
        Some(other) => {
            let other = &ledger.claims[other.0];
            let reason = format!(
                "{what}这里是{}，第{}行是{}",
                claim.display(),
                other.place.line,
                other.display()
            );
            (against(own, said)?, reason)
        }
    };
    let others = said.iter().filter(|other| other.0 != own.0);
    Some(Judged {
        claim: own.0,
        verdict,
        check: NAME,
        expected: None,
        reason,
        related: others.map(|other| other.0).collect(),
    })
}

/// Nothing for the majority, a contradiction for who stands against it.
fn against(own: &Said, said: &[Said]) -> Option<Verdict> {
    let is_majority = |one: &Said| following(one, said) * 2 > said.len();
    if is_majority(own) {
        None
    } else if said.iter().any(is_majority) {
        Some(Verdict::Contradicts)
    } else {
        Some(Verdict::Tension)
    }
}

fn what(ledger: &Ledger<'_>, claim: &Claim) -> String {
    let name = claim.fact.as_ref().map_or("", |fact| ledger.name(fact));
    match claim.kind {
        Kind::Change => format!("{name}的变化"),
        Kind::Level => name.to_owned(),
    }
}
