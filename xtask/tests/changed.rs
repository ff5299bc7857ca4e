//! What a person changed in an output folder is never overwritten, whatever its kind and whichever
//! command wrote it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use common::office::Office;
use common::{files, run, text};

/// Noon of 4 March 2021 in China.
const CHANGED: Duration = Duration::from_secs(1_614_830_400);

fn change(path: &Path) {
    let bytes = [&fs::read(path).unwrap()[..], "改".as_bytes()].concat();
    fs::write(path, bytes).unwrap();
    let file = File::options().append(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + CHANGED).unwrap();
}

/// Runs a command twice, with files changed between; what is said of them, and what lies there then.
fn said(office: &Office, arguments: &[&str], folder: &Path, changed: &[&str]) -> String {
    run(arguments);
    for file in changed {
        change(&folder.join(file));
    }
    let before: Vec<Vec<u8>> = changed.iter().map(|file| read(folder, file)).collect();
    let output = run(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    for (file, before) in changed.iter().zip(before) {
        let aside = file.replace('.', "（2021-03-04改动）.");
        assert!(
            read(folder, &aside) == before,
            "{aside} is not what was changed"
        );
        assert!(read(folder, file) != before, "{file} was not written anew");
    }
    let again = run(arguments);
    let again = String::from_utf8(again.stderr).unwrap();
    assert!(
        !again.contains("注意"),
        "nothing was changed since: {again}"
    );
    let root = office.temporary.path().to_str().unwrap();
    let warnings = said.lines().filter(|line| line.starts_with("注意"));
    let warnings: Vec<String> = warnings
        .map(|line| line.replace(root, "〔临时〕"))
        .collect();
    warnings.join("\n")
}

fn read(folder: &Path, file: &str) -> Vec<u8> {
    fs::read(folder.join(file)).unwrap()
}

#[test]
fn outputs_of_every_kind_that_somebody_changed_are_set_aside_and_named() {
    let office = Office::new();
    let (bureau, out) = (office.bureau(), office.temporary.path().join("结果"));
    let of = |command| {
        let fixed = [
            command,
            "--quiet",
            "--year",
            "2020",
            "--bureau",
            text(&bureau),
        ];
        [&fixed[..], &["--out", text(&out)]].concat()
    };
    let report = [&of("report")[..], &["--only", "xlsx,json,docx,html"]].concat();
    let changed = [
        "汇总.xlsx",
        "报告.html",
        "内部版/报告（内部版）.html",
        "data/indicators.json",
        "四平市中等职业教育质量年度报告（2020年）.docx",
    ];
    insta::assert_snapshot!("report", said(&office, &report, &out, &changed));
    let changed = ["核查报告.xlsx", "确认表/四平市职业技术教育中心.xlsx"];
    insta::assert_snapshot!("check", said(&office, &of("check"), &out, &changed));
}

#[test]
fn a_template_that_somebody_changed_before_it_was_sent_is_kept() {
    let office = Office::new();
    let bureau = office.bureau();
    let arguments = [
        "template",
        "--quiet",
        "--year",
        "2021",
        "--bureau",
        text(&bureau),
    ];
    let changed = ["templates/四平市经济贸易学校.xlsx"];
    let folder = bureau.join("2021");
    insta::assert_snapshot!("template", said(&office, &arguments, &folder, &changed));
}

#[test]
fn a_file_that_nobody_remembers_writing_is_a_persons() {
    let office = Office::new();
    let (bureau, out) = (office.bureau(), office.temporary.path().join("结果"));
    fs::create_dir(&out).unwrap();
    fs::write(out.join("报告.html"), "我写的").unwrap();
    let fixed = ["report", "--quiet", "--year", "2020", "--only", "html"];
    run(&[
        &fixed[..],
        &["--bureau", text(&bureau), "--out", text(&out)],
    ]
    .concat());
    let is_mine = |path: &PathBuf| fs::read(out.join(path)).unwrap() == "我写的".as_bytes();
    let mine: Vec<PathBuf> = files(&out).into_iter().filter(is_mine).collect();
    assert_eq!(mine.len(), 1);
    assert!(
        mine[0].to_str().unwrap().starts_with("报告（20"),
        "{mine:?}"
    );
}
