//! Totals against their parts.

use voced_domain::{Formula, Operator};

use crate::claim::Kind;
use crate::ledger::{Known, Ledger};
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "sum";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut judged = Vec::new();
    for ((fact, entity, year, kind), claims) in ledger.groups() {
        if *kind != Kind::Level {
            continue;
        }
        let Some(indicator) = ledger.indicator(fact) else {
            continue;
        };
        let parts = match &indicator.formula {
            Formula::Sum { of } if of.len() > 1 => ledger.sum(of, entity, *year),
            _ => of_equation(ledger, fact.as_str(), entity, *year),
        };
        let Some(parts) = parts else { continue };
        judged.extend(claims.iter().filter_map(|idx| one(ledger, *idx, &parts)));
    }
    judged
}

/// The parts of a total that the catalogue has an equation for.
fn of_equation(
    ledger: &Ledger<'_>,
    fact: &str,
    entity: &crate::claim::Entity,
    year: Option<u16>,
) -> Option<Known> {
    let mut relations = ledger.edition.relations().iter().filter(|relation| {
        relation.operator == Operator::Equal && !relation.across && relation.right.len() > 1
    });
    let relation = relations
        .find(|relation| matches!(relation.left.as_slice(), [only] if only.as_str() == fact))?;
    let stated =
        |item: &voced_domain::ItemCode| ledger.stated(&item.clone().into(), entity, year).is_some();
    relation
        .right
        .iter()
        .all(stated)
        .then(|| ledger.sum(&relation.right, entity, year))?
}

fn one(ledger: &Ledger<'_>, idx: usize, parts: &Known) -> Option<Judged> {
    let claim = &ledger.claims[idx];
    let (value, slack) = ledger.value(claim)?;
    let off = (&value - &parts.value).abs();
    let expected = parts.value.to_plain_text();
    let (verdict, words) = if off <= &slack + &parts.slack {
        (Verdict::Agrees, "与所印相符".to_owned())
    } else {
        (Verdict::Contradicts, format!("所印是{}", claim.display()))
    };
    Some(Judged {
        claim: idx,
        verdict,
        check: NAME,
        expected: (verdict == Verdict::Contradicts).then(|| expected.clone()),
        reason: format!("各部分之和是{expected}，{words}"),
        related: parts.from.clone(),
    })
}
