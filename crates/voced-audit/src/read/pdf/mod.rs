//! PDF with text. A PDF says where characters and rules stand and not what they are: cells are what
//! rules enclose, other tables are lines of numbers below each other, columns of text are read one
//! after the other, and paragraphs are told by how far their lines reach. Text that is written from
//! top to bottom, character by character, is not put together.

mod columns;
mod flow;
mod grid;
mod line;
mod page;
mod paragraph;
mod rows;

use super::{BEGINNING, Format};
use crate::document::{Document, Measure};
use crate::error::ReadError;

pub(super) const FORMAT: Format = Format {
    extensions: &["pdf"],
    can_end_the_process: true,
    // Some programs write a few bytes in front.
    is_it: |file| {
        let beginning = file.bytes.get(..BEGINNING).unwrap_or(file.bytes);
        beginning.windows(5).any(|window| window == b"%PDF-")
    },
    read: |file| read(file.bytes),
};

/// Reads a document.
fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let pages = page::pages(bytes)?;
    Ok(Document {
        measure: Measure::Page,
        blocks: flow::blocks(pages),
        ..Document::default()
    })
}
