//! A province grown from a seed: the same every time, whole at every level, with its faults found.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{files, program, run, text};
use serde_json::Value;

/// Sixty schools in three cities, some of whose workbooks have something wrong.
const SCHOOLS: &str = "60";

fn simulated(threads: &str, out: &Path) {
    let arguments = [
        "simulate",
        "--schools",
        SCHOOLS,
        "--year",
        "2023",
        "--seed",
        "7",
        "--faults",
        "0.2",
        "--out",
        text(out),
    ];
    let mut command = program(&arguments);
    let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

fn facts(bureau: &Path, out: &Path) -> Vec<Value> {
    let arguments = [
        "report",
        "--year",
        "2023",
        "--only",
        "json,html",
        "--draft",
        "--bureau",
        text(bureau),
        "--out",
        text(out),
    ];
    let code = run(&arguments).status.code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    let json = fs::read(out.join("data/indicators.json")).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    document["facts"].as_array().unwrap().clone()
}

#[test]
fn the_same_seed_grows_the_same_workbooks_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = ["1", "2"].map(|threads| {
        let out = folder.path().join(threads);
        simulated(threads, &out);
        let bytes = |path: PathBuf| (fs::read(out.join(&path)).unwrap(), path);
        files(&out).into_iter().map(bytes).collect::<Vec<_>>()
    });
    assert!(one == two);
}

/// The figure of a region is that of the regions within it added up, and divided once.
#[test]
fn every_level_is_the_sum_of_the_one_below() {
    let folder = tempfile::tempdir().unwrap();
    let (bureau, out) = (folder.path().join("b"), folder.path().join("o"));
    simulated("2", &bureau);
    let facts = facts(&bureau, &out);
    let mut sums: BTreeMap<(&str, &str), [i64; 2]> = BTreeMap::new();
    let this_year = facts.iter().filter(|fact| fact["year"] == 2023);
    for fact in this_year.filter(|fact| fact["code"] == "employment_rate") {
        let level = fact["level"].as_str().unwrap();
        let number = |term: &str| fact[term].as_str().map_or(0, |text| text.parse().unwrap());
        let sum = sums.entry((level, "employment_rate")).or_default();
        *sum = [sum[0] + number("numerator"), sum[1] + number("denominator")];
    }
    let levels: BTreeSet<&str> = sums.keys().map(|(level, _)| *level).collect();
    assert_eq!(
        levels,
        BTreeSet::from(["school", "county", "city", "province"])
    );
    let distinct: BTreeSet<[i64; 2]> = sums.into_values().collect();
    assert_eq!(distinct.len(), 1, "{distinct:?}");
}

/// What the list of faults says of a workbook is found in it, or what came of it.
#[test]
fn every_fault_that_was_put_in_is_found_at_its_school() {
    let folder = tempfile::tempdir().unwrap();
    let (bureau, out) = (folder.path().join("b"), folder.path().join("o"));
    simulated("2", &bureau);
    let arguments = [
        "check",
        "--quiet",
        "--year",
        "2023",
        "--bureau",
        text(&bureau),
        "--out",
        text(&out),
    ];
    assert_eq!(run(&arguments).status.code(), Some(1));
    let json = fs::read(out.join("data/findings.json")).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let blocks = |finding: &&Value| finding["severity"] != "notice";
    let found: BTreeSet<&str> = findings
        .iter()
        .filter(blocks)
        .filter_map(|finding| finding["school"].as_str())
        .collect();
    let mut list = csv::Reader::from_path(bureau.join("faults.csv")).unwrap();
    let (mut all, mut missed) = (0, Vec::new());
    for line in list.records() {
        let line = line.unwrap();
        if &line[0] != "2023" {
            continue;
        }
        all += 1;
        if !found.contains(&line[1]) {
            missed.push(format!("{} {} {}", &line[1], &line[3], &line[4]));
        }
    }
    insta::assert_snapshot!(format!("{}/{all}\n{}", all - missed.len(), missed.join("\n")), @"17/17");
}

/// A report of many schools tells them by city, and its page a few at a time.
#[test]
fn a_report_of_many_schools_is_told_by_city() {
    let folder = tempfile::tempdir().unwrap();
    let (bureau, out) = (folder.path().join("b"), folder.path().join("o"));
    simulated("2", &bureau);
    facts(&bureau, &out);
    let page = fs::read_to_string(out.join("报告（草稿）.html")).unwrap();
    assert!(page.contains("甲省01市"));
    assert!(page.contains("各地区情况"));
    assert!(
        page.contains("职业学校（示例）等"),
        "a few names stand for all"
    );
    assert!(page.len() < 2 << 20, "{} bytes", page.len());
}
