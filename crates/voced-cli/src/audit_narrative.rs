//! Auditing the texts of a report before it is written: what only the figures can say, and what the finished sentences say
//! against one another or against the data.

use voced_audit::{Data, Verdict, audit, read};
use voced_pipeline::{Assessment, assess};
use voced_report::{Audience, Report, Standing, compose};
use voced_writers::audit::place;
use voced_writers::html::html;

use crate::arguments::{AuditOptions, day_of_issue};
use crate::bureau::{open, year};
use crate::{Console, Done, Failure};

/// What stands for a file where the texts are meant.
pub(crate) const NARRATIVE: &str = "narrative";

/// Composes the texts of a year for both audiences, and prints what is wrong with them.
pub(crate) fn audit_narrative(options: &AuditOptions, console: &Console) -> Result<Done, Failure> {
    let wanted = options.year.ok_or_else(|| {
        Failure::new(
            "没有写是哪一年的正文",
            "请加--year，如audit narrative --year 2020",
        )
    })?;
    let folder = open(options.bureau.as_deref(), console)?;
    let year = year(wanted)?;
    let progress = console.steps();
    let progress = |step| progress.at(step);
    let mut inputs = folder.inputs(year, &progress)?;
    inputs.earlier = folder.earlier(year, &progress)?;
    inputs.texts = folder.texts(year)?;
    let assessment = assess(inputs, &progress)?;
    let texts = assessment.texts.clone().ok_or_else(|| {
        let missing = folder.year_folder(year).join(NARRATIVE);
        Failure::new(format!("没有报告正文{}", missing.display()), "")
    })?;
    let narrative = texts.narrative().map_err(Failure::of)?;
    let run = assessment.run(day_of_issue(None, year)?);
    let mut found = Vec::new();
    for audience in [Audience::Public, Audience::Internal] {
        let report = compose(&run, &narrative, audience, Standing::Final);
        // A draft goes on where the texts are wrong, so that its sentences are read as well.
        let report = report.or_else(|error| {
            found.push(error.to_string());
            compose(&run, &narrative, audience, Standing::Draft)
        });
        if let Ok(report) = report {
            found.extend(wrong(&report, &assessment)?);
        }
    }
    let said = once(found);
    if said.is_empty() {
        console.result("✓ 正文里没有直接写的数和升降，写成的句子与数据没有矛盾")?;
    } else {
        console.result(&said.join("\n"))?;
    }
    Ok(Done::of(!said.is_empty()))
}

/// What the finished sentences of reports say against one another or against the data, each once.
pub(crate) fn contradictions(
    reports: &[Report],
    assessment: &Assessment,
) -> Result<Vec<String>, Failure> {
    let found = reports.iter().map(|report| wrong(report, assessment));
    let found: Vec<Vec<String>> = found.collect::<Result<_, _>>()?;
    Ok(once(found.concat()))
}

/// What both editions say is said once.
fn once(found: Vec<String>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for line in found {
        if !said.contains(&line) {
            said.push(line);
        }
    }
    said
}

/// What the finished sentences say wrongly.
fn wrong(report: &Report, assessment: &Assessment) -> Result<Vec<String>, Failure> {
    let document = read(&html(report)).map_err(Failure::of)?;
    let data = Data {
        bureau: &assessment.bureau,
        facts: &assessment.facts,
    };
    let audit = audit(&document, &assessment.this.edition, Some(data));
    let pairs = audit.claims.iter().zip(&audit.judged);
    let wrong = pairs.filter(|(_, judged)| judged.verdict == Verdict::Contradicts);
    let line = |(claim, judged): (&voced_audit::Claim, &voced_audit::Judged)| {
        format!(
            "{}：{}\n  {}〔{}〕",
            place(&document, claim),
            claim.sentence,
            judged.reason,
            judged.check_title()
        )
    };
    Ok(wrong.map(line).collect())
}
