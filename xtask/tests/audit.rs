//! Reports read back: what we wrote ourselves holds, what somebody changed is found.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::office::copy;
use common::{run, text, workspace};
use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const STEM: &str = "四平市中等职业教育质量年度报告（2020年）";
const DOCUMENT: &str = "word/document.xml";
const WITH_DATA: [&str; 4] = ["--year", "2020", "--bureau", "fixtures/siping"];

/// The Word documents of the example bureau, freshly written.
struct Written {
    folder: TempDir,
}

impl Written {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().to_owned();
        let arguments = [
            "report",
            "--year",
            "2020",
            "--only",
            "docx",
            "--out",
            text(&out),
        ];
        let output = run(&arguments);
        assert!(output.status.success(), "{}", said(&output));
        Self { folder }
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join(format!("{STEM}.docx"))
    }

    fn internal(&self) -> PathBuf {
        self.folder
            .path()
            .join("内部版")
            .join(format!("{STEM}（内部版）.docx"))
    }

    /// The public document with its parts changed; a part without a text is left out.
    fn changed(&self, change: impl Fn(&str, &str) -> Option<String>) -> PathBuf {
        self.changed_from(&self.public(), change)
    }

    fn changed_from(
        &self,
        document: &Path,
        change: impl Fn(&str, &str) -> Option<String>,
    ) -> PathBuf {
        let bytes = fs::read(document).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for idx in 0..archive.len() {
            let mut part = archive.by_index(idx).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            let name = part.name().unwrap().into_owned();
            let changed = match String::from_utf8(bytes) {
                Ok(text) => change(&name, &text).map(String::into_bytes),
                Err(error) => Some(error.into_bytes()),
            };
            let Some(changed) = changed else { continue };
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(&changed).unwrap();
        }
        let path = self.folder.path().join("改动.docx");
        fs::write(&path, writer.finish().unwrap().into_inner()).unwrap();
        path
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn audited(file: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(&[&["audit", text(file)], arguments].concat());
    let shown = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!shown.is_empty(), "{}", said(&output));
    (output.status.code().unwrap(), shown)
}

fn json(file: &Path, arguments: &[&str]) -> (i32, Value) {
    let (code, shown) = audited(file, &[arguments, &["--format", "json"]].concat());
    (code, serde_json::from_str(&shown).unwrap())
}

/// The claims that are said to contradict: section, check and number.
fn contradictions(audit: &Value) -> Vec<(&str, &str, &str)> {
    let claims = audit["claims"].as_array().unwrap().iter();
    let found = claims.filter(|claim| claim["verdict"] == "contradicts");
    found
        .map(|claim| {
            let of = |key: &str| claim[key].as_str().unwrap();
            (of("section"), of("check"), of("printed"))
        })
        .collect()
}

#[test]
fn a_report_that_nobody_changed_is_not_contradicted() {
    let written = Written::new();
    for arguments in [&[][..], &WITH_DATA[..]] {
        let (code, audit) = json(&written.internal(), arguments);
        assert_eq!(contradictions(&audit), []);
        assert_eq!(audit["edited"], Value::Array(Vec::new()));
        assert_eq!(code, 0);
        let (_, audit) = json(&written.public(), arguments);
        assert_eq!(contradictions(&audit), []);
        assert_eq!(audit["edited"], Value::Array(Vec::new()));
    }
}

/// A document as LibreOffice saves it again; none where it is not installed.
fn saved_by_libreoffice(source: &Path) -> Option<PathBuf> {
    let folder = source.parent().unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let target = folder.join("saved");
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to"])
        .args(["docx:MS Word 2007 XML", "--outdir"])
        .args([&target, source])
        .output()
        .ok()?;
    let saved = target.join(source.file_name().unwrap());
    (run.status.success() && saved.exists()).then_some(saved)
}

#[test]
fn what_was_changed_is_found_after_libreoffice_saved_the_document() {
    let written = Written::new();
    let Some(saved) = saved_by_libreoffice(&written.public()) else {
        eprintln!("passed over: LibreOffice Writer is not installed");
        return;
    };
    let (_, audit) = json(&saved, &WITH_DATA);
    assert_eq!(audit["edited"], Value::Array(Vec::new()));
    assert_eq!(contradictions(&audit), []);
    let changed = written.changed_from(&saved, |name, text| {
        let changed = || {
            let text = with_another_rate(text);
            // A word of direction, and a number that is no figure; LibreOffice sets both apart.
            assert!(text.contains(">提高<") && text.contains(">1959<"));
            let text = text.replacen(">提高<", ">下降<", 1);
            text.replacen(">1959<", ">1958<", 1)
        };
        Some(if name == DOCUMENT {
            changed()
        } else {
            text.to_owned()
        })
    });
    let (code, audit) = json(&changed, &WITH_DATA);
    assert_eq!(code, 1);
    assert_eq!(audit["edited"].as_array().unwrap().len(), 3, "{audit}");
}

fn with_another_rate(text: &str) -> String {
    assert!(text.contains(">97.8%<"));
    text.replacen(">97.8%<", ">98.7%<", 1)
}

#[test]
fn a_number_that_was_changed_is_found_by_its_tag_and_by_the_data() {
    let written = Written::new();
    let changed = written.changed(|name, text| {
        Some(match name {
            DOCUMENT => with_another_rate(text),
            _ => text.to_owned(),
        })
    });
    let (code, audit) = json(&changed, &WITH_DATA);
    assert_eq!(code, 1);
    assert_eq!(audit["edited"].as_array().unwrap().len(), 1);
    assert_eq!(audit["edited"][0]["found"], "98.7%");
    let found = contradictions(&audit);
    assert!(found.contains(&("2.2.1", "data", "98.7%")), "{found:?}");
    let (code, shown) = audited(&changed, &[]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(shown);
}

#[test]
fn without_tags_and_data_a_changed_number_stands_against_the_others() {
    let written = Written::new();
    let changed = written.changed(|name, text| match name {
        DOCUMENT => Some(with_another_rate(text)),
        "docProps/custom.xml" | "customXml/item1.xml" => None,
        _ => Some(text.to_owned()),
    });
    let (code, audit) = json(&changed, &[]);
    assert_eq!(code, 1);
    assert_eq!(audit["edited"], Value::Array(Vec::new()));
    let found = contradictions(&audit);
    assert!(found.contains(&("2.2.1", "repeat", "98.7%")), "{found:?}");
}

#[test]
fn the_page_marks_every_number_and_takes_no_markup_from_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("报告.md");
    fs::write(
        &file,
        "2020年<script>alert(1)</script>，招生数4403人，较上年提高2.1%。",
    )
    .unwrap();
    let (code, page) = audited(&file, &["--format", "html"]);
    assert_eq!(code, 0);
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    assert!(page.contains(">4403人</mark>"), "{page}");
}

/// What is said of a file that cannot be read.
fn refused(file: &Path) -> String {
    let output = run(&["audit", text(file)]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    said(&output)
}

#[test]
fn a_file_that_is_no_report_is_named_with_what_it_is_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        refused(&path)
    };
    let told = [
        write("空.docx", b""),
        write("图片.docx", &[0x89, 0x50, 0, 0x1A]),
        write("损坏.docx", b"PK\x03\x04\x14\x00"),
        write("旧版.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        refused(&workspace().join("fixtures/siping/2020/city.xlsx")),
        refused(&workspace().join("fixtures/broken/encrypted.xlsx")),
        refused(&folder.path().join("没有.docx")),
    ];
    let told = told.concat();
    let told = told.replace(text(folder.path()), "〔临时〕");
    insta::assert_snapshot!(told.replace(text(workspace()), "〔项目〕"));
}

/// The example bureau with one of its texts changed.
fn with_text(name: &str, from: &str, to: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&workspace().join("fixtures/siping"), folder.path());
    let path = folder.path().join("2020/narrative").join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{name}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
    folder
}

fn audited_texts(bureau: &Path) -> (Option<i32>, String) {
    let arguments = [
        "audit",
        "narrative",
        "--year",
        "2020",
        "--bureau",
        text(bureau),
    ];
    let output = run(&arguments);
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn the_texts_are_audited_before_a_report_is_written() {
    let (code, said) = audited_texts(&workspace().join("fixtures/siping"));
    assert_eq!(code, Some(0), "{said}");
    let literal = with_text(
        "1.2-设施设备.md",
        "三项{{",
        "增加二百八十八个，三项均高于上年，{{",
    );
    let wrong = with_text(
        "2.2-就业质量.md",
        "{{ value(\"employment_rate\") }}",
        "{{ stated(\"98.7%\", \"试\") }}",
    );
    let said = [literal, wrong].map(|folder| {
        let (code, said) = audited_texts(folder.path());
        assert_eq!(code, Some(1), "{said}");
        said
    });
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_report_whose_sentences_are_wrong_says_so_when_it_is_written() {
    let folder = with_text(
        "2.2-就业质量.md",
        "{{ value(\"employment_rate\") }}",
        "{{ stated(\"98.7%\", \"试\") }}",
    );
    let out = tempfile::tempdir().unwrap();
    let arguments = ["report", "--year", "2020", "--only", "docx"];
    let places = ["--bureau", text(folder.path()), "--out", text(out.path())];
    let output = run(&[&arguments[..], &places[..]].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("正文有1处与数据或前后矛盾"), "{said}");
    assert!(said.contains("就业率汇总是97.8%，所印是98.7%"), "{said}");
    assert_eq!(output.status.code(), Some(1));
    assert!(out.path().join(format!("{STEM}.docx")).exists());
}
