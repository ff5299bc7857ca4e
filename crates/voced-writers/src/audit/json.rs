//! An audit as data.

use serde::Serialize;
use voced_audit::{Audit, Claim, Edit, Entity, FigureKind, Judged, Summary, Verdict};
use voced_domain::IndicatorCode;

use super::Audited;
use crate::WriteError;

/// Changes only when a reader of the old form would misread the new one.
const SCHEMA: &str = "voced-audit/2";

#[derive(Serialize)]
struct File<'a> {
    schema: &'static str,
    edited: &'a [Edit],
    claims: Vec<ClaimRecord<'a>>,
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
    related: Vec<usize>,
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
        summary: audited.audit.summary(),
    };
    Ok(serde_json::to_string_pretty(&file)?)
}

fn claim_record<'a>(claim: &'a Claim, judged: &'a Judged, audit: &'a Audit) -> ClaimRecord<'a> {
    let related = judged.related.iter();
    let statement = &audit.statements[judged.claim];
    ClaimRecord {
        line: claim.place.line,
        section: &claim.place.section,
        paragraph: claim.place.paragraph,
        sentence: claim.place.sentence,
        text: &claim.sentence,
        printed: claim
            .text
            .strip_suffix(&claim.unit)
            .filter(|_| claim.unit == ":1")
            .unwrap_or(&claim.text),
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
        related: related.map(|idx| audit.claims[*idx].place.line).collect(),
    }
}
