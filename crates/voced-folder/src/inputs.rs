//! Reading everything that a year's run needs, before anything is thought.

use std::fs;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use voced_domain::{Bureau, ReferenceYear, Stamp};
use voced_pipeline::{
    EarlierInputs, Expected, Inputs, Progress, Reading, Stamped, Step, Stopped, YearInputs, read,
    templates,
};

use voced_report::{OUTLINE, years_shown};

use crate::cache::ReadingContext;
use crate::{Folder, FolderError, ReturnedFile, beside};

impl Folder {
    /// Reads what a year's run needs, and the workbooks of the year before where they are there. The
    /// texts of the report are left to whoever writes one: [`Folder::texts`].
    ///
    /// # Errors
    /// [`FolderError::NoWorkbooks`] where no workbook of the year came back; others where a file of the
    /// bureau's own cannot be read. A returned workbook that cannot be read is a finding.
    pub fn inputs(
        &self,
        year: ReferenceYear,
        progress: &Progress<'_>,
    ) -> Result<Inputs, FolderError> {
        if !self.has_submissions(year)? {
            return Err(self.no_workbooks(year));
        }
        self.inputs_from_the_first_day(year, progress)
    }

    /// The same, also where nothing of the year came back yet.
    ///
    /// # Errors
    /// [`FolderError::NoWorkbooks`] where there is no folder of the year nor of the one before; else as [`inputs`](Self::inputs).
    pub fn inputs_from_the_first_day(
        &self,
        year: ReferenceYear,
        progress: &Progress<'_>,
    ) -> Result<Inputs, FolderError> {
        // A first year, and the one after the last, have no folder before their workbooks are made; any
        // other is more likely mistyped.
        let years = self.years();
        let is_next = years.is_empty() || years.contains(&year.previous().to_string());
        if !self.year_folder(year).is_dir() && !is_next {
            return Err(self.no_workbooks(year));
        }
        let bureau = self.bureau(year);
        let this = self.year_inputs(year, (year, &bureau), progress)?;
        let before = year.previous();
        let last = if self.has_submissions(before)? {
            Some(self.year_inputs(before, (year, bureau.last_year()), progress)?)
        } else {
            None
        };
        let waivers_before = match &last {
            Some(last) => self.waivers(&last.edition)?,
            None => Stamped::default(),
        };
        Ok(Inputs {
            bureau,
            own_definitions: self.own_definitions().to_owned(),
            last,
            earlier: Vec::new(),
            printed_before: self.printed(before)?,
            waivers: self.waivers(&this.edition)?,
            waivers_before,
            record: self.record(year)?,
            printed_now: self.printed(year)?,
            texts: None,
            this,
        })
    }

    fn no_workbooks(&self, year: ReferenceYear) -> FolderError {
        FolderError::NoWorkbooks {
            folder: self.root().to_owned(),
            year,
            years: self.years(),
        }
    }

    /// The years before the last one that the outline of the year's report looks back on, the newest
    /// first, as far as there is a folder of them.
    ///
    /// # Errors
    /// As [`inputs`](Self::inputs).
    pub fn earlier(
        &self,
        year: ReferenceYear,
        progress: &Progress<'_>,
    ) -> Result<Vec<EarlierInputs>, FolderError> {
        let mut found = Vec::new();
        let mut before = year.previous();
        for _ in 2..self.years_shown(year)? {
            before = before.previous();
            let bureau = self.bureau(before);
            let inputs = if self.has_submissions(before)? {
                self.year_inputs(before, (before, &bureau), progress)?
            } else {
                YearInputs::new(Arc::new(self.catalogue().edition(before)))
            };
            let printed = self.printed(before)?;
            if !inputs.workbooks.is_empty() || !printed.content.is_empty() {
                found.push(EarlierInputs {
                    bureau,
                    inputs,
                    printed,
                });
            }
        }
        Ok(found)
    }

    /// How many years the report of a year shows.
    fn years_shown(&self, year: ReferenceYear) -> Result<u16, FolderError> {
        let Some(folder) = self.narrative_folder(year) else {
            return Ok(years_shown(""));
        };
        let path = folder.join(OUTLINE);
        match fs::read_to_string(&path) {
            Ok(outline) => Ok(years_shown(&outline)),
            // Told with the texts, which are not always read.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
                Ok(years_shown(""))
            }
            Err(error) => Err(FolderError::io(&path, error)),
        }
    }

    /// Templates as they were issued this year and last, and as they would be issued now; no workbook
    /// yet.
    ///
    /// # Errors
    /// Where one of the templates cannot be read.
    pub fn expectations(&self, year: ReferenceYear) -> Result<YearInputs, FolderError> {
        let edition = self.catalogue().edition(year);
        let mut issued = self.templates(year)?;
        let before = self.templates(year.previous())?;
        issued.content.extend(before.content);
        issued.stamps.extend(before.stamps);
        Ok(YearInputs {
            templates: Stamped {
                content: templates(&edition, issued.content),
                stamps: issued.stamps,
            },
            issued_to: self.issued_to(year)?,
            edition: Arc::new(edition),
            workbooks: Vec::new(),
        })
    }

    /// The workbooks of a year, read in parallel; the bytes of each are gone before the next is read. The bureau is
    /// that of the year, as it is seen from the year of the run.
    fn year_inputs(
        &self,
        year: ReferenceYear,
        (seen_from, bureau): (ReferenceYear, &Bureau),
        progress: &Progress<'_>,
    ) -> Result<YearInputs, FolderError> {
        let mut inputs = self.expectations(year)?;
        let expected = inputs.expected(bureau);
        let files = self.all_returned(year)?;
        let stamps = &inputs.templates.stamps;
        let cached = self
            .cache()
            .map(|cache| cache.context(&format!("{year} {seen_from} {}", self.stamp()), stamps));
        let count = AtomicUsize::new(0);
        let workbooks = files.par_iter().map(|file| {
            let found = self.workbook(file, &expected, cached.as_ref());
            let done = count.fetch_add(1, Ordering::Relaxed) + 1;
            let of = files.len();
            Stopped::unless(progress, Step::Reading { done, of }).map(|()| found)
        });
        inputs.workbooks = workbooks.collect::<Result<_, Stopped>>()?;
        let beside = beside::reading(&self.beside(year)?);
        inputs.workbooks.extend(beside.map(|content| Stamped {
            content,
            stamps: Vec::new(),
        }));
        Ok(inputs)
    }

    /// A workbook that is about to lie among the returned ones of a year under this name; kept, so that it is not read
    /// again when it lies there.
    ///
    /// # Errors
    /// Where one of the templates cannot be read.
    pub(crate) fn about_to_lie(
        &self,
        year: ReferenceYear,
        name: &str,
        bytes: &[u8],
    ) -> Result<Reading, FolderError> {
        let inputs = self.expectations(year)?;
        let bureau = self.bureau(year);
        let expected = inputs.expected(&bureau);
        let read = || voced_ingest::read(name, bytes, &expected);
        let Some(cache) = self.cache() else {
            return Ok(read());
        };
        let known = format!("{year} {year} {}", self.stamp());
        let context = cache.context(&known, &inputs.templates.stamps);
        let stamp = Stamp::of(format!("{year}/submissions/{name}"), bytes);
        Ok(context.reading(name, &stamp, expected.edition, read))
    }

    fn workbook(
        &self,
        file: &ReturnedFile,
        expected: &Expected<'_>,
        cached: Option<&ReadingContext<'_>>,
    ) -> Stamped<Reading> {
        let name = file.name();
        let mut found = match (file.read(self.root()), cached) {
            (Ok(input), None) => read(&name, &input.path, input.bytes, expected),
            (Ok(input), Some(cached)) => {
                let stamp = input.stamp();
                let read = || read(&name, &input.path, input.bytes, expected).content;
                Stamped {
                    content: cached.reading(&name, &stamp, expected.edition, read),
                    stamps: vec![stamp],
                }
            }
            (Err(obstacle), _) => Stamped {
                content: obstacle.reading(&name),
                stamps: Vec::new(),
            },
        };
        found.content.folder = file.folder.clone();
        found
    }
}
