//! Facts as rules look at them: rates and sums of a school or the region, this year and last.

use std::collections::BTreeSet;

use voced_domain::{
    EntityCode, Fact, Finding, Form, Indicator, IndicatorCode, ItemCode, Location, ObservationId,
    Quantity, RuleCard, quoted,
};

use crate::expectation;
use crate::rule::Rule;
use crate::scene::{Cell, Scene, place};
use crate::wording;

/// An indicator of one entity with its fact of this year.
#[derive(Clone, Copy)]
pub(crate) struct Figure<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) fact: &'a Fact,
}

impl<'a> Scene<'a> {
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

    /// The bound of a rule, for an item or indicator and a school.
    pub(crate) fn bound(
        &self,
        rule: &Rule,
        name: &str,
        about: &IndicatorCode,
        school: &EntityCode,
    ) -> Option<Quantity> {
        let threshold =
            self.this
                .edition
                .threshold(&rule.card.rule(), name, Some(about), Some(school))?;
        Some(threshold.value.clone())
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
        Location {
            file: format!("{}/printed.csv", self.this.edition.year().previous()),
            sheet: None,
            cell: None,
            item: None,
        }
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
        matches!(self.indicator.form, Form::Sum { .. })
    }

    /// The answers behind the figure.
    pub(crate) fn cells(&self, scene: &Scene<'a>) -> Vec<Cell<'a>> {
        let sources = self.fact.sources();
        let observations = sources.into_iter().filter_map(|id| scene.observation(id));
        observations.filter_map(Cell::of).collect()
    }

    /// The answers behind the figure, the one that is farthest from what is to be expected first.
    pub(crate) fn cells_by_suspicion(&self, scene: &Scene<'a>) -> Vec<Cell<'a>> {
        let mut cells = self.cells(scene);
        let suspicion = |cell: &Cell<'_>| {
            let expected = expectation::of(scene, cell.observation);
            expected.map_or(0, |expected| expectation::off(cell.number, &expected))
        };
        cells.sort_by_cached_key(|cell| std::cmp::Reverse(suspicion(cell)));
        cells
    }

    /// A finding about the figure, at the answers behind it.
    pub(crate) fn finding(&self, scene: &Scene<'a>, card: &RuleCard, said: Said) -> Raisable {
        let cells = self.cells_by_suspicion(scene);
        let number = cells.first().map_or("", |cell| {
            wording::number(scene.this.edition, cell.observation)
        });
        let entity = &self.fact.key.entity;
        let remedy = wording::or_explain(scene, card, entity, said.remedy, number);
        let message = format!("{}{}", scene.region_name(entity), said.message);
        let mut finding = Finding::new(card, message, said.found, said.expected, remedy);
        finding.difference = said.difference;
        finding.evidence = self.evidence(scene);
        for cell in &cells {
            finding = finding.at(place(cell.observation));
        }
        if finding.locations.is_empty() {
            finding = finding.at(scene.printed_last_year());
        }
        Raisable {
            finding: finding.of_school(Some(self.fact.key.entity.clone())),
            causes: cells.iter().map(Cell::id).collect(),
        }
    }

    /// A school's finding rests on its own cells, the region's on the printed figure, so that one
    /// school's correction elsewhere does not undo what was said of another.
    /// The cells are named in the order of the definition, whichever of them is the most suspicious.
    fn evidence(&self, scene: &Scene<'a>) -> String {
        if self.fact.key.entity != scene.region().code {
            return wording::evidence(scene.this.edition, &self.cells(scene));
        }
        let version = match self.indicator.version.as_str() {
            "national" => String::new(),
            own => format!("({own})"),
        };
        format!("{}{version}={}", self.indicator.name, self.display())
    }
}

/// What a rule says about a figure.
pub(crate) struct Said {
    pub(crate) message: String,
    pub(crate) found: String,
    pub(crate) expected: String,
    pub(crate) difference: Option<String>,
    pub(crate) remedy: String,
}

/// A finding and the answers that may be its cause.
pub(crate) struct Raisable {
    pub(crate) finding: Finding,
    pub(crate) causes: Vec<ObservationId>,
}

/// Items that some relation of the catalogue ties to each other.
pub(crate) fn related(scene: &Scene<'_>) -> BTreeSet<(ItemCode, ItemCode)> {
    let mut pairs = BTreeSet::new();
    for relation in scene.this.edition.relations() {
        let items: Vec<&ItemCode> = relation.left.iter().chain(&relation.right).collect();
        for a in &items {
            for b in &items {
                pairs.insert(((*a).clone(), (*b).clone()));
            }
        }
    }
    pairs
}
