//! Writing the report, and what is said of it.

use voced_domain::Finding;
use voced_workflow::{Notice, Refusal, Report, report as do_report};

use crate::arguments::ReportOptions;
use crate::audit_narrative::contradictions;
use crate::{Console, Done, Failure, account, cases};

/// Reads the workbooks of a year, computes every indicator, puts every rule to them, and writes the
/// report and its data.
pub(crate) fn report(options: &ReportOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let typesetter = || (console.program().typesetter)(&|text| console.line(text));
    let asked = Report {
        year,
        out: &options.out(year),
        request: options.request(year, &typesetter)?,
    };
    let listen = |notice: Notice<'_>| account::notice(&notice, console);
    let reported = match do_report(&folder, asked, &listen, &progress) {
        Err(Refusal::NoReport(Some(obstacle))) => {
            return Err(account::no_report(&folder, &obstacle, year, console));
        }
        reported => reported?,
    };

    let (assessment, documents) = (&reported.assessment, &reported.documents);
    account::report(&folder, &reported, console);
    account::day_of_issue(options.issued, documents, console);
    cases::not_taken(&folder, assessment, console)?;
    let said = contradictions(&documents.reports, assessment)?;
    account::contradictions(&said, console);
    let is_held_up = account::documents(&folder, documents, year, console);
    if let Some(error) = reported.outputs.no_pdf {
        return Err(error.into());
    }
    let mut findings = assessment.findings.iter().chain(&assessment.last_findings);
    Ok(Done::of(
        findings.any(Finding::blocks) || is_held_up || !said.is_empty(),
    ))
}
