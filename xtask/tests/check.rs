//! Checking the returned workbooks, as the bureau and the schools see it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::office::{Ended, ONE_SCHOOL, Office};
use common::{files, run, text, workspace};
use serde_json::Value;

const SCHOOL: &str = "四平经贸学校";

/// What the check prints and says, with its exit code.
fn checked(office: &Office, arguments: &[&str]) -> (String, Ended) {
    let (bureau, out) = (office.bureau(), office.out());
    let fixed = [
        "check",
        "--year",
        "2020",
        "--bureau",
        text(&bureau),
        "--out",
        text(&out),
    ];
    let output = run(&[&fixed[..], arguments].concat());
    let ended = Ended {
        code: output.status.code().unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
    };
    (String::from_utf8(output.stdout).unwrap(), ended)
}

fn findings(office: &Office) -> Value {
    let bytes = fs::read(office.out().join("data/findings.json")).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn returned(office: &Office) -> PathBuf {
    office.out().join("退回/四平市经济贸易学校.xlsx")
}

#[test]
fn the_published_year_has_nothing_open() {
    let office = Office::new();
    let (printed, ended) = checked(&office, &[]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    insta::assert_snapshot!(printed);
    let written = files(&office.out());
    assert!(
        !written.iter().any(|path| path.starts_with("退回")),
        "{written:?}"
    );
    let confirmations = written.iter().filter(|path| path.starts_with("确认表"));
    assert_eq!(confirmations.count(), 6);
}

#[test]
fn faults_are_told_by_school_and_sheet_with_what_they_keep_from_being_judged() {
    let office = Office::new();
    office.breaks("percent.xlsx");
    fs::remove_file(office.path("2020/waivers.toml")).unwrap();
    let (printed, ended) = checked(&office, &[]);
    assert_eq!(ended.code, 1);
    insta::assert_snapshot!(printed);
    let found = findings(&office);
    assert_eq!(found["schema"], "voced-findings/1");
    let rules = found["rules"].as_array().unwrap();
    let matched = rules.iter().find(|rule| rule["code"] == "REL017").unwrap();
    assert_eq!((&matched["pass"], &matched["fail"]), (&2.into(), &4.into()));
}

#[test]
fn every_finding_has_a_cell_or_names_a_whole_file_and_says_nothing_internal() {
    let office = Office::new();
    fs::remove_file(office.path("2020/waivers.toml")).unwrap();
    let broken = workspace().join("fixtures/broken");
    for file in files(&broken)
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e != "toml"))
    {
        fs::copy(
            broken.join(file),
            office.path("2020/submissions").join(file),
        )
        .unwrap();
    }
    checked(&office, &[]);
    for finding in findings(&office)["findings"].as_array().unwrap() {
        let place = &finding["locations"][0];
        assert!(place["file"].is_string(), "{finding}");
        assert!(
            place["cell"].is_null() || place["sheet"].is_string(),
            "{finding}"
        );
        for part in ["message", "remedy", "found", "expected"] {
            let said = finding[part].as_str().unwrap();
            for word in [
                "students.",
                "teachers.",
                "placement.",
                "::",
                "Some(",
                "None",
                "null",
                "{",
                "NaN",
            ] {
                assert!(!said.contains(word), "{word} in {said}");
            }
        }
    }
}

#[test]
fn one_school_alone_is_checked_by_name_and_in_other_formats() {
    let office = Office::new();
    office.breaks("percent.xlsx");
    let (json, ended) = checked(&office, &["--school", SCHOOL, "--format", "json"]);
    assert_eq!(ended.code, 1);
    assert!(serde_json::from_str::<Value>(&json).unwrap()["findings"].is_array());
    let (csv, _) = checked(&office, &["--school", SCHOOL, "--format", "csv"]);
    assert!(csv.contains("rule,name,severity"), "{csv}");
    let (_, ended) = checked(&office, &["--school", "梨树职专"]);
    assert_eq!(ended.code, 0, "another school's faults are not this one's");
}

/// The workbook that goes back lies in the place of the one that came.
fn send_back(office: &Office) {
    fs::copy(returned(office), office.path(ONE_SCHOOL)).unwrap();
}

/// What is told of the one school.
fn told(office: &Office) -> Vec<String> {
    let found = findings(office);
    let all = found["findings"].as_array().unwrap();
    let own = all
        .iter()
        .filter(|finding| finding["school"] == "220300-03");
    own.map(|finding| {
        let part = |name: &str| finding[name].as_str().unwrap().to_owned();
        [part("rule"), part("status"), part("message")].join(" ")
    })
    .collect()
}

#[test]
fn a_returned_workbook_holds_all_that_came_and_comes_to_the_same() {
    for file in [
        "percent.xlsx",
        "row-without-key.xlsx",
        "outside.xlsx",
        "identity-changed.xlsx",
        "table-empty.xlsx",
    ] {
        let office = Office::new();
        office.breaks(file);
        checked(&office, &[]);
        let before = told(&office);
        send_back(&office);
        checked(&office, &[]);
        assert_eq!(before, told(&office), "{file}");
    }
}

#[test]
fn the_newest_round_counts_and_what_it_changed_is_told() {
    let office = Office::new();
    let rounds = office.path("2020/submissions/四平市经济贸易学校");
    fs::create_dir(&rounds).unwrap();
    let good = office.path(ONE_SCHOOL);
    let broken = workspace().join("fixtures/broken");
    fs::rename(&good, rounds.join("第10次 改正后.xlsx")).unwrap();
    fs::copy(broken.join("percent.xlsx"), rounds.join("第2次.xlsx")).unwrap();
    fs::copy(broken.join("truncated.xlsx"), rounds.join("第1次.xlsx")).unwrap();
    let (printed, ended) = checked(&office, &["--school", SCHOOL]);
    assert_eq!(ended.code, 0, "{printed}");
    insta::assert_snapshot!("rounds", printed);

    fs::copy(broken.join("truncated.xlsx"), rounds.join("第11次.xlsx")).unwrap();
    let (printed, ended) = checked(&office, &["--school", SCHOOL]);
    assert_eq!(
        ended.code, 1,
        "the newest one cannot be read, and the school must hear of it"
    );
    insta::assert_snapshot!("newest_round_unreadable", printed);
}

#[test]
fn a_list_of_waivers_that_cannot_be_read_stops_the_check() {
    let office = Office::new();
    let waivers = office.path("2020/waivers.toml");
    let whole = fs::read_to_string(&waivers).unwrap();
    let said = |text: &str| {
        fs::write(&waivers, text).unwrap();
        let (_, ended) = checked(&office, &[]);
        assert_eq!(ended.code, 2);
        let root = office.temporary.path().to_str().unwrap();
        ended.said.replace(root, "〔临时〕")
    };
    let lines = [
        said("[[waiver]]\nrule = \"REL017\"\n"),
        said(&whole.replacen("by = \"四平市教育局（示例）\"", "by = \"\"", 1)),
        said(&whole.replacen("REL017", "REL999", 1)),
        said(&whole.replacen("220300-0", "220300-9", 1)),
        said(&whole.replacen("on = \"2020-", "on = \"明年-", 1)),
    ];
    insta::assert_snapshot!(lines.concat());
}

#[test]
fn a_waiver_that_nothing_asks_for_is_told() {
    let office = Office::new();
    office.append(
        "2020/waivers.toml",
        "[[waiver]]\nrule = \"REL001\"\nschool = \"220300-01\"\nvalues = \"5.02=1；5.01=0\"\nby = \"某科\"\non = \"2020-11-20\"\nreason = \"已不存在\"\n",
    );
    let (printed, _) = checked(&office, &[]);
    assert!(printed.contains("没有用上的豁免"), "{printed}");
    assert!(
        printed.contains("REL001 220300-01 5.02=1；5.01=0"),
        "{printed}"
    );
}

#[test]
fn a_threshold_of_the_bureau_stands_in_front_of_the_nations_for_what_it_names_alone() {
    let office = Office::new();
    fs::remove_file(office.path("2020/waivers.toml")).unwrap();
    let is_found = |about: &str| {
        checked(&office, &[]);
        let found = findings(&office);
        let all = found["findings"].as_array().unwrap();
        all.iter()
            .any(|finding| finding["message"].as_str().unwrap().contains(about))
    };
    assert!(is_found("“实训实习工位数”本年7257个"));
    office.append(
        "catalogue.toml",
        "[[threshold]]\nrule = \"YOY002\"\nname = \"relative\"\nvalue = \"40\"\nunit = \"%\"\nabout = \"workstations\"\nreason = \"实训场地正在建设\"\nsource = \"本局\"\nsince = 2020\n",
    );
    assert!(!is_found("“实训实习工位数”本年7257个"));
    assert!(
        is_found("‘双师型’教师比例”本年46.9%"),
        "other bounds stay as they are"
    );
}

#[test]
fn the_manual_of_all_rules_is_current() {
    let output = run(&["rule", "--markdown"]);
    let fresh = String::from_utf8(output.stdout).unwrap();
    let kept = fs::read_to_string(workspace().join("crates/voced-rules/RULES.md")).unwrap();
    assert_eq!(
        fresh, kept,
        "cargo xtask rule --markdown > crates/voced-rules/RULES.md"
    );
}

#[test]
fn the_manual_of_one_rule() {
    let printed = |code: &str| String::from_utf8(run(&["rule", code]).stdout).unwrap();
    insta::assert_snapshot!([printed("REL017"), printed("yoy002"), printed("STR005")].concat());
    let unknown = run(&["rule", "ABC001"]);
    assert_eq!(unknown.status.code(), Some(2));
}

/// Python with LibreOffice's bridge, where it is installed.
fn python() -> Option<PathBuf> {
    let python = Path::new("/usr/bin/python3");
    let has_bridge = Command::new(python).args(["-c", "import uno"]).output();
    has_bridge
        .is_ok_and(|output| output.status.success())
        .then(|| python.to_owned())
}

#[test]
fn a_workbook_that_goes_back_is_mended_in_libreoffice_and_comes_back_clean() {
    let Some(python) = python() else {
        eprintln!("passed over: no LibreOffice with its Python bridge");
        return;
    };
    let office = Office::new();
    office.breaks("percent.xlsx");
    let (_, ended) = checked(&office, &["--school", SCHOOL]);
    assert_eq!(ended.code, 1);
    let book = office.temporary.path().join("退回.xlsx");
    fs::copy(returned(&office), &book).unwrap();
    let profile = office.temporary.path().join("profile");
    let output = Command::new(python)
        .arg(workspace().join("xtask/tests/office/correct.py"))
        .args([&book, &profile])
        .args(["表6学生发展!E5=119", "表6学生发展!E7=102"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    // One note at each of the two faulty cells.
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "2");
    fs::copy(&book, office.path(ONE_SCHOOL)).unwrap();
    let (printed, ended) = checked(&office, &["--school", SCHOOL]);
    assert_eq!(ended.code, 0, "{printed}");
    assert!(printed.contains("已通过"), "{printed}");
}

#[test]
fn an_answer_written_on_the_list_of_issues_is_read_and_holds() {
    let Some(python) = python() else {
        eprintln!("passed over: no LibreOffice with its Python bridge");
        return;
    };
    let office = Office::new();
    office.breaks("identity-changed.xlsx");
    let (printed, ended) = checked(&office, &["--school", SCHOOL]);
    assert_eq!(ended.code, 1, "{printed}");
    let book = office.temporary.path().join("退回.xlsx");
    fs::copy(returned(&office), &book).unwrap();
    let output = Command::new(python)
        .arg(workspace().join("xtask/tests/office/correct.py"))
        .args([&book, &office.temporary.path().join("profile")])
        .arg("问题清单!F4=学校今年更名，批复见附件")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::copy(&book, office.path(ONE_SCHOOL)).unwrap();
    let (printed, ended) = checked(&office, &["--school", SCHOOL]);
    assert_eq!(ended.code, 0, "{printed}");
    assert!(printed.contains("学校今年更名"), "{printed}");

    // The answer is to that name and to no other, however often the workbook goes to and fro.
    let output = Command::new("/usr/bin/python3")
        .arg(workspace().join("xtask/tests/office/correct.py"))
        .args([&book, &office.temporary.path().join("profile")])
        .arg("表1学校概况!E5=四平市经贸中专")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::copy(&book, office.path(ONE_SCHOOL)).unwrap();
    for _ in 0..2 {
        let (printed, ended) = checked(&office, &["--school", SCHOOL]);
        assert_eq!(ended.code, 1, "{printed}");
        send_back(&office);
    }
}
