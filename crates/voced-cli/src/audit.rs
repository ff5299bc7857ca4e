//! Auditing a finished report: every number read back and judged.

use std::fs;
use std::sync::Arc;

use voced_audit::{Data, audit as judge, edits, format_of};
use voced_domain::{Bureau, Catalogue, Edition, Facts, ReferenceYear};
use voced_writers::audit::{Audited, json, page, text};

use crate::arguments::{AuditFormat, AuditOptions};
use crate::bureau::{assess_year, definitions, open, year};
use crate::{Console, Done, Failure, subprocess};

/// Reads a report and prints what becomes of its numbers.
pub(crate) fn audit(options: &AuditOptions, console: &Console) -> Result<Done, Failure> {
    let path = &options.file;
    let bytes = fs::read(path).map_err(|error| Failure::io(path, error))?;
    let is_apart = format_of(&bytes).is_some_and(|format| format.can_end_the_process);
    if is_apart && !subprocess::is_one() {
        return subprocess::again(path);
    }
    let against = Against::of(options, console)?;
    if is_apart {
        // What the bureau's year took does not count.
        subprocess::bound();
    }
    let document = voced_audit::read(&bytes)
        .map_err(|error| Failure::new(format!("{}：{error}", path.display()), error.remedy()))?;
    let audit = judge(&document, &against.edition, against.data());
    let edited = edits(&document);
    let audited = Audited {
        document: &document,
        edition: &against.edition,
        audit: &audit,
        edited: &edited,
    };
    let written = match options.format {
        AuditFormat::Text => text(&audited),
        AuditFormat::Json => json(&audited)?,
        AuditFormat::Html => page(&audited),
    };
    console.result(written.trim_end())?;
    Ok(Done::of(audit.contradicts() || !edited.is_empty()))
}

/// What a report is held against: the catalogue, and the facts of a year where one was named.
struct Against {
    edition: Edition,
    data: Option<(Arc<Bureau>, Arc<Facts>)>,
}

impl Against {
    fn of(options: &AuditOptions, console: &Console) -> Result<Self, Failure> {
        let Some(wanted) = options.year else {
            let catalogue = match options.bureau.as_deref() {
                Some(bureau) => definitions(Some(bureau), console)?,
                None => Catalogue::national().map_err(Failure::of)?,
            };
            let year = ReferenceYear::new(options.definitions)
                .map_err(|error| Failure::new(error, "请核对--definitions"))?;
            return Ok(Self {
                edition: catalogue.edition(year),
                data: None,
            });
        };
        let folder = open(options.bureau.as_deref(), console)?;
        let year = year(wanted)?;
        let assessment = assess_year(&folder, year, console)?;
        Ok(Self {
            edition: folder.catalogue().edition(year),
            data: Some((assessment.bureau, assessment.facts)),
        })
    }

    fn data(&self) -> Option<Data<'_>> {
        let (bureau, facts) = self.data.as_ref()?;
        Some(Data { bureau, facts })
    }
}
