//! What came of putting rules to the data.

use std::collections::BTreeMap;

use voced_domain::{Finding, Gap, ObservationId, RuleCard, RuleCode, RuleTally, Unjudged};

use crate::year::MissingAnswers;

/// A finding with the answers that, if one of them is wrong, explain it.
pub(crate) struct RaisedFinding {
    pub(crate) finding: Finding,
    /// The likeliest first.
    pub(crate) causes: Vec<ObservationId>,
}

impl RaisedFinding {
    /// The same finding, of numbers that differ by this.
    pub(crate) fn differing_by(mut self, gap: impl Into<Gap>) -> Self {
        self.finding = self.finding.differing_by(gap);
        self
    }
}

/// What came of all rules.
#[derive(Default)]
pub(crate) struct Verdicts {
    pub(crate) raised: Vec<RaisedFinding>,
    tallies: BTreeMap<String, Count>,
    /// How many checks each unusable or missing answer stood in the way of.
    pub(crate) missing: BTreeMap<ObservationId, u32>,
    /// Relations that could not be judged, with what was answered of them.
    pub(crate) unjudged: Vec<Unjudged>,
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

    pub(crate) fn fail(&mut self, card: &RuleCard, raised: RaisedFinding) {
        self.count(card).fail += 1;
        self.raised.push(raised);
    }

    /// A relation that fails from a cause that is reported elsewhere.
    pub(crate) fn fail_silently(&mut self, card: &RuleCard) {
        self.count(card).fail += 1;
    }

    pub(crate) fn not_evaluable(&mut self, card: &RuleCard, missing: &MissingAnswers) {
        self.count(card).not_evaluable += 1;
        for id in &missing.0 {
            *self.missing.entry(*id).or_default() += 1;
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
