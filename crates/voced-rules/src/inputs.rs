//! What rules look at: the answers of two years and the facts computed from them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use voced_domain::{
    Answer, Bureau, Dataset, Edition, Entity, EntityCode, Facts, Holder, ItemCode, Kind, Location,
    Missing, Observation, ObservationId, Quantity, Region, School,
};

use crate::peers::Peers;

/// Everything a rule may look at.
#[derive(Debug)]
pub struct RuleInputs<'a> {
    /// The bureau and its schools.
    pub bureau: &'a Bureau,
    /// The year that is checked.
    pub this: Year<'a>,
    /// The year before, where its workbooks are there.
    pub last: Option<Year<'a>>,
    /// The facts of both years; of the year before perhaps only what was printed.
    pub facts: &'a Facts,
    /// Whose figures are judged together.
    district: District<'a>,
    /// What schools have of each item for each student, found when it is first asked for.
    peers: OnceLock<Peers>,
}

/// A region and its schools: the bureau's own, or one within.
#[derive(Debug)]
struct District<'a> {
    region: &'a Region,
    /// The schools that handed in a workbook, in the bureau's order.
    schools: Vec<&'a School>,
    /// Whether all of them did.
    is_complete: bool,
}

/// A year's definitions and answers.
#[derive(Clone, Copy, Debug)]
pub struct Year<'a> {
    /// The definitions.
    pub edition: &'a Edition,
    /// The answers.
    pub dataset: &'a Dataset,
}

/// An answer that is a number, with what rounding may have taken from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'a> {
    pub(crate) observation: &'a Observation,
    pub(crate) number: &'a Quantity,
}

/// A sum of answers on one side of a relation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Total<'a> {
    pub(crate) value: Quantity,
    /// By how much rounding of the entries may have moved it, up or down.
    pub(crate) slack: Quantity,
    pub(crate) cells: Vec<Cell<'a>>,
    /// Answers 不适用, which count nothing.
    pub(crate) skipped: Vec<&'a Observation>,
}

/// Answers for want of which a rule cannot judge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MissingAnswers(pub(crate) BTreeSet<ObservationId>);

impl<'a> RuleInputs<'a> {
    /// A year's answers with the year before, where its workbooks are there, and the facts of both.
    pub fn new(
        bureau: &'a Bureau,
        this: Year<'a>,
        last: Option<Year<'a>>,
        facts: &'a Facts,
    ) -> Self {
        let schools = bureau.schools().iter().collect();
        Self {
            bureau,
            this,
            last,
            facts,
            district: District::of(&this, bureau.own_region(), schools),
            peers: OnceLock::new(),
        }
    }

    /// What is judged by itself. A region that hands in a workbook is compared with its own schools,
    /// and they with each other; a region above those has no schools left.
    pub(crate) fn districts(&self) -> Vec<Self> {
        let own = self.region();
        let reporting = self.bureau.reporting_regions(own);
        let above = (!reporting.contains(&own)).then_some(District {
            region: own,
            schools: Vec::new(),
            is_complete: false,
        });
        let of_schools = reporting.into_iter().map(|region| {
            let schools = self.bureau.schools_of(Entity::Region(region));
            District::of(&self.this, region, schools)
        });
        let all = above.into_iter().chain(of_schools);
        all.map(|district| Self {
            district,
            peers: OnceLock::new(),
            ..*self
        })
        .collect()
    }

    /// What schools have of each item for each student.
    pub(crate) fn peers(&self) -> &Peers {
        self.peers.get_or_init(|| Peers::of(self))
    }

    /// Schools that handed in a workbook, in the bureau's order.
    pub(crate) fn schools(&self) -> impl Iterator<Item = &'a School> {
        self.district.schools.iter().copied()
    }

    /// Whether every school handed in a workbook.
    pub(crate) fn is_complete(&self) -> bool {
        self.district.is_complete
    }

    /// The region whose figures are judged with its schools.
    pub(crate) fn region(&self) -> &'a Region {
        self.district.region
    }

    /// The entities whose answers to an item are added up for the city: all schools, or the region.
    pub(crate) fn holders(&self, item: &ItemCode) -> Vec<&'a EntityCode> {
        match self.this.edition.holder_of(item) {
            Some(Holder::City) => vec![&self.region().code],
            _ => self.schools().map(|school| &school.code).collect(),
        }
    }

    /// The observation with this id, of either year.
    pub(crate) fn observation(&self, id: ObservationId) -> Option<&'a Observation> {
        let of_last = || self.last?.dataset.observation(id);
        self.this.dataset.observation(id).or_else(of_last)
    }

    /// The region's name where a figure is the region's; a school knows its own.
    pub(crate) fn region_name(&self, entity: &EntityCode) -> &'a str {
        self.bureau.region(entity).map_or("", |region| &region.name)
    }

    /// The name of an entity for narrow places.
    pub(crate) fn short(&self, code: &EntityCode) -> &'a str {
        self.bureau.entity(code).map_or("", Entity::short)
    }
}

impl<'a> District<'a> {
    fn of(year: &Year<'_>, region: &'a Region, mut schools: Vec<&'a School>) -> Self {
        let n_schools = schools.len();
        schools.retain(|school| year.dataset.has(&school.code));
        Self {
            region,
            is_complete: schools.len() == n_schools,
            schools,
        }
    }
}

impl<'a> Year<'a> {
    /// The sum of an entity's answers to items. What is blank or cannot be used leaves the sum
    /// unknown; what does not apply counts nothing, or leaves it unknown as well.
    pub(crate) fn total(
        &self,
        entity: &EntityCode,
        items: &[ItemCode],
        missing: Missing,
    ) -> Result<Total<'a>, MissingAnswers> {
        let mut total = Total::default();
        let mut unusable = MissingAnswers::default();
        let mut is_unknown = false;
        for item in items {
            let mut answers = self.dataset.answers(entity, item).peekable();
            is_unknown |= answers.peek().is_none() && !self.edition.is_in_table(item);
            for observation in answers {
                match &observation.answer {
                    Answer::Number(number) => total.add(observation, number, &self.slack(item)),
                    Answer::NotApplicable if missing == Missing::SkipNotApplicable => {
                        total.skipped.push(observation);
                    }
                    Answer::NotApplicable
                    | Answer::Blank
                    | Answer::Unusable(_)
                    | Answer::Text(_) => {
                        unusable.0.insert(observation.id);
                    }
                }
            }
        }
        if is_unknown || !unusable.0.is_empty() {
            return Err(unusable);
        }
        Ok(total)
    }

    /// The number that an entity answered to an item that is no column of a table.
    pub(crate) fn number(&self, entity: &EntityCode, item: &ItemCode) -> Option<Cell<'a>> {
        Cell::of(self.dataset.answer(entity, item)?)
    }

    /// Half a unit of the last decimal that an item is entered with; counts are exact.
    fn slack(&self, item: &ItemCode) -> Quantity {
        let Some(item) = self.edition.item(item) else {
            return Quantity::zero();
        };
        match item.kind {
            Kind::Money | Kind::Mean => Quantity::half_unit(item.decimals),
            _ => Quantity::zero(),
        }
    }
}

impl<'a> Total<'a> {
    fn add(&mut self, observation: &'a Observation, number: &'a Quantity, slack: &Quantity) {
        self.value = &self.value + number;
        self.slack = &self.slack + slack;
        self.cells.push(Cell {
            observation,
            number,
        });
    }

    pub(crate) fn extend(&mut self, other: Total<'a>) {
        self.value = &self.value + &other.value;
        self.slack = &self.slack + &other.slack;
        self.cells.extend(other.cells);
        self.skipped.extend(other.skipped);
    }
}

impl<'a> Cell<'a> {
    pub(crate) fn of(observation: &'a Observation) -> Option<Self> {
        let number = observation.answer.number()?;
        Some(Self {
            observation,
            number,
        })
    }

    pub(crate) fn id(&self) -> ObservationId {
        self.observation.id
    }
}

/// The place of an observation, for a finding.
pub(crate) fn place(observation: &Observation) -> Location {
    Location::from(&observation.cell).item(observation.item.clone())
}
