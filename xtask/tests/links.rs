//! No output leads to nowhere: every link of the pages, documents and workbooks of a report and of a check
//! has its end, in the same file or in one beside it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use common::{files, run, text};
use zip::ZipArchive;

const BUREAUS: &[(&str, &str)] = &[
    ("fixtures/siping", "2020"),
    ("fixtures/demo", "2023"),
    ("fixtures/years", "2024"),
];

#[test]
fn every_link_has_its_end() {
    for (bureau, year) in BUREAUS {
        let folder = tempfile::tempdir().unwrap();
        let place = [
            "--year",
            year,
            "--bureau",
            bureau,
            "--out",
            text(folder.path()),
        ];
        // What is found in the workbooks is told by the exit code; the PDF is held in its own crate.
        run(&[&["report", "--only", "docx,html,xlsx"][..], &place].concat());
        run(&[&["check"][..], &place].concat());
        let mut n_links = BTreeMap::new();
        for file in files(folder.path()) {
            let path = folder.path().join(&file);
            let extension = file.extension().and_then(|found| found.to_str());
            let links = match extension {
                Some("html") => of_page(&path),
                Some("docx") => of_document(&path),
                Some("xlsx") => of_workbook(&path),
                _ => continue,
            };
            let dead: Vec<&String> = links
                .iter()
                .filter(|(_, ends)| !ends)
                .map(|(link, _)| link)
                .collect();
            assert!(dead.is_empty(), "{bureau} {}: {dead:?}", file.display());
            *n_links.entry(extension.unwrap().to_owned()).or_insert(0) += links.len();
        }
        for format in ["html", "docx", "xlsx"] {
            assert!(
                n_links.get(format).is_some_and(|links| *links > 20),
                "{bureau} {n_links:?}"
            );
        }
    }
}

/// Links, and whether each has its end.
type Links = Vec<(String, bool)>;

fn of_page(path: &Path) -> Links {
    let page = fs::read_to_string(path).unwrap();
    let ids: BTreeSet<&str> = values(&page, " id=\"").collect();
    let links = values(&page, " href=\"").filter(|link| *link != "data:,");
    links
        .map(|link| {
            (
                link.to_owned(),
                link.strip_prefix('#').is_some_and(|id| ids.contains(id)),
            )
        })
        .collect()
}

fn of_document(path: &Path) -> Links {
    let parts = parts(path);
    let text = &parts["word/document.xml"];
    let bookmarks = bookmarks(text);
    let relationships = relationships(&parts["word/_rels/document.xml.rels"]);
    let mut links = Links::new();
    for hyperlink in tags(text, "<w:hyperlink ") {
        let anchor = value(hyperlink, " w:anchor=\"").unwrap();
        let ends = match value(hyperlink, " r:id=\"") {
            None => bookmarks.contains(anchor),
            Some(id) => relationships.get(id).is_some_and(|target| {
                let beside = path.with_file_name(target);
                beside.is_file()
                    && self::bookmarks(&self::parts(&beside)["word/document.xml"]).contains(anchor)
            }),
        };
        links.push((hyperlink.to_owned(), ends));
    }
    for code in values(text, "<w:instrText xml:space=\"preserve\"")
        .filter_map(|rest| rest.split('<').next())
    {
        let mut words = code.trim_start_matches('>').split_whitespace();
        if let (Some("REF" | "PAGEREF"), Some(name)) = (words.next(), words.next()) {
            links.push((code.to_owned(), bookmarks.contains(name)));
        }
    }
    // Pictures, charts and whatever else stands in a part of its own.
    for (id, target) in &relationships {
        let is_part = parts.contains_key(&format!("word/{target}"))
            || parts.contains_key(target.trim_start_matches("../"));
        links.push((
            format!("{id} {target}"),
            is_part || path.with_file_name(target).is_file(),
        ));
    }
    links
}

fn of_workbook(path: &Path) -> Links {
    let parts = parts(path);
    let sheets: BTreeSet<String> = tags(&parts["xl/workbook.xml"], "<sheet ")
        .filter_map(|sheet| value(sheet, " name=\""))
        .map(str::to_owned)
        .collect();
    let mut links = Links::new();
    for (name, part) in parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
    {
        let beside = name.replace("worksheets/", "worksheets/_rels/") + ".rels";
        let targets = parts
            .get(&beside)
            .map_or_else(BTreeMap::new, |part| relationships(part));
        for link in tags(part, "<hyperlink ") {
            let ends = match value(link, " r:id=\"") {
                Some(id) => {
                    let file = targets[id]
                        .trim_start_matches("file:///")
                        .replace('\\', "/");
                    let file = file.split('#').next().unwrap_or("");
                    path.with_file_name(file).is_file() || Path::new(file).is_file()
                }
                None => {
                    let place = value(link, " location=\"").unwrap();
                    let sheet = place.rsplit_once('!').map_or(place, |(sheet, _)| sheet);
                    sheets.contains(sheet.trim_matches('\''))
                }
            };
            links.push((format!("{name} {link}"), ends));
        }
    }
    links
}

fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(
            part.name().unwrap().into_owned(),
            String::from_utf8_lossy(&bytes).into_owned(),
        );
    }
    parts
}

fn bookmarks(part: &str) -> BTreeSet<&str> {
    tags(part, "<w:bookmarkStart ")
        .filter_map(|tag| value(tag, " w:name=\""))
        .collect()
}

/// What a part leads to, by the names of its relationships, as text.
fn relationships(part: &str) -> BTreeMap<String, String> {
    let tags = tags(part, "<Relationship ");
    let named = tags.filter_map(|tag| {
        let target = value(tag, " Target=\"")?.replace("&amp;", "&");
        Some((
            value(tag, " Id=\"")?.to_owned(),
            voced_text::from_address(&target),
        ))
    });
    named.collect()
}

/// Start tags that begin so, with a blank behind their name kept.
fn tags<'t>(text: &'t str, start: &'t str) -> impl Iterator<Item = &'t str> {
    let starts = text.match_indices(start);
    starts.filter_map(move |(at, _)| text[at..].split('>').next())
}

fn value<'t>(tag: &'t str, attribute: &str) -> Option<&'t str> {
    tag.split_once(attribute)?.1.split('"').next()
}

fn values<'t>(text: &'t str, attribute: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(attribute)
        .filter_map(move |(at, _)| text[at + attribute.len()..].split('"').next())
}
