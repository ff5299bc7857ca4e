//! Checking the returned workbooks: what is wrong at which cell, for the bureau and for each school.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use voced_domain::{Entity, EntityCode, Finding, Holder, School, SchoolProgress, SchoolStatus};
use voced_template::Layout;
use voced_writers::WriteError;
use voced_writers::check::{self as writers, CheckRun, Return, Written};

use crate::arguments::{CheckFormat, CheckOptions};
use crate::console::Console;
use crate::failure::Failure;
use crate::findings_text;
use crate::folder::Folder;
use crate::outputs::{Output, OutputFolder};
use crate::report::{Assessment, assess, day_of_issue, layouts};
use crate::rule::cards;
use crate::template::{LastYear, file_names, school};
use crate::{Done, account};

/// Reads the workbooks of a year, puts every rule to them and writes what came of it.
pub(crate) fn check(options: &CheckOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = Folder::of(&options.bureau)?;
    let only = options
        .school
        .as_deref()
        .map(|wanted| school(&folder, wanted));
    let only = only.transpose()?;
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| ["out", &year.to_string()].iter().collect());
    let place = OutputFolder::open(&out, console)?;
    let mut assessment = assess(&folder, year, console)?;
    // For one school, nothing is said, written or counted of the others.
    assessment
        .findings
        .retain(|finding| concerns(finding, only));
    assessment
        .last_findings
        .retain(|finding| concerns(finding, only));
    let issued = day_of_issue(options.issued, year)?;
    let cards = cards(&assessment.this.edition);
    let files = file_names(&folder.bureau);
    let check = CheckRun::new(
        assessment.run(&folder, issued),
        &assessment.tallies,
        &assessment.progress,
        &cards,
        &files,
    );
    let written = write(&folder, &assessment, &check, only, &place)?;
    place.replace(&written)?;

    print(options.format, &check, &assessment, only, console)?;
    account::last_years_findings(&assessment, console);
    account::beside_the_workbooks(&folder, &assessment, console);
    say_what_was_written(&out, &written, &check, only, console);
    let findings = check.run.findings;
    // The changes against last year rest on last year's workbooks as well.
    let of_last_year = assessment.last_findings.iter();
    Ok(
        if findings.iter().chain(of_last_year).any(Finding::blocks) {
            Done::OpenFindings
        } else {
            Done::Clean
        },
    )
}

fn concerns(finding: &Finding, only: Option<&School>) -> bool {
    only.is_none_or(|school| finding.school.as_ref() == Some(&school.code))
}

/// The bureau's report and data, and for each school either a workbook to mend or a sheet to sign.
fn write(
    folder: &Folder,
    assessment: &Assessment,
    check: &CheckRun<'_>,
    only: Option<&School>,
    place: &OutputFolder,
) -> Result<Vec<Output>, Failure> {
    let failed = |error: WriteError| Failure::new(error, "");
    let findings = writers::json(check).map_err(failed)?;
    let mut written = vec![Output::new("data/findings.json", findings)];
    if only.is_none() {
        let report = writers::report(check).map_err(failed)?;
        written.push(Output::new("核查报告.xlsx", report));
    }
    let back = Back {
        assessment,
        check,
        layouts: &layouts(folder, &assessment.this.edition, &mut Vec::new())?,
        last: LastYear::of(
            assessment.last.as_ref(),
            &assessment.facts,
            check.run.this.edition.year(),
        ),
    };
    let schools = check.progress.par_iter();
    let schools = schools.filter_map(|progress| folder.bureau.school(&progress.school));
    let schools = schools.filter(|found| only.is_none_or(|only| only.code == found.code));
    let of_schools: Vec<Output> = schools
        .filter_map(|school| back.to(school))
        // Not held: there may be thousands.
        .map(|(path, bytes)| {
            let bytes = bytes.map_err(failed)?;
            place.stage(&path, |to| Ok(to.write_all(&bytes)?))
        })
        .collect::<Result<_, Failure>>()?;
    written.extend(of_schools);
    Ok(written)
}

/// What goes back to schools is made from.
struct Back<'a> {
    assessment: &'a Assessment,
    check: &'a CheckRun<'a>,
    layouts: &'a [Layout],
    last: LastYear<'a>,
}

impl Back<'_> {
    /// The file for a school, and where it goes; nothing for one that handed in no workbook.
    fn to(&self, school: &School) -> Option<(PathBuf, Result<Vec<u8>, WriteError>)> {
        let layout = layout_of(self.check, self.layouts, school)?;
        let (kind, path) = self.check.written_for(&school.code)?;
        let bytes = match kind {
            Written::Confirmation => writers::confirmation(self.check, school),
            Written::Returned => {
                let edition = &self.assessment.this.edition;
                let last_year = self.last.beside(edition, layout, Entity::School(school));
                let back = Return {
                    school,
                    layout,
                    last_year,
                };
                writers::returned(self.check, back)
            }
        };
        Some((path.into(), bytes))
    }
}

/// The layout of the workbook that the school handed in; nothing where it handed in none.
fn layout_of<'a>(
    check: &CheckRun<'_>,
    layouts: &'a [Layout],
    school: &School,
) -> Option<&'a Layout> {
    let workbook = check.run.this.dataset.workbook(&school.code)?;
    let year = check.run.this.edition.year();
    let mut own = layouts
        .iter()
        .filter(|layout| layout.holder == Holder::School);
    let issued = own
        .clone()
        .find(|layout| layout.id == workbook.template && layout.year == year);
    issued.or_else(|| own.find(|layout| layout.year == year))
}

fn print(
    format: CheckFormat,
    check: &CheckRun<'_>,
    assessment: &Assessment,
    only: Option<&School>,
    console: &Console,
) -> Result<(), Failure> {
    let failed = |error: WriteError| Failure::new(error, "");
    let text = match format {
        CheckFormat::Text => findings_text::text(check, &assessment.waivers, only, console),
        CheckFormat::Json => as_text(writers::json(check).map_err(failed)?),
        CheckFormat::Csv => as_text(writers::csv(check).map_err(failed)?),
    };
    console.result(text.trim_end());
    Ok(())
}

fn as_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("both formats are UTF-8")
}

/// What was written, and what an earlier check left that no longer holds.
fn say_what_was_written(
    out: &Path,
    written: &[Output],
    check: &CheckRun<'_>,
    only: Option<&School>,
    console: &Console,
) {
    let count = |folder: &str| {
        written
            .iter()
            .filter(|output| output.path.starts_with(folder))
            .count()
    };
    for output in written
        .iter()
        .filter(|output| output.path.components().count() == 1)
    {
        console.done(&out.join(&output.path).display().to_string());
    }
    let counts = Written::ALL.map(|kind| {
        let folder = kind.folder();
        format!("{}：{}所学校", out.join(folder).display(), count(folder))
    });
    console.done(&counts.join("，"));
    let fresh: HashSet<&Path> = written.iter().map(|output| &*output.path).collect();
    let own = |school: &&EntityCode| only.is_none_or(|only| only.code == **school);
    let files = check.files.iter().filter(|(school, _)| own(school));
    let stale = files
        .map(|(_, file)| file)
        .flat_map(|file| Written::ALL.map(|kind| Path::new(kind.folder()).join(file)));
    let stale: Vec<String> = stale
        .filter(|path| !fresh.contains(&**path) && out.join(path).exists())
        .map(|path| path.display().to_string())
        .collect();
    if !stale.is_empty() {
        console.line(&format!(
            "以前核查留下、这次没有更新的文件：{}",
            stale.join("、")
        ));
    }
}

/// The status of each school with the number of them, `退回2`.
pub(crate) fn statuses(progress: &[SchoolProgress]) -> String {
    let count = |status: &SchoolStatus| {
        let count = progress
            .iter()
            .filter(|found| found.status == *status)
            .count();
        (count > 0).then(|| format!("{}{count}", status.name()))
    };
    let counts: Vec<String> = SchoolStatus::ALL.iter().filter_map(count).collect();
    counts.join("，")
}
