//! The reports of a year: for whom they are written, or why there are none.

use voced_domain::{Finding, FindingStatus, Severity};
use voced_pipeline::Assessment;
use voced_report::{Report, ReportError, Standing, compose as compose_report};

use crate::ReportRequest;

/// The reports of a run, or why there are none.
#[derive(Debug, Default)]
pub struct Documents {
    /// The reports, one for each of their readers.
    pub reports: Vec<Report>,
    /// The 数据溯源表 of those whose sources are a file of its own; there is one in each format that prints.
    pub sources: Vec<Report>,
    /// What kept them from being written.
    pub obstacle: Option<Obstacle>,
}

/// Why a run writes no report although the data are written.
#[derive(Debug)]
pub enum Obstacle {
    /// The bureau has no texts; nothing is wrong with that.
    NoTexts,
    /// Findings are open that must be corrected: their figures would be printed.
    OpenErrors,
    /// The texts are wrong.
    Texts(ReportError),
}

/// Composes the reports that were asked for; none where something stands against it.
pub fn compose(assessment: &Assessment, request: &ReportRequest<'_>) -> Documents {
    if !request.wants_reports() {
        return Documents::default();
    }
    let without = |obstacle| Documents {
        obstacle: Some(obstacle),
        ..Documents::default()
    };
    if assessment.texts.is_none() {
        return without(Obstacle::NoTexts);
    }
    let is_draft = request.standing == Standing::Draft;
    if !is_draft && assessment.findings.iter().any(stands_against) {
        return without(Obstacle::OpenErrors);
    }
    match composed(assessment, request) {
        Ok(reports) => Documents {
            sources: reports
                .iter()
                .filter_map(Report::sources_document)
                .collect(),
            reports,
            obstacle: None,
        },
        Err(error) => without(Obstacle::Texts(error)),
    }
}

fn composed(
    assessment: &Assessment,
    request: &ReportRequest<'_>,
) -> Result<Vec<Report>, ReportError> {
    let narrative = assessment.texts.clone().unwrap_or_default().narrative()?;
    let run = assessment.run(request.issued);
    let audiences = request.audiences.iter();
    audiences
        .map(|audience| compose_report(&run, &narrative, *audience, request.standing))
        .collect()
}

fn stands_against(finding: &Finding) -> bool {
    finding.severity == Severity::Error && finding.status == FindingStatus::Open
}
