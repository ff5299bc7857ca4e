//! Short passages of `tests/faults`, each with what its check says of it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;
use voced_audit::{Audit, Data, Judged, Verdict, audit, check_names, read};
use voced_domain::{Catalogue, Edition, ReferenceYear};
use voced_examples::SIPING;

/// A file: passages about one check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    is: Is,
    text: String,
    /// Whether the facts of the example bureau are at hand.
    #[serde(default)]
    facts: bool,
    /// Number and verdict of everything that the check finds, in the order of the text.
    expected: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
enum Is {
    Fails,
    Passes,
    NearMiss,
}

fn files() -> BTreeMap<String, Cases> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let files = fs::read_dir(folder).unwrap().flatten();
    let cases = files.map(|file| {
        let check = file
            .path()
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let text = fs::read_to_string(file.path()).unwrap();
        (check, toml::from_str(&text).unwrap())
    });
    cases.collect()
}

static NATIONAL: LazyLock<Edition> = LazyLock::new(|| {
    let catalogue = Catalogue::national().unwrap();
    catalogue.edition(ReferenceYear::new(2020).unwrap())
});

fn judged(case: &Case) -> Audit {
    let document = read(case.text.as_bytes()).unwrap();
    if case.facts {
        let data = Data {
            bureau: &SIPING.bureau,
            facts: &SIPING.facts,
        };
        audit(&document, &SIPING.this.edition, Some(data))
    } else {
        audit(&document, &NATIONAL, None)
    }
}

fn of_check<'a>(audit: &'a Audit, check: &'a str) -> impl Iterator<Item = &'a Judged> {
    audit.all.iter().filter(move |judged| judged.check == check)
}

fn printed(audit: &Audit, judged: &Judged) -> String {
    let claim = &audit.claims[judged.claim];
    let has_unit = claim.text.ends_with(&claim.unit) || claim.unit.contains(':');
    let unit = if has_unit { "" } else { &claim.unit };
    format!("{}{unit}", claim.text)
}

/// What a passage has that it should not have, or the other way round.
fn mistake(check: &str, case: &Case) -> Option<String> {
    let audit = judged(case);
    let found: Vec<String> = of_check(&audit, check)
        .map(|judged| format!("{} {}", printed(&audit, judged), judged.verdict.name()))
        .collect();
    let fails = of_check(&audit, check).any(|judged| judged.verdict <= Verdict::Style);
    let is_right = found == case.expected && fails == (case.is == Is::Fails);
    (!is_right).then(|| format!("{check}　{}　{found:?}", case.name))
}

#[test]
fn every_passage_has_the_findings_it_should_have() {
    let files = files();
    let mistakes: Vec<String> = files
        .iter()
        .flat_map(|(check, cases)| cases.case.iter().filter_map(|case| mistake(check, case)))
        .collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn every_check_has_a_passage_that_fails_one_that_passes_and_a_near_miss() {
    let files = files();
    let checks: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(checks, check_names().collect::<BTreeSet<_>>());
    for (check, cases) in &files {
        let kinds: BTreeSet<Is> = cases.case.iter().map(|case| case.is).collect();
        assert_eq!(kinds.len(), 3, "{check}：{kinds:?}");
    }
}

#[test]
fn findings_say_how_they_follow() {
    let mut shown = String::new();
    for (check, cases) in files() {
        for case in cases.case {
            let audit = judged(&case);
            let _ = writeln!(shown, "{check}　{}", case.name);
            for judged in of_check(&audit, &check) {
                let _ = writeln!(
                    shown,
                    "  {} {}：{}〔{}〕",
                    judged.verdict.name(),
                    printed(&audit, judged),
                    judged.reason,
                    judged.check_title()
                );
            }
        }
    }
    insta::assert_snapshot!(shown);
}
