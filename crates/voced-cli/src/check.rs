//! Checking the returned workbooks: what is wrong at which cell, for the bureau and for each school.

use std::collections::HashSet;

use voced_domain::{EntityCode, Finding, School};
use voced_folder::{Output, OutputFolder};
use voced_outputs::{CheckRequest, write_check};
use voced_pipeline::{Assessment, assess, file_names, rules};
use voced_writers::check::{self as writers, CheckRun, Written};

use crate::arguments::{CheckFormat, CheckOptions, day_of_issue};
use crate::template::school;
use crate::{Console, Done, Failure, account, cases, findings_text, recorded};

/// Reads the workbooks of a year, puts every rule to them and writes what came of it.
pub(crate) fn check(options: &CheckOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let bureau = folder.bureau(year);
    let only = options.school.as_deref();
    let only = only.map(|wanted| school(&bureau, wanted)).transpose()?;
    let place = OutputFolder::open_for(&options.out(year), &bureau)?;
    account::interrupted(&place, console);
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let inputs = folder.inputs_from_the_first_day(year, &progress)?;

    let mut assessment = assess(inputs, &progress)?;
    keep_only(&mut assessment, only);
    let cards = rules(&assessment.this.edition);
    let files = file_names(&bureau);
    let check = CheckRun::new(
        assessment.run(day_of_issue(options.issued, year)?),
        &assessment.tallies,
        &assessment.progress,
        &cards,
        &files,
    );

    let written = write_check(
        &assessment,
        &check,
        CheckRequest {
            only,
            cache: folder.cache(),
        },
        &place,
        &progress,
    )?;
    account::put_in_place(&place, &written, console)?;

    recorded::checked(
        &folder,
        &assessment,
        only,
        voced_folder::day(options.on),
        console,
    );
    print(options.format, &check, &assessment, only, console)?;
    account::last_years_findings(&assessment, console);
    account::not_read(&folder, year, console);
    cases::not_taken(&folder, &assessment, console)?;
    say_what_was_written(&place, &written, &check, only, console);
    // The changes against last year rest on last year's workbooks as well.
    let mut findings = check.run.findings.iter().chain(&assessment.last_findings);
    Ok(Done::of(findings.any(Finding::blocks)))
}

/// For one school, nothing is said, written or counted of the others.
fn keep_only(assessment: &mut Assessment, only: Option<&School>) {
    let findings = &mut assessment.findings;
    findings.retain(|finding| concerns(finding, only));
    let last_findings = &mut assessment.last_findings;
    last_findings.retain(|finding| concerns(finding, only));
}

fn concerns(finding: &Finding, only: Option<&School>) -> bool {
    only.is_none_or(|school| finding.school.as_ref() == Some(&school.code))
}

fn print(
    format: CheckFormat,
    check: &CheckRun<'_>,
    assessment: &Assessment,
    only: Option<&School>,
    console: &Console,
) -> Result<(), Failure> {
    let text = match format {
        CheckFormat::Text => findings_text::text(check, &assessment.waivers, only),
        CheckFormat::Json => as_text(writers::json(check)?),
        CheckFormat::Csv => as_text(writers::csv(check)?),
    };
    console.result(text.trim_end())?;
    Ok(())
}

fn as_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("both formats are UTF-8")
}

/// What was written, and what an earlier check left that no longer holds.
fn say_what_was_written(
    place: &OutputFolder,
    written: &[Output],
    check: &CheckRun<'_>,
    only: Option<&School>,
    console: &Console,
) {
    let written: HashSet<&str> = written.iter().map(Output::path).collect();
    let here = written.iter().filter(|path| !path.contains('/'));
    for path in here {
        console.done(&place.place(path).display().to_string());
    }
    let counts = Written::ALL.map(|kind| {
        let folder = kind.folder();
        let is_within = |path: &&&str| {
            path.split_once('/')
                .is_some_and(|(found, _)| found == folder)
        };
        let count = written.iter().filter(is_within).count();
        format!("{}：{count}所学校", place.place(folder).display())
    });
    console.done(&counts.join("，"));
    let own = |school: &&EntityCode| only.is_none_or(|only| only.code == **school);
    let files = check.files.iter().filter(|(school, _)| own(school));
    let stale: Vec<String> = files
        .flat_map(|(_, file)| Written::ALL.map(|kind| format!("{}/{file}", kind.folder())))
        .filter(|path| !written.contains(&**path) && place.place(path).exists())
        .collect();
    let (gone, kept): (Vec<String>, Vec<String>) =
        stale.into_iter().partition(|path| place.take_away(path));
    if !gone.is_empty() {
        console.line(&format!(
            "以前核查留下、不再有用，已删去：{}",
            gone.join("、")
        ));
    }
    if !kept.is_empty() {
        console.line(&format!(
            "以前核查留下、生成以后改动过，没有删去：{}",
            kept.join("、")
        ));
    }
}
