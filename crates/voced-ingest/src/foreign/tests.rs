//! Each kind by its name, with what its sender can do.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::*;
use crate::compound::with_parts;
use crate::file_format::{plain, recognised};

fn archive(parts: &[&str]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for part in parts {
        let (name, content) = part.split_once('=').unwrap_or((part, ""));
        archive.start_file(name, stored).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn in_utf16(text: &str) -> Vec<u8> {
    let units = format!("\u{feff}{text}");
    units.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn lock() -> Vec<u8> {
    let mut bytes = vec![b' '; 165];
    bytes[..3].copy_from_slice(&[2, b'l', b'i']);
    bytes[60] = 0;
    bytes
}

fn said(bytes: &[u8]) -> String {
    let refused = plain(bytes).and_then(|bytes| recognised(&bytes).map(|_| ()));
    match refused {
        Ok(()) => "工作簿".into(),
        Err(Refusal {
            card,
            message,
            remedy,
            is_of_a_workbook,
            ..
        }) => {
            let taken = if is_of_a_workbook { "收下" } else { "不收" };
            format!("{taken} {} {message}。{remedy}", card.code)
        }
    }
}

/// Bytes that look like nothing.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

const XML: &str = "<?xml version=\"1.0\"?>\n";
const SHEET: &str = "<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook \
                     xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";

#[expect(clippy::too_many_lines, reason = "a table of cases")]
#[test]
fn every_kind_is_called_by_its_name_with_what_to_do() {
    let sealed = |start: &[u8]| [start, &noise(900)].concat();
    let xml = |text: &str| format!("{XML}{text}").into_bytes();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("E-SafeNet", sealed(b"b\x14#e\x02\0\0\0E-SafeNet\0\0\0LOCK")),
        ("TSD", sealed(b"%TSD-Header-###%\0\x01")),
        ("pfile", sealed(b".pfile\x01\0")),
        ("rights", with_parts(&["\u{6}DataSpaces", "EncryptedPackage"], &["DRMEncryptedDataSpace"])),
        ("rights of .xls", with_parts(&["\tDRMContent", "Workbook"], &[])),
        ("noise", noise(900)),
        ("zeros", vec![0; 900]),
        ("empty", vec![]),
        ("blanks", b" \r\n".to_vec()),
        ("pdf", b"%PDF-1.7\n\0".to_vec()),
        ("pdf behind a line", b"\r\n%PDF-1.7\n\0".to_vec()),
        ("png", sealed(b"\x89PNG\r\n")),
        ("bmp", sealed(b"BM\0\0")),
        ("heic", sealed(b"\0\0\0\x18ftypheic")),
        ("webp", sealed(b"RIFF\0\0\0\0WEBPVP8")),
        ("tif", sealed(b"II*\0")),
        ("mp4", sealed(b"\0\0\0\x18ftypisom")),
        ("rar", sealed(b"Rar!\x1A\x07\0")),
        ("7z", sealed(b"7z\xBC\xAF\x27\x1C")),
        ("gz", sealed(b"\x1F\x8B\x08\0")),
        ("zip", archive(&["甲.xlsx", "乙.xlsx"])),
        ("msg", with_parts(&["__nameid_version1.0", "__properties_version1.0"], &[])),
        ("eml", b"Received: from a by b\r\nFrom: a@b.cn\r\nSubject: =?GBK?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed".to_vec()),
        ("mht of Excel", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related".to_vec()),
        ("mht of a browser", b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0".to_vec()),
        ("mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec()),
        ("ppt", with_parts(&["Current User", "PowerPoint Document"], &[])),
        ("pptx", archive(&["[Content_Types].xml", "ppt/presentation.xml"])),
        ("doc with a workbook in it", with_parts(&["ObjectPool", "WordDocument"], &["Workbook"])),
        ("docx", archive(&["[Content_Types].xml", "word/document.xml", "content.xml"])),
        ("rtf", b"{\\rtf1\\ansi".to_vec()),
        ("odt", archive(&["mimetype=application/vnd.oasis.opendocument.text", "content.xml"])),
        ("ofd", archive(&["OFD.xml", "Doc_0/Document.xml"])),
        ("numbers", archive(&["Index/Document.iwa", "Metadata/Properties.plist"])),
        ("xlsb", archive(&["[Content_Types].xml", "xl/workbook.bin"])),
        ("Excel 4", sealed(b"\x09\x04\x06\0\0\0\x10\0")),
        ("dwg", sealed(b"AC1027\0\0")),
        ("exe", sealed(b"MZ\x90\0")),
        ("mdb", sealed(b"\0\x01\0\0Standard Jet DB\0")),
        ("lnk", sealed(b"\x4C\0\0\0\x01\x14\x02\0")),
        ("url", b"[InternetShortcut]\r\nURL=file:///C:/".to_vec()),
        ("lock", lock()),
        ("Mac", sealed(b"\0\x05\x16\x07\0\x02\0\0Mac OS X")),
        ("thumbs", with_parts(&["Catalog", "1"], &[])),
        ("other compound", with_parts(&["Contents"], &[])),
        ("XML 2003", xml(SHEET)),
        ("XML 2003 in UTF-16", in_utf16(&format!("{XML}{SHEET}"))),
        ("XML 2003 with a prefix", xml("<!-- a --><ss:Workbook xmlns:ss=\"urn:x\"/>")),
        ("fods", xml("<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"/>")),
        ("uof", xml("<uof:UOF xmlns:uof=\"http://schemas.uof.org\"/>")),
        ("svg", xml("<svg/>")),
        ("xml", xml("<settings/>")),
        ("html", b"\xEF\xBB\xBF\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><meta name=ProgId content=Excel.Sheet>".to_vec()),
        ("html in UTF-16", in_utf16("<!DOCTYPE html><html>")),
        ("table", b"<table><tr><td>".to_vec()),
        ("csv", "编号,名称,数\r\n3.01,在籍学生数,127\r\n".into()),
        ("csv in GBK", b"\xB1\xE0\xBA\xC5,\xCA\xFD\r\n3.01,127\r\n".to_vec()),
        ("text of Excel", in_utf16("编号\t数\r\n3.01\t127\r\n")),
        ("text", "已经交过了".into()),
        ("text that begins as an archive", b"PK report".to_vec()),
    ];
    let lines: Vec<String> = files
        .iter()
        .map(|(name, bytes)| format!("{name} → {}", said(bytes)))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn blanks_before_a_container_are_passed_over() {
    let workbook = archive(&["xl/workbook.xml"]);
    for before in ["\r\n", "\u{feff}", "\u{feff} \t\n"] {
        assert_eq!(
            said(&[before.as_bytes(), &workbook].concat()),
            "工作簿",
            "{before:?}"
        );
    }
    let mail = with_parts(&["__properties_version1.0"], &[]);
    assert!(said(&[b"\n", &mail[..]].concat()).contains("Outlook"));
}
