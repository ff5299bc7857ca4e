//! The summary workbook (汇总.xlsx): every figure as a live formula over the answers it came from.
//!
//! A reader can follow each figure from 指标总表 to the cells of 原始数据 and from there to file,
//! sheet and cell in 数据来源; correcting a cell of 原始数据 corrects everything that rests on it.
//! Results stored beside the formulas are those of the facts, so a program that does not
//! recalculate shows the same. No sheet is protected.

// In the order in which to read them: what is shown, where it stands, formulas, sheets.
mod shown;

mod place;
mod table;

mod formula;
mod range;
mod words;

mod grid;

mod overview;
mod row;

mod schools;

mod chart;
mod charts;

mod answers;

mod definitions;
mod differences;
mod findings;
mod sources;

use rust_xlsxwriter::Workbook;
use voced_domain::{
    Bureau, Comparison, Dataset, Edition, Entity, EntityCode, Fact, Facts, Finding, Indicator,
};

use crate::WriteError;
use crate::sheet;
use place::Places;

/// What the summary shows.
pub struct Summary<'a> {
    /// The bureau whose schools are added up.
    pub bureau: &'a Bureau,
    /// The year of the summary.
    pub this: YearData<'a>,
    /// The year before, where it was collected from workbooks. A year known from print only is in
    /// the facts.
    pub last: Option<YearData<'a>>,
    /// Facts of this year and of the year before.
    pub facts: &'a Facts,
    /// How this year's figures stand to a report already printed.
    pub comparison: Option<&'a Comparison>,
    /// What is wrong with the workbooks that were handed in.
    pub findings: &'a [Finding],
    /// Year, month and day of issue.
    pub issued: (u16, u8, u8),
}

/// Definitions and answers of one year.
#[derive(Clone, Copy)]
pub struct YearData<'a> {
    /// The definitions in force.
    pub edition: &'a Edition,
    /// What was answered.
    pub dataset: &'a Dataset,
}

/// Writes the summary workbook.
///
/// # Errors
/// A [`WriteError`] where a name or text exceeds what the format holds.
pub fn write(summary: &Summary<'_>) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let book = Book::new(summary);
    let title = book.title("质量年度报告汇总表");
    sheet::properties(
        &mut workbook,
        &title,
        &summary.bureau.name,
        summary.issued,
    )?;
    book.overview(&mut workbook)?;
    book.charts(&mut workbook)?;
    book.schools(&mut workbook)?;
    for places in std::iter::once(&book.this).chain(&book.last) {
        book.answers(&mut workbook, places)?;
    }
    book.sources(&mut workbook)?;
    book.definitions(&mut workbook)?;
    book.differences(&mut workbook)?;
    book.findings(&mut workbook)?;
    Ok(workbook.save_to_buffer()?)
}

/// The summary with the places of all answers.
struct Book<'a> {
    summary: &'a Summary<'a>,
    this: Places<'a>,
    last: Option<Places<'a>>,
}

impl<'a> Book<'a> {
    fn new(summary: &'a Summary<'a>) -> Self {
        let bureau = summary.bureau;
        Self {
            summary,
            this: Places::new(bureau, summary.this, ""),
            last: summary.last.map(|year| Places::new(bureau, year, "上年")),
        }
    }

    /// The entity of which 指标总表 is.
    fn region(&self) -> Entity<'a> {
        Entity::Region(self.summary.bureau.own_region())
    }

    fn edition(&self) -> &'a Edition {
        self.summary.this.edition
    }

    fn title(&self, subject: &str) -> String {
        let year = self.edition().year();
        format!("{}{year}年中等职业教育{subject}", self.region().name())
    }

    /// This year's fact of exactly this definition.
    fn fact(&self, entity: &EntityCode, indicator: &Indicator) -> Option<&'a Fact> {
        let year = self.edition().year();
        self.summary.facts.of(entity, indicator, year)
    }

    fn group_name(&self, indicator: &Indicator) -> &'a str {
        self.edition()
            .group(&indicator.group)
            .map_or("", |group| &group.name)
    }

    /// The full name of a school or region; the code of one that the bureau no longer has.
    fn name_of<'b>(&'b self, code: &'b EntityCode) -> &'b str {
        self.summary
            .bureau
            .entity(code)
            .map_or(code.as_str(), Entity::name)
    }
}
