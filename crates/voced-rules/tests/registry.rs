//! The registry as a whole.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_domain::{Catalogue, RuleCode};
use voced_rules::{all, bound_name, relation_card};
use voced_testing::edition;

#[test]
fn codes_are_sorted_unique_and_every_rule_says_all_of_its_manual() {
    let codes: Vec<&str> = all().iter().map(|rule| &*rule.card.code).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    let edition = edition(2020);
    let relations = edition
        .relations()
        .iter()
        .map(|relation| relation_card(&edition, relation));
    let cards: Vec<_> = all()
        .iter()
        .map(|rule| rule.card.clone())
        .chain(relations)
        .collect();
    for card in cards {
        assert!(RuleCode::new(&*card.code).is_ok());
        assert!(
            !card.name.is_empty() && !card.source.is_empty(),
            "{}",
            card.code
        );
        let manual = &card.manual;
        for part in [
            &manual.finds,
            &manual.matters,
            &manual.correct,
            &manual.example,
        ] {
            assert!(
                part.ends_with('。') && part.chars().count() > 5,
                "{}: {part}",
                card.code
            );
        }
    }
}

#[test]
fn every_file_of_the_registry_is_in_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    let mut files: Vec<String> = names
        .filter(|name| name != "mod.rs")
        .map(|name| name.trim_end_matches(".rs").to_uppercase())
        .collect();
    files.sort();
    let codes: Vec<&str> = all().iter().map(|rule| &*rule.card.code).collect();
    assert_eq!(files, codes);
}

#[test]
fn every_threshold_is_some_rules() {
    let edition = edition(2020);
    for rule in all() {
        for threshold in edition.thresholds_of(&rule.card.rule()) {
            assert!(!threshold.value.is_negative(), "{}", threshold.name);
            assert!(bound_name(&threshold.name).is_some(), "{}", threshold.name);
        }
    }
    let known: Vec<String> = all()
        .iter()
        .map(|rule| rule.card.code.to_string())
        .collect();
    let source = Catalogue::national_sources();
    let thresholds = source
        .iter()
        .find(|source| source.name == "thresholds.toml")
        .unwrap();
    for line in thresholds
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("rule = "))
    {
        assert!(known.contains(&line.trim_matches('"').to_owned()), "{line}");
    }
}
