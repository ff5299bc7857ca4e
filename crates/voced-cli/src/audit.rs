//! Auditing a finished report: every number read back and judged.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use voced_audit::{Data, audit as judge, can_have_comments, edits, format_of, with_comments};
use voced_domain::{Bureau, Catalogue, Edition, Facts, ReferenceYear};
use voced_writers::audit::{AUTHOR, Audited, comments, json, page, text};

use crate::arguments::{AuditFormat, AuditOptions};
use crate::audit_narrative::{NARRATIVE, audit_narrative};
use crate::bureau::{assess_year, definitions, open, year};
use crate::{Console, Done, Failure, subprocess};

/// Reads a report and prints what becomes of its numbers.
pub(crate) fn audit(options: &AuditOptions, console: &Console) -> Result<Done, Failure> {
    let path = &options.file;
    if path.as_os_str() == NARRATIVE && !path.is_file() {
        return audit_narrative(options, console);
    }
    let bytes = fs::read(path).map_err(|error| Failure::io(path, error))?;
    let is_apart = format_of(&bytes).is_some_and(|format| format.can_end_the_process);
    if is_apart && !subprocess::is_one() {
        return subprocess::again(path);
    }
    if options.format == AuditFormat::Docx && !can_have_comments(&bytes) {
        return Err(Failure::new(
            format!("{}：不是docx，加不了批注", path.display()),
            "请用--format html，或先把报告另存为docx",
        ));
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
        AuditFormat::Docx => commented(options, &bytes, &audited)?,
    };
    console.result(written.trim_end())?;
    Ok(Done::of(audit.contradicts() || !edited.is_empty()))
}

/// Writes the document with comments, and says where; a file that is there stays.
fn commented(
    options: &AuditOptions,
    bytes: &[u8],
    audited: &Audited<'_>,
) -> Result<String, Failure> {
    let comments = comments(audited);
    let document = with_comments(bytes, AUTHOR, &comments).map_err(|error| {
        Failure::new(
            format!("{}：{error}", options.file.display()),
            error.remedy(),
        )
    })?;
    let out = options.out.clone().unwrap_or_else(|| beside(&options.file));
    if out.exists() {
        return Err(Failure::new(
            format!("{}：已经有这个文件，没有改动", out.display()),
            "请用--out写到别处，或先移走这个文件",
        ));
    }
    let failed = |error| Failure::io(&out, error);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&out)
        .map_err(failed)?;
    if let Err(error) = file.write_all(&document) {
        // What is half written is no document.
        let _ = fs::remove_file(&out);
        return Err(failed(error));
    }
    Ok(format!("✓ {}：批注{}条", out.display(), comments.len()))
}

/// `报告（核对）.docx` beside 报告.docx.
fn beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}（核对）.docx"))
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
