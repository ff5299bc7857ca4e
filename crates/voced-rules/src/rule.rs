//! What a rule is, and what came of putting it to the data.

use std::collections::BTreeMap;

use voced_domain::{Finding, ObservationId, RuleCard, RuleCode, RuleTally, Years};

use crate::scene::{Lacking, Scene};

/// A rule that needs an algorithm.
pub struct Rule {
    /// Code, name, severity, source and manual.
    pub card: RuleCard,
    /// The years in which it is in force.
    pub in_force: Years,
    /// Puts it to the data.
    pub(crate) check: fn(&Rule, &Scene<'_>, &mut Verdicts),
}

/// A finding with the answers that, if one of them is wrong, explain it.
pub(crate) struct Raised {
    pub(crate) finding: Finding,
    pub(crate) causes: Vec<ObservationId>,
}

/// What came of all rules.
#[derive(Default)]
pub(crate) struct Verdicts {
    pub(crate) raised: Vec<Raised>,
    tallies: BTreeMap<String, Count>,
    /// How many checks each unusable or missing answer stood in the way of.
    pub(crate) lacking: BTreeMap<ObservationId, u32>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    pass: u32,
    fail: u32,
    not_evaluable: u32,
}

impl Verdicts {
    pub(crate) fn pass(&mut self, card: &RuleCard) {
        self.count(card).pass += 1;
    }

    pub(crate) fn fail(
        &mut self,
        card: &RuleCard,
        finding: Finding,
        causes: impl IntoIterator<Item = ObservationId>,
    ) {
        self.count(card).fail += 1;
        let causes = causes.into_iter().collect();
        self.raised.push(Raised { finding, causes });
    }

    /// A relation that fails from a cause that is reported elsewhere.
    pub(crate) fn fail_silently(&mut self, card: &RuleCard) {
        self.count(card).fail += 1;
    }

    pub(crate) fn unknown(&mut self, card: &RuleCard, lacking: &Lacking) {
        self.count(card).not_evaluable += 1;
        for id in &lacking.0 {
            *self.lacking.entry(*id).or_default() += 1;
        }
    }

    /// Makes a rule appear in the tallies although there was nothing to judge.
    pub(crate) fn known(&mut self, card: &RuleCard) {
        self.count(card);
    }

    fn count(&mut self, card: &RuleCard) -> &mut Count {
        // Most rules pass most of the time; their code is not to be copied each time.
        if !self.tallies.contains_key(&*card.code) {
            self.tallies.insert(card.code.to_string(), Count::default());
        }
        let count = self.tallies.get_mut(&*card.code);
        count.expect("inserted above")
    }

    pub(crate) fn tallies(&self) -> Vec<RuleTally> {
        let tally = |(code, count): (&String, &Count)| RuleTally {
            code: RuleCode::new(code).expect("the code of a card is one"),
            pass: count.pass,
            fail: count.fail,
            not_evaluable: count.not_evaluable,
        };
        self.tallies.iter().map(tally).collect()
    }
}
