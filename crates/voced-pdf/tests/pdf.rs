//! The report as PDF: what a reader gets, what a machine reads back, and what must not happen.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use voced_pdf::{Fonts, PdfError, linked, pdf};
use voced_report::{Block, Inline, Paragraph, ParagraphKind, Report};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::found(&[]));
static AWKWARD: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| made(&awkward()));

/// The report of awkward things, without the pictograms that few machines have a font for.
fn awkward() -> Report {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/reports/awkward.json"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let is_picture = |c: &char| matches!(u32::from(*c), 0x1F000..=0x1FAFF);
    let plain: String = text.chars().filter(|c| !is_picture(c)).collect();
    serde_json::from_str(&plain).unwrap()
}

/// The same with its first paragraph and its traces alone.
fn small() -> Report {
    let mut report = awkward();
    let is_kept = |(index, block): &(usize, Block)| *index == 0 || matches!(block, Block::Traces);
    report.blocks = report
        .blocks
        .into_iter()
        .enumerate()
        .filter(is_kept)
        .map(|it| it.1)
        .collect();
    report.draft = None;
    report
}

fn made(report: &Report) -> Option<Vec<u8>> {
    match pdf(report, &FONTS) {
        Ok(bytes) => Some(bytes),
        Err(PdfError::NoCjkFont) => {
            eprintln!("passed over: no Chinese font on this machine");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

/// What a program of poppler says of the bytes.
fn poppler(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<String> {
    let folder = std::env::temp_dir();
    let path = folder.join(format!("voced-pdf-{}-{program}.pdf", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    let tail: &[&str] = if program == "pdftotext" { &["-"] } else { &[] };
    let result = Command::new(program)
        .args(arguments)
        .arg(&path)
        .args(tail)
        .output();
    std::fs::remove_file(&path).unwrap();
    match result {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(_) => {
            eprintln!("passed over: {program} is not installed");
            None
        }
    }
}

fn figures_in_order(report: &Report) -> Vec<(String, String)> {
    let figure = |index: usize| {
        let figure = &report.figures[index];
        (figure.tag.to_string(), figure.text.clone())
    };
    (0..report.figures.len()).map(figure).collect()
}

fn read_back(bytes: &[u8]) -> Vec<(String, String)> {
    let links = linked(bytes).unwrap().into_iter();
    links
        .map(|link| (link.tag.to_string(), link.text))
        .collect()
}

#[test]
fn every_figure_of_the_text_is_a_link_named_by_its_tag() {
    let Some(bytes) = &*AWKWARD else { return };
    assert_eq!(read_back(bytes), figures_in_order(&awkward()));
}

#[test]
fn markup_and_formulas_in_the_data_stay_text() {
    let Some(bytes) = &*AWKWARD else { return };
    let Some(text) = poppler("pdftotext", &["-layout"], bytes) else {
        return;
    };
    for inert in [
        "<script>alert(1)</script>",
        "#let x = 1",
        "$a^2$",
        "=cmd|' /C calc'!A0",
        "*Markdown* [x](y)",
    ] {
        assert!(text.contains(inert), "{inert}");
    }
}

#[test]
fn the_awkward_report_reads_as_written() {
    let Some(bytes) = &*AWKWARD else { return };
    let Some(text) = poppler("pdftotext", &["-raw"], bytes) else {
        return;
    };
    let pages: Vec<&str> = text.split('\u{c}').collect();
    assert_eq!(pages.len(), 17, "16 pages and what follows the last");
    insta::assert_snapshot!(pages[..5].join("\n――――\n"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let Some(first) = made(&small()) else { return };
    assert!(made(&small()) == Some(first));
}

#[test]
fn without_a_chinese_font_there_is_no_pdf_and_the_message_says_what_to_install() {
    let error = pdf(&small(), &Fonts::none()).unwrap_err();
    assert!(matches!(error, PdfError::NoCjkFont));
    insta::assert_snapshot!(error, @"没有找到中文字体，不能生成PDF。请安装思源宋体和思源黑体（Debian、Ubuntu：apt install fonts-noto-cjk；Fedora：dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts），或用--font-path指明存放仿宋、黑体、楷体等字体的文件夹。");
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let mut report = small();
    let text = Inline::Text {
        text: "造字\u{e123}和未定义的字\u{323b0}".into(),
    };
    let paragraph = Paragraph {
        kind: ParagraphKind::Body,
        text: vec![text],
    };
    report.blocks.push(Block::Paragraph(paragraph));
    match pdf(&report, &FONTS) {
        Err(PdfError::NoGlyph(lost)) => assert_eq!(lost, ['\u{e123}', '\u{323b0}']),
        Err(PdfError::NoCjkFont) => eprintln!("passed over: no Chinese font on this machine"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_document_says_what_it_is() {
    let Some(bytes) = made(&small()) else { return };
    let Some(info) = poppler("pdfinfo", &["-isodates"], &bytes) else {
        return;
    };
    let kept = [
        "Title",
        "Author",
        "CreationDate",
        "Tagged",
        "Page size",
        "PDF version",
    ];
    let lines: Vec<&str> = info
        .lines()
        .filter(|line| kept.iter().any(|key| line.starts_with(key)))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_program_refuses_what_is_no_report() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_voced-pdf"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"{}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
}
