//! Sentences of `tests/statements.toml`, each with what its numbers say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde::Deserialize;
use voced_audit::{Kind, audit, read};
use voced_domain::{Catalogue, Edition, ReferenceYear};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    says: Vec<String>,
}

/// Of each number of a text, what it is printed as, of what it is and whose.
fn said(text: &str, edition: &Edition) -> Vec<String> {
    let document = read(text.as_bytes()).unwrap();
    let audit = audit(&document, edition, None);
    let statements = audit.claims.iter().zip(&audit.statements);
    let numbers = statements.filter(|(claim, _)| claim.kind != Kind::Trend);
    let said = numbers.map(|(claim, statement)| {
        let scope = statement.scope.join("、");
        let said = [claim.text.as_str(), &statement.measure, &scope];
        said.join("｜").trim_end_matches('｜').to_owned()
    });
    said.collect()
}

#[test]
fn every_number_says_what_it_counts_and_whose_it_is() {
    let catalogue = Catalogue::national().unwrap();
    let edition = catalogue.edition(ReferenceYear::new(2020).unwrap());
    let cases: Cases = toml::from_str(include_str!("statements.toml")).unwrap();
    let mistakes: Vec<String> = cases
        .case
        .iter()
        .filter_map(|case| {
            let said = said(&case.text, &edition);
            (said != case.says).then(|| format!("{}　{said:?}", case.name))
        })
        .collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}
