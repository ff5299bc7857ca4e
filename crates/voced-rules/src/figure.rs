//! Facts as rules look at them: rates and sums of a school or the region, this year and last.

use std::collections::BTreeSet;

use voced_domain::{
    EntityCode, Evidence, EvidenceKey, Fact, FindingText, Formula, Indicator, IndicatorCode,
    ItemCode, Location, Quantity, quoted,
};

use crate::expectation;
use crate::inputs::RuleInputs;
use crate::rule::RuleContext;
use crate::verdicts::RaisedFinding;
use crate::wording;
use crate::year::{Cell, place};

/// An indicator of one entity with its fact of this year.
#[derive(Clone, Copy)]
pub(crate) struct Figure<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) fact: &'a Fact,
}

impl<'a> RuleInputs<'a> {
    /// The figure under the definition in force.
    pub(crate) fn figure(&self, entity: &EntityCode, code: &IndicatorCode) -> Option<Figure<'a>> {
        let edition = self.this.edition;
        let indicator = edition.indicator(code)?;
        let fact = self.facts.of(entity, indicator, edition.year())?;
        Some(Figure { indicator, fact })
    }

    /// All figures of an entity under the definitions in force.
    pub(crate) fn figures(&self, entity: &EntityCode) -> Vec<Figure<'a>> {
        let indicators = self.this.edition.indicators().iter();
        indicators
            .filter_map(|indicator| self.figure(entity, &indicator.code))
            .collect()
    }

    /// The entities whose change against the year before is judged: schools where both years'
    /// workbooks are there, and else the region by what was printed.
    pub(crate) fn compared(&self) -> Vec<&'a EntityCode> {
        match self.last {
            Some(_) => self.schools().map(|school| &school.code).collect(),
            None => vec![&self.region().code],
        }
    }

    /// Where last year's printed figures stand.
    pub(crate) fn printed_last_year(&self) -> Location {
        let year = self.this.edition.year().previous();
        Location::file(format!("{year}/printed.csv"))
    }
}

impl<'a> Figure<'a> {
    /// The printed value.
    pub(crate) fn printed(&self) -> Option<Quantity> {
        Some(self.fact.figure()?.published.number.to_quantity())
    }

    /// As printed, with its unit.
    pub(crate) fn display(&self) -> String {
        match self.fact.figure() {
            Some(figure) => format!("{}{}", figure.published, figure.published.unit_symbol()),
            None => self.fact.display(),
        }
    }

    /// The printed value of the year before, where the change is a number.
    pub(crate) fn last(&self) -> Option<Quantity> {
        let change = self.fact.change.as_ref()?.value.as_ref()?;
        match self.indicator.change {
            voced_domain::ChangeRule::Absolute => Some(&self.printed()? - &change.to_quantity()),
            voced_domain::ChangeRule::Relative { .. } => None,
        }
    }

    /// The name in quotation marks.
    pub(crate) fn quoted(&self) -> String {
        quoted(&self.indicator.name)
    }

    pub(crate) fn is_sum(&self) -> bool {
        matches!(self.indicator.formula, Formula::Sum { .. })
    }

    /// The answers behind the figure.
    pub(crate) fn cells(&self, inputs: &RuleInputs<'a>) -> Vec<Cell<'a>> {
        let sources = self.fact.sources();
        let observations = sources.into_iter().filter_map(|id| inputs.observation(id));
        observations.filter_map(Cell::of).collect()
    }

    /// The answers behind the figure, the one that is farthest from what is to be expected first.
    pub(crate) fn cells_by_suspicion(&self, inputs: &RuleInputs<'a>) -> Vec<Cell<'a>> {
        let mut cells = self.cells(inputs);
        cells.sort_by_cached_key(|cell| std::cmp::Reverse(expectation::suspicion(inputs, cell)));
        cells
    }

    /// A finding about the figure, at the answers behind it; it begins with the region's name where
    /// the figure is the region's, and ends with the way to explain.
    pub(crate) fn finding(&self, cx: &RuleContext<'_, 'a>, text: FindingText) -> RaisedFinding {
        let inputs = cx.inputs;
        let cells = self.cells_by_suspicion(inputs);
        let number = cells
            .first()
            .map_or("", |cell| wording::number(cx.edition(), cell.observation));
        let entity = &self.fact.key.entity;
        let finding = cx.finding(
            entity,
            FindingText {
                message: format!("{}{}", inputs.region_name(entity), text.message),
                remedy: wording::or_explain(inputs, cx.card, entity, text.remedy, number),
                ..text
            },
        );
        let mut places: Vec<Location> = cells.iter().map(|cell| place(cell.observation)).collect();
        if places.is_empty() {
            places.push(inputs.printed_last_year());
        }
        RaisedFinding {
            finding: finding.at_each(places).resting_on(self.evidence(inputs)),
            causes: cells.iter().map(Cell::id).collect(),
        }
    }

    /// A school's finding rests on its own cells, the region's on the printed figure, so that one
    /// school's correction elsewhere does not undo what was said of another.
    /// The cells are named in the order of the definition, whichever of them is the most suspicious.
    fn evidence(&self, inputs: &RuleInputs<'a>) -> Evidence {
        if self.fact.key.entity != inputs.region().code {
            return wording::evidence(inputs.this.edition, &self.cells(inputs));
        }
        Evidence::of(self.key(), self.display())
    }

    /// The figure as a key of the evidence.
    pub(crate) fn key(&self) -> EvidenceKey {
        EvidenceKey::Figure {
            indicator: self.indicator.code.clone(),
            name: wording::versioned(&self.indicator.name, &self.indicator.version),
        }
    }
}

/// Items that some relation of the catalogue ties to each other.
pub(crate) fn related(inputs: &RuleInputs<'_>) -> BTreeSet<(ItemCode, ItemCode)> {
    let mut pairs = BTreeSet::new();
    for relation in inputs.this.edition.relations() {
        let items: Vec<&ItemCode> = relation.left.iter().chain(&relation.right).collect();
        for a in &items {
            for b in &items {
                pairs.insert(((*a).clone(), (*b).clone()));
            }
        }
    }
    pairs
}
