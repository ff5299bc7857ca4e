//! A relation of the catalogue with the answers put into it.

use voced_domain::{
    EntityCode, ItemCode, Missing, Observation, ObservationId, Operator, Quantity, Relation,
    ReportingUnit,
};

use crate::inputs::RuleInputs;
use crate::year::{Cell, MissingAnswers, Total};

/// Both sides of a relation, known.
#[derive(Clone, Debug)]
pub(crate) struct Balance<'a> {
    pub(crate) relation: &'a Relation,
    pub(crate) left: Total<'a>,
    pub(crate) right: Total<'a>,
}

/// What a cell must be for a relation to hold, all else as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Needed {
    Exactly(Quantity),
    AtMost(Quantity),
    AtLeast(Quantity),
}

impl<'a> Balance<'a> {
    /// The relation within one workbook; `None` where its items are not of that workbook.
    pub(crate) fn within(
        inputs: &RuleInputs<'a>,
        relation: &'a Relation,
        entity: &EntityCode,
    ) -> Result<Self, MissingAnswers> {
        let side = |items: &[ItemCode], missing| inputs.this.total(entity, items, missing);
        Ok(Self {
            relation,
            left: side(&relation.left, relation.missing_left)?,
            right: side(&relation.right, relation.missing_right)?,
        })
    }

    /// The relation between sums over all schools and the bureau's own figures.
    pub(crate) fn across(
        inputs: &RuleInputs<'a>,
        relation: &'a Relation,
    ) -> Result<Self, MissingAnswers> {
        if !inputs.is_complete() {
            return Err(MissingAnswers::default());
        }
        let side = |items: &[ItemCode], missing: Missing| -> Result<Total<'a>, MissingAnswers> {
            let mut total = Total::default();
            for item in items {
                for entity in inputs.holders(item) {
                    let items = std::slice::from_ref(item);
                    total.extend(inputs.this.total(entity, items, missing)?);
                }
            }
            Ok(total)
        };
        Ok(Self {
            relation,
            left: side(&relation.left, relation.missing_left)?,
            right: side(&relation.right, relation.missing_right)?,
        })
    }

    pub(crate) fn holds(&self) -> bool {
        self.holds_between(&self.left.value, &self.right.value)
    }

    /// Whether it would hold with other numbers in some cells.
    pub(crate) fn holds_with(&self, changes: &[(ObservationId, &Quantity)]) -> bool {
        let changed = |total: &Total<'_>| {
            let mut value = total.value.clone();
            for cell in &total.cells {
                if let Some((_, number)) = changes.iter().find(|(id, _)| *id == cell.id()) {
                    value = &(&value - cell.number) + number;
                }
            }
            value
        };
        self.holds_between(&changed(&self.left), &changed(&self.right))
    }

    /// Entries are rounded, so a relation fails only where no numbers that round to them fulfil it.
    fn holds_between(&self, left: &Quantity, right: &Quantity) -> bool {
        let slack = &self.left.slack + &self.right.slack;
        let difference = left - right;
        match self.relation.operator {
            Operator::AtMost => difference <= slack,
            Operator::Equal => difference <= slack && &Quantity::zero() - &difference <= slack,
            Operator::Different => !difference.is_zero() || left.is_zero(),
        }
    }

    /// By how much the sides differ from what they should.
    pub(crate) fn difference(&self) -> Quantity {
        (&self.left.value - &self.right.value).abs()
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &Cell<'a>> {
        self.left.cells.iter().chain(&self.right.cells)
    }

    /// An answer 不适用 that leaves nothing on its side.
    pub(crate) fn emptied_by(&self) -> Option<&'a Observation> {
        let sides = [&self.left, &self.right].into_iter();
        let mut emptied = sides.filter(|side| side.cells.is_empty());
        emptied.find_map(|side| side.skipped.first().copied())
    }

    /// Answers 不适用 on both sides.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = &'a Observation> {
        let sides = [&self.left, &self.right].into_iter();
        sides.flat_map(|side| side.skipped.iter().copied())
    }

    /// What one of its cells must be for the relation to hold.
    pub(crate) fn needed(&self, id: ObservationId) -> Option<Needed> {
        let on_left = self.left.cells.iter().find(|cell| cell.id() == id);
        let on_right = self.right.cells.iter().find(|cell| cell.id() == id);
        let gap = &self.left.value - &self.right.value;
        match (on_left, on_right, self.relation.operator) {
            (Some(cell), None, Operator::Equal) => Some(Needed::Exactly(cell.number - &gap)),
            (Some(cell), None, Operator::AtMost) => Some(Needed::AtMost(cell.number - &gap)),
            (None, Some(cell), Operator::Equal) => Some(Needed::Exactly(cell.number + &gap)),
            (None, Some(cell), Operator::AtMost) => Some(Needed::AtLeast(cell.number + &gap)),
            _ => None,
        }
    }
}

/// Whether a relation is judged over all workbooks together: it speaks of the bureau's own figures
/// and of schools at once.
pub(crate) fn is_across(inputs: &RuleInputs<'_>, relation: &Relation) -> bool {
    let items = relation.left.iter().chain(&relation.right);
    let mut holders = items.filter_map(|item| inputs.this.edition.reporting_unit_of(item));
    let first = holders.next();
    relation.across || holders.any(|reporting_unit| Some(reporting_unit) != first)
}

/// Whose workbook a relation within one is about.
pub(crate) fn reporting_unit(
    inputs: &RuleInputs<'_>,
    relation: &Relation,
) -> Option<ReportingUnit> {
    inputs
        .this
        .edition
        .reporting_unit_of(relation.left.first()?)
}
