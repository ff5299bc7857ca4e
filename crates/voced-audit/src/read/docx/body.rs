//! The body of a Word document as far as it is read.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart};
use voced_word::package::value;

use super::super::given::Given;
use super::super::piece::{Piece, Segment, again, is_note_mark};
use crate::document::{Block, Line, Row, Table, Text};

/// A merged cell spans no more columns.
const WIDEST_SPAN: usize = 64;
/// Marks that are open at once.
const MOST_OPEN: usize = 1_000;

/// A mark that is open: a content control, or a bookmark with its number.
struct Mark {
    bookmark: Option<String>,
    name: Option<String>,
    /// Where it begins in the paragraph, in bytes.
    start: usize,
    text: String,
}

/// A paragraph that is open. In one with a text box those of the box are open as well.
#[derive(Default)]
struct Paragraph {
    number: usize,
    piece: Piece,
    /// Level of the heading, and whether Word numbers it.
    heading: Option<usize>,
    is_numbered: bool,
    is_contents: bool,
}

/// Where the text of a paragraph or cell stands in the XML.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    /// The paragraph, counted from one; the first of a cell.
    pub(crate) number: usize,
    /// The text as it was read.
    pub(crate) raw: String,
    pub(crate) segments: Vec<Segment>,
}

/// Where the text of a block stands.
#[derive(Clone, Debug)]
pub(crate) enum BlockTrace {
    Line(Trace),
    /// Rows of cells, as many as the table has.
    Table(Vec<Vec<Trace>>),
}

/// A table that is open, with where its cells stand.
#[derive(Default)]
struct OpenTable {
    table: Table,
    traces: Vec<Vec<Trace>>,
}

/// The body as far as it is read.
pub(super) struct Body<'g> {
    given: &'g Given,
    pub(super) blocks: Vec<Block>,
    /// Where each block stands, for who asks.
    pub(super) traces: Option<Vec<BlockTrace>>,
    /// Where the event stands that is being read.
    pub(super) at: Range<usize>,
    paragraphs: usize,
    /// Whether text that comes is the document's: not the instruction of a field.
    in_text: bool,
    /// Whether the run is raised, as marks of notes are.
    is_raised: bool,
    open: Vec<Paragraph>,
    counters: Vec<usize>,
    tables: Vec<OpenTable>,
    /// The cells that are open, one in another where tables are.
    cells: Vec<(Piece, usize)>,
    /// What repeats text for old programs, or was deleted.
    skipped: usize,
    marks: Vec<Mark>,
    by_control: HashMap<String, String>,
    by_bookmark: HashMap<String, String>,
}

impl<'g> Body<'g> {
    pub(super) fn of(given: &'g Given) -> Self {
        Self {
            given,
            blocks: Vec::new(),
            traces: None,
            at: 0..0,
            paragraphs: 0,
            in_text: false,
            is_raised: false,
            open: Vec::new(),
            counters: Vec::new(),
            tables: Vec::new(),
            cells: Vec::new(),
            skipped: 0,
            marks: Vec::new(),
            by_control: HashMap::new(),
            by_bookmark: HashMap::new(),
        }
    }

    pub(super) fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "p" if self.skipped == 0 => {
                self.paragraphs += 1;
                self.open.push(Paragraph {
                    number: self.paragraphs,
                    ..Paragraph::default()
                });
            }
            "r" => self.is_raised = false,
            "t" => self.in_text = true,
            "tbl" if self.skipped == 0 => self.tables.push(OpenTable::default()),
            "tr" if self.skipped == 0 => {
                let number = self.paragraphs + 1;
                if let Some(open) = self.tables.last_mut() {
                    open.table.rows.push(Row {
                        number,
                        cells: Vec::new(),
                    });
                    open.traces.push(Vec::new());
                }
            }
            "tc" if self.skipped == 0 => self.cells.push((Piece::default(), 1)),
            "Fallback" | "del" | "moveFrom" => self.skipped += 1,
            "sdt" => self.open_mark(None, None),
            _ => self.empty(start),
        }
    }

    pub(super) fn empty(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "pStyle" => self.style(start),
            "numPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.is_numbered = true;
                }
            }
            "gridSpan" => self.span(start),
            "vertAlign" => self.is_raised = value(start, "val").as_deref() == Some("superscript"),
            "tab" | "br" if self.skipped == 0 => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.piece.text.push(' ');
                }
            }
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
                    self.open_mark(value(start, "id"), name);
                }
            }
            "bookmarkEnd" => {
                let id = value(start, "id");
                self.close(|mark| mark.bookmark.is_some() && mark.bookmark == id);
            }
            _ => {}
        }
    }

    /// How much of the innermost paragraph was read, in bytes.
    fn length(&self) -> usize {
        self.open
            .last()
            .map_or(0, |paragraph| paragraph.piece.text.len())
    }

    fn open_mark(&mut self, bookmark: Option<String>, name: Option<String>) {
        if self.marks.len() < MOST_OPEN {
            let start = self.length();
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
        let end = self.length();
        let known = mark.name.as_ref().and_then(|name| self.given.get(name));
        let (Some(name), Some((_, tag, _))) = (mark.name, known) else {
            return;
        };
        // An emptied mark is no figure; of a copied one the first is.
        if mark.text.is_empty() {
            return;
        }
        // A figure has a control and a bookmark, one around the other.
        if let Some(paragraph) = self.open.last_mut() {
            let tags = &mut paragraph.piece.tags;
            if mark.start < end && !tags.iter().any(|(_, known)| known == tag) {
                tags.push((mark.start..end, tag.clone()));
            }
        }
        let found = match mark.bookmark {
            None => &mut self.by_control,
            Some(_) => &mut self.by_bookmark,
        };
        found.entry(name).or_insert(mark.text);
    }

    /// What the control says, where a figure has one; else the bookmark.
    pub(super) fn found(&self) -> HashMap<&str, &str> {
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
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        if is_heading || is_bare {
            paragraph.heading = Some(level.parse().unwrap_or(0));
        }
        paragraph.is_contents |= name.contains("toc") || name.starts_with("contents");
    }

    pub(super) fn reference(&mut self, name: &BytesRef<'_>) {
        if let Ok(Some(c)) = name.resolve_char_ref() {
            self.text(c.encode_utf8(&mut [0; 4]));
        } else {
            let text = resolve_predefined_entity(&name.xml10_content());
            self.text(text.unwrap_or_default());
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        if !self.in_text || self.skipped > 0 {
            return;
        }
        let piece = &mut paragraph.piece;
        if self.is_raised && is_note_mark(text, &piece.text) {
            return;
        }
        if self.traces.is_some() {
            piece.segments.push(Segment {
                start: piece.text.len(),
                length: text.len(),
                xml: self.at.clone(),
            });
        }
        piece.text.push_str(text);
        for mark in &mut self.marks {
            mark.text.push_str(text);
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" if self.skipped == 0 => self.end_paragraph(),
            "tc" if self.skipped == 0 => self.end_cell(),
            "tbl" if self.skipped == 0 => self.end_table(),
            "sdt" => self.close(|mark| mark.bookmark.is_none()),
            "Fallback" | "del" | "moveFrom" => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some((mut piece, span)) = self.cells.pop() else {
            return;
        };
        let Some(open) = self.tables.last_mut() else {
            return;
        };
        let (Some(row), Some(traces)) = (open.table.rows.last_mut(), open.traces.last_mut()) else {
            return;
        };
        if self.traces.is_some() {
            let trace = Trace {
                number: row.number,
                raw: piece.text.clone(),
                segments: std::mem::take(&mut piece.segments),
            };
            traces.push(trace);
            traces.extend((1..span).map(|_| Trace::default()));
        }
        let cell = piece.take();
        let again = again(&cell);
        row.cells.push(cell);
        row.cells.extend((1..span).map(|_| again.clone()));
    }

    /// A table in a cell of another stands before it.
    fn end_table(&mut self) {
        if let Some(OpenTable { table, traces }) = self.tables.pop() {
            self.push(Block::Table(table), || BlockTrace::Table(traces));
        }
    }

    fn push(&mut self, block: Block, trace: impl FnOnce() -> BlockTrace) {
        self.blocks.push(block);
        if let Some(traces) = &mut self.traces {
            traces.push(trace());
        }
    }

    fn end_paragraph(&mut self) {
        let Some(Paragraph {
            number,
            mut piece,
            heading,
            is_numbered,
            is_contents,
        }) = self.open.pop()
        else {
            return;
        };
        // What spans paragraphs goes on in the next.
        self.marks.iter_mut().for_each(|mark| mark.start = 0);
        if let Some((cell, _)) = self.cells.last_mut() {
            cell.push(piece);
            return;
        }
        if piece.text.trim().is_empty() || is_contents {
            return;
        }
        let prefix = heading.and_then(|level| self.number_of(level, is_numbered));
        let prefix = prefix.unwrap_or_default();
        let segments = std::mem::take(&mut piece.segments);
        let trace = Trace {
            number,
            raw: format!("{prefix}{}", piece.text),
            segments: segments
                .iter()
                .map(|segment| segment.after(prefix.len()))
                .collect(),
        };
        let block = if heading.is_none() {
            Block::Paragraph(Line {
                number,
                text: piece.take(),
            })
        } else {
            let text = Text::from(&*trace.raw);
            Block::Heading(Line { number, text })
        };
        self.push(block, || BlockTrace::Line(trace));
    }

    /// The number that Word puts before a heading and does not write down.
    fn number_of(&mut self, level: usize, is_numbered: bool) -> Option<String> {
        if !is_numbered || !(1..=9).contains(&level) {
            return None;
        }
        self.counters.resize(level, 0);
        let last = self.counters.last_mut()?;
        *last += 1;
        let parts: Vec<String> = self.counters.iter().map(ToString::to_string).collect();
        Some(format!("{} ", parts.join(".")))
    }
}
