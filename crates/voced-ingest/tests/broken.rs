//! Workbooks with one fault each: what is found in them, and what is read all the same.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use common::{Siping, fixtures};
use voced_domain::{About, Answer, Finding, ItemCode};
use voced_ingest::Reading;

const UNBROKEN: &str = "siping/2020/submissions/四平市经济贸易学校.xlsx";

/// Rules that no single workbook can fire: they compare all readings of a year, or are about files
/// that cannot be read at all.
const OF_NO_WORKBOOK: [&str; 8] = [
    "IDN003", "IDN004", "IDN006", "IDN007", "IDN008", "IDN009", "STR019", "STR031",
];
/// Rules about the workbook as a whole or a whole sheet, which have no cell to point to.
const WITHOUT_CELL: [&str; 16] = [
    "IDN001", "STR001", "STR002", "STR003", "STR004", "STR005", "STR006", "STR013", "STR014",
    "STR017", "STR020", "STR022", "STR024", "STR030", "STR032", "STR033",
];

/// A line of `faults.toml` with what came of reading its file.
struct Broken {
    file: String,
    rules: BTreeSet<String>,
    read: String,
    reading: Reading,
}

static SIPING: LazyLock<Siping> = LazyLock::new(Siping::open);
static BROKEN: LazyLock<Vec<Broken>> = LazyLock::new(|| listed().iter().map(broken).collect());
static WHOLE: LazyLock<Reading> = LazyLock::new(|| {
    let bytes = fs::read(fixtures().join(UNBROKEN)).unwrap();
    SIPING.read("四平市经济贸易学校.xlsx", &bytes)
});

fn folder() -> PathBuf {
    fixtures().join("broken")
}

fn listed() -> Vec<toml::Table> {
    let text = fs::read_to_string(folder().join("faults.toml")).unwrap();
    let mut table: toml::Table = text.parse().unwrap();
    let Some(toml::Value::Array(faults)) = table.remove("fault") else {
        panic!("faults.toml has no [[fault]]");
    };
    let entry = |fault: toml::Value| fault.try_into().unwrap();
    faults.into_iter().map(entry).collect()
}

fn broken(fault: &toml::Table) -> Broken {
    let text = |key: &str| fault[key].as_str().unwrap().to_owned();
    let rules = fault["rules"].as_array().unwrap().iter();
    let file = text("file");
    let bytes = fs::read(folder().join(&file)).unwrap();
    // A whole workbook of the old format has 92 KB.
    assert!(bytes.len() < 95_000, "{file} is {} bytes", bytes.len());
    assert!(!text("odd").is_empty(), "{file} does not say what is odd");
    Broken {
        rules: rules
            .map(|code| code.as_str().unwrap().to_owned())
            .collect(),
        read: text("read"),
        reading: SIPING.read(&file, &bytes),
        file,
    }
}

/// What was answered, without the cells it was found in.
fn answers(reading: &Reading) -> Option<Vec<(&ItemCode, Option<u16>, &Answer)>> {
    let values = &reading.submission.as_ref()?.values;
    let answers = values
        .iter()
        .map(|value| (&value.item, value.row, &value.answer));
    Some(answers.collect())
}

fn findings() -> impl Iterator<Item = (&'static str, &'static Finding)> {
    BROKEN.iter().flat_map(|broken| {
        let findings = broken.reading.findings.iter();
        findings.map(|finding| (broken.file.as_str(), finding))
    })
}

#[test]
fn every_file_is_listed_once() {
    let listed: Vec<&str> = BROKEN.iter().map(|broken| broken.file.as_str()).collect();
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(unique.len(), listed.len(), "a file is listed twice");
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "faults.toml")
        .collect();
    assert!(there.iter().map(String::as_str).eq(unique), "{there:?}");
}

#[test]
fn in_the_unbroken_workbook_nothing_is_found() {
    assert_eq!(WHOLE.findings, []);
    assert!(WHOLE.submission.is_some());
}

#[test]
fn each_fault_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    for Broken {
        file,
        rules,
        reading,
        ..
    } in BROKEN.iter()
    {
        let found: BTreeSet<String> = reading
            .findings
            .iter()
            .map(|finding| finding.rule.to_string())
            .collect();
        if found != *rules {
            wrong.push(format!("{file}: found {found:?}, listed {rules:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_can_be_read_is_read() {
    let whole = answers(&WHOLE);
    let mut wrong = Vec::new();
    for Broken {
        file,
        read,
        reading,
        ..
    } in BROKEN.iter()
    {
        let answers = answers(reading);
        let found = match &answers {
            None => "refused",
            Some(_) if answers == whole => "whole",
            Some(_) => "partly",
        };
        if found != read {
            wrong.push(format!("{file}: {found}, listed {read}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_as_a_clerk_reads_it() {
    let mut lines = Vec::new();
    for broken in BROKEN.iter() {
        if broken.reading.findings.is_empty() {
            lines.push(format!("{} → 没有发现问题", broken.file));
        }
        for finding in &broken.reading.findings {
            let severity = finding.severity.name();
            lines.push(format!("{} → {severity} {finding}", broken.file));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_rule_that_one_workbook_can_fire_is_fired() {
    let fired: BTreeSet<&str> = findings()
        .map(|(_, finding)| finding.rule.as_str())
        .collect();
    let silent: Vec<&str> = voced_ingest::rules()
        .iter()
        .map(|card| &*card.code)
        .filter(|code| !fired.contains(code))
        .collect();
    assert_eq!(silent, OF_NO_WORKBOOK);
}

#[test]
fn every_finding_has_its_place() {
    for (file, finding) in findings() {
        let place = finding.locations.first().expect(file);
        assert_eq!(place.file, file);
        let cell = place.sheet.is_some() && place.cell.is_some();
        let code = finding.rule.as_str();
        assert!(cell || WITHOUT_CELL.contains(&code), "{file}: {finding}");
    }
}

#[test]
fn messages_speak_of_nothing_that_a_clerk_does_not_know() {
    let siping = &*SIPING;
    let codes = siping.edition.items().iter().map(|item| item.code.as_str());
    // partners, books and interns are words as well as codes; none of them is Chinese.
    let codes: Vec<&str> = codes.collect();
    for (file, finding) in findings() {
        // The place begins with the file's name, which is in ASCII here.
        let said = finding.to_string().replace(file, "");
        for code in &codes {
            assert!(!said.contains(code), "{code} in {said}");
        }
        for rust in [
            "::", "Some(", "None", "Err(", "Error", "{", "\\u", "Unusable",
        ] {
            assert!(!said.contains(rust), "{rust} in {file}: {said}");
        }
        assert!(said.contains('。') && !said.contains("。。"), "{said}");
    }
}

#[test]
fn explanations_are_read_wherever_their_sheet_went() {
    let mut broken = BROKEN.iter();
    let renamed = broken.find(|broken| broken.file == "notes-renamed.xlsx");
    let submission = renamed.unwrap().reading.submission.as_ref().unwrap();
    let item = ItemCode::new("students.admitted").unwrap();
    let line = submission
        .explanations
        .iter()
        .find(|found| found.about == About::Item(item.clone()));
    assert_eq!(line.unwrap().text, "今年新设两个专业，招生比上年多。");
}

#[test]
fn one_answer_is_to_one_cell() {
    for broken in BROKEN.iter() {
        let mut seen = BTreeSet::new();
        for finding in &broken.reading.findings {
            let is_new = seen.insert((finding.rule.clone(), finding.rests_on().to_string()));
            assert!(
                is_new || finding.place().is_none_or(|at| at.cell.is_none()),
                "{finding}"
            );
        }
    }
}
