//! `indicators.json`: observations once, facts that name them.

use std::io;

use rayon::prelude::*;
use serde::Serialize;
use voced_domain::{
    Change, ChangeKind, Edition, Fact, Level, Observation, ObservationId, Outcome, Provenance,
};

use super::indicator;
use crate::{Run, WriteError};

/// Changes only when a reader of the old form would misread the new one.
const SCHEMA: &str = "voced/indicators/1";

/// What stands in front of the lists.
#[derive(Serialize)]
struct Head<'a> {
    schema: &'static str,
    bureau: &'a str,
    year: u16,
}

/// So many records are written by one thread at a time, and held until their turn comes.
const CHUNK: usize = 4_096;
const CHUNKS_HELD: usize = 4;

#[derive(Serialize)]
struct ObservationRecord<'a> {
    id: ObservationId,
    year: u16,
    item: &'a str,
    school: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u16>,
    file: &'a str,
    sheet: &'a str,
    cell: String,
    status: &'static str,
    value: Option<String>,
}

#[derive(Serialize)]
struct FactRecord<'a> {
    code: &'a str,
    name: &'a str,
    year: u16,
    level: Level,
    entity: &'a str,
    #[serde(rename = "vintage")]
    provenance: Provenance,
    status: &'static str,
    display: String,
    unit: &'static str,
    decimals: u8,
    exact: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    definition: &'a str,
    in_force: bool,
    reported: u32,
    expected: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    change: Option<ChangeRecord>,
    sources: Vec<ObservationId>,
}

#[derive(Serialize)]
struct ChangeRecord {
    kind: ChangeKind,
    display: String,
    unit: &'static str,
    exact: Option<String>,
    from_year: u16,
    #[serde(rename = "from_vintage")]
    from_provenance: Provenance,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_schools: Option<SameSchoolsRecord>,
}

#[derive(Serialize)]
struct SameSchoolsRecord {
    n_schools: u32,
    this: String,
    last: String,
    display: String,
    exact: Option<String>,
}

/// Writes the facts of a run with the observations of this year and, where it was collected, the
/// last.
///
/// # Errors
/// [`WriteError::Io`], where `to` takes no more.
pub fn json(run: &Run<'_>, to: &mut dyn io::Write) -> Result<(), WriteError> {
    let head = serde_json::to_vec(&Head {
        schema: SCHEMA,
        bureau: &run.bureau.name,
        year: run.this.edition.year().get(),
    })?;
    to.write_all(&head[..head.len() - 1])?;
    let observations: Vec<&[Observation]> = run
        .datasets()
        .flat_map(|dataset| dataset.observations().chunks(CHUNK))
        .collect();
    list(to, "observations", &observations, |observation| {
        observation_record(run.edition_of(observation.year), observation)
    })?;
    let facts: Vec<&[Fact]> = run
        .facts
        .parts()
        .flat_map(|part| part.chunks(CHUNK))
        .collect();
    list(to, "facts", &facts, |fact| fact_record(run, fact))?;
    to.write_all(b"}\n")?;
    Ok(())
}

/// Writes a member with a list of records: a nation has millions, so that chunks of them are made in
/// parallel, and only a few at a time.
fn list<'a, T: Sync, R: Serialize>(
    to: &mut dyn io::Write,
    name: &str,
    chunks: &[&'a [T]],
    record: impl Fn(&'a T) -> R + Sync,
) -> Result<(), WriteError> {
    let chunk = |records: &&'a [T]| -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = Vec::new();
        for one in *records {
            if !bytes.is_empty() {
                bytes.push(b',');
            }
            serde_json::to_writer(&mut bytes, &record(one))?;
        }
        Ok(bytes)
    };
    write!(to, ",\"{name}\":[")?;
    let mut between: &[u8] = b"";
    for held in chunks.chunks(CHUNKS_HELD) {
        let written: Vec<Vec<u8>> = held.par_iter().map(chunk).collect::<Result<_, _>>()?;
        for bytes in written {
            to.write_all(between)?;
            to.write_all(&bytes)?;
            between = b",";
        }
    }
    to.write_all(b"]")?;
    Ok(())
}

fn observation_record<'a>(
    edition: &Edition,
    observation: &'a Observation,
) -> ObservationRecord<'a> {
    let answer = &observation.answer;
    let item = edition.item(&observation.item);
    let is_withheld = item.is_some_and(|item| item.personal) && answer.text().is_some();
    let text = || answer.text().map(str::to_owned);
    ObservationRecord {
        id: observation.id,
        year: observation.year.get(),
        item: observation.item.as_str(),
        school: observation.entity.as_str(),
        row: observation.row,
        file: &observation.cell.file,
        sheet: &observation.cell.sheet,
        cell: observation.cell.position.a1(),
        status: if is_withheld {
            "withheld"
        } else {
            answer.status()
        },
        value: answer
            .number()
            .map(|number| number.to_plain_text())
            .or_else(text)
            .filter(|_| !is_withheld),
    }
}

fn fact_record<'a>(run: &Run<'a>, fact: &'a Fact) -> FactRecord<'a> {
    let indicator = indicator(run, fact);
    let (numerator, denominator) = fact.terms();
    let (status, reason) = match &fact.outcome {
        Outcome::Value(_) => ("value", None),
        Outcome::Missing => ("missing", None),
        Outcome::Undefined { reason, .. } => ("undefined", Some(reason.words())),
    };
    let figure = fact.figure();
    FactRecord {
        code: fact.key.indicator.as_str(),
        name: indicator.map_or("", |indicator| &indicator.name),
        year: fact.key.year.get(),
        level: fact.level,
        entity: fact.key.entity.as_str(),
        provenance: fact.key.provenance,
        status,
        display: fact.display(),
        unit: indicator.map_or("", |indicator| indicator.unit.symbol()),
        decimals: match figure {
            Some(figure) => figure.published.number.decimals(),
            None => indicator.map_or(0, |indicator| indicator.decimals),
        },
        exact: figure
            .and_then(|figure| figure.exact.as_ref())
            .map(ToString::to_string),
        numerator: numerator.map(|term| term.value.to_plain_text()),
        denominator: denominator.map(|term| term.value.to_plain_text()),
        definition: fact.key.version.as_str(),
        in_force: fact.in_force,
        reported: fact.coverage.reported,
        expected: fact.coverage.expected,
        reason,
        change: fact
            .change
            .as_ref()
            .zip(indicator)
            .map(|(change, indicator)| {
                change_record(change, change.kind.unit_symbol(indicator.unit))
            }),
        sources: fact.sources(),
    }
}

fn change_record(change: &Change, unit: &'static str) -> ChangeRecord {
    ChangeRecord {
        kind: change.kind,
        display: change.display(),
        unit,
        exact: change.exact.as_ref().map(ToString::to_string),
        from_year: change.from_year.get(),
        from_provenance: change.from_provenance,
        same_schools: change
            .same_schools
            .as_deref()
            .map(|same| SameSchoolsRecord {
                n_schools: same.n_schools,
                this: same.this.to_string(),
                last: same.last.to_string(),
                display: same.value.signed(),
                exact: same.exact.as_ref().map(ToString::to_string),
            }),
    }
}
