//! The reports of a run: which are written, for whom, and where they go.

use std::path::PathBuf;

use voced_domain::{Finding, FindingStatus, Severity};
use voced_report::{Audience, Narrative, Report, Standing, compose as compose_report};
use voced_writers::Write;

use crate::arguments::ReportOptions;
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::pdf;
use crate::report::Assessment;

/// Composes the reports that were asked for; none where something stands against it.
pub(crate) fn compose(
    folder: &Folder,
    assessment: &mut Assessment,
    options: &ReportOptions,
    issued: (u16, u8, u8),
    console: &Console,
) -> Result<Vec<Report>, Failure> {
    if !formats().any(|format| options.wants(format)) {
        return Ok(Vec::new());
    }
    let year = assessment.this.edition.year();
    let Some((texts, stamps)) = folder.narrative(year)? else {
        return without_narrative(folder, assessment, options, console);
    };
    assessment.inputs.extend(stamps);
    if !options.draft && assessment.findings.iter().any(stands_against) {
        console.line("有强制问题待改正，没有写报告（docx、html、pdf）；先看草稿用--draft");
        return Ok(Vec::new());
    }
    let narrative_folder = folder.year_folder(year).join("narrative");
    let wrong = |error| {
        Failure::new(
            format!("{}里的报告正文有错：\n{error}", narrative_folder.display()),
            "",
        )
    };
    let narrative = Narrative::new(texts).map_err(wrong)?;
    let standing = if options.draft {
        Standing::Draft
    } else {
        Standing::Final
    };
    let run = assessment.run(folder, issued);
    let audiences = options.audiences().iter();
    audiences
        .map(|audience| compose_report(&run, &narrative, *audience, standing).map_err(wrong))
        .collect()
}

/// Where a report's file goes: what is not for everybody lies apart.
pub(crate) fn path(report: &Report, file: &str) -> PathBuf {
    match report.audience {
        Audience::Public => file.into(),
        Audience::Internal => [report.audience.name(), file].iter().collect(),
    }
}

/// Formats that a report is written in.
fn formats() -> impl Iterator<Item = &'static str> {
    let documents = voced_writers::all()
        .iter()
        .filter(|writer| matches!(writer.write, Write::Document { .. }));
    documents.map(|writer| writer.format).chain([pdf::FORMAT])
}

/// An open finding that must be corrected: its figures would be printed.
fn stands_against(finding: &Finding) -> bool {
    finding.severity == Severity::Error && finding.status == FindingStatus::Open
}

fn without_narrative(
    folder: &Folder,
    assessment: &Assessment,
    options: &ReportOptions,
    console: &Console,
) -> Result<Vec<Report>, Failure> {
    let year = assessment.this.edition.year();
    let missing = folder.year_folder(year).join("narrative");
    let message = format!(
        "没有报告正文{}，写不出报告（docx、html、pdf）",
        missing.display()
    );
    if formats().any(|format| options.names(format)) {
        let remedy = "请放入大纲outline.toml和各节的文字，可从fixtures里的示例改起";
        return Err(Failure::new(message, remedy));
    }
    console.line(&message);
    Ok(Vec::new())
}
