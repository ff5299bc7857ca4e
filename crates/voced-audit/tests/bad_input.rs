//! Files that are no reports: what they are, and what to do.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use voced_audit::read;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package with one part.
fn package(name: &str, text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(name, SimpleFileOptions::default())
        .unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// The head of a compound file, with the name of a stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn document(body: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>");
    package("word/document.xml", &xml)
}

#[test]
fn every_file_that_is_no_report_is_told_what_it_is() {
    let whole = document("<w:p><w:r><w:t>2020年</w:t></w:r></w:p>");
    assert!(read(&whole).is_ok());
    let files: [(&str, Vec<u8>); 16] = [
        ("nothing", Vec::new()),
        ("binary", vec![0x89, 0x50, 0x00, 0x1A, 0xFF, 0x00]),
        ("bytes in no encoding", vec![0xFF, 0xFF, 0x80, 0xFF]),
        ("a broken package", whole[..whole.len() / 2].to_vec()),
        ("a broken part", document("<w:p></w:q>")),
        ("a package of something else", package("photo.txt", "1")),
        ("a workbook", package("xl/workbook.xml", "<workbook/>")),
        ("a document with a password", compound("EncryptedPackage")),
        ("an old document", compound("WordDocument")),
        (
            "a PDF cut short",
            include_bytes!("pages/report.pdf")[..9_000].to_vec(),
        ),
        (
            "a PDF without text",
            include_bytes!("pages/scan.pdf").to_vec(),
        ),
        (
            "a PDF with a password",
            include_bytes!("pages/password.pdf").to_vec(),
        ),
        ("a web page without text", b"\n<!DOCTYPE html>".to_vec()),
        ("spaces", "  \n　\n".into()),
        ("a document without text", document("<w:p/>")),
        ("too large", vec![b'1'; 49 << 20]),
    ];
    let mut shown = String::new();
    for (name, bytes) in files {
        let error = read(&bytes).expect_err(name);
        let _ = writeln!(shown, "{name}\n  {error}\n  {}", error.remedy());
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn text_in_the_encodings_of_windows_is_read() {
    let text = "2020年，全市招生数4403人。";
    let expected = read(text.as_bytes()).unwrap();
    let (gbk, ..) = encoding_rs::GBK.encode(text);
    assert_eq!(read(&gbk).unwrap(), expected);
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read(&utf16).unwrap(), expected);
}

#[test]
fn merged_heads_of_tables_stand_above_each_of_their_columns() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>招生数</w:t></w:r></w:p></w:tc>";
    let table = format!(
        "<w:tbl><w:tr>{}{wide}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("年度"),
        cell(""),
        [cell("普通高中"), cell("中等职业学校")].concat()
    );
    let document = read(&document(&table)).unwrap();
    let voced_audit::Block::Table(table) = &document.blocks[0] else {
        panic!("{document:?}");
    };
    let heads: Vec<&str> = table.rows[0]
        .cells
        .iter()
        .map(|cell| cell.as_str())
        .collect();
    assert_eq!(heads, ["年度", "招生数", "招生数"]);
}
