//! Checking the returned workbooks: what is wrong at which cell, for the bureau and for each school.

use std::collections::HashSet;
use std::path::Path;

use chrono::NaiveDate;
use voced_domain::{Finding, ReferenceYear, School};
use voced_folder::{Folder, Output, OutputFolder};
use voced_outputs::{CheckRequest, write_check};
use voced_pipeline::{Assessment, Progress, assess, file_names, rules};
use voced_text::file_stem;
use voced_writers::check::{CheckRun, Written};

use crate::notice::{put_in_place, tell_interrupted};
use crate::{Listen, Refusal, recorded};

/// What is to be checked.
#[derive(Clone, Copy, Debug)]
pub struct Check<'a> {
    /// The year.
    pub year: ReferenceYear,
    /// The one school; all of them where none is named.
    pub only: Option<&'a School>,
    /// The output folder.
    pub out: &'a Path,
    /// The day that files bear.
    pub issued: NaiveDate,
    /// The day that is written down.
    pub on: NaiveDate,
}

/// What a check came to.
#[derive(Debug)]
pub struct Checked {
    /// Everything that is known of the year; of one school, where that alone was checked.
    pub assessment: Assessment,
    /// The output folder.
    pub place: OutputFolder,
    /// What lies there from this check.
    pub outputs: Vec<Output>,
    /// What earlier checks wrote that is of no use any more, and is taken away.
    pub gone: Vec<String>,
    /// The same, where somebody changed it, and which is therefore still there.
    pub kept: Vec<String>,
}

impl Checked {
    /// Whether anything is open. The changes against last year rest on last year's workbooks as well.
    pub fn is_open(&self) -> bool {
        let findings = self.assessment.findings.iter();
        let mut findings = findings.chain(&self.assessment.last_findings);
        findings.any(Finding::blocks)
    }
}

/// Reads the workbooks of a year, puts every rule to them, writes what came of it and notes it in the record.
///
/// # Errors
/// Where a file of the bureau's own cannot be read, or nothing can be written. A workbook that cannot be read is a
/// finding.
pub fn check(
    folder: &Folder,
    asked: Check<'_>,
    listen: Listen<'_>,
    progress: &Progress<'_>,
) -> Result<Checked, Refusal> {
    let bureau = folder.bureau(asked.year);
    let place = OutputFolder::open_for(asked.out, &bureau)?;
    tell_interrupted(&place, listen);
    let inputs = folder.inputs_from_the_first_day(asked.year, progress)?;

    let mut assessment = assess(inputs, progress)?;
    keep_only(&mut assessment, asked.only);
    let cards = rules(&assessment.this.edition);
    let files = file_names(&bureau);
    let run = CheckRun::new(
        assessment.run(asked.issued),
        &assessment.tallies,
        &assessment.progress,
        &cards,
        &files,
    );
    let request = CheckRequest {
        only: asked.only,
        cache: folder.cache(),
    };
    let outputs = write_check(&assessment, &run, request, &place, progress)?;
    put_in_place(&place, &outputs, listen)?;
    let stale = stale(&place, &outputs, &run, asked.only);

    recorded::checked(folder, &assessment, asked.only, asked.on, listen);
    let (gone, kept) = stale.into_iter().partition(|path| place.take_away(path));
    Ok(Checked {
        place,
        outputs,
        gone,
        kept,
        assessment,
    })
}

/// For one school, nothing is told, written or counted of the others.
fn keep_only(assessment: &mut Assessment, only: Option<&School>) {
    let concerns =
        |finding: &Finding| only.is_none_or(|school| finding.school.as_ref() == Some(&school.code));
    assessment.findings.retain(concerns);
    assessment.last_findings.retain(concerns);
}

/// What an earlier check left that no longer holds: of all schools, whatever was written under any name they ever
/// had; of one school, only its own.
fn stale(
    place: &OutputFolder,
    outputs: &[Output],
    run: &CheckRun<'_>,
    only: Option<&School>,
) -> Vec<String> {
    let mut told: HashSet<String> = outputs.iter().map(|one| one.path().to_owned()).collect();
    let before = if only.is_none() {
        place.written_before()
    } else {
        Vec::new()
    };
    let before = before.into_iter().filter(|path| is_for_a_school(path));
    let files = names(run, only).into_iter().flat_map(|file| {
        let kinds = Written::ALL.iter();
        kinds.map(move |kind| format!("{}/{file}", kind.folder()))
    });
    let is_stale = |path: &String| told.insert(path.clone()) && place.place(path).exists();
    files.chain(before).filter(is_stale).collect()
}

/// What the files of schools are called now; of one school also what they were called before it was renamed, as far as
/// no other is called so now.
fn names(run: &CheckRun<'_>, only: Option<&School>) -> Vec<String> {
    let Some(only) = only else {
        return run.files.values().cloned().collect();
    };
    let former = only.former.iter().filter_map(|one| one.name.as_ref());
    let former = former.map(|name| format!("{}.xlsx", file_stem(name)));
    let is_free = |name: &String| run.files.values().all(|own| own != name);
    let own = run.files.get(&only.code).cloned();
    own.into_iter().chain(former.filter(is_free)).collect()
}

/// Whether a path is in one of the folders that hold a file for each school.
fn is_for_a_school(path: &str) -> bool {
    let (folder, _) = path.split_once('/').unwrap_or_default();
    let mut kinds = Written::ALL.iter();
    kinds.any(|kind| kind.folder() == folder)
}
