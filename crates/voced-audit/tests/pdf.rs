//! PDF of other programs: read as they were written, whatever the layout.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use voced_audit::{Block, Document, audit, read};
use voced_domain::{Catalogue, ReferenceYear};

fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/audits/pdf");
    fs::read(folder.join(name)).unwrap()
}

fn document(name: &str) -> Document {
    read(&file(name)).unwrap()
}

fn shown(document: &Document) -> String {
    let block = |block: &Block| match block {
        Block::Heading(line) | Block::Paragraph(line) => {
            format!("第{}页　{}\n", line.number, line.text.as_str())
        }
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| {
                let cells: Vec<&str> = row.cells.iter().map(|cell| cell.as_str()).collect();
                format!("第{}页　| {} |\n", row.number, cells.join(" | "))
            });
            rows.collect()
        }
    };
    document.blocks.iter().map(block).collect()
}

/// The numbers of the report as they are printed, in a fixed order.
fn printed(name: &str) -> Vec<String> {
    let year = ReferenceYear::new(2022).unwrap();
    let edition = Catalogue::national().unwrap().edition(year);
    let audit = audit(&document(name), &edition, None);
    let mut printed: Vec<String> = audit.claims.into_iter().map(|claim| claim.text).collect();
    printed.sort();
    printed
}

#[test]
fn two_columns_with_a_table_are_read_one_after_the_other() {
    insta::assert_snapshot!(shown(&document("libreoffice.pdf")));
}

#[test]
fn radicals_and_room_around_numbers_change_nothing() {
    insta::assert_snapshot!(shown(&document("chromium.pdf")));
}

#[test]
fn what_may_only_not_be_changed_is_read() {
    let (open, restricted) = (document("libreoffice.pdf"), document("permissions.pdf"));
    assert_eq!(shown(&restricted), shown(&open));
}

#[test]
fn no_number_of_the_word_file_is_lost_or_changed() {
    assert_eq!(printed("libreoffice.pdf"), printed("two_columns.docx"));
}
