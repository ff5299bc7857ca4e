//! The web page: what it says, that its figures are read back, and that texts stay texts.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use voced_report::{Audience, Report};
use voced_writers::html::{html, tagged};

const AWKWARD: &str = include_str!("../../../fixtures/reports/awkward.json");

fn awkward() -> Report {
    serde_json::from_str(AWKWARD).unwrap()
}

fn page(report: &Report) -> String {
    String::from_utf8(html(report)).unwrap()
}

/// What stands in the page's body, as a person sees it: a line for each block.
fn outline(page: &str) -> String {
    let (_, body) = page.split_once("<body").unwrap();
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap();
        let name = tag.split([' ', '\n']).next().unwrap();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" => {
                text.push_str(&format!("\n\n{} ", "#".repeat(level(name))));
            }
            "p" | "li" | "tr" | "dt" | "figcaption" | "caption" | "nav" | "summary" | "text"
            | "title" | "desc" | "button" | "label" => text.push('\n'),
            "td" | "th" | "dd" => text.push_str(" | "),
            _ => {}
        }
        text.push_str(&after.replace('\n', " "));
    }
    let text = quick_xml::escape::unescape(&text).unwrap();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn level(name: &str) -> usize {
    name[1..].parse().unwrap()
}

#[test]
fn the_page_reads_as_an_outline_with_its_figures_in_the_text() {
    let mut report = awkward();
    // Drawings have snapshots of their own.
    report
        .blocks
        .retain(|block| !matches!(block, voced_report::Block::Chart(_)));
    insta::assert_snapshot!(outline(&page(&report)));
}

#[test]
fn every_figure_of_the_text_is_read_back_with_its_text() {
    let report = awkward();
    let figures = report.figures.iter();
    let expected: Vec<_> = figures
        .map(|of| (of.tag.clone(), of.text.clone()))
        .collect();
    let mut found = tagged(&html(&report)).unwrap();
    // Notes of the model may leave a figure unused; each that is in the text is there once.
    found.sort();
    found.dedup();
    for figure in &found {
        assert!(expected.contains(figure), "{figure:?}");
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn no_text_of_the_report_becomes_markup() {
    let page = page(&awkward());
    let (_, body) = page.split_once("<body").unwrap();
    for markup in ["<script", "<b>甲", "<b>标", "&amp;lt;", "<&>", "onerror="] {
        assert!(!body.contains(markup), "{markup}");
    }
    assert_eq!(page.matches("<script>").count(), 1);
    assert_eq!(page.matches("</script>").count(), 1);
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn the_page_asks_nothing_of_a_network() {
    let page = page(&awkward());
    assert!(page.contains("default-src 'none'"));
    for outside in [" src=", "@import", "url(", "href=\"http", "unsafe-inline"] {
        let without_namespace = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!without_namespace.contains(outside), "{outside}");
    }
}

#[test]
fn the_sheets_have_the_title_above_them_and_it_stays_a_text() {
    let mut report = awkward();
    report.title = "甲市</style>\"年报".to_owned();
    let page = page(&report);
    assert!(page.contains(r#"content: "甲市\3c \2f style\3e \22 年报";"#));
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn names_of_places_are_unique_and_links_lead_to_places() {
    let page = page(&awkward());
    let mut ids = values_of(&page, " id=\"");
    let n_ids = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(n_ids, ids.len());
    for target in values_of(&page, " href=\"#") {
        assert!(ids.binary_search(&target).is_ok(), "{target}");
    }
}

fn values_of<'a>(page: &'a str, opening: &str) -> Vec<&'a str> {
    let (_, body) = page.split_once("<body").unwrap();
    let values = body.split(opening).skip(1);
    values.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn a_public_page_neither_ranks_nor_tints_schools() {
    let mut report = awkward();
    assert!(page(&report).contains("data-sortable aria"));
    assert!(page(&report).contains("<td class=\"n\" data-tint="));
    report.audience = Audience::Public;
    let public = page(&report);
    let (_, public) = public.split_once("<body").unwrap();
    assert!(!public.contains("data-sortable aria"));
    assert!(!public.contains("data-tint=\""));
    assert!(!public.contains("内部版"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(html(&awkward()), html(&awkward()));
}

#[test]
fn a_mark_that_cannot_be_read_is_an_error() {
    let page = b"<a class=\"figure\" id=\"f0\" data-figure=\"nonsense\" data-trace=\"0\">1</a>";
    assert!(tagged(page).is_err());
}

/// The files in a folder and in the folders within it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let of_path = |path: PathBuf| {
        if path.is_dir() {
            sources(&path)
        } else {
            vec![path]
        }
    };
    paths.flat_map(of_path).collect()
}

#[test]
fn markup_enters_a_page_as_it_is_in_one_place() {
    let all = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut found = all.iter().filter(|path| {
        let text = fs::read_to_string(path).unwrap();
        text.contains("PreEscaped") || text.contains("impl Render")
    });
    assert!(found.next().unwrap().ends_with("src/trusted.rs"));
    assert_eq!(found.next(), None);
}
