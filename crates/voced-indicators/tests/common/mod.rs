//! Facts of small datasets, shown as lines.

#![allow(dead_code, reason = "each test uses its part")]

use voced_domain::{Bureau, Edition, Fact, Facts, Term};
use voced_indicators::compute;
use voced_testing::{bureau, dataset, edition, three_schools};

pub(crate) fn facts(lines: &str) -> Vec<Fact> {
    facts_of(&three_schools(), lines)
}

pub(crate) fn facts_of(bureau: &Bureau, lines: &str) -> Vec<Fact> {
    facts_under(&edition(2020), bureau, lines)
}

pub(crate) fn facts_under(edition: &Edition, bureau: &Bureau, lines: &str) -> Vec<Fact> {
    compute(bureau, edition, &dataset(edition, lines), &Facts::default())
}

/// One line a fact: entity, display, terms, coverage, sources.
pub(crate) fn shown(facts: &[Fact], code: &str) -> String {
    let of_code = facts
        .iter()
        .filter(|fact| fact.key.indicator.as_str() == code);
    let lines = of_code.map(|fact| {
        let (numerator, denominator) = fact.terms();
        let term =
            |term: Option<&Term>| term.map_or("·".to_owned(), |term| term.value.to_plain_text());
        format!(
            "{:<6} {:<5} = {} ÷ {}  [{}/{}]  {:?}",
            fact.key.entity,
            fact.display(),
            term(numerator),
            term(denominator),
            fact.coverage.reported,
            fact.coverage.expected,
            fact.sources().iter().map(|id| id.0).collect::<Vec<_>>()
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A province with two cities; school a lies in the first, b and c in a county of the second.
pub(crate) fn province() -> Bureau {
    bureau(
        "省 province 某省
         市 city1    甲市 province
         市 city2    乙市 province
         县 county   丙县 city2
         校 a        甲校 city1
         校 b        乙校 county
         校 c        丙校 county",
    )
}
