//! What the pages are drawn from: the folder, and what was last made of it.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::ops::ControlFlow;
use std::path::{self, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike as _, NaiveDate};
use tokio::sync::Semaphore;
use voced_domain::{EntityCode, ReferenceYear, SchoolStatus};
use voced_folder::{Cache, Folder, FolderError, ReturnedFile, day};
use voced_pipeline::{Assessment, Step, assess};
use voced_workflow::settings::ImportedForm;

use crate::fingerprint::Fingerprint;
use crate::guard::Guard;
use crate::jobs::{Jobs, step_in_words};
use crate::looked::Looked;
use crate::recent::Recent;
use crate::upload::Receipt;

/// In this month the work on a year's report begins.
const FIRST_MONTH: u32 = 8;

/// A bureau's folder and what was last made of it.
#[derive(Debug)]
pub(crate) struct Desk {
    /// Another one once a bureau is begun in it.
    root: Mutex<PathBuf>,
    cache: Option<Cache>,
    on: Option<NaiveDate>,
    guard: Arc<Guard>,
    known: Mutex<HashMap<ReferenceYear, Known>>,
    /// Whoever reads the folder holds it.
    alone: Mutex<()>,
    /// How far that is, in words.
    at: Mutex<String>,
    jobs: Jobs,
    /// One archive at a time is held.
    unpacking: Semaphore,
    /// What acts came to.
    told: Recent<Vec<String>>,
    /// What became of files that were dropped.
    receipts: Recent<Receipt>,
    looked: Looked,
    /// Forms that were looked at and may be imported.
    forms: Recent<ImportedForm>,
}

/// A year as it was when the folder looked so.
#[derive(Clone, Debug)]
struct Known {
    fingerprint: Fingerprint,
    year: Year,
}

/// A bureau and a year of it.
#[derive(Clone, Debug)]
pub(crate) struct Year {
    pub(crate) folder: Arc<Folder>,
    pub(crate) assessment: Arc<Assessment>,
    /// The names of the returned files.
    pub(crate) returned: BTreeSet<String>,
    /// The years that are worked on, this one among them.
    pub(crate) years: Vec<ReferenceYear>,
}

fn returned(folder: &Folder, year: ReferenceYear) -> Result<BTreeSet<String>, FolderError> {
    let files = folder.returned_files(year)?;
    Ok(files.iter().map(ReturnedFile::name).collect())
}

impl Year {
    /// Where a school stands.
    pub(crate) fn status(&self, school: &EntityCode) -> SchoolStatus {
        let mut progress = self.assessment.progress.iter();
        let own = progress.find(|one| one.school == *school);
        own.map_or(SchoolStatus::NotReported, |one| one.status)
    }

    pub(crate) fn has_signed(&self, school: &EntityCode) -> bool {
        self.status(school) == SchoolStatus::Signed
    }
}

impl Desk {
    pub(crate) fn new(
        root: &Path,
        cache: Option<Cache>,
        on: Option<NaiveDate>,
        guard: Arc<Guard>,
        looked: Looked,
    ) -> Self {
        Self {
            // Paths are told to people, who are in no folder.
            root: Mutex::new(path::absolute(root).unwrap_or_else(|_| root.to_owned())),
            cache,
            on,
            guard,
            known: Mutex::default(),
            alone: Mutex::default(),
            at: Mutex::default(),
            jobs: Jobs::default(),
            unpacking: Semaphore::new(1),
            told: Recent::default(),
            receipts: Recent::default(),
            looked,
            forms: Recent::default(),
        }
    }

    pub(crate) fn unpacking(&self) -> &Semaphore {
        &self.unpacking
    }

    pub(crate) fn told(&self) -> &Recent<Vec<String>> {
        &self.told
    }

    pub(crate) fn forms(&self) -> &Recent<ImportedForm> {
        &self.forms
    }

    pub(crate) fn looked(&self) -> &Looked {
        &self.looked
    }

    pub(crate) fn receipts(&self) -> &Recent<Receipt> {
        &self.receipts
    }

    pub(crate) fn guard(&self) -> &Arc<Guard> {
        &self.guard
    }

    pub(crate) fn today(&self) -> NaiveDate {
        day(self.on)
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    pub(crate) fn root(&self) -> PathBuf {
        let root = self.root.lock().unwrap_or_else(PoisonError::into_inner);
        root.clone()
    }

    /// Goes on in another folder.
    pub(crate) fn work_in(&self, root: PathBuf) {
        *self.root.lock().unwrap_or_else(PoisonError::into_inner) = root;
    }

    /// Where a new bureau of this name is begun: here where nothing lies here, or else in a folder of its name.
    pub(crate) fn place_for(&self, name: &str) -> Result<PathBuf, FolderError> {
        let root = self.root();
        let entries = fs::read_dir(&root).map_err(|error| FolderError::io(&root, error));
        let is_empty = !root.exists() || entries?.next().is_none();
        if is_empty {
            return Ok(root);
        }
        let plain = |c: &char| c.is_alphanumeric();
        let plain: String = name.chars().filter(plain).take(40).collect();
        let name = if plain.is_empty() {
            "教育局".into()
        } else {
            plain
        };
        Ok(root.join(name))
    }

    /// Where outputs of a year go: as the commands have it, for who works in the bureau's folder.
    pub(crate) fn out(&self, year: ReferenceYear) -> PathBuf {
        self.root().join("out").join(year.to_string())
    }

    /// The folder as it is now.
    pub(crate) fn folder(&self) -> Result<Folder, FolderError> {
        let folder = Folder::open(&self.root())?;
        Ok(folder.with_cache(self.cache.clone()))
    }

    /// The year that is worked on: the last of which there is a folder, or the one after it once its autumn has come.
    pub(crate) fn newest_year(&self) -> String {
        let today = self.today();
        let of_today = match today.month() {
            month if month < FIRST_MONTH => today.year() - 1,
            _ => today.year(),
        };
        let years = self
            .folder()
            .map(|folder| folder.years())
            .unwrap_or_default();
        let years = years.iter().filter_map(|year| year.parse().ok());
        // What somebody called by a number of later times is none that is worked on.
        let last = years.filter(|year| *year <= today.year() + 1).max();
        let year = last.map_or(of_today, |last: i32| of_today.clamp(last, last + 1));
        year.to_string()
    }

    /// Whether anything is done for a year: of which there is a folder, or which is to be worked on, or the one after that.
    pub(crate) fn may_work_on(&self, year: ReferenceYear) -> bool {
        let newest = self.newest_year().parse().ok();
        let newest = newest.and_then(|newest| ReferenceYear::new(newest).ok());
        let is_new = |newest: ReferenceYear| year == newest || newest.next() == Some(year);
        newest.is_some_and(is_new) || self.root().join(year.to_string()).is_dir()
    }

    /// The years of which there is a folder, the one that is worked on, and the one that is looked at.
    fn years(&self, folder: &Folder, shown: ReferenceYear) -> Vec<ReferenceYear> {
        let mut said = folder.years();
        said.push(self.newest_year());
        let years = said
            .iter()
            .filter_map(|year| ReferenceYear::new(year.parse().ok()?).ok());
        let mut years: Vec<ReferenceYear> = years.chain([shown]).collect();
        years.sort();
        years.dedup();
        years
    }

    /// Reads the year that is worked on; what is wrong with it is told by its page.
    pub(crate) fn read_ahead(&self) {
        let year = self.newest_year().parse().ok();
        let year = year.and_then(|year| ReferenceYear::new(year).ok());
        let _ = year.map(|year| self.year(year));
    }

    /// What is known of a year, from the folder as it is now.
    pub(crate) fn year(&self, year: ReferenceYear) -> Result<Year, FolderError> {
        let fingerprint = || Fingerprint::of(&self.root(), year);
        if let Some(known) = self.as_it_is(year, &fingerprint()) {
            return Ok(known);
        }
        // Two pages that ask at once wait for one answer.
        let _alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        let fingerprint = fingerprint();
        if let Some(known) = self.as_it_is(year, &fingerprint) {
            return Ok(known);
        }
        let read = || -> Result<Year, FolderError> {
            let progress = |step: Step| {
                self.at(step);
                ControlFlow::Continue(())
            };
            let folder = self.folder()?;
            let inputs = folder.inputs_from_the_first_day(year, &progress)?;
            let assessment = assess(inputs, &progress).map_err(FolderError::Stopped)?;
            Ok(Year {
                returned: returned(&folder, year)?,
                years: self.years(&folder, year),
                folder: Arc::new(folder),
                assessment: Arc::new(assessment),
            })
        };
        let made = read()?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(
            year,
            Known {
                fingerprint,
                year: made.clone(),
            },
        );
        Ok(made)
    }

    /// What is known of a year, where the folder looks as it did then.
    fn as_it_is(&self, year: ReferenceYear, fingerprint: &Fingerprint) -> Option<Year> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(&year)?;
        (known.fingerprint == *fingerprint).then(|| known.year.clone())
    }

    fn at(&self, step: Step) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        *at = step_in_words(step);
    }

    /// How far the folder is read.
    pub(crate) fn reading(&self) -> String {
        let at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        at.clone()
    }
}
