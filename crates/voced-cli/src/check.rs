//! Checking the returned workbooks: what is wrong at which cell, for the bureau and for each school.

use voced_domain::School;
use voced_folder::Output;
use voced_pipeline::{Assessment, file_names, rules};
use voced_workflow::{Check, Checked, Notice, check as do_check, school};
use voced_writers::check::{self as writers, CheckRun, Written};

use crate::arguments::{CheckFormat, CheckOptions, day_of_issue};
use crate::{Console, Done, Failure, account, cases, findings_text};

/// Reads the workbooks of a year, puts every rule to them and writes what came of it.
pub(crate) fn check(options: &CheckOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let bureau = folder.bureau(year);
    let only = options.school.as_deref();
    let only = only.map(|wanted| school(&bureau, wanted)).transpose()?;
    let asked = Check {
        year,
        only,
        out: &options.out(year),
        issued: day_of_issue(options.issued, year)?,
        on: voced_folder::day(options.on),
    };
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let listen = |notice: Notice<'_>| account::notice(&notice, console);
    let checked = do_check(&folder, asked, &listen, &progress)?;

    print(options.format, &checked.assessment, asked, console)?;
    account::last_years_findings(&checked.assessment, console);
    account::not_read(&folder, &checked.assessment, console);
    cases::not_taken(&folder, &checked.assessment, console)?;
    say_what_was_written(&checked, console);
    Ok(Done::of(checked.is_open()))
}

fn print(
    format: CheckFormat,
    assessment: &Assessment,
    asked: Check<'_>,
    console: &Console,
) -> Result<(), Failure> {
    let cards = rules(&assessment.this.edition);
    let files = file_names(&assessment.bureau);
    let run = assessment.run(asked.issued);
    let (tallies, schools) = (&assessment.tallies, &assessment.progress);
    let check = CheckRun::new(run, tallies, schools, &cards, &files);
    let only: Option<&School> = asked.only;
    let text = match format {
        CheckFormat::Text => findings_text::text(&check, &assessment.waivers, only),
        CheckFormat::Json => as_text(writers::json(&check)?),
        CheckFormat::Csv => as_text(writers::csv(&check)?),
    };
    console.result(text.trim_end())?;
    Ok(())
}

fn as_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("both formats are UTF-8")
}

/// What was written, and what an earlier check left that no longer holds.
fn say_what_was_written(checked: &Checked, console: &Console) {
    let place = &checked.place;
    let written = || checked.outputs.iter().map(Output::path);
    for path in written().filter(|path| !path.contains('/')) {
        console.done(&place.place(path).display().to_string());
    }
    let counts = Written::ALL.map(|kind| {
        let folder = kind.folder();
        let is_within = |path: &&str| {
            path.split_once('/')
                .is_some_and(|(found, _)| found == folder)
        };
        let count = written().filter(is_within).count();
        format!("{}：{count}所学校", place.place(folder).display())
    });
    console.done(&counts.join("，"));
    if !checked.gone.is_empty() {
        console.line(&format!(
            "以前核查留下、不再有用，已删去：{}",
            checked.gone.join("、")
        ));
    }
    if !checked.kept.is_empty() {
        console.line(&format!(
            "以前核查留下、生成以后改动过，没有删去：{}",
            checked.kept.join("、")
        ));
    }
}
