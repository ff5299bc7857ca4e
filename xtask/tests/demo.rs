//! A bureau with two collected years: last year's figures are computed, not taken from print.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;

use common::{run, text};
use serde_json::Value;

#[test]
fn changes_are_taken_against_last_years_workbooks_for_schools_and_city() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("o");
    let arguments = [
        "report",
        "--year",
        "2023",
        "--bureau",
        "fixtures/demo",
        "--only",
        "json",
        "--out",
        text(&folder),
    ];
    let output = run(&arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let json = fs::read(folder.join("data/indicators.json")).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    let shown = |fact: &&Value| {
        let change = &fact["change"];
        format!(
            "{} {} {} = {} / {} = {} {}; {} {} {} from {} ({})",
            fact["year"],
            fact["entity"],
            fact["code"],
            fact["numerator"],
            fact["denominator"],
            fact["display"],
            fact["unit"],
            change["kind"],
            change["display"],
            change["unit"],
            change["from_year"],
            change["from_vintage"],
        )
    };
    let codes = [
        "students.enrolled",
        "dual_share",
        "vocational_share",
        "first_income",
        "budget_education",
        "majors.distinct",
    ];
    let lines: Vec<_> = document["facts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fact| codes.iter().any(|code| fact["code"] == *code))
        .map(|fact| shown(&fact).replace('"', ""))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
