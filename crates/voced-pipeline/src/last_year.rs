//! 上年数: what stands beside the items of a workbook.

use std::collections::{BTreeMap, BTreeSet};

use voced_domain::{
    Bureau, DataItem, Dataset, Edition, Entity, EntityCode, Facts, Formula, IndicatorCode,
    ItemCode, Origin, Quantity, ReferenceYear, School,
};
use voced_template::{SheetBody, Template};

use crate::Collected;

/// What stands beside the items: answers of last year's workbooks, sums of them where a school was
/// made of several, or figures from print.
#[derive(Clone, Copy, Debug)]
pub struct LastYear<'a> {
    bureau: &'a Bureau,
    year: ReferenceYear,
    collected: Option<&'a Collected>,
    facts: &'a Facts,
}

/// An answer of last year in the row of a table, which this year's workbook begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedOver {
    /// The item.
    pub item: ItemCode,
    /// The row in this year's table, from zero.
    pub row: u16,
    /// What was answered.
    pub text: String,
}

/// The rows that schools filled in, each once by its key.
fn known_rows<'s>(
    dataset: &Dataset,
    schools: &[&'s School],
    key: &ItemCode,
) -> Vec<(&'s EntityCode, u16)> {
    let mut seen = BTreeSet::new();
    let mut known = Vec::new();
    for school in schools {
        for answer in dataset.answers(&school.code, key) {
            let text = answer.answer.text();
            if let (Some(row), Some(text)) = (answer.row, text)
                && seen.insert(text.to_owned())
            {
                known.push((&school.code, row));
            }
        }
    }
    known
}

impl<'a> LastYear<'a> {
    /// The year before `year`, the bureau's, from its workbooks, as far as there are any, and from
    /// facts: see [`facts_of_last_year`](crate::facts_of_last_year).
    pub fn of(
        bureau: &'a Bureau,
        collected: Option<&'a Collected>,
        facts: &'a Facts,
        year: ReferenceYear,
    ) -> Self {
        Self {
            bureau,
            year: year.previous(),
            collected,
            facts,
        }
    }

    /// 上年数 of every item of a template that stands in a row of its own.
    pub fn beside(
        &self,
        edition: &Edition,
        template: &Template,
        entity: Entity<'_>,
    ) -> BTreeMap<ItemCode, Quantity> {
        let in_rows = template
            .fields()
            .filter(|(sheet, _)| matches!(sheet.body, SheetBody::Items { .. }));
        let value = |item: &ItemCode| Some((item.clone(), self.value(edition, entity, item)?));
        in_rows
            .filter_map(|(_, field)| value(&field.item))
            .collect()
    }

    /// What a school's tables begin with: its majors and partners of last year, row by row, without numbers;
    /// of a school that others joined, theirs as well.
    pub fn rows(
        &self,
        edition: &Edition,
        template: &Template,
        school: &School,
    ) -> Vec<CarriedOver> {
        let Some(collected) = self.collected else {
            return Vec::new();
        };
        let schools = match self.bureau.origin(school) {
            Origin::Itself => vec![school],
            Origin::Merged(schools) => schools,
            Origin::Split(_) | Origin::Founded => Vec::new(),
        };
        let mut carried = Vec::new();
        for sheet in &template.sheets {
            let SheetBody::Table {
                columns, key, rows, ..
            } = &sheet.body
            else {
                continue;
            };
            let columns: Vec<&DataItem> = columns
                .iter()
                .filter_map(|field| edition.item(&field.item))
                .filter(|item| item.carried_over)
                .collect();
            let known = known_rows(&collected.dataset, &schools, key);
            for (row, (school, before)) in (0..*rows).zip(known) {
                let answers = columns.iter().filter_map(|item| {
                    let mut answers = collected.dataset.answers(school, &item.code);
                    let text = answers.find(|one| one.row == Some(before))?.answer.text()?;
                    Some((*item, text))
                });
                // A class of a list that was replaced is no choice any more.
                let still_there = answers.filter(|(item, text)| {
                    let choices = edition.offered_choices_of(item);
                    choices.is_empty() || choices.iter().any(|choice| choice == text)
                });
                carried.extend(still_there.map(|(item, text)| CarriedOver {
                    item: item.code.clone(),
                    row,
                    text: text.to_owned(),
                }));
            }
        }
        carried
    }

    /// 上年数 of an item.
    pub fn value(
        &self,
        edition: &Edition,
        entity: Entity<'_>,
        item: &ItemCode,
    ) -> Option<Quantity> {
        let is_itself = match entity {
            Entity::School(school) => self.bureau.origin(school) == Origin::Itself,
            Entity::Region(_) => true,
        };
        let collected = self.collected.filter(|_| is_itself).and_then(|collected| {
            let answer = collected.dataset.answer(entity.code(), item)?;
            answer.answer.number().cloned()
        });
        // A figure that another office gives is an indicator of its own.
        let given = edition
            .indicators()
            .iter()
            .find(|indicator| matches!(&indicator.formula, Formula::Given { of } if of == item));
        let given = given.map(|indicator| indicator.code.clone());
        let codes = [Some(IndicatorCode::from(item.clone())), given];
        collected.or_else(|| {
            let mut codes = codes.into_iter().flatten();
            let fact = codes.find_map(|code| self.facts.get(entity.code(), &code, self.year))?;
            Some(fact.figure()?.published.number.to_quantity())
        })
    }
}
