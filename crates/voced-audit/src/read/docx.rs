//! Word documents: paragraphs, headings by their style, tables; whoever wrote them.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use crate::document::{Block, Document, Line, Table};
use crate::error::ReadError;

/// The text of a report inflates to less.
const LARGEST_PART: u64 = 64 << 20;

/// A merged cell spans no more columns.
const WIDEST_SPAN: usize = 64;
const DOCUMENT: &str = "word/document.xml";
const WORKBOOK: &str = "xl/workbook.xml";

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let xml = part(bytes)?;
    let mut body = Body::default();
    let mut reader = Reader::from_reader(xml.as_slice());
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|_| ReadError::Damaged)? {
            Event::Start(start) => body.start(&start),
            Event::Empty(start) => body.empty(&start),
            Event::End(end) => body.end(end.local_name().as_ref()),
            Event::Text(text) => body.text(&text.xml10_content()),
            Event::GeneralRef(name) => body.reference(&name),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    Ok(body.document)
}

/// The part that holds the text, once its size is known to be bounded.
fn part(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    if archive.index_for_name(DOCUMENT).is_none() {
        return Err(match archive.index_for_name(WORKBOOK) {
            Some(_) => ReadError::Workbook,
            None => ReadError::Archive,
        });
    }
    let part = archive.by_name(DOCUMENT).map_err(|_| ReadError::Damaged)?;
    let mut xml = Vec::new();
    let read = part.take(LARGEST_PART + 1).read_to_end(&mut xml);
    match read {
        Ok(n_bytes) if n_bytes as u64 > LARGEST_PART => Err(ReadError::TooLarge(n_bytes)),
        Ok(_) => Ok(xml),
        Err(_) => Err(ReadError::Damaged),
    }
}

/// The body as far as it is read.
#[derive(Default)]
struct Body {
    document: Document,
    paragraphs: usize,
    /// Whether text that comes is the document's: not deleted, not the instruction of a field.
    in_text: bool,
    paragraph: String,
    is_heading: bool,
    is_contents: bool,
    tables: Vec<Table>,
    cell: String,
    /// How many columns the cell spans.
    span: usize,
    /// Drawings and text boxes repeat text for old programs.
    skipped: usize,
}

impl Body {
    fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "p" => {
                self.paragraphs += 1;
                self.paragraph.clear();
                self.is_heading = false;
                self.is_contents = false;
            }
            "t" => self.in_text = true,
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                let number = self.paragraphs + 1;
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push((number, Vec::new()));
                }
            }
            "tc" => {
                self.cell.clear();
                self.span = 1;
            }
            "Fallback" | "drawing" | "del" => self.skipped += 1,
            "pStyle" => self.style(start),
            _ => {}
        }
    }

    fn empty(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "pStyle" => self.style(start),
            "gridSpan" => self.span(start),
            "tab" | "br" if self.skipped == 0 => self.paragraph.push(' '),
            _ => {}
        }
    }

    fn span(&mut self, start: &BytesStart<'_>) {
        let span = value(start).and_then(|value| value.parse().ok());
        self.span = span.unwrap_or(1).clamp(1, WIDEST_SPAN);
    }

    fn style(&mut self, start: &BytesStart<'_>) {
        let name = value(start).unwrap_or_default().to_lowercase();
        self.is_heading |= name.contains("heading") || name.starts_with("标题") || name == "title";
        self.is_contents |= name.contains("toc");
    }

    fn reference(&mut self, name: &BytesRef<'_>) {
        if let Ok(Some(c)) = name.resolve_char_ref() {
            self.text(c.encode_utf8(&mut [0; 4]));
        } else {
            let text = resolve_predefined_entity(&name.xml10_content());
            self.text(text.unwrap_or_default());
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.skipped == 0 {
            self.paragraph.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => self.end_cell(),
            "tbl" => self.end_table(),
            "Fallback" | "drawing" | "del" => self.skipped = self.skipped.saturating_sub(1),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let rows = self.tables.last_mut().map(|table| &mut table.rows);
        let Some((_, row)) = rows.and_then(|rows| rows.last_mut()) else {
            return;
        };
        let cell = cell.trim();
        row.push(cell.to_owned());
        // A merged head stands above each of its columns; a merged number is one number.
        let has_digit = cell.contains(|c: char| c.is_ascii_digit());
        let again = if has_digit { "" } else { cell };
        row.extend((1..self.span).map(|_| again.to_owned()));
        self.span = 1;
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop()
            && self.tables.is_empty()
        {
            self.document.blocks.push(Block::Table(table));
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        if !self.tables.is_empty() {
            self.cell.push_str(&text);
            return;
        }
        if text.trim().is_empty() || self.is_contents {
            return;
        }
        let line = Line {
            number: self.paragraphs,
            text: text.trim().to_owned(),
        };
        self.document.blocks.push(if self.is_heading {
            Block::Heading(line)
        } else {
            Block::Paragraph(line)
        });
    }
}

/// What `w:val` says.
fn value(start: &BytesStart<'_>) -> Option<String> {
    let mut attributes = start.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(found.value.to_string())
}
