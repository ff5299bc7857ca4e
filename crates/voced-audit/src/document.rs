//! The text of a report with its places: what all readers give.

use serde::Serialize;

/// A report as its readers find it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its pieces in their order.
    pub blocks: Vec<Block>,
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, as it stands there.
    Heading(Line),
    /// A paragraph.
    Paragraph(Line),
    /// A table.
    Table(Table),
}

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Line of the file, or paragraph of a document, counted from one.
    pub number: usize,
    /// The text, without marks of formatting.
    pub text: String,
}

/// A table: rows of cells, the first rows perhaps heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows with the lines they stand on.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Document {
    /// Whether there is any text.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| match block {
            Block::Heading(line) | Block::Paragraph(line) => line.text.trim().is_empty(),
            Block::Table(table) => table.rows.is_empty(),
        })
    }
}

/// The number in front of a heading or a run-in head: `2.1.3`; with the rest of the text.
pub(crate) fn section_number(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let number = number.trim_end_matches('.');
    let is_number = !number.is_empty()
        && number.split('.').all(|part| matches!(part.len(), 1..=2))
        && number.matches('.').count() <= 3;
    // `3 所` is a quantity, `3.2 质量保证` and `6. 政府履责` are heads.
    let is_head = number.contains('.')
        || rest.starts_with(['.', '、', '．', ' ', '　'])
        || text[..end].ends_with('.');
    (is_number && is_head).then(|| {
        (
            number,
            rest.trim_start_matches(['.', '、', '．']).trim_start(),
        )
    })
}
