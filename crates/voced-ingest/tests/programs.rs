//! One workbook saved by many programs: all of them give the same facts.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use common::{Siping, fixtures};
use voced_domain::{CellRef, Submission};
use voced_ingest::Reading;

const ORIGINAL: &str = "siping/2020/submissions/四平市经济贸易学校.xlsx";
/// What lies beside the workbooks.
const NO_WORKBOOKS: [&str; 2] = ["programs.toml", "marks.py"];

/// What a program's file is expected to give.
enum Same {
    /// What the original gives.
    Yes,
    /// The same but for these.
    But(BTreeSet<String>),
    /// Something else, for the reason that is listed.
    No,
}

/// A line of `programs.toml` with what came of reading its file.
struct Saved {
    file: String,
    same: Same,
    /// Whether the program renamed the sheets.
    renamed: bool,
    findings: BTreeSet<String>,
    reading: Reading,
}

static SIPING: LazyLock<Siping> = LazyLock::new(Siping::open);
static SAVED: LazyLock<Vec<Saved>> = LazyLock::new(|| listed().iter().map(saved).collect());
static WHOLE: LazyLock<Submission> = LazyLock::new(|| {
    let bytes = fs::read(fixtures().join(ORIGINAL)).unwrap();
    let reading = SIPING.read("四平市经济贸易学校.xlsx", &bytes);
    assert_eq!(reading.findings, []);
    reading.submission.unwrap()
});

fn folder() -> PathBuf {
    fixtures().join("programs")
}

fn listed() -> Vec<toml::Table> {
    let text = fs::read_to_string(folder().join("programs.toml")).unwrap();
    let mut table: toml::Table = text.parse().unwrap();
    let Some(toml::Value::Array(programs)) = table.remove("program") else {
        panic!("programs.toml has no [[program]]");
    };
    let entry = |program: toml::Value| program.try_into().unwrap();
    programs.into_iter().map(entry).collect()
}

fn saved(program: &toml::Table) -> Saved {
    let text = |key: &str| program[key].as_str().unwrap().to_owned();
    let texts = |array: &[toml::Value]| -> BTreeSet<String> {
        let texts = array.iter().map(|text| text.as_str().unwrap().to_owned());
        texts.collect()
    };
    let file = text("file");
    for key in ["program", "how"] {
        assert!(!text(key).is_empty(), "{file} does not say its {key}");
    }
    let same = match &program["same"] {
        toml::Value::Boolean(true) => Same::Yes,
        toml::Value::Array(but) => Same::But(texts(but)),
        _ => Same::No,
    };
    let is_explained = program.get("reason").is_some();
    assert_eq!(is_explained, !matches!(same, Same::Yes), "{file}: reason");
    let bytes = fs::read(folder().join(&file)).unwrap();
    // A workbook of 1997 is not compressed.
    let is_small = bytes.len() < 80_000 || file.ends_with(".xls") && bytes.len() < 120_000;
    assert!(is_small, "{file} is {} bytes", bytes.len());
    Saved {
        same,
        renamed: program.get("renamed").is_some(),
        findings: texts(program["findings"].as_array().unwrap()),
        reading: SIPING.read(&file, &bytes),
        file,
    }
}

/// What a submission says, a line each: an item's answer, an explanation, or what was not taken in,
/// with its cell.
fn facts(submission: &Submission, renamed: bool) -> BTreeSet<String> {
    let at = |cell: &CellRef| {
        if renamed {
            cell.position.a1()
        } else {
            format!("{}!{}", cell.sheet, cell.position.a1())
        }
    };
    let Submission {
        entity,
        year,
        template,
        file: _,
        values,
        explanations,
        unread,
    } = submission;
    let mut facts = BTreeSet::from([format!("{entity} {year} {template}")]);
    facts.extend(values.iter().map(|value| {
        let row = value.row.map(|row| format!("[{row}]")).unwrap_or_default();
        let (item, answer) = (&value.item, &value.answer);
        format!("{item}{row} = {answer:?} @ {}", at(&value.cell))
    }));
    facts.extend(explanations.iter().map(|explanation| {
        let (about, text) = (&explanation.about, &explanation.text);
        format!("{about:?}: {text} @ {}", at(&explanation.cell))
    }));
    facts.extend(unread.iter().map(|unread| format!("{unread:?}")));
    facts
}

/// What only one of the original and a program's file says: `-` the original, `+` the file.
fn differences(saved: &Saved) -> BTreeSet<String> {
    let Some(submission) = &saved.reading.submission else {
        return BTreeSet::from(["refused".into()]);
    };
    let (whole, here) = (
        facts(&WHOLE, saved.renamed),
        facts(submission, saved.renamed),
    );
    let lost = whole.difference(&here).map(|fact| format!("- {fact}"));
    let new = here.difference(&whole).map(|fact| format!("+ {fact}"));
    lost.chain(new).collect()
}

#[test]
fn every_file_is_listed_once() {
    let listed: Vec<&str> = SAVED.iter().map(|saved| saved.file.as_str()).collect();
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(unique.len(), listed.len(), "a file is listed twice");
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !NO_WORKBOOKS.contains(&name.as_str()))
        .collect();
    assert!(there.iter().map(String::as_str).eq(unique), "{there:?}");
}

#[test]
fn whatever_program_saved_it_the_facts_are_the_same() {
    let mut wrong = Vec::new();
    for saved in SAVED.iter() {
        let found = differences(saved);
        let as_listed = match &saved.same {
            Same::Yes => found.is_empty(),
            Same::But(listed) => found == *listed,
            Same::No => !found.is_empty(),
        };
        if !as_listed {
            wrong.push(format!("{}: {found:#?}", saved.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_program_loses_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    for saved in SAVED.iter() {
        let findings = saved.reading.findings.iter();
        let found: BTreeSet<String> = findings.map(|finding| finding.rule.to_string()).collect();
        if found != saved.findings {
            let listed = &saved.findings;
            let file = &saved.file;
            wrong.push(format!("{file}: found {found:?}, listed {listed:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_as_a_clerk_reads_it() {
    let mut lines = Vec::new();
    for Saved { file, reading, .. } in SAVED.iter() {
        if reading.findings.is_empty() {
            lines.push(format!("{file} → 没有发现问题"));
        }
        for finding in &reading.findings {
            lines.push(format!("{file} → {} {finding}", finding.severity.name()));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}
