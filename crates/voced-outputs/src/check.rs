//! Writing what a check leaves behind.

use rayon::prelude::*;
use voced_domain::{ReportingUnit, School};
use voced_folder::{Output, OutputFolder};
use voced_pipeline::{Assessment, LastYear, Progress, Step, Stopped};
use voced_template::Template;
use voced_writers::check::CheckRun;

use crate::school_return::SchoolReturn;
use crate::{ALL, OutputError, OutputKind, Write};

/// What is asked of a check.
#[derive(Clone, Copy, Debug)]
pub struct CheckRequest<'a> {
    /// The one school that is checked; all of them where none is named.
    pub only: Option<&'a School>,
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
    let schools = check.progress.par_iter();
    let schools = schools.filter_map(|progress| assessment.bureau.school(&progress.school));
    let schools = schools.filter(|found| request.only.is_none_or(|only| only.code == found.code));
    let of_schools: Vec<Output> = schools
        .filter_map(|school| to_school(assessment, check, &last, school, folder))
        .collect::<Result<_, OutputError>>()?;
    written.extend(of_schools);
    Ok(written)
}

/// The file for a school; nothing for one that handed in no workbook.
fn to_school(
    assessment: &Assessment,
    check: &CheckRun<'_>,
    last: &LastYear<'_>,
    school: &School,
    folder: &OutputFolder,
) -> Option<Result<Output, OutputError>> {
    let template = layout_of(check, &assessment.this.templates, school)?;
    let (kind, path) = check.written_for(&school.code)?;
    let write = ALL
        .iter()
        .find_map(|output: &OutputKind| match output.write {
            Write::School { sent, write } if sent == kind => Some(write),
            _ => None,
        })?;
    let back = SchoolReturn {
        check,
        template,
        last,
    };
    let bytes = write(&back, school).map_err(OutputError::from);
    Some(bytes.and_then(|bytes| staged(folder, &path, &bytes)))
}

/// Written at once, and not held: there may be thousands.
fn staged(folder: &OutputFolder, path: &str, bytes: &[u8]) -> Result<Output, OutputError> {
    folder.stage(path, |to| {
        let written = to.write_all(bytes);
        written.map_err(|error| OutputError::of_writer(&folder.place(path), error.into()))
    })
}

/// The template of the workbook that the school handed in; nothing where it handed in none.
fn layout_of<'a>(
    check: &CheckRun<'_>,
    templates: &'a [Template],
    school: &School,
) -> Option<&'a Template> {
    let workbook = check.run.this.dataset.workbook(&school.code)?;
    let year = check.run.this.edition.year();
    let mut own = templates
        .iter()
        .filter(|template| template.reporting_unit == ReportingUnit::School);
    let issued = own
        .clone()
        .find(|template| template.id == workbook.template && template.year == year);
    issued.or_else(|| own.find(|template| template.year == year))
}
