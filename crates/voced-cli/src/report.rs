//! The whole story on a page: all reading, then all thinking, then all writing.

use voced_domain::Finding;
use voced_folder::OutputFolder;
use voced_outputs::{compose, write_report};
use voced_pipeline::assess;

use crate::arguments::ReportOptions;
use crate::audit_narrative::contradictions;
use crate::{Console, Done, Failure, account, cases};

/// Reads the workbooks of a year, computes every indicator, puts every rule to them, and writes the
/// report and its data.
pub(crate) fn report(options: &ReportOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let place = OutputFolder::open_for(&options.out(year), &folder.bureau(year))?;
    account::interrupted(&place, console);
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let typesetter = || (console.program().typesetter)(&|text| console.line(text));
    let request = options.request(year, &typesetter)?;

    let mut inputs = folder.inputs(year, &progress)?;
    inputs.earlier = folder.earlier(year, &progress)?;
    if request.wants_reports() {
        inputs.texts = folder.texts(year)?;
    }

    let assessment = assess(inputs, &progress)?;
    let documents = compose(&assessment, &request);
    account::reports_asked_for(&folder, &documents, &request, year, console)?;

    let outputs = write_report(&assessment, &documents, &request, &place, &progress)?;
    account::put_in_place(&place, &outputs.files, console)?;

    account::report(&folder, &assessment, &place, &outputs, console);
    account::day_of_issue(options.issued, &documents, console);
    cases::not_taken(&folder, &assessment, console)?;
    let said = contradictions(&documents.reports, &assessment)?;
    account::contradictions(&said, console);
    let is_held_up = account::documents(&folder, &documents, year, console);
    if let Some(error) = outputs.no_pdf {
        return Err(error.into());
    }
    let mut findings = assessment.findings.iter().chain(&assessment.last_findings);
    Ok(Done::of(
        findings.any(Finding::blocks) || is_held_up || !said.is_empty(),
    ))
}
