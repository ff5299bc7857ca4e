//! Where each answer of a year stands in the workbook, before anything is written.

use voced_domain::{Bureau, DataItem, Entity, ItemCode, Position, ReportingUnit};
use voced_sheet::FIRST_ROW;

use super::strip::{Respondent, Slot, Strip};
use super::table::TableSheet;
use crate::YearData;

/// The first column of answers in 原始数据, behind number, name and unit.
pub(super) const FIRST_ANSWER: u16 = 3;

/// The sheets of one year's answers.
pub(super) struct Places<'a> {
    pub(super) year: YearData<'a>,
    pub(super) matrix: Matrix<'a>,
    pub(super) tables: Vec<TableSheet<'a>>,
}

/// 原始数据: one row for each item outside of tables, one column for each respondent.
pub(super) struct Matrix<'a> {
    pub(super) sheet: String,
    pub(super) respondents: Vec<Respondent<'a>>,
    pub(super) items: Vec<&'a DataItem>,
}

impl<'a> Places<'a> {
    /// `prefix` tells the sheets of one year from those of another.
    pub(super) fn new(bureau: &'a Bureau, year: YearData<'a>, prefix: &str) -> Self {
        let edition = year.edition;
        let respondents = respondents(bureau, year);
        let items = edition.items().iter();
        let matrix = Matrix {
            sheet: format!("{prefix}原始数据"),
            items: items
                .filter(|item| !edition.is_in_table(&item.code))
                .collect(),
            respondents: respondents.clone(),
        };
        let groups = edition.groups().iter();
        let tables = groups
            .filter(|group| group.table.is_some())
            .map(|group| TableSheet::new(year, group, &respondents, prefix))
            .collect();
        Self {
            year,
            matrix,
            tables,
        }
    }

    /// The cells of an item that an entity's figures are over: a school's own, or for a region
    /// those of its schools or of its own workbook.
    pub(super) fn strip(&self, item: &ItemCode, entity: Entity<'_>) -> Option<Strip<'_>> {
        let reporting_unit = self.year.edition.reporting_unit_of(item)?;
        let strip = match self.table_of(item) {
            Some(table) => {
                table.strip(self.year, item, |found| asks(reporting_unit, found, entity))?
            }
            None => self.matrix_strip(item, |found| asks(reporting_unit, found, entity))?,
        };
        (!strip.slots.is_empty()).then_some(strip)
    }

    /// The sheet of which the item is a column.
    pub(super) fn table_of(&self, item: &ItemCode) -> Option<&TableSheet<'a>> {
        self.tables
            .iter()
            .find(|table| table.items.iter().any(|found| found.code == *item))
    }

    fn matrix_strip(
        &self,
        item: &ItemCode,
        concerns: impl Fn(Entity<'_>) -> bool,
    ) -> Option<Strip<'_>> {
        let matrix = &self.matrix;
        let idx = matrix.items.iter().position(|found| found.code == *item)?;
        let row = FIRST_ROW + u32::try_from(idx).expect("items fit on a sheet");
        let slots = (FIRST_ANSWER..)
            .zip(&matrix.respondents)
            .filter(|(_, respondent)| concerns(respondent.entity))
            .map(|(column, respondent)| Slot {
                position: Position { row, column },
                observation: self.year.dataset.answer(respondent.entity.code(), item),
            });
        Some(Strip {
            sheet: &matrix.sheet,
            slots: slots.collect(),
        })
    }
}

/// Schools in their order, then the bureau's own region, then other regions that answered.
fn respondents<'a>(bureau: &'a Bureau, year: YearData<'a>) -> Vec<Respondent<'a>> {
    let own = bureau.own_region();
    let others = bureau
        .regions()
        .iter()
        .filter(|region| region.code != own.code && year.dataset.has(&region.code));
    let regions = std::iter::once(own).chain(others).map(Entity::Region);
    let schools = bureau.schools().iter().map(Entity::School);
    schools
        .chain(regions)
        .map(|entity| Respondent {
            entity,
            submitted: year.dataset.has(entity.code()),
        })
        .collect()
}

/// Whether a respondent's answers to the items of `holder` are in the figures of `entity`, which
/// is a school or the bureau's own region: that one has every school in it.
fn asks(reporting_unit: ReportingUnit, respondent: Entity<'_>, entity: Entity<'_>) -> bool {
    match (reporting_unit, respondent, entity) {
        (ReportingUnit::School, Entity::School(_), Entity::Region(_)) => true,
        (ReportingUnit::School, Entity::School(_), Entity::School(_))
        | (ReportingUnit::Region, Entity::Region(_), Entity::Region(_)) => {
            respondent.code() == entity.code()
        }
        _ => false,
    }
}

impl Slot<'_> {
    /// Whether leaving the cell out of a sum changes the sum.
    pub(super) fn weighs(&self) -> bool {
        let number = self.observation.and_then(|seen| seen.answer.number());
        number.is_some_and(|quantity| !quantity.is_zero())
    }
}
