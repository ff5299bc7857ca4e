//! The whole story on a page: all reading, then all thinking, then all writing.

use std::path::Path;

use voced_domain::ReferenceYear;
use voced_folder::{Folder, OutputFolder};
use voced_outputs::{Documents, Obstacle, ReportOutputs, ReportRequest, compose, write_report};
use voced_pipeline::{Assessment, Progress, assess};

use crate::notice::{put_in_place, tell_interrupted};
use crate::{Listen, Refusal};

/// What is to be reported.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The year.
    pub year: ReferenceYear,
    /// The output folder.
    pub out: &'a Path,
    /// What is to be written.
    pub request: ReportRequest<'a>,
}

/// What a report run came to.
#[derive(Debug)]
pub struct Reported {
    /// Everything that is known of the year.
    pub assessment: Assessment,
    /// The reports, or why there are none.
    pub documents: Documents,
    /// The output folder.
    pub place: OutputFolder,
    /// What was written there, and what was left out.
    pub outputs: ReportOutputs,
}

/// Reads the workbooks of a year, computes every indicator, puts every rule to them, and writes the report and its data.
///
/// # Errors
/// Where a file of the bureau's own cannot be read, or nothing can be written; [`Refusal::NoReport`] where a report
/// was asked for by its format and there is none.
pub fn report(
    folder: &Folder,
    asked: Report<'_>,
    listen: Listen<'_>,
    progress: &Progress<'_>,
) -> Result<Reported, Refusal> {
    let Report { year, out, request } = asked;
    let place = OutputFolder::open_for(out, &folder.bureau(year))?;
    tell_interrupted(&place, listen);

    let mut inputs = folder.inputs(year, progress)?;
    inputs.earlier = folder.earlier(year, progress)?;
    if request.wants_reports() {
        inputs.texts = folder.texts(year)?;
    }

    let assessment = assess(inputs, progress)?;
    let mut documents = compose(&assessment, &request);
    // The findings are told as of any run, whatever was asked for.
    let is_told = matches!(documents.obstacle, None | Some(Obstacle::OpenErrors));
    if !is_told && request.names_reports() {
        return Err(Refusal::NoReport(documents.obstacle.take()));
    }

    let outputs = write_report(&assessment, &documents, &request, &place, progress)?;
    put_in_place(&place, &outputs.files, listen)?;
    Ok(Reported {
        assessment,
        documents,
        place,
        outputs,
    })
}
