//! Writing into the record what was done. A bureau that never made its workbooks here has no record, and
//! none is begun for it by looking.

use chrono::NaiveDate;
use voced_domain::{Entity, Record, RecordLine, RecordedStep, ReferenceYear, School, SchoolStatus};
use voced_folder::{Folder, FolderError};
use voced_pipeline::Assessment;

use crate::{Listen, Notice, Refusal};

/// That workbooks were made for these, which begins the record.
pub(crate) fn issued(
    folder: &Folder,
    year: ReferenceYear,
    entities: &[Entity<'_>],
    on: NaiveDate,
) -> Result<(), Refusal> {
    let lines = entities.iter().map(|entity| RecordLine {
        on,
        entity: entity.code().clone(),
        name: entity.name().to_owned(),
        step: RecordedStep::Issued,
        file: String::new(),
        code: String::new(),
        by: String::new(),
    });
    let record = folder.record(year)?.content;
    Ok(add(folder, year, record, lines)?)
}

/// How schools stood, where a record was begun; a check that cannot write it down is a check all the same.
pub(crate) fn checked(
    folder: &Folder,
    assessment: &Assessment,
    only: Option<&School>,
    on: NaiveDate,
    listen: Listen<'_>,
) {
    let year = assessment.year();
    if !folder.has_record(year) {
        return;
    }
    let progress = assessment.progress.iter();
    let progress = progress.filter(|one| only.is_none_or(|only| only.code == one.school));
    let lines = progress.filter_map(|one| {
        let school = assessment.bureau.school(&one.school)?;
        let dataset = &assessment.this.dataset;
        let workbook = dataset.workbook(&school.code);
        // That nothing came is known from the first day.
        let is_news = workbook.is_some() || one.status != SchoolStatus::NotReported;
        is_news.then(|| RecordLine {
            on,
            entity: school.code.clone(),
            name: school.name.clone(),
            step: RecordedStep::Checked(match one.status {
                SchoolStatus::Signed => SchoolStatus::Passed,
                status => status,
            }),
            file: workbook.map_or_else(String::new, |workbook| workbook.file.clone()),
            code: workbook.map_or_else(String::new, |_| dataset.data_code(&school.code)),
            by: String::new(),
        })
    });
    if let Err(error) = add(folder, year, assessment.record.clone(), lines) {
        listen(Notice::NotRecorded(format!("{error}，这次核查没有记入")));
    }
}

fn add(
    folder: &Folder,
    year: ReferenceYear,
    mut record: Record,
    lines: impl Iterator<Item = RecordLine>,
) -> Result<(), FolderError> {
    let known = record.lines.len();
    for line in lines {
        record.add(line);
    }
    match &record.lines[known..] {
        [] => Ok(()),
        new => folder.add_to_record(year, new),
    }
}
