//! The program as people without the workspace call it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const VOCED: &str = env!("CARGO_BIN_EXE_voced");

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn voced(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(VOCED);
    command.args(arguments).current_dir(folder);
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    let [stdout, stderr] =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{stdout}{stderr}")
}

#[test]
fn it_is_called_by_its_own_name_in_help_and_messages() {
    let empty = tempfile::tempdir().unwrap();
    let runs: [&[&str]; 6] = [
        &["--help"],
        &["report", "--help"],
        &["reprot"],
        &["report", "--year", "2020"],
        &["explain", "没有的", "--year", "2020", "--bureau", "示例"],
        &["check", "--year", "2020", "--bureau", "示例"],
    ];
    copy(&fixtures().join("siping"), &empty.path().join("示例"));
    for arguments in runs {
        let said = said(&voced(empty.path(), arguments));
        assert!(
            !said.contains("cargo") && !said.contains("xtask"),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn without_a_bureau_it_takes_the_folder_that_it_is_called_in() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = voced(folder.path(), &["report", "--year", "2020"]);
    assert_eq!(nothing.status.code(), Some(2));
    insta::assert_snapshot!(said(&nothing), @"
    错误 当前文件夹里没有bureau.toml，不是教育局的文件夹
      请核对--bureau；新的教育局用voced init建立
    ");
    copy(&fixtures().join("siping"), folder.path());
    let report = voced(
        folder.path(),
        &["report", "--year", "2020", "--only", "json"],
    );
    assert_eq!(report.status.code(), Some(0), "{}", said(&report));
    assert!(folder.path().join("out/2020/data/indicators.json").exists());
}

/// A terminal for standard error is none for standard output.
#[cfg(unix)]
#[test]
fn colours_go_only_to_the_stream_that_is_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let bureau = fixtures().join("demo").canonicalize().unwrap();
    let command = format!(
        "{VOCED} check --year 2023 --bureau '{}' --out out > found.txt",
        bureau.display()
    );
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &command, "typescript"]);
    let Ok(ended) = script.current_dir(folder.path()).output() else {
        eprintln!("没有script，没有试终端的颜色");
        return;
    };
    let terminal = said(&ended);
    assert!(
        terminal.contains("\u{1b}[32m✓"),
        "no colour on the terminal: {terminal}"
    );
    let found = std::fs::read_to_string(folder.path().join("found.txt")).unwrap();
    assert!(
        found.contains("强制") && !found.contains('\u{1b}'),
        "{found}"
    );
}

#[test]
fn a_finding_is_let_stand_only_for_a_reason_that_says_something() {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixtures().join("siping"), folder.path());
    let waivers = folder.path().join("2020/waivers.toml");
    std::fs::remove_file(&waivers).unwrap();
    let waived = |by: &str, reason: &str| {
        let finding = ["waive", "REL017", "--school", "四平卫校", "--year", "2020"];
        let words = ["--by", by, "--reason", reason, "--on", "2020-11-25"];
        voced(folder.path(), &[finding, words].concat())
    };
    let mut told = String::new();
    for (by, reason) in [
        ("职成科", "1"),
        ("职成科", "同意，情况属实"),
        ("1", "对口人数含升学"),
    ] {
        let output = waived(by, reason);
        assert_eq!(output.status.code(), Some(2));
        assert!(!waivers.exists());
        told += &said(&output);
    }
    insta::assert_snapshot!(told, @"
    错误 原因写的是“1”，看不出为什么
      请写明为什么可以这样，至少4个字，如“图书馆搬迁，已下架清点”
    错误 原因写的是“同意，情况属实”，看不出为什么
      请写明为什么可以这样，至少4个字，如“图书馆搬迁，已下架清点”
    错误 谁同意的写的是“1”，看不出是谁
      请写科室或姓名，如职成科
    ");
    let output = waived("职成科", "对口人数含升学");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(waivers.exists());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
