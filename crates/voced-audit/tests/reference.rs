//! The published report of 2020, read back: what is known to be wrong with it is found, and nothing
//! else is called a contradiction.
//!
//! Report and claims lie beside the workspace and not in it; where they are absent the test passes
//! over and says so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use voced_audit::{Audit, Verdict, audit, read};
use voced_domain::{Catalogue, ReferenceYear};

/// How many of its numbers are recognised; better may become, worse not.
const LEAST_RECOGNISED: usize = 177;
/// The claims that cannot be true, by their numbers in `claims.csv`.
const CONTRADICTORY: [&str; 8] = [
    "C008", "C042", "C122", "C192", "C193", "C242", "C244", "C245",
];
/// A number with the line it stands on.
type Place = (usize, String);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference")
}

fn report() -> Option<Vec<u8>> {
    let files = fs::read_dir(folder()).ok()?.flatten();
    let mut paths = files.map(|file| file.path());
    let path = paths.find(|path| path.extension().is_some_and(|end| end == "txt"))?;
    fs::read(path).ok()
}

/// The claims that were recomputed by hand: number, place and verdict.
fn claims() -> Option<Vec<(String, Place, String)>> {
    let mut reader = csv::Reader::from_path(folder().join("claims.csv")).ok()?;
    let claims = reader.records().flatten().filter_map(|row| {
        let line = row[9].strip_prefix('L')?;
        let end = line.find(|c: char| !c.is_ascii_digit());
        let line = line[..end.unwrap_or(line.len())].parse().ok()?;
        Some((
            row[0].to_owned(),
            (line, row[4].to_owned()),
            row[8].to_owned(),
        ))
    });
    Some(claims.collect())
}

fn audited() -> Option<Audit> {
    let Some(bytes) = report() else {
        eprintln!("no ../shared/reference here: the published report is passed over");
        return None;
    };
    let catalogue = Catalogue::national().unwrap();
    let edition = catalogue.edition(ReferenceYear::new(2020).unwrap());
    Some(audit(&read(&bytes).unwrap(), &edition, None))
}

fn contradictory(audit: &Audit) -> BTreeSet<Place> {
    let judged = audit.judged.iter();
    let found = judged.filter(|judged| judged.verdict == Verdict::Contradicts);
    found
        .map(|judged| {
            let claim = &audit.claims[judged.claim];
            (
                claim.place.line,
                claim.text.trim_end_matches('%').to_owned(),
            )
        })
        .collect()
}

#[test]
fn just_the_claims_that_cannot_be_true_are_contradictory() {
    let (Some(audit), Some(claims)) = (audited(), claims()) else {
        return;
    };
    let by_hand = claims
        .iter()
        .filter(|(.., verdict)| verdict == "contradicts");
    let numbers: Vec<&str> = by_hand
        .clone()
        .map(|(number, ..)| number.as_str())
        .collect();
    assert_eq!(numbers, CONTRADICTORY);
    let places: BTreeSet<Place> = by_hand.map(|(_, place, _)| place.clone()).collect();
    assert_eq!(contradictory(&audit), places);
}

#[test]
fn no_fewer_numbers_are_recognised_than_before() {
    let Some(audit) = audited() else { return };
    let summary = audit.summary();
    assert!(summary.recognised >= LEAST_RECOGNISED, "{summary:?}");
}
