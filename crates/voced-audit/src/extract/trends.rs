//! Words that say which way something went, without a number: 较上年略有提高.

use voced_domain::{IndicatorCode, Quantity};

use super::naming::{names, stands_in};
use super::words::{Trend, trends};
use super::{Extractor, Sentence};
use crate::claim::{Claim, Kind};

impl Extractor<'_> {
    /// Adds the words of a sentence to its claims, in the order of the text.
    pub(super) fn trends(&mut self, sentence: &Sentence<'_>) {
        let found = trends(sentence.text).into_iter();
        let claims: Vec<Claim> = found.map(|trend| self.trend(sentence, &trend)).collect();
        if claims.is_empty() {
            return;
        }
        self.claims.extend(claims);
        let of_sentence = self.claims.get_mut(sentence.first..).unwrap_or_default();
        of_sentence.sort_by_key(|claim| claim.place.range.start);
    }

    fn trend(&self, sentence: &Sentence<'_>, trend: &Trend<'_>) -> Claim {
        let place = sentence.at(&trend.range);
        let (fact, is_named) = self.goes(sentence, trend, place.range.start);
        Claim {
            sentence: sentence.around(&trend.range),
            text: sentence.text[trend.range.clone()].to_owned(),
            value: Quantity::zero(),
            decimals: 0,
            unit: String::new(),
            is_approximate: false,
            bound: None,
            kind: Kind::Trend,
            year: self.year,
            entity: self.entity(sentence, sentence.head(trend.range.start), None),
            is_named,
            fact,
            direction: Some(trend.direction),
            tag: None,
            place,
        }
    }

    /// What goes that way: what the clause names, or else what the number before it is about.
    fn goes(
        &self,
        sentence: &Sentence<'_>,
        trend: &Trend<'_>,
        at: usize,
    ) -> (Option<IndicatorCode>, bool) {
        if self.section.is_case_study() {
            return (None, false);
        }
        let named = self.lexicon.subject(trend.clause, "", true);
        let named = named.filter(|code| stands_in(&names(self.edition, code), trend.clause));
        let levels = self
            .claims
            .get(sentence.first..)
            .unwrap_or(&[])
            .iter()
            .rev();
        let mut levels =
            levels.filter(|claim| claim.kind == Kind::Level && claim.place.range.end <= at);
        match (named, levels.next()) {
            (Some(code), _) => (Some(code), true),
            (None, Some(level)) => (level.fact.clone(), level.is_named),
            (None, None) => (None, false),
        }
    }
}
