//! Typing into an issued workbook: all but the cells stays the file that was sent out.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Writes a copy of an issued workbook in which `type_into` was given each worksheet, by its file name
/// without folder, and gave back what it is to be.
pub(crate) fn fill(issued: &Path, returned: &Path, type_into: impl Fn(&str, &str) -> String) {
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
