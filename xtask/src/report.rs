//! The whole story on a page: workbooks in, facts between, outputs out.

use std::sync::Arc;

use rayon::prelude::*;
use voced_domain::{
    Comparison, Dataset, Edition, Fact, Facts, Finding, Holder, PrintedFigure, ReferenceYear,
    RuleTally, SchoolProgress, Waiver,
};
use voced_indicators::{compare, compute, prior_facts};
use voced_ingest::{Expected, Reading, gather, read};
use voced_report::{Run, YearData};
use voced_rules::{Confrontation, Scene, Year, confront};
use voced_template::Layout;
use voced_writers::data::Stamp;

use crate::Done;
use crate::account::account;
use crate::arguments::ReportOptions;
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::outputs::OutputFolder;
use crate::rounds::{self, Before};
use crate::{documents, pdf, written};

/// Reads the workbooks of a year, computes every indicator and writes the outputs.
pub(crate) fn report(options: &ReportOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = Folder::of(&options.bureau)?;
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| ["out", &year.to_string()].iter().collect());
    let place = OutputFolder::open(&out, console)?;
    let mut assessment = assess(&folder, year, console)?;
    let issued = day_of_issue(options.issued, year)?;
    let documents = documents::compose(&folder, &mut assessment, options, issued)?;
    let reports = &documents.reports;

    // What takes longest is begun at once.
    let (outputs, pdfs) = rayon::join(
        || {
            let run = assessment.run(&folder, issued);
            written::write(&run, reports, options, &place, console)
        },
        || pdf::write(reports, options, console),
    );
    let mut outputs = outputs?;
    // What keeps the PDF from being written keeps nothing else.
    let (pdfs, no_pdf) = match pdfs {
        Ok(pdfs) => (pdfs, None),
        Err(failure) => (Vec::new(), Some(failure)),
    };
    outputs.extend(pdfs);
    outputs.push(written::manifest_of(&folder, &assessment, &outputs)?);
    place.replace(&outputs)?;
    if let Some(failure) = no_pdf {
        return Err(failure);
    }

    account(&folder, &assessment, &out, &outputs, console);
    let mut findings = assessment.findings.iter().chain(&assessment.last_findings);
    let is_open = findings.any(Finding::blocks);
    let is_held_up = documents.account(console);
    Ok(if is_open || is_held_up {
        Done::OpenFindings
    } else {
        Done::Clean
    })
}

/// Everything a run knows before anything is written.
pub(crate) struct Assessment {
    pub(crate) this: Collected,
    pub(crate) last: Option<Collected>,
    pub(crate) facts: Arc<Facts>,
    pub(crate) comparison: Option<Comparison>,
    /// Findings of this year's workbooks, answered as far as they are.
    pub(crate) findings: Vec<Finding>,
    /// How each rule fared.
    pub(crate) tallies: Vec<RuleTally>,
    /// Where each school stands.
    pub(crate) progress: Vec<SchoolProgress>,
    /// What the bureau lets stand.
    pub(crate) waivers: Vec<Waiver>,
    /// Findings of last year's workbooks, on which the changes rest.
    pub(crate) last_findings: Vec<Finding>,
    pub(crate) inputs: Vec<Stamp>,
}

impl Assessment {
    /// What writers and reports are written from.
    pub(crate) fn run<'a>(&'a self, folder: &'a Folder, issued: (u16, u8, u8)) -> Run<'a> {
        Run {
            bureau: &folder.bureau,
            this: self.this.data(),
            last: self.last.as_ref().map(Collected::data),
            facts: &self.facts,
            comparison: self.comparison.as_ref(),
            findings: &self.findings,
            issued,
        }
    }
}

/// A year whose workbooks were read.
pub(crate) struct Collected {
    pub(crate) edition: Arc<Edition>,
    pub(crate) dataset: Dataset,
    /// How many schools handed in a usable workbook.
    pub(crate) n_schools: usize,
    /// The year before the newest workbooks of schools that sent several.
    pub(crate) before: Option<Before>,
}

impl Collected {
    fn data(&self) -> YearData<'_> {
        YearData {
            edition: &self.edition,
            dataset: &self.dataset,
        }
    }

    fn year(&self) -> Year<'_> {
        Year {
            edition: &self.edition,
            dataset: &self.dataset,
        }
    }
}

/// From the bureau's folder to every fact of the year.
pub(crate) fn assess(
    folder: &Folder,
    year: ReferenceYear,
    console: &Console,
) -> Result<Assessment, Failure> {
    let mut inputs = Vec::new();
    let (this, findings) = collect(folder, year, 0, &mut inputs, console)?;
    let before = year.previous();
    let (last, last_findings) = if folder.has_submissions(before) {
        let first_id = this.dataset.next_id();
        let (last, findings) = collect(folder, before, first_id, &mut inputs, console)?;
        (Some(last), findings)
    } else {
        (None, Vec::new())
    };

    let printed_before = printed(folder, before, &mut inputs)?;
    let mut prior: Vec<Fact> = last.as_ref().map_or_else(Vec::new, |last| {
        compute(
            &folder.bureau,
            &last.edition,
            &last.dataset,
            &Facts::default(),
        )
    });
    prior.extend(prior_facts(&folder.bureau, &this.edition, &printed_before));
    let prior = Facts::new(prior);

    let mut facts = compute(&folder.bureau, &this.edition, &this.dataset, &prior);
    facts.extend(prior.into_vec());
    let facts = Arc::new(Facts::new(facts));

    let before = last.as_ref().map(Collected::year);
    let scene = Scene::new(&folder.bureau, this.year(), before, &facts);
    let waivers = waivers(folder, &this.edition, &mut inputs)?;
    let Confrontation { findings, tallies } = confront(&scene, findings, &waivers);
    let progress = rounds::progress(&scene, this.before.as_ref(), &findings, &waivers);

    let printed_now = printed(folder, year, &mut inputs)?;
    let comparison =
        (!printed_now.is_empty()).then(|| compare(&this.edition, &facts, &printed_now));
    Ok(Assessment {
        this,
        last,
        facts,
        comparison,
        findings,
        tallies,
        progress,
        waivers,
        last_findings,
        inputs,
    })
}

/// Reads a year's workbooks, in parallel, into one dataset in the order of schools.
fn collect(
    folder: &Folder,
    year: ReferenceYear,
    first_id: u32,
    inputs: &mut Vec<Stamp>,
    console: &Console,
) -> Result<(Collected, Vec<Finding>), Failure> {
    if !folder.has_submissions(year) {
        return Err(Failure::new(
            format!("{}里没有{year}年交回的工作簿", folder.root.display()),
            format!(
                "现有年度：{}。交回的工作簿请放进{year}/submissions",
                folder.years().join("、")
            ),
        ));
    }
    let edition = Arc::new(folder.catalogue.edition(year));
    let layouts = layouts(folder, &edition, inputs)?;
    let expected = Expected::new(&folder.bureau, &edition, &layouts);
    let files = folder.submitted_files(year)?;
    let progress = console.progress("读取工作簿", files.len());
    let readings: Vec<_> = files
        .par_iter()
        .map(|submitted| {
            let name = submitted.name();
            let (reading, stamp) = match submitted.read(folder) {
                Ok(input) => (read(&name, &input.bytes, &expected), Some(input.stamp())),
                Err(obstacle) => (obstacle.reading(&name), None),
            };
            progress.inc(1);
            let reading = Reading {
                folder: submitted.folder.clone(),
                ..reading
            };
            (reading, stamp)
        })
        .collect();
    progress.finish_and_clear();
    let (readings, stamps): (Vec<_>, Vec<_>) = readings.into_iter().unzip();
    inputs.extend(stamps.into_iter().flatten());

    let gathered = gather(readings, &expected);
    let is_school = |entity| folder.bureau.school(entity).is_some();
    let n_schools = gathered
        .submissions
        .iter()
        .filter(|one| is_school(&one.entity))
        .count();
    let before = Before::of(&gathered.submissions, gathered.earlier);
    let dataset = Dataset::assemble(year, gathered.submissions, first_id);
    let collected = Collected {
        edition,
        dataset,
        n_schools,
        before,
    };
    Ok((collected, gathered.findings))
}

/// Layouts as they were issued this year and last, and as they would be issued now.
pub(crate) fn layouts(
    folder: &Folder,
    edition: &Edition,
    inputs: &mut Vec<Stamp>,
) -> Result<Vec<Layout>, Failure> {
    let mut layouts = Vec::new();
    for year in [edition.year(), edition.year().previous()] {
        let (issued, stamps) = folder.layouts(year)?;
        layouts.extend(issued);
        inputs.extend(stamps);
    }
    layouts.extend([Holder::School, Holder::City].map(|holder| Layout::new(edition, holder)));
    Ok(layouts)
}

fn printed(
    folder: &Folder,
    year: ReferenceYear,
    inputs: &mut Vec<Stamp>,
) -> Result<Vec<PrintedFigure>, Failure> {
    let Some((figures, stamp)) = folder.printed(year)? else {
        return Ok(Vec::new());
    };
    inputs.push(stamp);
    Ok(figures)
}

fn waivers(
    folder: &Folder,
    edition: &Edition,
    inputs: &mut Vec<Stamp>,
) -> Result<Vec<Waiver>, Failure> {
    let Some((waivers, stamp)) = folder.waivers(edition)? else {
        return Ok(Vec::new());
    };
    inputs.push(stamp);
    Ok(waivers)
}

/// The date of issue is an argument; the clock is never asked.
pub(crate) fn day_of_issue(
    issued: Option<chrono::NaiveDate>,
    year: ReferenceYear,
) -> Result<(u16, u8, u8), Failure> {
    use chrono::Datelike;
    let Some(date) = issued else {
        return Ok((year.get(), 12, 1));
    };
    let wrong = |_| Failure::new(format!("签发日期{date}不对"), "请写成2020-12-01的样子");
    let year = u16::try_from(date.year()).map_err(wrong)?;
    let month = u8::try_from(date.month()).map_err(wrong)?;
    Ok((year, month, u8::try_from(date.day()).map_err(wrong)?))
}
