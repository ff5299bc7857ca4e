//! Files that the program wrote itself come back among the returned workbooks.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Office, fixtures};
use voced_domain::ReferenceYear;
use voced_folder::{Arrival, Folder};

const SCHOOL: &str = "四平市经济贸易学校";

/// What the program writes in a year, by what it is called here; all of them are of a school that may sign.
struct Written {
    office: Office,
    files: Vec<(&'static str, PathBuf)>,
}

impl Written {
    fn new() -> Self {
        let office = Office::of("siping");
        office.does(&["check", "--year", "2020"], 0);
        office.does(&["status", "--year", "2020"], 0);
        office.does(&["report", "--year", "2020", "--only", "xlsx"], 0);
        let out = office.path("out/2020");
        // Blank workbooks of the year are made elsewhere: these are issued already.
        let other = Office::of("siping");
        for year in ["2020", "2021"] {
            other.does(&["template", "--year", year], 0);
            let templates = office.path(&format!("空白{year}"));
            fs::rename(other.path(&format!("{year}/templates")), templates).unwrap();
        }
        let of_school = |folder: &Path| folder.join(format!("{SCHOOL}.xlsx"));
        let files = vec![
            ("确认表", of_school(&out.join("确认表"))),
            ("核查报告", out.join("核查报告.xlsx")),
            ("填报进度", out.join("内部版/填报进度.xlsx")),
            ("汇总", out.join("汇总.xlsx")),
            ("空白", of_school(&office.path("空白2020"))),
            ("明年", of_school(&office.path("空白2021"))),
        ];
        Self { office, files }
    }
}

/// What is found: rule, severity, school and file.
fn findings(office: &Office) -> BTreeSet<(String, String, String, String)> {
    let text = fs::read_to_string(office.path("out/2020/data/findings.json")).unwrap();
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    let found = found["findings"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    found
        .map(|one| {
            let file = &one["locations"][0]["file"];
            (
                text(&one["rule"]),
                text(&one["severity"]),
                text(&one["school"]),
                text(file),
            )
        })
        .collect()
}

#[test]
fn beside_the_workbook_of_a_school_they_are_remarks_and_no_round_of_it() {
    let Written { office, files } = Written::new();
    let before = findings(&office);
    let submissions = office.path("2020/submissions");
    let mut expected = BTreeSet::new();
    for (what, path) in &files {
        for name in [
            format!("{SCHOOL}{what}.xlsx"),
            format!("{SCHOOL}/{what}.xlsx"),
        ] {
            let to = submissions.join(&name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(path, to).unwrap();
            expected.insert(("STR033".into(), "notice".into(), String::new(), name));
        }
    }
    let said = office.does(&["check", "--year", "2020"], 0);
    let after = findings(&office);
    let new: BTreeSet<_> = after.difference(&before).cloned().collect();
    assert_eq!(new, expected, "{said}");
    assert!(before.is_subset(&after));
    let line = format!("{SCHOOL}确认表.xlsx 这是确认表，不是填报工作簿，没有读入");
    assert!(said.contains(&line), "{said}");
    assert!(
        office
            .path(&format!("out/2020/确认表/{SCHOOL}.xlsx"))
            .exists()
    );
    assert!(
        !office
            .path(&format!("out/2020/退回/{SCHOOL}.xlsx"))
            .exists()
    );
}

#[test]
fn alone_they_are_no_workbook_of_the_school_and_a_blank_one_is() {
    let Written { office, files } = Written::new();
    let own = office.path(&format!("2020/submissions/{SCHOOL}.xlsx"));
    let mut told = String::new();
    for (what, path) in &files {
        fs::copy(path, &own).unwrap();
        office.does(&["check", "--year", "2020"], 1);
        let text = fs::read_to_string(office.path("out/2020/data/findings.json")).unwrap();
        let found: serde_json::Value = serde_json::from_str(&text).unwrap();
        for one in found["findings"].as_array().unwrap() {
            let rule = one["rule"].as_str().unwrap();
            if ["STR032", "STR033", "IDN002", "IDN003"].contains(&rule) {
                let [message, remedy] = ["message", "remedy"].map(|key| one[key].as_str().unwrap());
                told += &format!("{what} → {rule} {message}。{remedy}\n");
            }
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn none_of_them_is_taken_in_when_it_arrives() {
    let Written { office, mut files } = Written::new();
    files.push((
        "往年",
        fixtures()
            .join("siping/2020/submissions")
            .join(format!("{SCHOOL}.xlsx")),
    ));
    let others = fs::read_dir(fixtures().join("demo/2023/submissions")).unwrap();
    files.push((
        "别的局",
        others.flatten().map(|entry| entry.path()).min().unwrap(),
    ));
    office.does(&["template", "--year", "2021"], 0);
    let folder = Folder::open(&office.path(".")).unwrap();
    let mut told = String::new();
    for (what, path) in &files {
        let bytes = fs::read(path).unwrap();
        let year = ReferenceYear::new(if *what == "往年" { 2021 } else { 2020 }).unwrap();
        let on = "2020-11-20".parse().unwrap();
        let name = format!("{SCHOOL}第3次.xlsx");
        let arrival = folder.receive((year, on), &name, &bytes).unwrap();
        let Arrival::Refused(why) = arrival else {
            panic!("{what}: {arrival:?}");
        };
        assert!(!folder.submissions(year).join(name).exists());
        told += &format!("{what} → {why}\n");
    }
    insta::assert_snapshot!(told);
}
