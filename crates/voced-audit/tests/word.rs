//! Word documents of other programs: read whole, and given comments with nothing else changed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::LazyLock;

use voced_audit::{About, Audit, Comment, Verdict, audit, read, with_comments};
use voced_domain::{Catalogue, Edition, ReferenceYear};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const DOCUMENT: &str = "word/document.xml";
const COMMENTS: &str = "word/comments.xml";

static EDITION: LazyLock<Edition> = LazyLock::new(|| {
    let year = ReferenceYear::new(2023).unwrap();
    Catalogue::national().unwrap().edition(year)
});

/// The documents by the programs that wrote them.
fn documents() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/audits/word");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let documents = files.filter(|path| path.extension().is_some_and(|end| end == "docx"));
    let named = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    documents
        .map(|path| (named(&path), fs::read(&path).unwrap()))
        .collect()
}

fn audited(bytes: &[u8]) -> Audit {
    audit(&read(bytes).unwrap(), &EDITION, None)
}

fn printed(audit: &Audit) -> String {
    let claims = audit.claims.iter().map(|claim| claim.text.as_str());
    claims.collect::<Vec<_>>().join(" ")
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let n_parts = archive.len();
    let part = |idx: usize| {
        let mut part = archive.by_index(idx).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..n_parts).map(part).collect()
}

/// The document with a number of its body written wrongly.
fn with_slip(bytes: &[u8], number: &str, slip: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts(bytes) {
        writer
            .start_file(&*name, SimpleFileOptions::default())
            .unwrap();
        let part = if name == DOCUMENT {
            String::from_utf8(part)
                .unwrap()
                .replacen(number, slip, 1)
                .into_bytes()
        } else {
            part
        };
        writer.write_all(&part).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn every_number_is_read_but_those_of_comments_and_deletions() {
    let read = documents().into_iter().map(|(name, bytes)| {
        let audit = audited(&bytes);
        let summary = audit.summary();
        format!("{name}：{}；未读{}", printed(&audit), summary.unread)
    });
    insta::assert_snapshot!(read.collect::<Vec<_>>().join("\n"));
}

/// The findings of an audit as comments.
fn comments(audit: &Audit) -> Vec<Comment> {
    let pairs = audit.claims.iter().zip(&audit.judged);
    let wrong = pairs.filter(|(_, judged)| judged.verdict == Verdict::Contradicts);
    wrong
        .map(|(claim, judged)| Comment {
            about: About::Number(claim.place.clone()),
            text: format!("{}<&>", judged.reason),
        })
        .collect()
}

#[test]
fn a_comment_stands_at_its_number_and_nothing_else_is_changed() {
    for (name, bytes) in documents() {
        let slipped = with_slip(&bytes, "52134", "52314");
        let audit = audited(&slipped);
        let found = comments(&audit);
        assert!(!found.is_empty(), "{name}");
        let commented = with_comments(&slipped, "核对", &found).unwrap();
        assert_eq!(printed(&audited(&commented)), printed(&audit), "{name}");
        let (before, after) = (parts(&slipped), parts(&commented));
        for (part, bytes) in &before {
            let is_changed = [
                DOCUMENT,
                COMMENTS,
                "[Content_Types].xml",
                "word/_rels/document.xml.rels",
            ];
            assert!(
                is_changed.contains(&part.as_str()) || after[part] == *bytes,
                "{name} {part}"
            );
        }
        let body = String::from_utf8(after[DOCUMENT].clone()).unwrap();
        let mut marked = body.split("<w:commentRangeStart").skip(1);
        assert!(marked.any(|within| within.contains(">52314")), "{name}");
        // A space that now ends a run stays one.
        if body.contains("藏本</w:t></w:r><w:commentRangeStart") {
            assert!(
                !body.contains("<w:t>2023年，全市有图书藏本</w:t>"),
                "{name}"
            );
        }
        let said = String::from_utf8(after[COMMENTS].clone()).unwrap();
        assert!(said.contains("&lt;&amp;&gt;"), "{name}");
        // What somebody had said stays.
        let had = before
            .get(COMMENTS)
            .map(|part| String::from_utf8_lossy(part).into_owned());
        if had.is_some_and(|had| had.contains("777")) {
            assert!(said.contains("777"), "{name}");
        }
        // The same bytes again.
        assert_eq!(
            with_comments(&slipped, "核对", &found).unwrap(),
            commented,
            "{name}"
        );
    }
}

#[test]
fn what_is_not_in_the_body_is_said_at_its_beginning() {
    let bytes = documents().remove("pandoc").unwrap();
    let audit = audited(&bytes);
    let last = audit.claims.last().unwrap();
    let comment = Comment {
        about: About::Number(last.place.clone()),
        text: "在脚注里".into(),
    };
    let commented = with_comments(&bytes, "核对", &[comment]).unwrap();
    let body = String::from_utf8(parts(&commented)[DOCUMENT].clone()).unwrap();
    let start = body.find("commentRangeStart").unwrap();
    assert!(start < body.find("52134").unwrap());
    assert_eq!(printed(&audited(&commented)), printed(&audit));
}
