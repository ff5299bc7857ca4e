//! Passages without a fault, of which none may be called one: `tests/clean.toml`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde::Deserialize;
use voced_audit::{Verdict, audit, read};
use voced_domain::{Catalogue, ReferenceYear};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clean {
    passages: Vec<String>,
}

#[test]
fn what_has_no_fault_is_called_none() {
    let clean: Clean = toml::from_str(include_str!("clean.toml")).unwrap();
    let catalogue = Catalogue::national().unwrap();
    let edition = catalogue.edition(ReferenceYear::new(2020).unwrap());
    let mut alarms = Vec::new();
    for passage in &clean.passages {
        let document = read(passage.as_bytes()).unwrap();
        let audit = audit(&document, &edition, None);
        let wrong = audit
            .judged
            .iter()
            .filter(|judged| judged.verdict == Verdict::Contradicts);
        let line = passage.trim().lines().next().unwrap_or("");
        alarms.extend(wrong.map(|judged| format!("{}　{line}　{}", judged.check, judged.reason)));
    }
    assert!(alarms.is_empty(), "{alarms:#?}");
}
