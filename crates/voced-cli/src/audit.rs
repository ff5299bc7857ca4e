//! Auditing a finished report: every number read back and judged.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use voced_audit::{
    Data, Document, audit as judge, can_have_comments, edits, format_of, with_comments,
};
use voced_domain::{Bureau, Catalogue, Edition, Facts, ReferenceYear};
use voced_writers::audit::{AUTHOR, Audited, Named, between, comments, json, page, text};

use crate::arguments::{AuditFormat, AuditOptions};
use crate::audit_narrative::{NARRATIVE, audit_narrative};
use crate::bureau::{assess_year, definitions, open, year};
use crate::{Console, Done, Failure, subprocess};

/// Reads a report and prints what becomes of its numbers, and what others print differently.
pub(crate) fn audit(options: &AuditOptions, console: &Console) -> Result<Done, Failure> {
    if options.file.as_os_str() == NARRATIVE && !options.file.is_file() {
        return audit_narrative(options, console);
    }
    let files = std::iter::once(&options.file).chain(&options.others);
    let files: Vec<File<'_>> = files.map(|path| File::of(path)).collect::<Result<_, _>>()?;
    let is_apart = files.iter().any(File::can_end_the_process);
    if is_apart && !subprocess::is_one() {
        return subprocess::again(&options.file);
    }
    refuse(options, &files)?;
    let against = Against::of(options, console)?;
    if is_apart {
        // What the bureau's year took does not count.
        subprocess::bound();
    }
    let document = files[0].document()?;
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
        AuditFormat::Docx => commented(options, &files[0].bytes, &audited)?,
    };
    console.result(written.trim_end())?;
    let n_different = compared(&files, &audited, console)?;
    Ok(Done::of(
        audit.contradicts() || !edited.is_empty() || n_different > 0,
    ))
}

/// A report as a file.
struct File<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
}

impl<'a> File<'a> {
    fn of(path: &'a Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|error| Failure::io(path, error))?;
        Ok(Self { path, bytes })
    }

    fn can_end_the_process(&self) -> bool {
        format_of(&self.bytes).is_some_and(|format| format.can_end_the_process)
    }

    fn document(&self) -> Result<Document, Failure> {
        voced_audit::read(&self.bytes).map_err(|error| {
            Failure::new(format!("{}：{error}", self.path.display()), error.remedy())
        })
    }
}

/// What a form cannot have.
fn refuse(options: &AuditOptions, files: &[File<'_>]) -> Result<(), Failure> {
    if files.len() > 1 && options.format != AuditFormat::Text {
        return Err(Failure::new(
            "几份报告互相核对，只能用--format text",
            "请去掉--format，或一份一份核对",
        ));
    }
    if options.format == AuditFormat::Docx && !can_have_comments(&files[0].bytes) {
        return Err(Failure::new(
            format!("{}：不是docx，加不了批注", options.file.display()),
            "请用--format html，或先把报告另存为docx",
        ));
    }
    Ok(())
}

/// Prints what the other reports say differently, and counts it.
fn compared(
    files: &[File<'_>],
    audited: &Audited<'_>,
    console: &Console,
) -> Result<usize, Failure> {
    let name = files[0].path.to_string_lossy();
    let own = Named {
        name: &name,
        document: audited.document,
        audit: audited.audit,
    };
    let mut n_different = 0;
    for file in &files[1..] {
        let document = file.document()?;
        let name = file.path.to_string_lossy();
        let other = Named {
            name: &name,
            document: &document,
            audit: &judge(&document, audited.edition, None),
        };
        let (text, n_here) = between(own, other);
        console.result(&format!("\n{}", text.trim_end()))?;
        n_different += n_here;
    }
    Ok(n_different)
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
