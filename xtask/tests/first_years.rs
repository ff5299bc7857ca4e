//! A bureau's first year and its second, from a list of schools in Excel to two final reports: nothing is
//! touched but the cells that clerks fill in.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{files, run, text};
use serde_json::Value;
use voced_clerk::{Answers, CITY, SCHOOLS, fill, layout, list, list_of_schools, string};

/// Sends out, fills in and reports a year; everything that was said is returned.
fn year(root: &Path, out: &Path, year: &str) -> String {
    let sent = run(&["template", "--year", year, "--bureau", text(root)]);
    assert!(sent.status.success(), "{}", said(&sent));
    let folder = root.join(year);
    let (of_school, of_city) = (layout(&folder, "school"), layout(&folder, "city"));
    for [code, name, ..] in SCHOOLS {
        let file = format!("{name}.xlsx");
        let typed = Answers::of(year, code).typed(&of_school, year);
        let issued = folder.join("templates").join(&file);
        fill(&issued, &folder.join("submissions").join(&file), &typed);
    }
    let typed = Answers::of(year, CITY).typed(&of_city, year);
    fill(
        &folder.join("templates/city.xlsx"),
        &folder.join("city.xlsx"),
        &typed,
    );
    let reported = run(&[
        "report",
        "--year",
        year,
        "--bureau",
        text(root),
        "--out",
        text(out),
        "--only",
        "docx,html,json,csv,xlsx",
    ]);
    assert_eq!(reported.status.code(), Some(0), "{}", said(&reported));
    said(&reported)
}

fn said(output: &std::process::Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// The city's figure and its change.
fn figure(out: &Path, code: &str) -> (String, String) {
    let json = fs::read(out.join("data/indicators.json")).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    let year = document["year"].clone();
    let is_meant =
        |fact: &&Value| fact["code"] == code && fact["level"] == "city" && fact["year"] == year;
    let fact = list(&document["facts"]).iter().find(is_meant).unwrap();
    let change = fact["change"]["display"].as_str().unwrap_or("");
    (string(&fact["display"]).into(), change.into())
}

#[test]
fn a_list_in_excel_becomes_a_first_and_a_second_year() {
    let scratch = tempfile::tempdir().unwrap();
    let (root, names) = (
        scratch.path().join("我局"),
        scratch.path().join("名单.xlsx"),
    );
    list_of_schools(&names);
    let made = run(&[
        "init",
        text(&root),
        "--name",
        "云泽市教育局",
        "--schools",
        text(&names),
        "--region",
        CITY,
    ]);
    assert!(made.status.success(), "{}", said(&made));
    assert!(
        said(&made).contains("没有用到的列：建校时间"),
        "{}",
        said(&made)
    );

    let sum = |year: &str, item: &str| -> i64 {
        let values = SCHOOLS.map(|[code, ..]| Answers::of(year, code).values[item].clone());
        values
            .iter()
            .map(|value| value.parse::<i64>().unwrap())
            .sum()
    };
    let (first, second) = (scratch.path().join("甲"), scratch.path().join("乙"));
    year(&root, &first, "2020");
    year(&root, &second, "2021");
    for item in [
        "students.enrolled",
        "teachers.full_time",
        "placement.employed",
    ] {
        let (this, before) = (sum("2021", item), sum("2020", item));
        assert_eq!(figure(&first, item), (before.to_string(), String::new()));
        let change = match this - before {
            0 => "0".to_owned(),
            change => format!("{change:+}"),
        };
        assert_eq!(figure(&second, item), (this.to_string(), change));
    }

    // The first year speaks of none before it; the second compares with it.
    let page = |out: &Path| {
        let page = fs::read_to_string(out.join("报告.html")).unwrap();
        page.split("id=\"sources\"").next().unwrap().to_owned()
    };
    let is_word = |path: &PathBuf| path.extension().is_some_and(|found| found == "docx");
    // Both editions, and the sources of the public one.
    assert_eq!(files(&first).iter().filter(|path| is_word(path)).count(), 3);
    assert!(!page(&first).contains("较上年"), "{}", page(&first));
    assert!(page(&second).contains("较上年"));
}
