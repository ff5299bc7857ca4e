//! What the catalogue has already of what a form asks for.

use voced_domain::{DataItem, Edition, Formula, Indicator, ItemCode, ReportingUnit, Unit};

use super::read::FormRow;
use super::units::What;
use super::words::key;

/// What the catalogue has under a name.
#[derive(Clone, Copy)]
pub(super) enum Known<'e> {
    /// An item.
    Item(&'e DataItem),
    /// An indicator that is computed from items.
    Indicator(&'e Indicator),
}

impl Known<'_> {
    /// As it is named to people, `3.01 在籍学生数（students.enrolled）`.
    pub(super) fn named(self) -> String {
        match self {
            Known::Item(item) => format!("{item}（{}）", item.code),
            Known::Indicator(indicator) => format!("{}（{}）", indicator.name, indicator.code),
        }
    }
}

/// The definitions of a year, looked up as forms name them.
pub(super) struct Definitions<'e> {
    pub(super) edition: &'e Edition,
    pub(super) reporting_unit: ReportingUnit,
}

impl<'e> Definitions<'e> {
    /// What has this row's name and a unit of the same kind. A part is only meant where what it is part of is
    /// in the same group: 女生 may be a part of many things.
    pub(super) fn find(
        &self,
        row: &FormRow,
        what: What,
        parent: Option<&ItemCode>,
    ) -> Option<Known<'e>> {
        let name = key(&row.name);
        let group = parent
            .and_then(|code| self.edition.item(code))
            .map(|item| &item.group);
        let is_meant = |item: &&DataItem| {
            let is_called =
                key(&item.name) == name || item.aliases.iter().any(|alias| key(alias) == name);
            let is_alike = base(item.unit) == base(what.unit());
            let is_placed = row.depth == 0 || group == Some(&item.group);
            is_called && is_alike && is_placed
        };
        let items = || self.edition.items().iter().filter(is_meant);
        let asks = |item: &&DataItem| {
            self.edition.reporting_unit_of(&item.code) == Some(self.reporting_unit)
        };
        let is_alone = |item: &&DataItem| asks(item) && !self.edition.is_in_table(&item.code);
        let item = items().find(is_alone).or_else(|| items().find(asks));
        let item = item.or_else(|| items().next());
        let indicator = || {
            let mut indicators = self.edition.indicators().iter();
            indicators.find(|found| {
                let is_called = key(&found.name) == name
                    || found.aliases.iter().any(|alias| key(alias) == name);
                is_called && base(Some(found.unit)) == base(what.unit()) && row.depth == 0
            })
        };
        item.map(Known::Item)
            .or_else(|| indicator().map(Known::Indicator))
    }

    /// The item of this name, for a part of a quotient.
    pub(super) fn item_named(&self, name: &str) -> Option<&'e DataItem> {
        let name = key(name);
        let is_meant = |item: &&DataItem| {
            let is_called =
                key(&item.name) == name || item.aliases.iter().any(|alias| key(alias) == name);
            is_called && item.kind.is_number() && item.additive
        };
        let items = || self.edition.items().iter().filter(is_meant);
        let alone = items().find(|item| !self.edition.is_in_table(&item.code));
        alone.or_else(|| items().next())
    }

    /// The heads over which the catalogue takes means of this unit.
    pub(super) fn weight_of(&self, unit: Unit) -> Option<ItemCode> {
        let mut indicators = self.edition.indicators().iter();
        let weight = indicators.find_map(|found| match &found.formula {
            Formula::WeightedMean { weight, .. } if found.unit == unit => Some(weight),
            _ => None,
        })?;
        self.is_lasting(weight).then(|| weight.clone())
    }

    /// Whether an item can stand in a relation of the form: asked of the same unit, and without an end.
    pub(super) fn is_lasting(&self, code: &ItemCode) -> bool {
        let item = self.edition.item(code);
        item.is_some_and(|item| item.until.is_none())
            && self.edition.reporting_unit_of(code) == Some(self.reporting_unit)
    }
}

fn base(unit: Option<Unit>) -> Option<Unit> {
    unit.map(|unit| unit.base().0)
}
