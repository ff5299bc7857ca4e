//! The body of a document as far as it is read.

use std::collections::HashMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::document::{Block, Cell, Document, Paragraph, Picture, Piece, Table};
use crate::drawing::OpenDrawing;
use crate::error::WordError;
use crate::numbering::Numbering;
use crate::open_paragraph::OpenParagraph;
use crate::package::value;
use crate::relations::Relations;
use crate::styles::{Styles, is_on};

/// A merged cell spans no more columns, and no row has more.
const WIDEST: usize = 64;
/// Tables within tables; what lies deeper is text of the cell around it.
const DEEPEST: usize = 8;
/// A document has fewer paragraphs, cells and pictures.
const MOST: usize = 50_000;

/// And less text, in bytes.
const MOST_TEXT: usize = 1 << 20;

/// What the body refers to.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub(crate) styles: Styles,
    pub(crate) relations: Relations,
    /// The texts of the notes by their marks.
    pub(crate) notes: HashMap<String, String>,
}

/// A table that is open.
#[derive(Default)]
struct OpenTable {
    table: Table,
    /// Whether the row is not to be seen: deleted, or hidden.
    is_row_gone: bool,
    in_row_properties: bool,
}

/// The body as far as it is read.
#[derive(Default)]
pub(crate) struct Body {
    cx: Context,
    numbering: Numbering,
    /// The blocks of the body and of the cells that are open.
    blocks: Vec<Vec<Block>>,
    tables: Vec<OpenTable>,
    cells: Vec<Cell>,
    paragraphs: Vec<OpenParagraph>,
    drawings: Vec<OpenDrawing>,
    /// Of a paragraph whose end was deleted.
    carried: Vec<Piece>,
    in_text: bool,
    /// How many elements are open of which nothing is read: what was deleted, old properties.
    skipped: usize,
    /// Tables that lie too deep to be read as such.
    too_deep: usize,
    /// For each content control whether it only asks for text.
    controls: Vec<bool>,
    /// How much was found when each choice between forms of the same began.
    choices: Vec<usize>,
    n_found: usize,
    n_parts: usize,
    n_bytes: usize,
}

impl Body {
    pub(crate) fn new(cx: Context, numbering: Numbering) -> Self {
        Self {
            cx,
            numbering,
            blocks: vec![Vec::new()],
            ..Self::default()
        }
    }

    /// What was read, once everything is.
    pub(crate) fn finish(mut self) -> Result<Document, WordError> {
        if self.is_too_long() {
            return Err(WordError::TooLong);
        }
        let blocks = self.blocks.drain(..).next().unwrap_or_default();
        Ok(Document { blocks })
    }

    fn is_too_long(&self) -> bool {
        self.n_parts > MOST || self.n_bytes > MOST_TEXT
    }

    pub(crate) fn see(&mut self, event: &Event<'_>) {
        // Nothing is kept of what is too long to be a document.
        if self.is_too_long() {
            return;
        }
        match event {
            Event::Start(start) => self.start(start),
            Event::Empty(start) => self.empty(start),
            Event::End(end) => self.end(end.local_name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(name) => self.reference(name),
            _ => {}
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        match name.as_ref() {
            "AlternateContent" => self.choices.push(self.n_found),
            "Fallback" => {
                let is_repeated = self.choices.last().is_some_and(|n| *n < self.n_found);
                self.skipped += usize::from(is_repeated || self.skipped > 0);
            }
            "rt" => self.skipped += 1,
            "del" | "moveFrom" => {
                self.property(start);
                self.skipped += 1;
            }
            name if name.ends_with("PrChange") => self.skipped += 1,
            "sdt" => self.controls.push(false),
            "sdtContent" if self.asks_only() => self.skipped += 1,
            _ if self.skipped > 0 => {}
            "p" => self.open_paragraph(),
            "pPr" => self.in_properties(true),
            "r" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.open_run();
                }
            }
            "t" => self.in_text = true,
            "drawing" | "pict" | "object" => {
                self.n_parts += 1;
                self.drawings.push(OpenDrawing::new(name.as_ref()));
            }
            "tbl" | "tr" | "tc" | "trPr" => self.open_table_part(name.as_ref()),
            _ => self.property(start),
        }
    }

    fn empty(&mut self, start: &BytesStart<'_>) {
        if self.skipped > 0 {
            return;
        }
        match start.local_name().as_ref() {
            "p" => {
                self.open_paragraph();
                self.end_paragraph();
            }
            "tc" => {
                self.open_table_part("tc");
                self.end_cell();
            }
            "showingPlcHdr" if is_on(start) => {
                if let Some(asks_only) = self.controls.last_mut() {
                    *asks_only = true;
                }
            }
            _ => self.property(start),
        }
    }

    /// Whether the content control that is open holds nothing but a request for text.
    fn asks_only(&self) -> bool {
        self.controls.last().copied().unwrap_or(false)
    }

    fn property(&mut self, start: &BytesStart<'_>) {
        if self.skipped > 0 {
            return;
        }
        let drawing = self.drawings.last_mut();
        if let Some(picture) = drawing.and_then(|open| open.take(start, &self.cx.relations)) {
            self.picture(picture);
            return;
        }
        let name = start.local_name();
        if let Some(open) = self.tables.last_mut().filter(|open| open.in_row_properties) {
            open.is_row_gone |= matches!(name.as_ref(), "del" | "hidden") && is_on(start);
            return;
        }
        match name.as_ref() {
            "gridSpan" | "vMerge" if self.too_deep > 0 => {}
            "gridSpan" => self.span(start),
            "vMerge" => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.is_continued = value(start, "val").as_deref() != Some("restart");
                }
            }
            "tab" | "ptab" if !self.in_properties_now() => self.plain("\t"),
            "noBreakHyphen" => self.plain("-"),
            "br" | "cr" => {
                self.n_parts += 1;
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.end_line();
                }
            }
            "footnoteReference" => self.note("foot", start),
            "endnoteReference" => self.note("end", start),
            _ => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.property(start, &self.cx.styles);
                }
            }
        }
    }

    fn in_properties_now(&self) -> bool {
        let paragraph = self.paragraphs.last();
        paragraph.is_some_and(|paragraph| paragraph.in_properties)
    }

    fn in_properties(&mut self, are_read: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.in_properties = are_read;
        }
    }

    fn open_paragraph(&mut self) {
        self.n_parts += 1;
        self.paragraphs.push(OpenParagraph::new(&self.cx.styles));
    }

    fn picture(&mut self, picture: Picture) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if paragraph.is_hidden() {
            return;
        }
        self.n_parts += 1;
        self.n_found += 1;
        paragraph.picture(picture);
    }

    /// A note stands in brackets where it is referred to: below the page it would be far from what it is about.
    fn note(&mut self, kind: &str, start: &BytesStart<'_>) {
        let id = value(start, "id").unwrap_or_default();
        if let Some(note) = self.cx.notes.remove(&format!("{kind}{id}")) {
            self.plain(&format!("（注：{note}）"));
        }
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
        if self.in_text {
            self.plain(text);
        }
    }

    fn plain(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if self.skipped == 0 && !paragraph.is_hidden() {
            self.n_found += 1;
            self.n_bytes += text.len();
            paragraph.text(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "AlternateContent" => {
                self.choices.pop();
            }
            "del" | "moveFrom" | "Fallback" | "rt" => self.skipped = self.skipped.saturating_sub(1),
            name if name.ends_with("PrChange") => self.skipped = self.skipped.saturating_sub(1),
            "sdtContent" if self.asks_only() => self.skipped = self.skipped.saturating_sub(1),
            "sdt" => {
                self.controls.pop();
            }
            _ if self.skipped > 0 => {}
            "p" => self.end_paragraph(),
            "pPr" => self.in_properties(false),
            "r" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.close_run();
                }
            }
            "t" => self.in_text = false,
            "drawing" | "pict" | "object" => {
                let left = self.drawings.pop().and_then(|mut drawing| drawing.end());
                if let Some(picture) = left {
                    self.picture(picture);
                }
            }
            "trPr" => {
                if let Some(open) = self.tables.last_mut() {
                    open.in_row_properties = false;
                }
            }
            "tc" => self.end_cell(),
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut open) = self.paragraphs.pop() else {
            return;
        };
        open.follow(std::mem::take(&mut self.carried));
        if open.goes_on {
            self.carried = open.into_pieces();
            return;
        }
        let list = open.list().map(|(list, level)| (list.to_owned(), level));
        let mut paragraph: Paragraph = open.finish();
        if paragraph.pieces.is_empty() {
            return;
        }
        paragraph.mark = list.and_then(|(list, level)| self.numbering.next(&list, level));
        self.push(Block::Paragraph(paragraph));
    }

    fn push(&mut self, block: Block) {
        if let Some(blocks) = self.blocks.last_mut() {
            blocks.push(block);
        }
    }

    fn open_table_part(&mut self, name: &str) {
        if name == "tbl" && (self.too_deep > 0 || self.tables.len() >= DEEPEST) {
            self.too_deep += 1;
        }
        if self.too_deep > 0 {
            return;
        }
        let open = self.tables.last_mut();
        match (name, open) {
            ("tbl", _) => self.tables.push(OpenTable::default()),
            ("tr", Some(open)) => {
                self.n_parts += 1;
                open.is_row_gone = false;
                open.table.rows.push(Vec::new());
            }
            ("trPr", Some(open)) => open.in_row_properties = true,
            ("tc", Some(_)) => {
                self.n_parts += 1;
                self.blocks.push(Vec::new());
                self.cells.push(Cell {
                    columns: 1,
                    ..Cell::default()
                });
            }
            _ => {}
        }
    }

    fn span(&mut self, start: &BytesStart<'_>) {
        let span = value(start, "val").and_then(|value| value.parse().ok());
        if let Some(cell) = self.cells.last_mut() {
            cell.columns = span.unwrap_or(1).clamp(1, WIDEST);
        }
    }

    fn end_cell(&mut self) {
        if self.too_deep > 0 || self.blocks.len() < 2 {
            return;
        }
        let (Some(mut cell), Some(blocks)) = (self.cells.pop(), self.blocks.pop()) else {
            return;
        };
        cell.blocks = blocks;
        let row = self
            .tables
            .last_mut()
            .and_then(|open| open.table.rows.last_mut());
        if let Some(row) = row {
            let n_columns: usize = row.iter().map(|cell| cell.columns).sum();
            if n_columns + cell.columns <= WIDEST {
                row.push(cell);
            }
        }
    }

    fn end_row(&mut self) {
        if self.too_deep > 0 {
            return;
        }
        if let Some(open) = self.tables.last_mut() {
            let is_empty = open.table.rows.last().is_some_and(Vec::is_empty);
            if open.is_row_gone || is_empty {
                open.table.rows.pop();
            }
        }
    }

    fn end_table(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let table = self.tables.pop().map(|open| open.table);
        if let Some(table) = table.filter(|table| !table.rows.is_empty()) {
            self.push(Block::Table(table));
        }
    }
}
