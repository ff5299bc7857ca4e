//! Where the rows of a repeating table stand: one sheet for each table, the schools' rows one
//! after the other.

use std::collections::BTreeSet;

use voced_domain::{DataItem, Entity, Formula, Group, ItemCode, Observation, Position};
use voced_sheet::FIRST_ROW;

use super::strip::{Respondent, Slot, Strip};
use crate::YearData;

/// The first column of answers, behind school and row.
pub(super) const FIRST_COLUMN: u16 = 2;

/// The sheet of a table.
pub(super) struct TableSheet<'a> {
    pub(super) sheet: String,
    pub(super) group: &'a Group,
    pub(super) items: Vec<&'a DataItem>,
    pub(super) rows: Vec<TableRow<'a>>,
    pub(super) firsts: Vec<Firsts<'a>>,
}

/// A row of a respondent's table. One that has none keeps a line, so that sums over its rows have
/// a cell to stand on.
pub(super) struct TableRow<'a> {
    pub(super) respondent: Respondent<'a>,
    /// Row within the respondent's table, from zero.
    pub(super) row: Option<u16>,
}

/// Helper columns behind the answers that mark where a text stands for the first time: within the
/// school, and in the whole region. Distinct texts are counted by adding them up.
pub(super) struct Firsts<'a> {
    pub(super) of: &'a DataItem,
    /// Only so many characters tell texts apart.
    pub(super) prefix: Option<u8>,
    /// The first helper column.
    pub(super) column: u16,
}

impl<'a> TableSheet<'a> {
    pub(super) fn new(
        year: YearData<'a>,
        group: &'a Group,
        respondents: &[Respondent<'a>],
        prefix: &str,
    ) -> Self {
        let items: Vec<_> = year.edition.items_of(&group.code).collect();
        let holders = respondents
            .iter()
            .filter(|found| found.holds(group.reporting_unit));
        Self {
            sheet: sheet_name(&format!("{prefix}{}明细", group.name)),
            group,
            rows: holders
                .flat_map(|respondent| rows_of(year, &items, *respondent))
                .collect(),
            firsts: firsts(year, &items),
            items,
        }
    }

    /// The cells of a column in the rows of the respondents concerned.
    pub(super) fn strip(
        &self,
        year: YearData<'a>,
        item: &ItemCode,
        concerns: impl Fn(Entity<'_>) -> bool,
    ) -> Option<Strip<'_>> {
        let column = self.column(item)?;
        let rows = (FIRST_ROW..).zip(&self.rows);
        let slots = rows
            .filter(|(_, row)| concerns(row.respondent.entity))
            .map(|(row, of)| Slot {
                position: Position { row, column },
                observation: of.answer(year, item),
            });
        Some(Strip {
            sheet: &self.sheet,
            slots: slots.collect(),
        })
    }

    /// The helper columns of a text item.
    pub(super) fn firsts_of(&self, item: &ItemCode, prefix: Option<u8>) -> Option<&Firsts<'a>> {
        self.firsts
            .iter()
            .find(|firsts| firsts.of.code == *item && firsts.prefix == prefix)
    }

    pub(super) fn column(&self, item: &ItemCode) -> Option<u16> {
        let columns = FIRST_COLUMN..;
        let mut found = columns.zip(&self.items);
        found
            .find(|(_, found)| found.code == *item)
            .map(|(column, _)| column)
    }
}

impl<'a> TableRow<'a> {
    pub(super) fn answer(&self, year: YearData<'a>, item: &ItemCode) -> Option<&'a Observation> {
        self.row?;
        let mut answers = year.dataset.answers(self.respondent.entity.code(), item);
        answers.find(|seen| seen.row == self.row)
    }
}

impl Firsts<'_> {
    /// The texts to compare: the answers, or a helper column with their first characters.
    pub(super) fn key_column(&self, answers: u16) -> u16 {
        match self.prefix {
            Some(_) => self.column,
            None => answers,
        }
    }

    /// Marks the first in the school; the column behind it marks the first in the region.
    pub(super) fn school_column(&self) -> u16 {
        self.column + u16::from(self.prefix.is_some())
    }

    pub(super) fn region_column(&self) -> u16 {
        self.school_column() + 1
    }

    /// The part of a text that tells it from others.
    pub(super) fn key(&self, text: &str) -> String {
        let length = self.prefix.map_or(usize::MAX, usize::from);
        text.chars().take(length).collect()
    }
}

fn rows_of<'a>(
    year: YearData<'a>,
    items: &[&'a DataItem],
    respondent: Respondent<'a>,
) -> Vec<TableRow<'a>> {
    let code = respondent.entity.code();
    let answers = items
        .iter()
        .flat_map(|item| year.dataset.answers(code, &item.code));
    let rows: BTreeSet<u16> = answers.filter_map(|seen| seen.row).collect();
    let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
    if rows.is_empty() {
        rows.push(None);
    }
    rows.into_iter()
        .map(|row| TableRow { respondent, row })
        .collect()
}

fn firsts<'a>(year: YearData<'a>, items: &[&'a DataItem]) -> Vec<Firsts<'a>> {
    let answers = u16::try_from(items.len()).expect("items of a table fit on a sheet");
    let mut column = FIRST_COLUMN + answers;
    let mut firsts: Vec<Firsts<'a>> = Vec::new();
    for definition in year.edition.definitions() {
        let Formula::Distinct { of, prefix } = &definition.formula else {
            continue;
        };
        let Some(item) = items.iter().find(|item| item.code == *of) else {
            continue;
        };
        let same = |found: &Firsts<'_>| found.of.code == *of && found.prefix == *prefix;
        if firsts.iter().any(same) {
            continue;
        }
        let found = Firsts {
            of: item,
            prefix: *prefix,
            column,
        };
        column = found.region_column() + 1;
        firsts.push(found);
    }
    firsts
}

/// A name that a sheet may bear: at most 31 characters, none of those that references use.
fn sheet_name(name: &str) -> String {
    name.chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(31)
        .collect()
}
