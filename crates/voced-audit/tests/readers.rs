//! Readers of pages: the same small report as a web page, and as LibreOffice prints it to PDF.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;

use voced_audit::{Block, Document, ReadError, Row, read};

fn page(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    std::fs::read(folder.join(name)).unwrap()
}

fn shown(document: &Document) -> String {
    let mut shown = String::new();
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| cell.as_str());
        cells.collect::<Vec<_>>().join(" | ")
    };
    let measure = document.measure.name();
    for block in &document.blocks {
        let _ = match block {
            Block::Heading(line) => {
                writeln!(
                    shown,
                    "# {}　第{}{measure}",
                    line.text.as_str(),
                    line.number
                )
            }
            Block::Paragraph(line) => {
                writeln!(shown, "{}　第{}{measure}", line.text.as_str(), line.number)
            }
            Block::Table(table) => {
                let rows: Vec<String> = table.rows.iter().map(row).collect();
                writeln!(shown, "| {}", rows.join("\n| "))
            }
        };
    }
    shown
}

#[test]
fn a_page_gives_its_headings_paragraphs_and_merged_heads() {
    insta::assert_snapshot!(shown(&read(&page("report.html")).unwrap()));
}

#[test]
fn a_page_in_the_encoding_of_old_sites_reads_the_same() {
    let text = String::from_utf8(page("report.html")).unwrap();
    let (old, _, _) = encoding_rs::GB18030.encode(&text);
    assert_eq!(
        read(&old).unwrap().blocks,
        read(text.as_bytes()).unwrap().blocks
    );
}

#[test]
fn a_pdf_gives_its_paragraphs_and_rows() {
    insta::assert_snapshot!(shown(&read(&page("report.pdf")).unwrap()));
}

#[test]
fn a_page_keeps_the_marks_of_its_figures() {
    let tag = "students.admitted/national/2020/220300/collected/value/1";
    let page = format!("<html><p>招生<a data-figure=\"{tag}\">4403人</a>。</p></html>");
    let shown = format!("{:?}", read(page.as_bytes()).unwrap().blocks);
    assert!(shown.contains("students.admitted"), "{shown}");
}

#[test]
fn paragraphs_in_cells_belong_to_the_cells() {
    let cell = |text: &str| format!("<td><p>{text}</p></td>");
    let row = |cells: [&str; 2]| format!("<tr>{}</tr>", cells.map(cell).concat());
    let table = [row(["年度", "招生数（人）"]), row(["2020年", "4403"])].concat();
    let table = format!("<table>{table}</table>");
    let expected = "| 年度 | 招生数（人）\n| 2020年 | 4403\n";
    let page = format!("<html><body>{table}</body></html>");
    assert_eq!(shown(&read(page.as_bytes()).unwrap()), expected);
    // Old sites put the page into a table.
    let page = format!("<html><body><table><tr><td>{table}</td></tr></table></body></html>");
    assert_eq!(shown(&read(page.as_bytes()).unwrap()), expected);
}

#[test]
fn a_contents_and_what_a_chart_draws_are_no_text() {
    let page = "<html><div id=\"Table of Contents1\"><p>附件1 案例</p></div>\
                <p class=\"MsoToc1\">附件2 案例</p><p>招生4403人。</p>\
                <figure>图1<details><table><tr><td>1</td></tr></table></details></figure></html>";
    let expected = "招生4403人。　第1段\n图1　第2段\n";
    assert_eq!(shown(&read(page.as_bytes()).unwrap()), expected);
}

#[test]
fn tables_within_tables_have_an_end() {
    let page = |levels| format!("<html><p>1人</p>{}", "<table><tr><td>".repeat(levels));
    assert!(read(page(900).as_bytes()).is_ok());
    let deep = read(page(20_000).as_bytes());
    assert_eq!(deep.err(), Some(ReadError::Damaged));
}
