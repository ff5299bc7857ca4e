//! The summary workbook (汇总.xlsx): every figure as a live formula over the answers it came from.
//!
//! A reader can follow each figure from 指标总表 to the cells of 原始数据 and from there to file,
//! sheet and cell in 数据来源; 封面 leads to every sheet. Correcting a cell of 原始数据 corrects everything that rests on it.
//! Results stored beside the formulas are those of the facts, so a program that does not
//! recalculate shows the same. No sheet is protected.

// In the order in which to read them: where answers stand, formulas, sheets.

mod place;
mod strip;
mod table;

mod formula;

mod cover;

mod overview;
mod row;

mod history;

mod schools;

mod chart;
mod charts;

mod answers;

mod definitions;
mod differences;
mod findings;
mod sources;

use rust_xlsxwriter::Workbook;
use voced_domain::{Edition, Entity, EntityCode, Fact, Indicator};

use crate::{Run, WriteError};
use place::Places;
use voced_sheet::{self as sheet, saved};

/// A sheet has room for a million rows, and nobody waits for it to open.
const MOST_ANSWERS: usize = 500_000;

/// Writes the summary workbook.
///
/// # Errors
/// [`WriteError::TooLarge`] where there are more answers than a workbook should list, and another
/// where a name or text exceeds what the format holds.
pub fn write(run: &Run<'_>) -> Result<Vec<u8>, WriteError> {
    let years = std::iter::once(run.this).chain(run.last);
    let rows = years.map(|year| year.dataset.observations().len()).sum();
    if rows > MOST_ANSWERS {
        let most = MOST_ANSWERS;
        return Err(WriteError::TooLarge { rows, most });
    }
    let mut workbook = Workbook::new();
    let book = Book::new(run);
    let title = book.title("质量年度报告汇总表");
    sheet::properties(&mut workbook, &title, &run.bureau.name, run.issued)?;
    Book::cover(&mut workbook)?;
    book.overview(&mut workbook)?;
    if book.has_history() {
        book.history(&mut workbook)?;
    }
    book.charts(&mut workbook)?;
    book.schools(&mut workbook)?;
    for places in std::iter::once(&book.this).chain(&book.last) {
        book.answers(&mut workbook, places)?;
    }
    book.sources(&mut workbook)?;
    book.definitions(&mut workbook)?;
    book.differences(&mut workbook)?;
    book.findings(&mut workbook)?;
    book.fill_cover(&mut workbook)?;
    Ok(saved(&mut workbook)?)
}

/// A run with the places of all answers.
struct Book<'a> {
    run: &'a Run<'a>,
    this: Places<'a>,
    last: Option<Places<'a>>,
}

impl<'a> Book<'a> {
    fn new(run: &'a Run<'a>) -> Self {
        let bureau = run.bureau;
        Self {
            run,
            this: Places::new(bureau, run.this, ""),
            last: run
                .last
                .map(|year| Places::new(bureau.last_year(), year, "上年")),
        }
    }

    /// The entity of which 指标总表 is.
    fn region(&self) -> Entity<'a> {
        Entity::Region(self.run.bureau.own_region())
    }

    fn edition(&self) -> &'a Edition {
        self.run.this.edition
    }

    fn title(&self, subject: &str) -> String {
        let year = self.edition().year();
        format!("{}{year}年中等职业教育{subject}", self.region().name())
    }

    /// This year's fact of exactly this definition.
    fn fact(&self, entity: &EntityCode, indicator: &Indicator) -> Option<&'a Fact> {
        let year = self.edition().year();
        self.run.facts.of(entity, indicator, year)
    }

    fn group_name(&self, indicator: &Indicator) -> &'a str {
        self.edition()
            .group(&indicator.group)
            .map_or("", |group| &group.name)
    }

    /// The full name of a school or region; the code of one that the bureau no longer has.
    fn name_of<'b>(&'b self, code: &'b EntityCode) -> &'b str {
        self.run
            .bureau
            .entity_of_two_years(code)
            .map_or(code.as_str(), Entity::name)
    }
}
