//! Typing into an issued workbook: all but the cells stays the file that was sent out.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Writes a copy of an issued workbook in which `type_into` was given each worksheet, by its file name
/// without folder, and gave back what it is to be.
pub fn fill(issued: &Path, returned: &Path, type_into: impl Fn(&str, &str) -> String) {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(issued).unwrap())).unwrap();
    let mut filled = ZipWriter::new(Cursor::new(Vec::new()));
    for idx in 0..archive.len() {
        let mut entry = archive.by_index(idx).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        if let Some(sheet) = name.strip_prefix("xl/worksheets/") {
            content = type_into(sheet, &content);
        }
        filled
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        filled.write_all(content.as_bytes()).unwrap();
    }
    fs::write(returned, filled.finish().unwrap().into_inner()).unwrap();
}

/// The titles of a workbook's sheets, in their order.
pub fn titles(path: &Path) -> Vec<String> {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut content = String::new();
    let mut entry = archive.by_name("xl/workbook.xml").unwrap();
    entry.read_to_string(&mut content).unwrap();
    let sheets = content.split("<sheet name=\"").skip(1);
    let titles = sheets.map(|rest| rest.split('"').next().unwrap().to_owned());
    titles.collect()
}

/// Which sheet, from zero, a file of a worksheet is: `sheet3.xml` is the third.
pub fn number(file: &str) -> Option<usize> {
    let number = file.strip_prefix("sheet")?.strip_suffix(".xml")?;
    Some(number.parse::<usize>().ok()? - 1)
}

/// Puts a value into a cell in place of what stands there; its format stays.
pub fn set_cell(sheet: &str, cell: &str, value: &str) -> String {
    let head = format!("<c r=\"{cell}\"");
    let start = sheet
        .find(&head)
        .unwrap_or_else(|| panic!("no cell {cell}"));
    let tag = start + sheet[start..].find('>').unwrap();
    let end = if sheet[..tag].ends_with('/') {
        tag + 1
    } else {
        tag + sheet[tag..].find("</c>").unwrap() + "</c>".len()
    };
    let style = sheet[start..tag].split(" s=\"").nth(1);
    let style = style.and_then(|rest| rest.split('"').next()).unwrap_or("0");
    // Codes of majors are typed as texts.
    let is_code = value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = value.parse::<f64>().is_ok() && !is_code;
    let content = if is_number {
        format!("{head} s=\"{style}\"><v>{value}</v></c>")
    } else {
        format!("{head} s=\"{style}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
    };
    format!("{}{content}{}", &sheet[..start], &sheet[end..])
}

/// Everything that is written in a workbook.
pub fn texts(path: &Path) -> String {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut texts = String::new();
    for idx in 0..archive.len() {
        let mut entry = archive.by_index(idx).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        texts.push_str(&String::from_utf8_lossy(&content));
    }
    texts
}
