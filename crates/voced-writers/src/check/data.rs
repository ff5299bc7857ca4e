//! `findings.json` and `findings.csv`.

use serde::Serialize;
use voced_domain::{Entity, Finding, Position, RuleTally};

use super::CheckRun;
use crate::WriteError;
use crate::data::guarded;

/// Changes only when a reader of the old form would misread the new one.
const SCHEMA: &str = "voced-findings/1";

#[derive(Serialize)]
struct File<'a> {
    schema: &'static str,
    findings: &'a [Finding],
    rules: &'a [RuleTally],
}

/// Writes the findings and how each rule fared as JSON.
///
/// # Errors
/// [`WriteError::Json`], which writing into memory does not cause.
pub fn json(check: &CheckRun<'_>) -> Result<Vec<u8>, WriteError> {
    let mut bytes = serde_json::to_vec_pretty(&File {
        schema: SCHEMA,
        findings: check.run.findings,
        rules: check.tallies,
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

const HEADS: [&str; 14] = [
    "rule",
    "name",
    "severity",
    "status",
    "school",
    "school_name",
    "file",
    "sheet",
    "cell",
    "message",
    "remedy",
    "found",
    "expected",
    "evidence",
];

/// Writes one finding a row, in UTF-8 with a byte order mark so that Excel opens it right.
///
/// # Errors
/// [`WriteError::Csv`], which writing into memory does not cause.
pub fn csv(check: &CheckRun<'_>) -> Result<Vec<u8>, WriteError> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADS)?;
    for finding in check.run.findings {
        writer.write_record(record(check, finding))?;
    }
    writer
        .into_inner()
        .map_err(|error| WriteError::Csv(error.into_error().into()))
}

fn record(check: &CheckRun<'_>, finding: &Finding) -> [String; 14] {
    let school = finding.school.as_ref();
    let entity = school.and_then(|code| check.run.bureau.entity_of_two_years(code));
    let place = finding.place();
    let part = |text: Option<String>| guarded(&text.unwrap_or_default());
    [
        finding.rule.to_string(),
        guarded(&finding.name),
        finding.severity.name().into(),
        finding.status.name().into(),
        school.map_or(String::new(), ToString::to_string),
        guarded(entity.map_or("", Entity::name)),
        part(place.map(|place| place.file.clone())),
        part(place.and_then(|place| place.sheet.clone())),
        part(place.and_then(|place| place.cell).map(Position::a1)),
        guarded(&finding.message),
        guarded(&finding.remedy),
        guarded(&finding.found),
        guarded(&finding.expected),
        guarded(&finding.rests_on().to_string()),
    ]
}
