//! The reports of a run: which are written, for whom, and where they go.

use std::path::PathBuf;

use voced_domain::{Finding, FindingStatus, ReferenceYear, Severity};
use voced_report::{Audience, Narrative, Report, ReportError, Standing, compose as compose_report};
use voced_writers::Write;

use crate::arguments::ReportOptions;
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::{Folder, Texts};
use crate::pdf;
use crate::program::EXAMPLE_TEXTS;
use crate::report::Assessment;

/// The reports of a run, or why there are none.
#[derive(Default)]
pub(crate) struct Documents {
    pub(crate) reports: Vec<Report>,
    /// What kept them from being written.
    pub(crate) obstacle: Option<Obstacle>,
}

/// Why a run writes no report although the data are written.
pub(crate) enum Obstacle {
    /// The bureau has no texts; nothing is wrong with that.
    NoNarrative(Failure),
    /// Something is to be mended first.
    ToMend(Failure),
}

impl Documents {
    fn none(obstacle: Obstacle, options: &ReportOptions) -> Result<Self, Failure> {
        // Where nothing else was asked for, there is nothing to write.
        if formats().any(|format| options.names(format)) {
            let (Obstacle::NoNarrative(failure) | Obstacle::ToMend(failure)) = obstacle;
            return Err(failure);
        }
        Ok(Self {
            reports: Vec::new(),
            obstacle: Some(obstacle),
        })
    }

    /// Says what kept reports from being written, and whether that is to be mended.
    pub(crate) fn account(&self, console: &Console) -> bool {
        match &self.obstacle {
            None => false,
            Some(Obstacle::NoNarrative(failure)) => {
                console.line(&failure.to_string());
                false
            }
            Some(Obstacle::ToMend(failure)) => {
                console.failure(failure);
                true
            }
        }
    }
}

/// Composes the reports that were asked for; none where something stands against it.
pub(crate) fn compose(
    folder: &Folder,
    assessment: &mut Assessment,
    options: &ReportOptions,
    issued: (u16, u8, u8),
) -> Result<Documents, Failure> {
    if !formats().any(|format| options.wants(format)) {
        return Ok(Documents::default());
    }
    let year = assessment.this.edition.year();
    let Some((texts, stamps)) = folder.narrative(year)? else {
        return Documents::none(without_narrative(folder, year), options);
    };
    assessment.inputs.extend(stamps);
    if !options.draft && assessment.findings.iter().any(stands_against) {
        let failure = Failure::new(
            "有强制问题待改正，没有写报告（docx、html、pdf）",
            "请先改正；要先看草稿，加--draft",
        );
        // The findings are told as of any run, whatever was asked for.
        return Ok(Documents {
            reports: Vec::new(),
            obstacle: Some(Obstacle::ToMend(failure)),
        });
    }
    match written(folder, assessment, texts, options, issued) {
        Ok(reports) => Ok(Documents {
            reports,
            obstacle: None,
        }),
        Err(error) => {
            let narrative = folder.narrative_folder(year).unwrap_or_default();
            let message = format!(
                "报告正文（{}）有错，没有写报告\n{error}",
                narrative.display()
            );
            Documents::none(Obstacle::ToMend(Failure::new(message, "")), options)
        }
    }
}

fn written(
    folder: &Folder,
    assessment: &Assessment,
    texts: Texts,
    options: &ReportOptions,
    issued: (u16, u8, u8),
) -> Result<Vec<Report>, ReportError> {
    let narrative = Narrative::new(texts)?;
    let standing = if options.draft {
        Standing::Draft
    } else {
        Standing::Final
    };
    let run = assessment.run(folder, issued);
    let audiences = options.audiences().iter();
    audiences
        .map(|audience| compose_report(&run, &narrative, *audience, standing))
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

fn without_narrative(folder: &Folder, year: ReferenceYear) -> Obstacle {
    let missing = folder.year_folder(year).join("narrative");
    Obstacle::NoNarrative(Failure::new(
        format!(
            "没有报告正文{}，没有写报告（docx、html、pdf）",
            missing.display()
        ),
        format!("请放入大纲outline.toml和各节的文字，可从{EXAMPLE_TEXTS}改起"),
    ))
}
