//! Workbooks to send out, and the frozen templates they were made from.

use std::fs;

use chrono::NaiveDate;
use voced_domain::{Entity, ReferenceYear, School};
use voced_folder::{Folder, FolderError, Output, OutputFolder};
use voced_outputs::templates;
use voced_pipeline::{LastYear, Progress, assess, facts_of_last_year};

use crate::notice::{put_in_place, tell_interrupted};
use crate::{Listen, Refusal, recorded};

/// What is to be issued.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// The year.
    pub year: ReferenceYear,
    /// The one school; all of them and the bureau itself where none is named.
    pub only: Option<&'a School>,
    /// The day that is written down.
    pub on: NaiveDate,
}

/// What was issued.
#[derive(Debug)]
pub struct Issued {
    /// The folder of the year.
    pub place: OutputFolder,
    /// What was written there: workbooks in `templates/`, and what they were made from.
    pub outputs: Vec<Output>,
}

/// Writes one workbook per school and one for the bureau, with last year's figures filled in, and begins the record of
/// the year.
///
/// # Errors
/// Where the folder or last year's workbooks cannot be read, or nothing can be written.
pub fn issue(
    folder: &Folder,
    asked: Issue<'_>,
    listen: Listen<'_>,
    progress: &Progress<'_>,
) -> Result<Issued, Refusal> {
    let year = asked.year;
    let edition = folder.catalogue().edition(year);
    let before = year.previous();
    let printed = folder.printed(before)?.content;
    let collected = if folder.has_submissions(before)? {
        let mut inputs = folder.inputs(before, progress)?;
        inputs.earlier = folder.earlier(before, progress)?;
        Some(assess(inputs, progress)?.this)
    } else {
        None
    };

    let bureau = folder.bureau(year);
    let facts = facts_of_last_year(&bureau, &edition, collected.as_ref(), &printed);
    let last = LastYear::of(&bureau, collected.as_ref(), &facts, year);
    let entities: Vec<Entity<'_>> = match asked.only {
        Some(school) => vec![Entity::School(school)],
        None => {
            let schools = bureau.schools().iter().map(Entity::School);
            let own = Entity::Region(bureau.own_region());
            schools.chain([own]).collect()
        }
    };
    let outputs = templates(&bureau, &edition, &entities, &last)?;

    let place = OutputFolder::open(&folder.year_folder(year))?;
    tell_interrupted(&place, listen);
    put_in_place(&place, &outputs, listen)?;
    if asked.only.is_none() {
        take_away_stale(&place, &outputs);
    }
    recorded::issued(folder, year, &entities, asked.on)?;
    let submissions = folder.submissions(year);
    fs::create_dir_all(&submissions).map_err(|error| FolderError::io(&submissions, error))?;
    Ok(Issued { place, outputs })
}

/// Workbooks of schools that are called otherwise now, or are no more; what a person changed stays.
fn take_away_stale(place: &OutputFolder, outputs: &[Output]) {
    let is_written = |path: &String| outputs.iter().any(|one| one.path() == path);
    let before = place.written_before().into_iter();
    let before = before.filter(|path| path.starts_with("templates/"));
    for path in before.filter(|path| !is_written(path)) {
        place.take_away(&path);
    }
}
