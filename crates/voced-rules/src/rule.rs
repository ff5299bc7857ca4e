//! What a rule is, and how it is put to the data.

use voced_domain::{
    Edition, EntityCode, Finding, FindingText, IndicatorCode, ObservationId, Quantity, RuleCard,
    Threshold, Years,
};

use crate::inputs::RuleInputs;
use crate::verdicts::{RaisedFinding, Verdicts};
use crate::year::MissingAnswers;

/// A rule that needs an algorithm.
pub struct Rule {
    /// Code, name, severity, source and manual, and how its findings stand to those of others.
    pub card: RuleCard,
    /// The years in which it is in force.
    pub in_force: Years,
    /// Puts it to the data.
    pub(crate) check: fn(&mut RuleContext<'_, '_>),
}

impl Rule {
    /// Puts the rule to the data, where it is in force.
    pub(crate) fn put_to(&self, inputs: &RuleInputs<'_>, verdicts: &mut Verdicts) {
        if !self.in_force.contains(inputs.this.edition.year()) {
            return;
        }
        verdicts.known(&self.card);
        let thresholds = inputs.this.edition.thresholds_of(&self.card.rule());
        (self.check)(&mut RuleContext {
            card: &self.card,
            inputs,
            thresholds,
            verdicts,
        });
    }
}

/// One rule with the data that it is put to: what it may look at, and where it says what came of it.
pub(crate) struct RuleContext<'c, 'a> {
    pub(crate) inputs: &'c RuleInputs<'a>,
    pub(crate) card: &'c RuleCard,
    /// Its bounds, the most particular first; looked up once, as they are asked for at every cell.
    thresholds: &'a [Threshold],
    verdicts: &'c mut Verdicts,
}

impl<'a> RuleContext<'_, 'a> {
    /// The definitions of the year that is checked.
    pub(crate) fn edition(&self) -> &'a Edition {
        self.inputs.this.edition
    }

    /// The bound of the rule for an item or indicator and a school; `None` where no list of thresholds
    /// sets one.
    pub(crate) fn bound_for(
        &self,
        name: &str,
        about: &IndicatorCode,
        school: &EntityCode,
    ) -> Option<Quantity> {
        self.threshold(name, Some(about), school)
    }

    /// The bound of the rule for a school, where it is the same for all items; `None` where no list of
    /// thresholds sets one.
    pub(crate) fn bound(&self, name: &str, school: &EntityCode) -> Option<Quantity> {
        self.threshold(name, None, school)
    }

    fn threshold(
        &self,
        name: &str,
        about: Option<&IndicatorCode>,
        school: &EntityCode,
    ) -> Option<Quantity> {
        let mut thresholds = self.thresholds.iter();
        let depends = thresholds.any(Threshold::is_of_some_schools);
        let school = depends.then(|| self.inputs.bureau.school(school)).flatten();
        let found = Threshold::in_force(self.thresholds, name, about, school)?;
        Some(found.value.clone())
    }

    /// A finding of the rule about a school or the region.
    pub(crate) fn finding(&self, entity: &EntityCode, text: FindingText) -> Finding {
        Finding::new(self.card, text).of_school(Some(entity.clone()))
    }

    /// The rule holds for what was looked at.
    pub(crate) fn pass(&mut self) {
        self.verdicts.pass(self.card);
    }

    /// The rule does not hold for what was looked at.
    pub(crate) fn fail(&mut self, raised: RaisedFinding) {
        self.verdicts.fail(self.card, raised);
    }

    /// The rule does not hold, and a wrong answer among these, the likeliest first, would be the reason.
    pub(crate) fn fail_because_of(
        &mut self,
        finding: Finding,
        causes: impl IntoIterator<Item = ObservationId>,
    ) {
        let causes = causes.into_iter().collect();
        self.fail(RaisedFinding { finding, causes });
    }

    /// The rule cannot be judged, for want of an answer or a figure.
    pub(crate) fn not_evaluable(&mut self) {
        self.verdicts
            .not_evaluable(self.card, &MissingAnswers::default());
    }
}
