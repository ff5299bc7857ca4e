//! Claims against the facts computed from workbooks, where these are at hand.
//!
//! A claim with a mark is held against the fact of its mark, any other against the facts of its indicator,
//! year, and school or region, under every definition there is.

use voced_domain::{
    ChangeKind, Entity as BureauEntity, EntityCode, Fact, Level, Quantity, ReferenceYear,
};

use crate::claim::{Claim, Direction, Entity, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Data, Judged, Verdict};

pub(super) const NAME: &str = "data";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let Some(data) = ledger.data else {
        return Vec::new();
    };
    let claims = ledger.claims.iter().enumerate();
    claims
        .filter_map(|(idx, claim)| judge_claim(ledger, data, idx, claim))
        .collect()
}

fn judge_claim(ledger: &Ledger<'_>, data: Data<'_>, idx: usize, claim: &Claim) -> Option<Judged> {
    let facts = facts(data, claim);
    let judged = facts
        .iter()
        .filter_map(|fact| Some((fact.in_force, against(ledger, idx, claim, fact)?)));
    let judged: Vec<(bool, Judged)> = judged.collect();
    // A report may print what another definition gives beside the bureau's own.
    let agrees = |(_, judged): &&(bool, Judged)| judged.verdict == Verdict::Agrees;
    let in_force = judged.iter().find(|(in_force, _)| *in_force);
    let own = in_force.filter(agrees);
    let best = own.or_else(|| judged.iter().find(agrees)).or(in_force)?;
    Some(best.1.clone())
}

/// The facts that a claim may be: the one of its mark, or those of its item, year and entity.
fn facts<'d>(data: Data<'d>, claim: &Claim) -> Vec<&'d Fact> {
    if let Some(tag) = &claim.tag {
        let key = &tag.key;
        let versions = data.facts.versions(&key.entity, &key.indicator, key.year);
        return versions.filter(|fact| fact.key == *key).collect();
    }
    let year = claim.year.and_then(|year| ReferenceYear::new(year).ok());
    let (Some(code), Some(year)) = (&claim.fact, year) else {
        return Vec::new();
    };
    let entities = entities(data, &claim.entity).into_iter();
    entities
        .flat_map(|entity| data.facts.versions(entity, code, year))
        .collect()
}

/// Who is meant, in the bureau: its regions, or the school of this name.
fn entities<'d>(data: Data<'d>, entity: &Entity) -> Vec<&'d EntityCode> {
    let is_meant = |of: &BureauEntity<'_>| match (of, entity) {
        (BureauEntity::Region(region), Entity::Region) => region.level != Level::School,
        (BureauEntity::School(school), Entity::School(name)) => school.name == *name,
        _ => false,
    };
    let meant = data.bureau.entities().filter(is_meant);
    meant
        .map(|of| match of {
            BureauEntity::Region(region) => &region.code,
            BureauEntity::School(school) => &school.code,
        })
        .collect()
}

/// Whether the fact changed in the direction that the claim says; nothing where the claim says none, or
/// the fact did not change.
fn agrees_in_direction(claim: &Claim, fact: &Fact) -> Option<bool> {
    let change = fact.change.as_ref()?.value.as_ref()?.to_quantity();
    match claim.direction? {
        Direction::Up if !change.is_zero() => Some(!change.is_negative()),
        Direction::Down if !change.is_zero() => Some(change.is_negative()),
        _ => None,
    }
}

/// A word alone, 提高, without a number.
fn of_trend(ledger: &Ledger<'_>, idx: usize, claim: &Claim, fact: &Fact) -> Option<Judged> {
    let agrees = agrees_in_direction(claim, fact)?;
    let change = fact.change.as_ref()?.display();
    let name = ledger.name(claim.fact.as_ref()?);
    Some(Judged {
        claim: idx,
        verdict: Verdict::of(agrees),
        check: NAME,
        expected: (!agrees).then(|| change.clone()),
        reason: format!("{name}较上年{change}，文中说“{}”", claim.text),
        related: Vec::new(),
    })
}

fn against(ledger: &Ledger<'_>, idx: usize, claim: &Claim, fact: &Fact) -> Option<Judged> {
    if claim.kind == Kind::Trend {
        return of_trend(ledger, idx, claim, fact);
    }
    let (value, slack) = ledger.value(claim)?;
    let (expected, shown) = match claim.kind {
        Kind::Trend => return None,
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
            let same_schools = change.same_schools.as_ref().map(|same| &same.value);
            let value = change.value.as_ref().or(same_schools)?;
            (value.to_quantity(), value.signed())
        }
    };
    // A change of a rate printed as % is compared by its number: that it should be 个百分点 is another check's.
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
