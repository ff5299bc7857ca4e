//! Markdown and plain text: lines, headings behind `#`, tables with tabs or bars.

use super::Format;
use crate::document::{Block, Document, Line, Row, Table, Text};
use crate::error::ReadError;

pub(super) const FORMAT: Format = Format {
    extensions: &["md", "txt"],
    can_end_the_process: false,
    is_it: |file| file.text().is_some(),
    read: |file| file.text().map(read).ok_or(ReadError::Unknown),
};

/// Reads a text; it never fails.
fn read(text: &str) -> Document {
    let mut reader = Reader::default();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        reader.line(number, line);
    }
    reader.end_table();
    reader.document
}

#[derive(Default)]
struct Reader {
    document: Document,
    table: Table,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        if let Some(cells) = cells(line) {
            // The line of dashes below a head says nothing.
            if !cells
                .iter()
                .all(|cell| cell.chars().all(|c| "-: ".contains(c)))
            {
                let cells = cells.iter().map(|cell| Text::from(&**cell)).collect();
                self.table.rows.push(Row { number, cells });
            }
            return;
        }
        // Plain text breaks the heads of tables over lines; a blank line does not end a table.
        if line.trim().is_empty() {
            self.end_table();
            return;
        }
        self.end_table();
        let plain = plain(line);
        // A line of a table of contents: dots and a page.
        if plain.is_empty() || plain.contains(".....") || plain.contains("……") {
            return;
        }
        let is_heading = line.trim_start().starts_with('#');
        let line = Line {
            number,
            text: Text::from(&*plain),
        };
        self.document.blocks.push(if is_heading {
            Block::Heading(line)
        } else {
            Block::Paragraph(line)
        });
    }

    fn end_table(&mut self) {
        if !self.table.rows.is_empty() {
            let table = std::mem::take(&mut self.table);
            self.document.blocks.push(Block::Table(table));
        }
    }
}

/// The cells of a line of a table.
fn cells(line: &str) -> Option<Vec<String>> {
    let trimmed = line.trim();
    let parts: Vec<&str> = if trimmed.starts_with('|') {
        trimmed.trim_matches('|').split('|').collect()
    } else if line.matches('\t').count() >= 2 {
        line.split('\t').collect()
    } else {
        return None;
    };
    Some(parts.into_iter().map(plain).collect())
}

/// Without marks of formatting.
fn plain(text: &str) -> String {
    let text = text.trim().trim_start_matches('#').replace("**", "");
    let text = text.trim();
    let text = text
        .strip_prefix("- ")
        .or(text.strip_prefix("* "))
        .unwrap_or(text);
    text.trim().to_owned()
}
