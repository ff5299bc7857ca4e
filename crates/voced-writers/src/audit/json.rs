//! An audit as data.

use serde::Serialize;
use voced_audit::{
    Audit, Claim, Edit, Entity, Evidence, FigureKind, Judged, RelationKind, Summary, Unread,
    Verdict,
};
use voced_domain::IndicatorCode;

use super::Audited;
use crate::WriteError;

/// Changes only when a reader of the old form would misread the new one.
const SCHEMA: &str = "voced-audit/3";

#[derive(Serialize)]
struct File<'a> {
    schema: &'static str,
    edited: &'a [Edit],
    claims: Vec<ClaimRecord<'a>>,
    unread: &'a [Unread],
    summary: Summary,
}

#[derive(Serialize)]
struct ClaimRecord<'a> {
    line: usize,
    section: &'a str,
    paragraph: usize,
    sentence: usize,
    text: &'a str,
    printed: &'a str,
    value: String,
    unit: &'a str,
    year: Option<u16>,
    entity: &'a str,
    kind: FigureKind,
    measure: &'a str,
    scope: &'a [String],
    fact: Option<&'a IndicatorCode>,
    verdict: Verdict,
    check: &'static str,
    expected: Option<&'a str>,
    reason: &'a str,
    relation: Option<RelationRecord<'a>>,
}

#[derive(Serialize)]
struct RelationRecord<'a> {
    kind: RelationKind,
    evidence: Evidence,
    claims: Vec<PlaceRecord<'a>>,
}

/// Another claim, by its place.
#[derive(Serialize)]
struct PlaceRecord<'a> {
    line: usize,
    section: &'a str,
    printed: &'a str,
    unit: &'a str,
}

/// Writes an audit as JSON.
///
/// # Errors
/// [`WriteError::Json`], which plain data does not cause.
pub fn json(audited: &Audited<'_>) -> Result<String, WriteError> {
    let claims = audited.pairs();
    let file = File {
        schema: SCHEMA,
        edited: audited.edited,
        claims: claims
            .map(|(claim, judged)| claim_record(claim, judged, audited.audit))
            .collect(),
        unread: &audited.audit.unread,
        summary: audited.audit.summary(),
    };
    Ok(serde_json::to_string_pretty(&file)?)
}

fn claim_record<'a>(claim: &'a Claim, judged: &'a Judged, audit: &'a Audit) -> ClaimRecord<'a> {
    let statement = &audit.statements[judged.claim];
    ClaimRecord {
        line: claim.place.line,
        section: &claim.place.section,
        paragraph: claim.place.paragraph,
        sentence: claim.place.sentence,
        text: &claim.sentence,
        printed: printed(claim),
        value: claim.value.to_plain_text(),
        unit: &claim.unit,
        year: claim.year,
        entity: match &claim.entity {
            Entity::Region => "",
            Entity::School(name) => name,
        },
        kind: audit.kinds[judged.claim],
        measure: &statement.measure,
        scope: &statement.scope,
        fact: claim.fact.as_ref(),
        verdict: judged.verdict,
        check: judged.check,
        expected: judged.expected.as_deref(),
        reason: &judged.reason,
        relation: relation(judged, audit),
    }
}

fn relation<'a>(judged: &Judged, audit: &'a Audit) -> Option<RelationRecord<'a>> {
    let (kind, evidence) = judged.relation()?;
    let others = judged.related.iter().map(|idx| &audit.claims[*idx]);
    let place = |claim: &'a Claim| PlaceRecord {
        line: claim.place.line,
        section: &claim.place.section,
        printed: printed(claim),
        unit: &claim.unit,
    };
    Some(RelationRecord {
        kind,
        evidence,
        claims: others.map(place).collect(),
    })
}

/// The number as printed; of `16.33:1` what comes before its unit.
fn printed(claim: &Claim) -> &str {
    let number = claim.text.strip_suffix(&claim.unit);
    number.filter(|_| claim.unit == ":1").unwrap_or(&claim.text)
}
