//! What the pages are drawn from: the folder, and what was last made of it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike as _, NaiveDate};
use voced_domain::ReferenceYear;
use voced_folder::{Cache, Folder, FolderError, day};
use voced_pipeline::{Assessment, assess, go_on};

use crate::fingerprint::Fingerprint;
use crate::guard::Guard;

/// A bureau's folder and what was last made of it.
#[derive(Debug)]
pub(crate) struct Desk {
    root: PathBuf,
    cache: Option<Cache>,
    on: Option<NaiveDate>,
    guard: Arc<Guard>,
    known: Mutex<HashMap<ReferenceYear, Known>>,
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
}

impl Desk {
    pub(crate) fn new(
        root: &Path,
        cache: Option<Cache>,
        on: Option<NaiveDate>,
        guard: Arc<Guard>,
    ) -> Self {
        Self {
            root: root.to_owned(),
            cache,
            on,
            guard,
            known: Mutex::default(),
        }
    }

    pub(crate) fn guard(&self) -> &Arc<Guard> {
        &self.guard
    }

    pub(crate) fn today(&self) -> NaiveDate {
        day(self.on)
    }

    /// The folder as it is now.
    pub(crate) fn folder(&self) -> Result<Folder, FolderError> {
        let folder = Folder::open(&self.root)?;
        Ok(folder.with_cache(self.cache.clone()))
    }

    /// The year that is worked on: the last of which there is a folder, or the one before today's.
    pub(crate) fn newest_year(&self) -> String {
        let years = self.folder().map(|folder| folder.years());
        let last = years.ok().and_then(|years| years.last().cloned());
        last.unwrap_or_else(|| (self.today().year() - 1).to_string())
    }

    /// What is known of a year, from the folder as it is now.
    pub(crate) fn year(&self, year: ReferenceYear) -> Result<Year, FolderError> {
        let fingerprint = Fingerprint::of(&self.root);
        // Two pages that ask at once wait for one answer.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&year)
            && known.fingerprint == fingerprint
        {
            return Ok(known.year.clone());
        }
        let folder = self.folder()?;
        let inputs = folder.inputs_from_the_first_day(year, &go_on)?;
        let assessment = assess(inputs, &go_on).map_err(FolderError::Stopped)?;
        let made = Year {
            folder: Arc::new(folder),
            assessment: Arc::new(assessment),
        };
        known.insert(
            year,
            Known {
                fingerprint,
                year: made.clone(),
            },
        );
        Ok(made)
    }
}
