//! The region's figures against the sum over the schools that the report lists.

use std::collections::{BTreeMap, BTreeSet};

use voced_domain::{Formula, IndicatorCode, Quantity};

use crate::claim::{Claim, Entity, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "schools";
/// Fewer schools are no list of all.
const LEAST: usize = 3;

/// A list of schools: a table, or the paragraphs of a section.
type Place<'a> = (&'a str, usize);

/// The schools' values of one fact in one list.
#[derive(Default)]
struct Listed {
    sum: Quantity,
    claims: Vec<usize>,
    schools: BTreeSet<String>,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut places: BTreeMap<Place<'_>, BTreeMap<(IndicatorCode, Option<u16>), Listed>> =
        BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        let Some((fact, school)) = counted(ledger, claim) else {
            continue;
        };
        let place = (
            claim.place.section.as_str(),
            claim.column().map_or(0, |(table, _)| table),
        );
        let listed = places.entry(place).or_default();
        let listed = listed.entry((fact.clone(), claim.year)).or_default();
        if let Some((value, _)) = ledger.value(claim)
            && listed.schools.insert(school.to_owned())
        {
            listed.sum = &listed.sum + &value;
            listed.claims.push(idx);
        }
    }
    places
        .into_values()
        .flat_map(|listed| list(ledger, listed))
        .collect()
}

/// A school's count that adds up to the region's.
fn counted<'c>(ledger: &Ledger<'_>, claim: &'c Claim) -> Option<(&'c IndicatorCode, &'c str)> {
    let (Entity::School(school), Kind::Level) = (&claim.entity, claim.kind) else {
        return None;
    };
    let fact = claim.fact.as_ref()?;
    let is_sum = matches!(ledger.indicator(fact)?.formula, Formula::Sum { .. });
    (is_sum && !claim.is_approximate).then_some((fact, school))
}

/// Only what is said of as many schools as anything else in the list is said of all.
fn list(
    ledger: &Ledger<'_>,
    listed: BTreeMap<(IndicatorCode, Option<u16>), Listed>,
) -> Vec<Judged> {
    let most = listed.values().map(|listed| listed.schools.len()).max();
    let most = most.unwrap_or(0);
    let complete = listed
        .into_iter()
        .filter(|(_, listed)| listed.schools.len() == most && most >= LEAST);
    complete
        .flat_map(|((fact, year), listed)| against(ledger, &fact, year, &listed))
        .collect()
}

fn against(
    ledger: &Ledger<'_>,
    fact: &IndicatorCode,
    year: Option<u16>,
    listed: &Listed,
) -> Vec<Judged> {
    let own = ledger.of(fact, &Entity::Region, year, Kind::Level);
    let sum = listed.sum.to_plain_text();
    let n = listed.schools.len();
    if is_short(ledger, n) {
        return Vec::new();
    }
    let mut judged: Vec<Judged> = Vec::new();
    let exact = own
        .iter()
        .filter(|idx| !ledger.claims[**idx].is_approximate);
    for idx in exact {
        let claim = &ledger.claims[*idx];
        let agrees = claim.value == listed.sum;
        judged.push(Judged {
            claim: *idx,
            verdict: Verdict::of(agrees),
            check: NAME,
            expected: (!agrees).then(|| sum.clone()),
            reason: format!(
                "文中{n}所学校的{}之和是{sum}，全市所印是{}",
                ledger.name(fact),
                claim.display()
            ),
            related: listed.claims.clone(),
        });
        if agrees {
            judged.extend(listed.claims.iter().map(|school| Judged {
                claim: *school,
                verdict: Verdict::Agrees,
                check: NAME,
                expected: None,
                reason: format!("各校之和与全市{}一致", claim.display()),
                related: vec![*idx],
            }));
        }
    }
    if own.is_empty() {
        judged.extend(beside(ledger, fact, year, listed));
    }
    judged
}

/// Whether the report says that there are more schools than it lists here.
fn is_short(ledger: &Ledger<'_>, listed: usize) -> bool {
    let schools = ledger.claims.iter().filter(|claim| {
        let is_count = claim
            .fact
            .as_ref()
            .is_some_and(|fact| fact.as_str() == "schools");
        is_count && claim.is_named && claim.entity == Entity::Region
    });
    let listed = i64::try_from(listed).unwrap_or(i64::MAX);
    let mut counts = schools.map(|claim| &claim.value);
    counts.any(|count| *count > Quantity::from(listed))
}

/// The region's total is not printed; another that the catalogue says should equal it may be.
fn beside(
    ledger: &Ledger<'_>,
    fact: &IndicatorCode,
    year: Option<u16>,
    listed: &Listed,
) -> Vec<Judged> {
    let relations = ledger
        .edition
        .relations()
        .iter()
        .filter(|relation| relation.across);
    let mut judged = Vec::new();
    for relation in relations {
        let ([left], [right]) = (relation.left.as_slice(), relation.right.as_slice()) else {
            continue;
        };
        if left.as_str() != fact.as_str() {
            continue;
        }
        let other = IndicatorCode::from(right.clone());
        for idx in ledger.of(&other, &Entity::Region, year, Kind::Level) {
            let claim = &ledger.claims[*idx];
            if claim.value == listed.sum {
                continue;
            }
            judged.push(Judged {
                claim: *idx,
                verdict: Verdict::Tension,
                check: NAME,
                expected: Some(listed.sum.to_plain_text()),
                reason: format!(
                    "文中{}所学校的{}之和是{}，{}所印是{}，两者不是同一个数",
                    listed.schools.len(),
                    ledger.name(fact),
                    listed.sum.to_plain_text(),
                    ledger.name(&other),
                    claim.display()
                ),
                related: listed.claims.clone(),
            });
        }
    }
    judged
}
