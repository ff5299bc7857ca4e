//! 上年数: what stands beside the items of a workbook.

use std::collections::BTreeMap;

use voced_domain::{
    Bureau, Edition, Entity, Facts, Formula, IndicatorCode, ItemCode, Origin, Quantity,
    ReferenceYear,
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

    fn value(&self, edition: &Edition, entity: Entity<'_>, item: &ItemCode) -> Option<Quantity> {
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
