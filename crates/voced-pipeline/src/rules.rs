//! The one list of all rules.

use voced_domain::{Edition, RuleCard};

/// The card of every rule that is in force in a year, by code: of reading, of relations between
/// items, and of algorithms.
pub fn rules(edition: &Edition) -> Vec<RuleCard> {
    let reading = voced_ingest::rules().iter().map(|card| (*card).clone());
    let relations = edition.relations().iter();
    let relations = relations.map(|relation| voced_rules::relation_card(edition, relation));
    let algorithms = voced_rules::all().iter();
    let algorithms = algorithms.filter(|rule| rule.in_force.contains(edition.year()));
    let mut cards: Vec<RuleCard> = reading
        .chain(relations)
        .chain(algorithms.map(|rule| rule.card.clone()))
        .collect();
    cards.sort_by(|a, b| a.code.cmp(&b.code));
    cards
}
