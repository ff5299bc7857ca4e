//! What we write ourselves and nobody touched holds: every example bureau, every year, both editions, every format that is
//! read back, by arithmetic alone and against the data.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use common::{run, text};
use serde_json::Value;

/// The example bureaus with a year of which they have a report. One PDF of six years says what the others would.
const REPORTS: &[(&str, &str, &[&str])] = &[
    ("fixtures/siping", "2020", ALL),
    ("fixtures/demo", "2023", ALL),
    ("fixtures/years", "2020", QUICK),
    ("fixtures/years", "2021", QUICK),
    ("fixtures/years", "2022", QUICK),
    ("fixtures/years", "2023", ALL),
    ("fixtures/years", "2024", QUICK),
];
/// A province of so many schools, none of them real.
const SCHOOLS: &str = "40";
const ALL: &[&str] = &["docx", "html", "pdf"];
const QUICK: &[&str] = &["docx", "html"];

#[test]
fn what_nobody_touched_is_neither_contradicted_nor_corrected() {
    for (bureau, year, formats) in REPORTS {
        assert_holds(bureau, year, formats);
    }
}

#[test]
fn nor_is_the_report_of_a_simulated_province() {
    let folder = tempfile::tempdir().unwrap();
    let bureau = folder.path().join("province");
    let arguments = ["simulate", "--schools", SCHOOLS, "--year", "2023", "--out"];
    let simulated = run(&[&arguments[..], &[text(&bureau)]].concat());
    assert!(simulated.status.success());
    assert_holds(text(&bureau), "2023", ALL);
}

fn assert_holds(bureau: &str, year: &str, formats: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let out = text(folder.path());
    let only = formats.join(",");
    let with_data = ["--year", year, "--bureau", bureau];
    let arguments = ["report", "--only", &only, "--out", out];
    // A year with findings is written as well, which the code of the program says.
    run(&[&arguments[..], &with_data].concat());
    let reports = reports(folder.path());
    // Both editions, and the sources of the public one where they are printed.
    let n_printed = formats.iter().filter(|format| **format != "html").count();
    assert_eq!(
        reports.len(),
        formats.len() * 2 + n_printed,
        "{bureau} {year}"
    );
    for report in reports {
        for data in [&[][..], &with_data[..]] {
            let found = found(&report, data);
            assert!(found.is_empty(), "{} {data:?} {found:?}", report.display());
        }
    }
}

/// The reports of both editions.
fn reports(folder: &Path) -> Vec<PathBuf> {
    let editions = [folder.to_owned(), folder.join("内部版")];
    let files = editions
        .iter()
        .flat_map(|edition| fs::read_dir(edition).unwrap());
    let files = files.map(|file| file.unwrap().path());
    let is_report = |file: &PathBuf| {
        let extension = file.extension().and_then(OsStr::to_str);
        extension.is_some_and(|extension| ALL.contains(&extension))
    };
    files.filter(is_report).collect()
}

/// What an audit says is wrong, or was edited.
fn found(report: &Path, data: &[&str]) -> Vec<String> {
    let arguments = ["audit", text(report), "--format", "json"];
    let output = run(&[&arguments[..], data].concat());
    let audit: Value = serde_json::from_slice(&output.stdout).unwrap();
    let claims = audit["claims"].as_array().unwrap().iter();
    let wrong = claims.filter(|claim| {
        let verdict = claim["verdict"].as_str().unwrap();
        ["contradicts", "style"].contains(&verdict)
    });
    let edited = audit["edited"].as_array().unwrap().iter();
    wrong.chain(edited).map(ToString::to_string).collect()
}
