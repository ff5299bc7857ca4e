//! Claims against the facts, where they are at hand.

use voced_domain::{ChangeKind, Fact, Quantity, ReferenceYear};

use crate::claim::{Claim, Entity, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "data";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let Some(facts) = ledger.facts else {
        return Vec::new();
    };
    let claims = ledger.claims.iter().enumerate();
    let of_region = claims.filter(|(_, claim)| claim.entity == Entity::Region);
    let region = facts
        .iter()
        .filter(|fact| fact.level != voced_domain::Level::School);
    let regions: Vec<&Fact> = region.collect();
    of_region
        .filter_map(|(idx, claim)| {
            let year = ReferenceYear::new(claim.year?).ok()?;
            let code = claim.fact.as_ref()?;
            let fitting = regions
                .iter()
                .filter(|fact| fact.key.indicator == *code && fact.key.year == year);
            let judged = fitting.map(|fact| Some((fact.in_force, one(ledger, idx, claim, fact)?)));
            let judged: Vec<(bool, Judged)> = judged.flatten().collect();
            // A report may print what another definition gives beside the bureau's own.
            let agrees = |(_, judged): &&(bool, Judged)| judged.verdict == Verdict::Agrees;
            let in_force = judged.iter().find(|(in_force, _)| *in_force);
            let own = in_force.filter(agrees);
            let best = own.or_else(|| judged.iter().find(agrees)).or(in_force)?;
            Some(best.1.clone())
        })
        .collect()
}

fn one(ledger: &Ledger<'_>, idx: usize, claim: &Claim, fact: &Fact) -> Option<Judged> {
    let (value, slack) = ledger.value(claim)?;
    let (expected, shown) = match claim.kind {
        Kind::Level => {
            let figure = fact.figure()?;
            let published = &figure.published;
            (
                published.number.to_quantity(),
                format!("{published}{}", published.unit_symbol()),
            )
        }
        Kind::Change => {
            let change = fact
                .change
                .as_ref()
                .filter(|change| change.kind != ChangeKind::Break)?;
            (change.value.as_ref()?.to_quantity(), change.display())
        }
    };
    let value = if claim.kind == Kind::Change && claim.unit == "%" {
        claim.value.clone()
    } else {
        value
    };
    let off: Quantity = (&value - &expected).abs();
    let agrees = off <= slack;
    Some(Judged {
        claim: idx,
        verdict: if agrees {
            Verdict::Agrees
        } else if claim.is_approximate {
            return None;
        } else {
            Verdict::Contradicts
        },
        check: NAME,
        expected: (!agrees).then(|| shown.clone()),
        reason: format!(
            "{}汇总是{shown}，所印是{}",
            ledger.name(claim.fact.as_ref()?),
            claim.display()
        ),
        related: Vec::new(),
    })
}
