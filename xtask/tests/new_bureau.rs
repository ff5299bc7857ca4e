//! Another bureau, another name, nine schools: from a list to a report without touching code.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::Path;

use common::{files, run, text};
use serde_json::Value;
use voced_clerk::workbook;

/// Types numbers into the unlocked cells of an issued workbook, as a clerk would: the file stays
/// the one that was sent out, only cells of the answers' column get a value.
fn fill(issued: &Path, returned: &Path, answer: impl Fn(&str, u32) -> Option<String>) {
    workbook::fill(issued, returned, |sheet, content| {
        typed(content, |row| answer(sheet, row))
    });
}

/// Puts answers into the empty cells `<c r="E4" s="5"/>` of column E.
fn typed(sheet: &str, answer: impl Fn(u32) -> Option<String>) -> String {
    let mut filled = String::new();
    for part in sheet.split_inclusive("/>") {
        let cell = part.rfind("<c r=\"E").and_then(|at| part.get(at..));
        let row = cell.and_then(|cell| cell["<c r=\"E".len()..].split('"').next()?.parse().ok());
        match row.and_then(&answer).zip(part.strip_suffix("/>")) {
            Some((number, open)) => filled.push_str(&format!("{open}><v>{number}</v></c>")),
            None => filled.push_str(part),
        }
    }
    filled
}

#[expect(
    clippy::too_many_lines,
    reason = "one story told from its beginning to its end"
)]
#[test]
fn nine_schools_are_made_sent_out_filled_in_and_reported() {
    let scratch = tempfile::tempdir().unwrap();
    let root = scratch.path().join("新 局");
    let list = scratch.path().join("学校.csv");
    let names: Vec<String> = (1..=9).map(|n| format!("甲市第{n}职业学校")).collect();
    let lines: Vec<String> = names.iter().map(|name| format!("{name},市属")).collect();
    let (gbk, _, _) = encoding_rs::GBK.encode("学校名称,隶属\n");
    let body = lines.join("\n");
    let (body, _, _) = encoding_rs::GBK.encode(&body);
    fs::write(&list, [gbk.as_ref(), body.as_ref()].concat()).unwrap();

    let made = run(&[
        "init",
        text(&root),
        "--name",
        "甲市教育局",
        "--schools",
        text(&list),
    ]);
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let sent = run(&["template", "--year", "2021", "--bureau", text(&root)]);
    assert!(
        sent.status.success(),
        "{}",
        String::from_utf8_lossy(&sent.stderr)
    );
    let templates = root.join("2021/templates");
    assert_eq!(files(&templates).len(), 10, "nine schools and the city");

    // Every number of 表3, behind the cover, is 100 times the school's number; other sheets stay blank.
    for (n, name) in (1..).zip(&names) {
        let file = format!("{name}.xlsx");
        let returned = root.join("2021/submissions").join(&file);
        fill(&templates.join(&file), &returned, |sheet, _| {
            (sheet == "sheet4.xml").then(|| (100 * n).to_string())
        });
    }
    fill(
        &templates.join("city.xlsx"),
        &root.join("2021/city.xlsx"),
        |_, _| Some("4500".into()),
    );

    let out = scratch.path().join("输出");
    let reported = run(&[
        "report",
        "--year",
        "2021",
        "--bureau",
        text(&root),
        "--out",
        text(&out),
    ]);
    // What was left blank is found and said, so the run is not clean, but it is whole.
    let said = String::from_utf8_lossy(&reported.stderr);
    assert_eq!(reported.status.code(), Some(1), "{said}");
    assert!(said.contains("甲市2021年：9/9所学校的数据"), "{said}");
    assert!(
        said.contains("甲市第1职业学校.xlsx 表4设施设备!E4 “教学仪器设备总值”没有填"),
        "{said}"
    );

    let json = fs::read(out.join("data/indicators.json")).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    let city = |code: &str| {
        let facts = document["facts"].as_array().unwrap();
        let found = facts
            .iter()
            .find(|fact| fact["code"] == code && fact["level"] == "city");
        found.unwrap_or_else(|| panic!("{code}")).clone()
    };
    assert_eq!(city("students.enrolled")["display"], "4500");
    assert_eq!(city("schools.municipal")["display"], "9");
    assert_eq!(city("vocational_share")["display"], "50.0:50.0");
    assert_eq!(city("student_teacher_ratio")["status"], "missing");
}

#[test]
fn a_folder_in_use_is_left_alone() {
    let scratch = tempfile::tempdir().unwrap();
    fs::write(scratch.path().join("笔记.txt"), "x").unwrap();
    let list = scratch.path().join("schools.csv");
    fs::write(&list, "学校名称\n甲校\n").unwrap();
    let made = run(&[
        "init",
        text(scratch.path()),
        "--name",
        "甲市教育局",
        "--schools",
        text(&list),
    ]);
    assert_eq!(made.status.code(), Some(2));
    assert_eq!(files(scratch.path()).len(), 2);
}
