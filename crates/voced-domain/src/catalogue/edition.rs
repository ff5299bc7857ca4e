//! The definitions in force in one year, looked up by code.

use std::collections::{BTreeSet, HashMap};

use crate::bureau::School;
use crate::code::{DefinitionVersion, GroupCode, IndicatorCode, ItemCode, RuleCode};
use crate::year::ReferenceYear;

use super::entries::Catalogue;
use super::indicator::Indicator;
use super::item::{DataItem, Group, OfficialList, ReportingUnit};
use super::major::MajorDirectory;
use super::relation::Relation;
use super::threshold::Threshold;

/// The catalogue of one year.
#[derive(Clone, Debug)]
pub struct Edition {
    year: ReferenceYear,
    groups: Vec<Group>,
    items: Vec<DataItem>,
    indicators: Vec<Indicator>,
    overridden: Vec<Indicator>,
    relations: Vec<Relation>,
    /// The most particular first.
    thresholds: Vec<Threshold>,
    majors: MajorDirectory,
    own_codes: BTreeSet<String>,
    item_index: HashMap<ItemCode, usize>,
    indicator_index: HashMap<IndicatorCode, usize>,
}

impl Catalogue {
    /// The definitions in force in one year.
    pub fn edition(&self, year: ReferenceYear) -> Edition {
        Edition::new(self, year)
    }
}

impl Edition {
    fn new(catalogue: &Catalogue, year: ReferenceYear) -> Self {
        let groups: Vec<Group> = catalogue
            .groups
            .iter()
            .map(|entry| &entry.value)
            .filter(|group| group.years().contains(year))
            .map(|group| group.in_year(year))
            .collect();
        let position = |code: &GroupCode| groups.iter().position(|group| group.code == *code);

        let mut items = items_of(catalogue, year);
        items.sort_by_key(|item| position(&item.group));

        let (mut indicators, mut overridden) = indicators_of(catalogue, year, &items, position);
        for indicator in indicators.iter_mut().chain(&mut overridden) {
            indicator.version = with_items(indicator, &items);
        }
        let relations = catalogue
            .relations
            .iter()
            .map(|entry| &entry.value)
            .filter(|relation| relation.years().contains(year))
            .cloned()
            .collect();
        Self {
            item_index: index(items.iter().map(|item| &item.code)),
            indicator_index: index(indicators.iter().map(|indicator| &indicator.code)),
            year,
            groups,
            items,
            indicators,
            overridden,
            relations,
            thresholds: thresholds_of(catalogue, year),
            majors: MajorDirectory::in_force(year),
            own_codes: catalogue.own_codes(),
        }
    }

    /// The year.
    pub fn year(&self) -> ReferenceYear {
        self.year
    }

    /// Groups in the order of the workbook's sheets.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group with this code.
    pub fn group(&self, code: &GroupCode) -> Option<&Group> {
        self.groups.iter().find(|group| group.code == *code)
    }

    /// Items in the order of the workbook.
    pub fn items(&self) -> &[DataItem] {
        &self.items
    }

    /// The item with this code.
    pub fn item(&self, code: &ItemCode) -> Option<&DataItem> {
        self.item_index.get(code).map(|idx| &self.items[*idx])
    }

    /// The items of one group.
    pub fn items_of<'a>(&'a self, group: &'a GroupCode) -> impl Iterator<Item = &'a DataItem> {
        self.items.iter().filter(move |item| item.group == *group)
    }

    /// Whose workbook asks for the item.
    pub fn reporting_unit_of(&self, item: &ItemCode) -> Option<ReportingUnit> {
        let group = &self.item(item)?.group;
        self.group(group).map(|group| group.reporting_unit)
    }

    /// Whether the item is a column of a repeating table.
    pub fn is_in_table(&self, item: &ItemCode) -> bool {
        let group = self.item(item).and_then(|item| self.group(&item.group));
        group.is_some_and(|group| group.table.is_some())
    }

    /// The definition in force of each indicator, in the order of print: by group, the sums of its
    /// items first. Where a bureau defines one otherwise, this is the bureau's definition.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// National definitions that the bureau's stand in front of. They are computed as well, so
    /// that both figures can be shown side by side.
    pub fn overridden(&self) -> &[Indicator] {
        &self.overridden
    }

    /// Every definition to compute.
    pub fn definitions(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().chain(&self.overridden)
    }

    /// The definition in force of an indicator.
    pub fn indicator(&self, code: &IndicatorCode) -> Option<&Indicator> {
        self.indicator_index
            .get(code)
            .map(|idx| &self.indicators[*idx])
    }

    /// One version of an indicator's definition.
    pub fn definition(
        &self,
        code: &IndicatorCode,
        version: &DefinitionVersion,
    ) -> Option<&Indicator> {
        let overridden = self.overridden.iter().filter(|found| found.code == *code);
        self.indicator(code)
            .into_iter()
            .chain(overridden)
            .find(|found| found.version == *version)
    }

    /// The choices of a choice item in this year; none for other items.
    pub fn choices_of(&self, item: &DataItem) -> Vec<String> {
        match item.choices_from {
            Some(OfficialList::MajorCategories) => self
                .majors
                .categories()
                .map(|category| format!("{} {}", category.code, category.name))
                .collect(),
            None => item.choices.clone(),
        }
    }

    /// Those of them that a workbook offers: of an official list what is current.
    pub fn offered_choices_of(&self, item: &DataItem) -> Vec<String> {
        match item.choices_from {
            Some(OfficialList::MajorCategories) => {
                let categories = self.majors.categories();
                let current = categories.filter(|category| self.majors.is_current(category));
                current
                    .map(|one| format!("{} {}", one.code, one.name))
                    .collect()
            }
            None => item.choices.clone(),
        }
    }

    /// Relations in force.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The bound of a rule for an item or indicator and a school: the most particular entry there
    /// is, a school's before an item's before the bureau's before the nation's.
    pub fn threshold(
        &self,
        rule: &RuleCode,
        name: &str,
        about: Option<&IndicatorCode>,
        school: Option<&School>,
    ) -> Option<&Threshold> {
        Threshold::in_force(self.thresholds_of(rule), name, about, school)
    }

    /// All bounds by rule, the most particular of each first.
    pub fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }

    /// All bounds of a rule, the most particular first.
    pub fn thresholds_of(&self, rule: &RuleCode) -> &[Threshold] {
        let all = &self.thresholds;
        let from = all.partition_point(|threshold| threshold.rule < *rule);
        let n_found = all[from..].partition_point(|threshold| threshold.rule == *rule);
        &all[from..from + n_found]
    }

    /// Whether a bureau defines the group, item, indicator or relation of this code, instead of the nation or
    /// besides it (本局口径).
    pub fn is_own(&self, code: &str) -> bool {
        self.own_codes.contains(code)
    }

    /// The lists of majors in force.
    pub fn majors(&self) -> &MajorDirectory {
        &self.majors
    }
}

/// The items in force; a bureau's definition takes the place of the national one.
fn items_of(catalogue: &Catalogue, year: ReferenceYear) -> Vec<DataItem> {
    let in_force = || {
        catalogue
            .items
            .iter()
            .filter(|entry| entry.value.years().contains(year))
    };
    let own = |code: &ItemCode| {
        in_force().find(|entry| entry.place.of_bureau && entry.value.code == *code)
    };
    in_force()
        .filter(|entry| entry.place.of_bureau || own(&entry.value.code).is_none())
        .map(|entry| entry.value.in_year(year))
        .collect()
}

/// The bounds in force by rule, the most particular of each first.
fn thresholds_of(catalogue: &Catalogue, year: ReferenceYear) -> Vec<Threshold> {
    let in_force = catalogue
        .thresholds
        .iter()
        .filter(|entry| entry.value.years().contains(year));
    let mut entries: Vec<_> = in_force.collect();
    entries.sort_by_key(|entry| {
        let particularity = entry.value.particularity(entry.place.of_bureau);
        (&entry.value.rule, std::cmp::Reverse(particularity))
    });
    entries
        .into_iter()
        .map(|entry| entry.value.clone())
        .collect()
}

/// An indicator over an item that a bureau counts otherwise is not what it was under the nation's
/// definition, although its own formula is the same: the item's version is part of its own.
fn with_items(indicator: &Indicator, items: &[DataItem]) -> DefinitionVersion {
    let national = DefinitionVersion::national();
    let mut versions = vec![indicator.version.as_str()];
    let used = indicator.formula.items();
    let used = used.filter_map(|code| items.iter().find(|item| item.code == *code));
    for item in used.filter(|item| item.version != national) {
        if !versions.contains(&item.version.as_str()) {
            versions.push(item.version.as_str());
        }
    }
    DefinitionVersion::new(versions.join(".")).unwrap_or_else(|_| indicator.version.clone())
}

fn index<'a, C: Clone + Eq + std::hash::Hash + 'a>(
    codes: impl Iterator<Item = &'a C>,
) -> HashMap<C, usize> {
    codes
        .enumerate()
        .map(|(idx, code)| (code.clone(), idx))
        .collect()
}

/// The other names of a definition that a bureau calls otherwise: its own, and the nation's.
fn renamed(own: &Indicator, national: &Indicator) -> Vec<String> {
    let mut names = own.aliases.clone();
    let of_nation = std::iter::once(&national.name).chain(&national.aliases);
    for name in of_nation.chain(national.former.iter().filter_map(|then| then.name.as_ref())) {
        if *name != own.name && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn indicators_of(
    catalogue: &Catalogue,
    year: ReferenceYear,
    items: &[DataItem],
    position: impl Fn(&GroupCode) -> Option<usize>,
) -> (Vec<Indicator>, Vec<Indicator>) {
    let in_force: Vec<_> = catalogue
        .indicators
        .iter()
        .filter(|entry| entry.value.years().contains(year))
        .collect();
    let (own, national): (Vec<_>, Vec<_>) = in_force
        .into_iter()
        .partition(|entry| entry.place.of_bureau);

    let mut indicators: Vec<Indicator> = items.iter().filter_map(DataItem::sum).collect();
    let mut overridden = Vec::new();
    for entry in national {
        let by_bureau = own
            .iter()
            .find(|found| found.value.code == entry.value.code);
        match by_bureau {
            // Only another name: its figures are the nation's.
            Some(definition) if definition.value.gives_the_same(&entry.value) => {
                indicators.push(Indicator {
                    version: entry.value.version.clone(),
                    aliases: renamed(&definition.value, &entry.value),
                    ..definition.value.in_year(year)
                });
            }
            Some(definition) => {
                indicators.push(definition.value.in_year(year));
                overridden.push(entry.value.in_year(year));
            }
            None => indicators.push(entry.value.in_year(year)),
        }
    }
    for entry in own {
        if !indicators
            .iter()
            .any(|found| found.code == entry.value.code)
        {
            indicators.push(entry.value.in_year(year));
        }
    }
    // A stable sort: within a group sums come first, then the order of the sources.
    indicators.sort_by_key(|indicator| position(&indicator.group));
    (indicators, overridden)
}
