//! The Word writer as a reader sees it and as other programs leave it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use voced_audit::{GivenFigure, read};
use voced_docx::docx;
use voced_report::Report;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The text between the margins of a lying page, in twentieths of a point.
const WIDEST: i32 = 12_757;

#[test]
fn a_report_reads_from_its_cover_to_its_last_appendix() {
    insta::assert_snapshot!(outline(&part(
        &docx(&small()).unwrap(),
        "word/document.xml"
    )));
}

#[test]
fn a_draft_begins_with_what_is_open() {
    let mut report = awkward();
    report.blocks.truncate(2);
    let bytes = docx(&report).unwrap();
    insta::assert_snapshot!(outline(&part(&bytes, "word/document.xml")));
    assert!(part(&bytes, "word/header1.xml").contains("string=\"草稿\""));
}

#[test]
fn a_table_repeats_its_merged_head_and_never_divides_a_row() {
    let document = part(&docx(&small()).unwrap(), "word/document.xml");
    let start = document.find("<w:tbl>").unwrap();
    let end = document.find("</w:tbl>").unwrap();
    let shown = document[start..end]
        .replace("<w:tr>", "\n<w:tr>")
        .replace("<w:tc>", "\n  <w:tc>");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_chart_keeps_its_numbers_as_they_are_printed() {
    let chart = part(&docx(&small()).unwrap(), "word/charts/chart1.xml");
    insta::assert_snapshot!(numbers(&chart));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert!(docx(&awkward()).unwrap() == docx(&awkward()).unwrap());
}

#[test]
fn nothing_in_an_awkward_report_goes_beyond_the_page() {
    let bytes = docx(&awkward()).unwrap();
    let document = part(&bytes, "word/document.xml");
    for table in document.split("<w:tblGrid>").skip(1) {
        let grid = table.split("</w:tblGrid>").next().unwrap();
        let width: i32 = attributes(grid, "gridCol", "w")
            .iter()
            .map(|width| number(width))
            .sum();
        assert!((1..=WIDEST).contains(&width), "{width}");
    }
    for width in attributes(&document, "extent", "cx") {
        assert!(number(&width) <= WIDEST * 635, "{width}");
    }
}

#[test]
fn every_part_is_xml_and_every_link_has_its_end() {
    for report in [awkward(), small()] {
        let bytes = docx(&report).unwrap();
        for name in names(&bytes).iter().filter(|name| !name.ends_with(".xlsx")) {
            assert!(events(&part(&bytes, name)) > 1, "{name}");
        }
        let document = part(&bytes, "word/document.xml");
        let bookmarks = attributes(&document, "bookmarkStart", "name");
        let unique: BTreeSet<&String> = bookmarks.iter().collect();
        assert_eq!(unique.len(), bookmarks.len());
        assert!(bookmarks.iter().all(|name| name.len() <= 40));
        for anchor in attributes(&document, "hyperlink", "anchor") {
            assert!(unique.contains(&anchor), "{anchor}");
        }
    }
}

/// The figures of a document as they are read back.
fn tagged(bytes: &[u8]) -> Vec<GivenFigure> {
    read(bytes).unwrap().figures
}

#[test]
fn every_figure_is_found_with_the_text_it_was_given() {
    for report in [awkward(), small()] {
        let found = tagged(&docx(&report).unwrap());
        assert_eq!(found.len(), report.figures.len());
        for (found, figure) in found.iter().zip(&report.figures) {
            assert_eq!(found.tag, figure.tag);
            assert_eq!(found.given, figure.text);
            assert_eq!(found.found.as_ref(), Some(&figure.text));
        }
    }
}

#[test]
fn a_figure_that_was_changed_or_deleted_is_seen() {
    let bytes = docx(&small()).unwrap();
    let changed = with_part(&bytes, "word/document.xml", |document| {
        let start = document.find("<w:bookmarkStart w:id=\"1\"").unwrap();
        let end = document.find("<w:bookmarkEnd w:id=\"1\"/>").unwrap();
        let without = format!("{}{}", &document[..start], &document[end..]);
        without.replacen(">提高2.1个百分点<", ">下降&lt;3个<", 1)
    });
    let found = tagged(&changed);
    assert_eq!(found[0].found, None);
    assert_eq!(found[1].given, "提高2.1个百分点");
    assert_eq!(found[1].found.as_deref(), Some("下降<3个"));
    assert_eq!(found[2].found.as_deref(), Some("10367人"));
}

#[test]
fn bookmarks_are_enough_where_a_program_dropped_the_controls() {
    let bytes = with_part(&docx(&small()).unwrap(), "word/document.xml", |document| {
        document.replace("<w:tag ", "<w:lost ")
    });
    let found = tagged(&bytes);
    assert!(
        found
            .iter()
            .all(|one| one.found.as_ref() == Some(&one.given))
    );
}

#[test]
fn what_is_moved_away_or_struck_out_does_not_count() {
    let bytes = with_part(&docx(&small()).unwrap(), "word/document.xml", |document| {
        let old = "<w:t xml:space=\"preserve\">97.8%</w:t>";
        let new = "<w:delText>97.8%</w:delText></w:r><w:r><w:t>98.1%</w:t>";
        document.replacen(old, new, 1)
    });
    assert_eq!(tagged(&bytes)[0].found.as_deref(), Some("98.1%"));
}

#[test]
fn figures_survive_saving_in_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    for report in [awkward(), small()] {
        let Some(saved) = saved_by_libreoffice(folder.path(), &docx(&report).unwrap()) else {
            eprintln!("passed over: LibreOffice Writer is not installed");
            return;
        };
        let found = tagged(&saved);
        assert_eq!(found.len(), report.figures.len());
        for figure in found {
            assert_eq!(figure.found.as_ref(), Some(&figure.given), "{}", figure.tag);
        }
    }
}

fn saved_by_libreoffice(folder: &Path, bytes: &[u8]) -> Option<Vec<u8>> {
    let (source, target) = (folder.join("report.docx"), folder.join("saved"));
    std::fs::write(&source, bytes).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let run = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
        ])
        .arg(&target)
        .arg(&source)
        .output()
        .ok()?;
    let saved = std::fs::read(target.join("report.docx")).ok();
    saved.filter(|_| run.status.success())
}

fn small() -> Report {
    serde_json::from_str(include_str!("small.json")).unwrap()
}

fn awkward() -> Report {
    serde_json::from_str(include_str!("../../../fixtures/reports/awkward.json")).unwrap()
}

fn names(bytes: &[u8]) -> Vec<String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The document with one part changed.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for other in names(bytes)
        .iter()
        .filter(|other| !other.ends_with(".xlsx"))
    {
        let text = part(bytes, other);
        let text = if other == name { change(text) } else { text };
        zip.start_file(other.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn events(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    (0..)
        .take_while(|_| !matches!(reader.read_event().unwrap(), Event::Eof))
        .count()
}

fn attributes(xml: &str, element: &str, name: &str) -> Vec<String> {
    // A piece of a part may end before its elements do.
    let mut reader = Reader::from_str(xml);
    let mut values = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == element => {
                values.extend(attribute(&start, name));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    values
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes().map(Result::unwrap);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

fn number(text: &str) -> i32 {
    text.parse().unwrap()
}

/// Paragraphs with their styles, cells of a row side by side, a line where a section ends.
fn outline(document: &str) -> String {
    let mut reader = Reader::from_str(document);
    let (mut out, mut line, mut style) = (String::new(), String::new(), String::new());
    let (mut is_text, mut row) = (false, 0_usize);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "t" => is_text = true,
                "tr" => row += 1,
                "pStyle" => style = attribute(&start, "val").unwrap(),
                "drawing" => line.push_str("（图）"),
                "tab" if attribute(&start, "leader").is_none() => line.push_str(" … "),
                "sectPr" => line.push_str("──"),
                _ => {}
            },
            Event::Text(text) if is_text => line.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if is_text => {
                line.push_str(&format!("&{};", reference.xml10_content()));
            }
            Event::End(end) => match end.local_name().as_ref() {
                "t" => is_text = false,
                "tc" => line.push_str(" | "),
                "p" if row > 0 => line.push(' '),
                "p" => out.push_str(&format!("[{style}] {}\n", std::mem::take(&mut line))),
                "tr" => {
                    row -= 1;
                    out.push_str(&format!("  | {}\n", std::mem::take(&mut line).trim_end()));
                }
                _ => {}
            },
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// What a chart says: names, values and the formats of its labels.
fn numbers(chart: &str) -> String {
    let mut out = String::new();
    for series in chart.split("<c:ser>").skip(1) {
        let texts = |tag: &str| -> Vec<String> {
            let open = format!("<{tag}>");
            let pieces = series.split(&open).skip(1);
            pieces
                .map(|piece| piece.split('<').next().unwrap().to_owned())
                .collect()
        };
        out.push_str(&format!("{}　", texts("c:v").join("、")));
        out.push_str(&format!("{}　", texts("c:f").join("、")));
        let formats = attributes(&format!("<c:ser>{series}"), "numFmt", "formatCode");
        out.push_str(&format!("{}\n", formats.join("、")));
    }
    out
}
