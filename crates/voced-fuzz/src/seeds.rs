//! Whole files, to be changed.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::Target;
use crate::target::fixtures;

/// A whole file, as what it is changed as.
#[derive(Clone, Debug)]
pub enum Seed {
    /// An archive, by its parts.
    Parts(Vec<(String, Vec<u8>)>),
    /// A text.
    Text(Vec<u8>),
    /// Bytes of which nothing is known.
    Bytes(Vec<u8>),
}

/// Files for a target.
#[derive(Clone, Debug)]
pub struct Seeds(pub Vec<Seed>);

impl Seeds {
    /// Examples of what comes this way.
    ///
    /// # Panics
    /// Where a fixture is not there.
    pub fn of(target: Target) -> Self {
        Self(match target {
            Target::Ingest => workbooks(),
            Target::Audit => reports(),
            Target::Case => cases(),
            Target::Catalogue => settings(),
        })
    }
}

fn workbooks() -> Vec<Seed> {
    let whole = read("demo/2023/submissions/甲县职业教育中心.xlsx");
    let ods = read("siping/2020/submissions/伊通满族自治县职业技术教育中心.ods");
    let xls = read("siping/2020/submissions/梨树县职业中等专业学校.xls");
    vec![
        Seed::Parts(parts(&whole)),
        Seed::Parts(few_sheets(parts(&whole))),
        Seed::Parts(few_sheets(parts(&whole))),
        Seed::Parts(parts(&ods)),
        Seed::Bytes(whole),
        Seed::Bytes(xls.clone()),
        Seed::Bytes(xls),
        Seed::Bytes(ods),
    ]
}

/// The workbook with its first, third and last sheet alone, which is read in a third of the time.
fn few_sheets(mut parts: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let kept = ["sheet1.xml", "sheet3.xml", "sheet13.xml"];
    parts.retain(|(name, _)| {
        let sheet = name.strip_prefix("xl/worksheets/");
        sheet.is_none_or(|sheet| kept.contains(&sheet)) && !name.starts_with("docProps")
    });
    parts
}

fn reports() -> Vec<Seed> {
    let text = |name: &str| {
        let text = String::from_utf8_lossy(&read(name)).into_owned();
        let lines = text.lines().skip(60).take(60);
        lines.collect::<Vec<_>>().join("\n")
    };
    let printed = text("siping/2020/printed.md");
    let paragraphs: String = printed.lines().map(paragraph).collect();
    let cell = "<w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>";
    let table = format!("<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>");
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{paragraphs}{table}</w:body></w:document>"
    );
    let page = format!(
        "<!DOCTYPE html><html><body><h1>1.1</h1><p>{}</p><table><tr><td colspan=2>学生数</td></tr>\
         <tr><td>1</td><td>2</td></tr></table></body></html>",
        printed.replace('\n', "</p><p>")
    );
    vec![
        Seed::Parts(vec![("word/document.xml".into(), document.into_bytes())]),
        Seed::Text(page.into_bytes()),
        Seed::Text(printed.into_bytes()),
    ]
}

fn cases() -> Vec<Seed> {
    let documents = ["python-docx", "drawn", "docx-npm"];
    let documents = documents.map(|name| parts(&read(&format!("cases/{name}.docx"))));
    // Fonts and settings are not read.
    let is_read = |name: &str| {
        let parts = ["document", "numbering", "footnotes"];
        parts
            .iter()
            .any(|part| name.starts_with(&format!("word/{part}")))
            || name.ends_with(".rels")
    };
    let kept = documents.into_iter().map(|mut parts| {
        parts.retain(|(name, _)| is_read(name));
        Seed::Parts(parts)
    });
    kept.collect()
}

fn paragraph(line: &str) -> String {
    let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:p><w:r><w:t>{escaped}</w:t></w:r></w:p>")
}

fn settings() -> Vec<Seed> {
    let templates = fs::read_dir(fixtures().join("demo/2023/layouts")).expect("a fixture");
    let mut templates: Vec<PathBuf> = templates.flatten().map(|entry| entry.path()).collect();
    templates.sort();
    let first_of = |path: &Path| {
        let text = fs::read_to_string(path).expect("a fixture");
        text.chars().take(3_000).collect::<String>()
    };
    let mut seeds: Vec<Seed> = [
        "demo/bureau.toml",
        "siping/bureau.toml",
        "siping/catalogue.toml",
        "siping/2020/printed.csv",
        "siping/2020/waivers.toml",
    ]
    .map(|name| Seed::Text(read(name)))
    .to_vec();
    seeds.extend(
        templates
            .iter()
            .map(|path| Seed::Text(first_of(path).into())),
    );
    seeds
}

fn read(name: &str) -> Vec<u8> {
    fs::read(fixtures().join(name)).expect("a fixture")
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a fixture is an archive");
    let count = archive.len();
    let part = |idx| {
        let mut entry = archive.by_index(idx).expect("a fixture is whole");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("a fixture is whole");
        (entry.name().expect("a plain name").into_owned(), content)
    };
    (0..count).map(part).collect()
}
