//! Relations of the catalogue between levels of the report: parts above their wholes.

use std::collections::BTreeSet;

use voced_domain::{Operator, Relation, Severity};

use crate::claim::{Entity, Kind};
use crate::ledger::{Known, Ledger};
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "relation";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let years: BTreeSet<Option<u16>> = ledger.claims.iter().map(|claim| claim.year).collect();
    let relations = ledger.edition.relations().iter().filter(|relation| {
        relation.operator == Operator::AtMost && relation.severity != Severity::Notice
    });
    relations
        .flat_map(|relation| years.iter().map(move |year| (relation, *year)))
        .filter_map(|(relation, year)| one(ledger, relation, year))
        .flatten()
        .collect()
}

fn one(ledger: &Ledger<'_>, relation: &Relation, year: Option<u16>) -> Option<Vec<Judged>> {
    let left = ledger.sum(&relation.left, &Entity::Region, year)?;
    let right = ledger.sum(&relation.right, &Entity::Region, year)?;
    let are_named = ledger.are_named(&left.from) && ledger.are_named(&right.from);
    if !are_named || left.value <= &(&right.value + &right.slack) + &left.slack {
        return None;
    }
    let part = relation.left.first()?.clone().into();
    let reason = reason(relation, &left, &right);
    let claims = ledger.of(&part, &Entity::Region, year, Kind::Level).iter();
    let judged = claims.map(|idx| Judged {
        claim: *idx,
        verdict: Verdict::Tension,
        check: NAME,
        expected: Some(format!("不大于{}", right.value.to_plain_text())),
        reason: reason.clone(),
        related: right.from.clone(),
    });
    Some(judged.collect())
}

fn reason(relation: &Relation, left: &Known, right: &Known) -> String {
    let how = match right.how.as_str() {
        "" => String::new(),
        how => format!("（{how}）"),
    };
    format!(
        "{}，这里{}多于{}{how}；除非统计的范围不同",
        relation.because,
        left.value.to_plain_text(),
        right.value.to_plain_text()
    )
}
