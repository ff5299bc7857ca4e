//! Reports as documents: what keeps them from being written, drafts, fonts, and names that mean harm.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::io::Read;
use std::process::Command;

use common::files;
use common::office::{Ended, Office};

const STEM: &str = "四平市中等职业教育质量年度报告（2020年）";
const SECTION: &str = "2020/narrative/2.3-升学情况.md";

/// What is said beyond the notices of a clean run.
fn beyond_notices(ended: &Ended) -> String {
    let lines = ended.said.lines().filter(|line| !line.starts_with("提示"));
    lines.collect::<Vec<_>>().join("\n")
}

fn written(office: &Office) -> Vec<String> {
    let files = files(&office.out()).into_iter();
    files
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

fn has_report(office: &Office) -> bool {
    written(office).iter().any(|name| name.contains("报告"))
}

/// A part of a Word document.
fn part(office: &Office, document: &str, name: &str) -> String {
    let bytes = fs::read(office.out().join(document)).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_mistake_in_the_text_keeps_the_report_back_and_not_the_data() {
    let office = Office::new();
    office.append(SECTION, "升学1838人。\n");
    assert_eq!(office.report_with(&["--only", "json,docx"]).code, 2);
    let ended = office.report_with(&[]);
    assert_eq!(ended.code, 1, "{}", ended.said);
    office.report_is_written();
    assert!(!has_report(&office));
    insta::assert_snapshot!(beyond_notices(&ended));
}

#[test]
fn a_text_that_is_missing() {
    let office = Office::new();
    fs::remove_file(office.path(SECTION)).unwrap();
    let ended = office.report_with(&["--only", "html"]);
    assert_eq!(ended.code, 2);
    insta::assert_snapshot!(beyond_notices(&ended));
}

#[test]
fn a_text_that_is_not_in_utf8() {
    let office = Office::new();
    office.write(SECTION, [0xC9, 0xFD, 0xD1, 0xA7]);
    let ended = office.report_with(&["--only", "html"]);
    assert_eq!(ended.code, 2);
    insta::assert_snapshot!(beyond_notices(&ended));
}

#[test]
fn a_bureau_without_texts_gets_its_data() {
    let office = Office::new();
    fs::remove_dir_all(office.path("2020/narrative")).unwrap();
    let ended = office.report_with(&[]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    insta::assert_snapshot!(beyond_notices(&ended));
    assert_eq!(office.report_with(&["--only", "docx"]).code, 2);
}

#[test]
fn over_an_open_fault_only_a_draft_is_written_which_says_so_on_every_page() {
    let office = Office::new();
    office.breaks("negative.xlsx");
    let ended = office.report_with(&["--only", "docx,html", "--edition", "public"]);
    assert_eq!(ended.code, 1, "{}", ended.said);
    assert!(!has_report(&office));
    insta::assert_snapshot!(beyond_notices(&ended));

    let draft = ["--only", "docx,html", "--edition", "public", "--draft"];
    let ended = office.report_with(&draft);
    assert_eq!(ended.code, 1, "{}", ended.said);
    let page = fs::read_to_string(office.out().join("报告（草稿）.html")).unwrap();
    assert!(
        page.contains("草稿") && page.contains("TYP002"),
        "open findings are listed"
    );
    let draft = format!("{STEM}（草稿）.docx");
    assert!(part(&office, &draft, "word/document.xml").contains("TYP002"));
    assert!(part(&office, &draft, "word/header1.xml").contains("草稿"));
}

#[test]
fn one_edition_only() {
    let office = Office::new();
    office.report_with(&["--only", "docx", "--edition", "internal"]);
    let documents = written(&office)
        .into_iter()
        .filter(|name| name.ends_with(".docx"));
    assert_eq!(
        documents.collect::<Vec<_>>(),
        [format!("内部版/{STEM}（内部版）.docx")]
    );
}

#[test]
fn without_a_chinese_font_everything_but_the_pdf_is_written() {
    let office = Office::new();
    let arguments = ["--edition", "public", "--no-system-fonts"];
    let ended = office.report_with(&arguments);
    assert_eq!(ended.code, 0, "{}", ended.said);
    assert!(written(&office).contains(&format!("{STEM}.docx")));
    assert!(!written(&office).iter().any(|name| name.ends_with(".pdf")));
    insta::assert_snapshot!(beyond_notices(&ended));
    let ended = office.report_with(&[&arguments[..], &["--only", "pdf"]].concat());
    assert_eq!(ended.code, 2, "{}", ended.said);
}

/// A name of a school as nobody should have it: markup of every format, and a formula.
const HARMFUL: &str = "<script>alert(1)</script>&amp;#let x=1 $a^2$ =cmd|/C!A0 *粗* [链](x)";

#[test]
fn markup_and_formulas_in_names_are_text_in_every_format() {
    let office = Office::new();
    let bureau = fs::read_to_string(office.path("bureau.toml")).unwrap();
    let long = "长".repeat(60);
    let bureau = bureau
        .replace("short = \"四平经贸学校\"", &format!("short = '{HARMFUL}'"))
        .replace("short = \"双辽职专\"", &format!("short = '{long}'"));
    office.write("bureau.toml", bureau);
    let ended = office.report_with(&["--edition", "public"]);
    assert_eq!(ended.code, 0, "{}", ended.said);

    let page = fs::read_to_string(office.out().join("报告.html")).unwrap();
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)"));
    let document = part(&office, &format!("{STEM}.docx"), "word/document.xml");
    assert!(document.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;#let x=1 $a^2$ =cmd"));
    assert!(document.contains(&long));

    let pdf = office.out().join(format!("{STEM}.pdf"));
    if !pdf.exists() {
        eprintln!("no font with Chinese characters here: the PDF is passed over");
        return;
    }
    let Ok(output) = Command::new("pdftotext")
        .args([pdf.as_os_str(), "-".as_ref()])
        .output()
    else {
        eprintln!("no pdftotext here: the PDF's text is passed over");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout).replace(['\n', ' ', '\u{200B}'], "");
    assert!(
        text.contains("#letx=1$a^2$=cmd|"),
        "the name stands in the PDF as it is"
    );
}
