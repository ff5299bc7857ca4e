//! A year's definitions and answers: its sums, its numbers and what is missing of them.

use std::collections::BTreeSet;

use voced_domain::{
    Answer, Dataset, Edition, EntityCode, ItemCode, Kind, Location, Missing, Observation,
    ObservationId, Quantity,
};

/// A year's definitions and answers.
#[derive(Clone, Copy, Debug)]
pub struct Year<'a> {
    /// The definitions.
    pub edition: &'a Edition,
    /// The answers.
    pub dataset: &'a Dataset,
}

/// An answer that is a number.
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
