//! Documents of several programs as the case studies that they are.
//! What is odd about each stands in `fixtures/cases/SOURCES.md`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use voced_domain::{CaseBlock, CaseCell, PictureFile};
use voced_picture::{LARGEST, prepare};
use voced_word::package::DOCUMENT;
use voced_word::{Doubt, FoundCase, Names, Pictures, WordError, case, read};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SCHOOL: &[&str] = &["甲市第一职业学校", "一职"];

fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    std::fs::read(folder.join(name)).unwrap()
}

/// The document with its body written otherwise.
fn with_text(bytes: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    for idx in 0..archive.len() {
        let mut part = archive.by_index(idx).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == DOCUMENT {
            let change = change.take().unwrap();
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        writer
            .start_file(&*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn found(bytes: &[u8], file: &str) -> FoundCase {
    let names = Names {
        file,
        school: SCHOOL,
    };
    case(&read(bytes).unwrap(), names)
}

/// A case as a person reads it, with what becomes of its pictures.
fn shown(bytes: &[u8]) -> String {
    let found = found(bytes, "一职 案例");
    let mut pictures = Pictures::open(bytes).unwrap();
    let mut shown = format!("题目：{}\n", found.case.title);
    for block in &found.case.blocks {
        let _ = match block {
            CaseBlock::Heading {
                level,
                number,
                text,
            } => writeln!(shown, "{} [{number}] {text}", "#".repeat(*level)),
            CaseBlock::Paragraph(text) => writeln!(shown, "{text}"),
            CaseBlock::Item { number, text } => {
                let number = number.map_or("·".into(), |number| format!("{number}."));
                writeln!(shown, "  {number} {text}")
            }
            CaseBlock::Table(table) => {
                let row =
                    |row: &Vec<CaseCell>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
                let rows: Vec<String> = table.rows.iter().map(row).collect();
                writeln!(shown, "表：{}\n  {}", table.caption, rows.join("\n  "))
            }
            CaseBlock::Pictures(row) => {
                let row = row.iter().map(|picture| {
                    let file = became(&picture.file, &mut pictures);
                    format!("〔{}｜{file}〕", picture.caption)
                });
                writeln!(shown, "{}", row.collect::<Vec<_>>().join(" "))
            }
        };
    }
    shown
}

fn cell(cell: &CaseCell) -> &str {
    match cell {
        CaseCell::Text(text) => text,
        CaseCell::Above => "^",
        CaseCell::Left => "<",
    }
}

fn became(file: &PictureFile, pictures: &mut Pictures<'_>) -> String {
    match file {
        PictureFile::Part(name) => match prepare(&pictures.file(name, LARGEST)) {
            Ok(picture) => format!(
                "{}×{} {}",
                picture.width,
                picture.height,
                picture.kind.extension()
            ),
            Err(error) => format!("{error}；{}", error.remedy()),
        },
        PictureFile::Missing(what) => what.clone(),
        PictureFile::Path(_) => unreachable!("nothing is put anywhere"),
    }
}

#[test]
fn what_was_typed_without_styles_has_its_title_headings_captions_and_grid() {
    insta::assert_snapshot!(shown(&file("python-docx.docx")));
}

#[test]
fn changes_are_accepted_notes_stand_in_brackets_and_every_drawing_is_told() {
    insta::assert_snapshot!(shown(&file("drawn.docx")));
}

#[test]
fn numbers_that_word_writes_make_headings_and_items() {
    insta::assert_snapshot!(shown(&file("docx-npm.docx")));
}

#[test]
fn styles_of_pandoc_are_those_of_word() {
    insta::assert_snapshot!(shown(&file("pandoc.docx")));
}

#[test]
fn a_web_page_saved_by_libreoffice_reads_as_it_looks() {
    insta::assert_snapshot!(shown(&file("libreoffice.docx")));
}

#[test]
fn nothing_of_a_hostile_document_is_unpacked_followed_or_obeyed() {
    insta::assert_snapshot!(shown(&file("hostile.docx")));
}

#[test]
fn a_letter_and_a_form_are_no_case_unless_they_are_called_one() {
    let doubt = |file_name: &str, bytes: &[u8]| found(bytes, file_name).doubt;
    let whole = file("libreoffice.docx");
    assert_eq!(doubt("一职", &whole), None);
    let letter = with_text(&whole, |xml| {
        xml.replace("学校坚持立德树人，把课堂搬进车间，把企业师傅请上讲台", "")
    });
    assert_eq!(doubt("一职来信", &letter), Some(Doubt::Short(103)));
    assert_eq!(doubt("一职案例", &letter), None);
    let form = with_text(&letter, |xml| {
        xml.replace("双师型", &"双师型教师".repeat(100))
    });
    assert_eq!(doubt("一职", &form), Some(Doubt::Form));
}

#[test]
fn what_is_no_document_says_what_it_is() {
    let told = |bytes: &[u8]| {
        let error = read(bytes).unwrap_err();
        format!("{error}；{}", error.remedy())
    };
    let mut encrypted = vec![0xD0, 0xCF, 0x11, 0xE0];
    assert_eq!(read(&encrypted), Err(WordError::OldWord));
    let old = told(&encrypted);
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let whole = file("pandoc.docx");
    let cut = &whole[..whole.len() / 2];
    let said = [&encrypted[..], b"", b"%PDF-1.7", cut].map(told);
    insta::assert_snapshot!(format!("{old}\n{}", said.join("\n")));
}

#[test]
fn a_document_of_nothing_but_paragraphs_is_refused_before_it_takes_memory() {
    let bomb = with_text(&file("pandoc.docx"), |_| {
        format!(
            "<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
            "<w:p/>".repeat(60_000)
        )
    });
    assert_eq!(read(&bomb), Err(WordError::TooLong));
    let long = with_text(&file("pandoc.docx"), |_| {
        let text = "长".repeat(400_000);
        format!(
            "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
        )
    });
    assert_eq!(read(&long), Err(WordError::TooLong));
    let deep = with_text(&file("pandoc.docx"), |_| {
        format!(
            "<w:document xmlns:w=\"w\"><w:body>{}",
            "<w:tbl><w:tr><w:tc>".repeat(20_000)
        )
    });
    assert!(read(&deep).is_ok_and(|document| document.blocks.is_empty()));
}
