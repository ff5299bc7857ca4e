//! Word documents: paragraphs, headings by their style, tables; whoever wrote them. Of those that
//! the report writer wrote, the marks of figures are read as well.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Format;
use super::given::{Given, figures, given, original};
use super::package::{DOCUMENT, open, part, value};
use super::piece::{Piece, again};
use crate::document::{Block, Document, Line, Measure, Row, Table, Text};
use crate::error::ReadError;

/// A merged cell spans no more columns.
const WIDEST_SPAN: usize = 64;
/// Marks that are open at once.
const MOST_OPEN: usize = 1_000;

pub(super) const FORMAT: Format = Format {
    extensions: &["docx"],
    can_end_the_process: false,
    is_it: |file| file.bytes.starts_with(b"PK"),
    read: |file| read(file.bytes),
};

/// Reads a document.
fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut archive = open(bytes)?;
    let given = given(&mut archive)?;
    let original = original(&mut archive)?;
    let xml = part(&mut archive, DOCUMENT)?.ok_or(ReadError::Damaged)?;
    let mut body = Body::of(&given);
    let mut reader = Reader::from_reader(xml.as_slice());
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|_| ReadError::Damaged)? {
            Event::Start(start) => body.start(&start),
            Event::Empty(start) => body.empty(&start),
            Event::End(end) => body.end(end.local_name().as_ref()),
            Event::Text(text) => body.text(&text.xml10_content()),
            Event::CData(text) => body.text(&text.xml10_content()),
            Event::GeneralRef(name) => body.reference(&name),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    let figures = figures(&given, &body.found());
    Ok(Document {
        measure: Measure::Paragraph,
        blocks: body.blocks,
        figures,
        original,
    })
}

/// A mark that is open: a content control, or a bookmark with its number.
struct Mark {
    bookmark: Option<String>,
    name: Option<String>,
    /// Where it begins in the paragraph, in bytes.
    start: usize,
    text: String,
}

/// The body as far as it is read.
struct Body<'g> {
    given: &'g Given,
    blocks: Vec<Block>,
    paragraphs: usize,
    /// Whether text that comes is the document's: not deleted, not the instruction of a field.
    in_text: bool,
    paragraph: Piece,
    /// Level of the heading, and whether Word numbers it.
    heading: Option<usize>,
    is_numbered: bool,
    counters: Vec<usize>,
    is_contents: bool,
    tables: Vec<Table>,
    /// The cells that are open, one in another where tables are.
    cells: Vec<(Piece, usize)>,
    /// Drawings and text boxes repeat text for old programs.
    skipped: usize,
    marks: Vec<Mark>,
    by_control: HashMap<String, String>,
    by_bookmark: HashMap<String, String>,
}

impl<'g> Body<'g> {
    fn of(given: &'g Given) -> Self {
        Self {
            given,
            blocks: Vec::new(),
            paragraphs: 0,
            in_text: false,
            paragraph: Piece::default(),
            heading: None,
            is_numbered: false,
            counters: Vec::new(),
            is_contents: false,
            tables: Vec::new(),
            cells: Vec::new(),
            skipped: 0,
            marks: Vec::new(),
            by_control: HashMap::new(),
            by_bookmark: HashMap::new(),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "p" => {
                self.paragraphs += 1;
                self.paragraph = Piece::default();
                self.heading = None;
                self.is_numbered = false;
                self.is_contents = false;
            }
            "t" => self.in_text = true,
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                let number = self.paragraphs + 1;
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Row {
                        number,
                        cells: Vec::new(),
                    });
                }
            }
            "tc" => self.cells.push((Piece::default(), 1)),
            "Fallback" | "drawing" | "del" | "moveFrom" => self.skipped += 1,
            "sdt" => self.open(None, None),
            _ => self.empty(start),
        }
    }

    fn empty(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "pStyle" => self.style(start),
            "numPr" => self.is_numbered = true,
            "gridSpan" => self.span(start),
            "tab" | "br" if self.skipped == 0 => self.paragraph.text.push(' '),
            "tag" => {
                let name = value(start, "val").filter(|name| self.given.contains_key(name));
                let control = self.marks.iter_mut().rev();
                if let Some(control) = { control }.find(|mark| mark.bookmark.is_none()) {
                    control.name = name;
                }
            }
            "bookmarkStart" => {
                let name = value(start, "name").filter(|name| self.given.contains_key(name));
                if name.is_some() {
                    self.open(value(start, "id"), name);
                }
            }
            "bookmarkEnd" => {
                let id = value(start, "id");
                self.close(|mark| mark.bookmark.is_some() && mark.bookmark == id);
            }
            _ => {}
        }
    }

    fn open(&mut self, bookmark: Option<String>, name: Option<String>) {
        if self.marks.len() < MOST_OPEN {
            let start = self.paragraph.text.len();
            let text = String::new();
            self.marks.push(Mark {
                bookmark,
                name,
                start,
                text,
            });
        }
    }

    fn close(&mut self, is_it: impl Fn(&Mark) -> bool) {
        let Some(idx) = self.marks.iter().rposition(is_it) else {
            return;
        };
        let mark = self.marks.remove(idx);
        let end = self.paragraph.text.len();
        let known = mark.name.as_ref().and_then(|name| self.given.get(name));
        let (Some(name), Some((_, tag, _))) = (mark.name, known) else {
            return;
        };
        // An emptied mark is no figure; of a copied one the first is.
        if mark.text.is_empty() {
            return;
        }
        // A figure has a control and a bookmark, one around the other.
        let tags = &mut self.paragraph.tags;
        if mark.start < end && !tags.iter().any(|(_, known)| known == tag) {
            tags.push((mark.start..end, tag.clone()));
        }
        let found = match mark.bookmark {
            None => &mut self.by_control,
            Some(_) => &mut self.by_bookmark,
        };
        found.entry(name).or_insert(mark.text);
    }

    /// What the control says, where a figure has one; else the bookmark.
    fn found(&self) -> HashMap<&str, &str> {
        let all = self.by_bookmark.iter().chain(&self.by_control);
        all.map(|(name, text)| (name.as_str(), text.as_str()))
            .collect()
    }

    fn span(&mut self, start: &BytesStart<'_>) {
        let span = value(start, "val").and_then(|value| value.parse().ok());
        if let Some((_, of_cell)) = self.cells.last_mut() {
            *of_cell = span.unwrap_or(1).clamp(1, WIDEST_SPAN);
        }
    }

    fn style(&mut self, start: &BytesStart<'_>) {
        let name = value(start, "val").unwrap_or_default().to_lowercase();
        let is_heading = ["heading", "标题", "title"]
            .iter()
            .any(|word| name.starts_with(word));
        // Word's Chinese edition names its heading styles by bare numbers.
        let level: String = name.chars().filter(char::is_ascii_digit).collect();
        let is_bare = matches!(&*name, "1" | "2" | "3" | "4");
        if is_heading || is_bare {
            self.heading = Some(level.parse().unwrap_or(0));
        }
        self.is_contents |= name.contains("toc") || name.starts_with("contents");
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
        if !self.in_text || self.skipped > 0 {
            return;
        }
        self.paragraph.text.push_str(text);
        for mark in &mut self.marks {
            mark.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" => self.end_cell(),
            "tbl" => self.end_table(),
            "sdt" => self.close(|mark| mark.bookmark.is_none()),
            "Fallback" | "drawing" | "del" | "moveFrom" => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some((mut piece, span)) = self.cells.pop() else {
            return;
        };
        let rows = self.tables.last_mut().map(|table| &mut table.rows);
        let Some(row) = rows.and_then(|rows| rows.last_mut()) else {
            return;
        };
        let cell = piece.take();
        let again = again(&cell);
        row.cells.push(cell);
        row.cells.extend((1..span).map(|_| again.clone()));
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop()
            && self.tables.is_empty()
        {
            self.blocks.push(Block::Table(table));
        }
    }

    fn end_paragraph(&mut self) {
        let mut piece = std::mem::take(&mut self.paragraph);
        // What spans paragraphs goes on in the next.
        self.marks.iter_mut().for_each(|mark| mark.start = 0);
        if let Some((cell, _)) = self.cells.last_mut() {
            cell.push(piece);
            return;
        }
        if piece.text.trim().is_empty() || self.is_contents {
            return;
        }
        let number = self.paragraphs;
        let block = match self.heading {
            None => Block::Paragraph(Line {
                number,
                text: piece.take(),
            }),
            Some(level) => {
                let mut text = self.number_of(level).unwrap_or_default();
                text.push_str(&piece.text);
                let text = Text::from(&*text);
                Block::Heading(Line { number, text })
            }
        };
        self.blocks.push(block);
    }

    /// The number that Word puts before a heading and does not write down.
    fn number_of(&mut self, level: usize) -> Option<String> {
        if !self.is_numbered || !(1..=9).contains(&level) {
            return None;
        }
        self.counters.resize(level, 0);
        let last = self.counters.last_mut()?;
        *last += 1;
        let parts: Vec<String> = self.counters.iter().map(ToString::to_string).collect();
        Some(format!("{} ", parts.join(".")))
    }
}
