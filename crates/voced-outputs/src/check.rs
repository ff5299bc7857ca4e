//! Writing what a check leaves behind.

use rayon::prelude::*;
use voced_domain::{ReportingUnit, School, Stamp};
use voced_folder::{Cache, Output, OutputFolder};
use voced_pipeline::{Assessment, LastYear, Progress, Step, Stopped};
use voced_template::Template;
use voced_writers::check::{CheckRun, Written};

use crate::kind::WriteToSchool;
use crate::school_return::SchoolReturn;
use crate::{ALL, OutputError, OutputKind, Write};

/// What is asked of a check.
#[derive(Clone, Copy, Debug)]
pub struct CheckRequest<'a> {
    /// The one school that is checked; all of them where none is named.
    pub only: Option<&'a School>,
    /// Knows what earlier checks wrote; everything is written where there is none.
    pub cache: Option<&'a Cache>,
}

/// Writes the findings, the bureau's report, and for each school a workbook to mend or a sheet to sign.
///
/// # Errors
/// Where one of them cannot be written, and where `progress` says to stop.
pub fn write_check(
    assessment: &Assessment,
    check: &CheckRun<'_>,
    request: CheckRequest<'_>,
    folder: &OutputFolder,
    progress: &Progress<'_>,
) -> Result<Vec<Output>, OutputError> {
    Stopped::unless(progress, Step::Writing)?;
    let mut written = Vec::new();
    for output in ALL {
        match output.write {
            Write::Findings { path, write } => written.push(staged(folder, path, &write(check)?)?),
            Write::Bureau { path, write } if request.only.is_none() => {
                written.push(staged(folder, path, &write(check)?)?);
            }
            _ => {}
        }
    }
    let last = LastYear::of(
        &assessment.bureau,
        assessment.last.as_ref(),
        &assessment.facts,
        assessment.year(),
    );
    let of_templates = assessment.this.templates.iter();
    let of_templates = of_templates.map(|own| Stamp::of("", format!("{own:?}").as_bytes()));
    let writing = Writing {
        assessment,
        check,
        last: &last,
        cache: request.cache,
        templates: of_templates.collect(),
        folder,
    };
    let schools = check.progress.par_iter();
    let schools = schools.filter_map(|progress| assessment.bureau.school(&progress.school));
    let schools = schools.filter(|found| request.only.is_none_or(|only| only.code == found.code));
    let of_schools: Vec<Output> = schools
        .filter_map(|school| writing.to_school(school))
        .collect::<Result<_, OutputError>>()?;
    written.extend(of_schools);
    Ok(written)
}

/// Writing what goes to each school.
struct Writing<'a> {
    assessment: &'a Assessment,
    check: &'a CheckRun<'a>,
    last: &'a LastYear<'a>,
    cache: Option<&'a Cache>,
    /// The stamp of each template.
    templates: Vec<Stamp>,
    folder: &'a OutputFolder,
}

impl Writing<'_> {
    /// The file for a school; nothing for one that handed in no workbook. What lies in its place as it would be
    /// written again is not written.
    fn to_school(&self, school: &School) -> Option<Result<Output, OutputError>> {
        let at = template_of(self.check, &self.assessment.this.templates, school)?;
        let (kind, path) = self.check.written_for(&school.code)?;
        let write = writer(kind)?;
        let back = SchoolReturn {
            check: self.check,
            template: &self.assessment.this.templates[at],
            last: self.last,
        };
        let written = || -> Result<Output, OutputError> {
            let bytes = write(&back, school)?;
            staged(self.folder, &path, &bytes)
        };
        let Some(cache) = self.cache else {
            return Some(written());
        };
        let own_definitions = &self.assessment.own_definitions;
        let from = back.written_from(kind, school, own_definitions, &self.templates[at]);
        let key = cache.output_key(&from);
        let before = cache.output_hash(&key);
        let unchanged = before.and_then(|before| self.folder.unchanged(&path, &before));
        let new = || {
            let output = written()?;
            cache.keep_output(&key, &output.stamp().sha256);
            Ok(output)
        };
        Some(unchanged.map_or_else(new, Ok))
    }
}

/// The writer of what goes to a school.
fn writer(kind: Written) -> Option<WriteToSchool> {
    ALL.iter()
        .find_map(|output: &OutputKind| match output.write {
            Write::School { sent, write } if sent == kind => Some(write),
            _ => None,
        })
}

/// Written at once, and not held: there may be thousands.
fn staged(folder: &OutputFolder, path: &str, bytes: &[u8]) -> Result<Output, OutputError> {
    folder.stage(path, |to| {
        let written = to.write_all(bytes);
        written.map_err(|error| OutputError::of_writer(&folder.place(path), error.into()))
    })
}

/// Which template the workbook that the school handed in has; nothing where it handed in none.
fn template_of(check: &CheckRun<'_>, templates: &[Template], school: &School) -> Option<usize> {
    let workbook = check.run.this.dataset.workbook(&school.code)?;
    let year = check.run.this.edition.year();
    let is_own = |own: &Template| own.reporting_unit == ReportingUnit::School && own.year == year;
    let issued = |own: &Template| is_own(own) && own.id == workbook.template;
    let issued = templates.iter().position(issued);
    issued.or_else(|| templates.iter().position(is_own))
}
