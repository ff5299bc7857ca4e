//! Numbers in Chinese text against the specifications of another reader, Microsoft Recognizers-Text.
//!
//! They lie beside the workspace and not in it; where they are absent the test passes over and says so. What
//! concerns a report is said in `numbers/rule.rs`; what of it is not read as they have it stands in
//! `numbers_left.toml`, each with its reason.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "numbers/rule.rs"]
mod rule;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rule::{Case, Why};
use serde::Deserialize;
use voced_audit::{Block, Claim, Document, Kind, Line, Text, claims};
use voced_domain::{Catalogue, Edition, Quantity, ReferenceYear};

const FILES: [&str; 7] = [
    "AgeModel",
    "CurrencyModel",
    "DimensionModel",
    "NumberModel",
    "NumberRangeModel",
    "OrdinalModel",
    "PercentModel",
];
/// Of a hundred inputs that concern a report so many are read as they should be.
const AT_LEAST: usize = 95;

/// The cases of a file, in its order.
fn cases(file: &str) -> Option<Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/audit/numbers");
    let text = fs::read_to_string(folder.join(file).with_extension("json")).ok()?;
    Some(serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap())
}

fn all_cases() -> Option<Vec<(&'static str, Vec<Case>)>> {
    let files = FILES.into_iter().map(|file| Some((file, cases(file)?)));
    let all: Option<Vec<_>> = files.collect();
    if all.is_none() {
        eprintln!("no ../shared/audit/numbers here: the numbers are passed over");
    }
    all
}

/// An input that is not read as they have it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Left {
    file: String,
    index: usize,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllLeft {
    left: Vec<Left>,
}

fn left() -> BTreeSet<(String, usize)> {
    let all: AllLeft = toml::from_str(include_str!("numbers_left.toml")).unwrap();
    let places = all.left.into_iter().map(|left| {
        assert!(!left.reason.is_empty(), "{} {}", left.file, left.index);
        (left.file, left.index)
    });
    places.collect()
}

/// The claims of a text of one paragraph.
fn claims_of(text: &str, edition: &Edition) -> Vec<Claim> {
    let paragraph = Block::Paragraph(Line {
        number: 1,
        text: Text::from(text),
    });
    let document = Document {
        blocks: vec![paragraph],
        ..Document::default()
    };
    let claims = claims(&document, edition, None).claims;
    let numbers = claims.into_iter().filter(|claim| claim.kind != Kind::Trend);
    numbers.collect()
}

/// The value of a claim, and where it is a part of a whole that part.
fn values(claim: &Claim) -> Vec<Quantity> {
    let parts = match claim.counted() {
        "%" | "百分点" | "个百分点" => 100,
        "‰" | "千分点" | "个千分点" => 1_000,
        "成" => 10,
        _ => 1,
    };
    let value = claim.base_value();
    let part = value.checked_div(&Quantity::from(parts)).unwrap();
    vec![value, part]
}

/// Whether just what concerns a report is read. Most files look for numbers of one kind; what else
/// their sentences have is read too.
fn is_right(case: &Case, edition: &Edition) -> bool {
    let mut read: Vec<Vec<Quantity>> = claims_of(&case.sentence(), edition)
        .iter()
        .map(values)
        .collect();
    let figures = case.figures();
    if (figures.is_empty() || case.is_complete()) && read.len() != figures.len() {
        return false;
    }
    figures.iter().all(|figure| {
        let at = read.iter().position(|values| values.contains(figure));
        at.map(|at| read.swap_remove(at)).is_some()
    })
}

#[test]
fn numbers_that_concern_a_report_are_read_as_others_read_them() {
    let Some(all) = all_cases() else { return };
    let catalogue = Catalogue::national().unwrap();
    let edition = catalogue.edition(ReferenceYear::new(2020).unwrap());
    let mut shown = String::new();
    let mut wrong = BTreeSet::new();
    let mut n_concern = 0;
    for (file, cases) in &all {
        let concern = |(_, case): &(usize, &Case)| case.left_out().is_none();
        let concerned: Vec<_> = cases.iter().enumerate().filter(concern).collect();
        let missed = concerned
            .iter()
            .filter(|(_, case)| !is_right(case, &edition));
        let missed: Vec<usize> = missed.map(|(idx, _)| *idx).collect();
        let (n, right) = (concerned.len(), concerned.len() - missed.len());
        let _ = writeln!(
            shown,
            "{file} {}: {n} concern a report, {right} right",
            cases.len()
        );
        n_concern += n;
        wrong.extend(missed.into_iter().map(|idx| ((*file).to_owned(), idx)));
    }
    let right = n_concern - wrong.len();
    let _ = writeln!(shown, "all: {n_concern} concern a report, {right} right");
    insta::assert_snapshot!(shown, @"
    AgeModel 10: 5 concern a report, 5 right
    CurrencyModel 35: 27 concern a report, 27 right
    DimensionModel 36: 21 concern a report, 18 right
    NumberModel 365: 151 concern a report, 147 right
    NumberRangeModel 65: 55 concern a report, 53 right
    OrdinalModel 7: 7 concern a report, 7 right
    PercentModel 152: 82 concern a report, 79 right
    all: 348 concern a report, 336 right
    ");
    assert_eq!(wrong, left());
    assert!(
        right * 100 >= n_concern * AT_LEAST,
        "{right} of {n_concern}"
    );
}

#[test]
fn what_does_not_concern_a_report_is_left_out_by_rule() {
    let Some(all) = all_cases() else { return };
    let mut counts: BTreeMap<Why, usize> = BTreeMap::new();
    for why in all
        .iter()
        .flat_map(|(_, cases)| cases.iter().filter_map(Case::left_out))
    {
        *counts.entry(why).or_default() += 1;
    }
    insta::assert_debug_snapshot!(counts, @"
    {
        Script: 120,
        Address: 2,
        Cheque: 35,
        Infant: 5,
        Thing: 38,
        Coins: 4,
        Spoken: 46,
        Mixed: 21,
        Notation: 30,
        Minus: 13,
        AboveOne: 8,
    }
    ");
}

#[test]
fn a_growth_with_a_minus_is_a_decline_and_a_range_is_none() {
    let catalogue = Catalogue::national().unwrap();
    let edition = catalogue.edition(ReferenceYear::new(2020).unwrap());
    let read = |text: &str| -> Vec<String> {
        let claims = claims_of(text, &edition).into_iter();
        let shown = claims.map(|claim| format!("{} {:?}", claim.value, claim.direction));
        shown.collect()
    };
    assert_eq!(read("产值同比增长-2.3%。"), ["-23/10 Some(Down)"]);
    assert_eq!(read("增速为-2.3%。"), ["-23/10 None"]);
    assert_eq!(read("班额为20-30人。"), ["20 None", "30 None"]);
}
