//! Web pages: headings, paragraphs and tables; whoever wrote them. Of ours, the marks of figures are
//! read as well.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};
use voced_domain::FigureTag;

use super::piece::{Piece, again};
use super::{BEGINNING, Format, nesting};
use crate::document::{Block, Document, Line, Measure, Row, Table, Text};
use crate::error::ReadError;

/// What is no text of the report.
const NO_TEXT: &[&str] = &[
    "script", "style", "nav", "noscript", "template", "svg", "dialog", "button", "head", "form",
    "select", "aside", "iframe", "input",
];
/// What stands on lines of its own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "blockquote",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "pre",
    "details",
    "summary",
    "hr",
];
/// A merged cell spans no more columns or rows.
const WIDEST_SPAN: usize = 64;
/// Deeper pages are no pages that people write.
const DEEPEST: usize = 200;

pub(super) const FORMAT: Format = Format {
    extensions: &["html"],
    can_end_the_process: false,
    is_it: |file| file.text().is_some_and(is_page),
    read: |file| match file.text() {
        Some(text) if nesting::depth(text) <= DEEPEST_PAGE => Ok(read(text)),
        _ => Err(ReadError::Damaged),
    },
};

/// Pages that people write nest some tens of elements.
const DEEPEST_PAGE: usize = 1_000;

/// Whether a text is that of a web page.
fn is_page(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut beginning: String = text.chars().take(BEGINNING).collect();
    beginning.make_ascii_lowercase();
    let is_marked = [
        "<html",
        "<!doctype html",
        "<body",
        "<table",
        "<p>",
        "<h1",
        "<div",
    ]
    .iter()
    .any(|mark| beginning.contains(mark));
    text.starts_with('<') && is_marked
}

/// Reads a page; it never fails, as browsers do not.
fn read(text: &str) -> Document {
    let page = Html::parse_document(text);
    let mut reader = Reader::default();
    reader.inside(text_of(&page), 0);
    reader.end_paragraph();
    Document {
        measure: Measure::Paragraph,
        title: title(&page),
        blocks: reader.blocks,
        ..Document::default()
    }
}

fn title(page: &Html) -> Option<String> {
    let mut all = page
        .root_element()
        .descendants()
        .filter_map(ElementRef::wrap);
    let found = all.find(|element| element.value().name() == "title")?;
    Some(in_one_line(&found.text().collect::<String>()))
}

/// What holds the text: in a page of ours the report stands between overviews and lists of sources
/// that repeat its numbers; in others it may be an article.
fn text_of(page: &Html) -> ElementRef<'_> {
    let all = || {
        page.root_element()
            .descendants()
            .filter_map(ElementRef::wrap)
    };
    let own = all().find(|element| {
        let element = element.value();
        element.name() == "section" && element.id() == Some("text")
    });
    let mut articles = all().filter(|element| element.value().name() == "article");
    let article = articles.next().filter(|_| articles.next().is_none());
    own.or(article).unwrap_or_else(|| page.root_element())
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    lines: usize,
    piece: Piece,
    is_heading: bool,
    /// Whether what is read stands in a cell.
    in_cell: bool,
}

impl Reader {
    fn inside(&mut self, element: ElementRef<'_>, depth: usize) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.piece.text.push_str(&in_one_line(text)),
                Node::Element(_) if depth < DEEPEST => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, depth);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        let name = element.value().name();
        let is_left_out = is_hidden(element.value()) || is_contents(element.value());
        if NO_TEXT.contains(&name) || is_left_out || is_drawn(element) {
            return;
        }
        if name == "table" && !self.in_cell && !is_layout(element) {
            self.end_paragraph();
            self.table(element, depth);
        } else if name == "br" {
            self.end_paragraph();
        } else if BLOCKS.contains(&name) {
            self.end_paragraph();
            self.is_heading = is_heading(name);
            self.inside(element, depth + 1);
            self.end_paragraph();
        } else {
            let start = self.piece.text.len();
            self.inside(element, depth + 1);
            if let Some(tag) = mark(element.value()) {
                self.piece.tags.push((start..self.piece.text.len(), tag));
            }
        }
    }

    fn end_paragraph(&mut self) {
        // Word processors put paragraphs into cells: these stand on lines of their own.
        if self.in_cell {
            self.piece.text.push('\n');
            return;
        }
        let is_heading = std::mem::take(&mut self.is_heading);
        let text = self.piece.take();
        if text.as_str().is_empty() {
            return;
        }
        self.lines += 1;
        let number = self.lines;
        let line = Line { number, text };
        self.blocks.push(if is_heading {
            Block::Heading(line)
        } else {
            Block::Paragraph(line)
        });
    }

    fn table(&mut self, table: ElementRef<'_>, depth: usize) {
        let mut rows: Vec<Row> = Vec::new();
        // What goes on from the row above: for how many rows, and which text.
        let mut below: Vec<(usize, Text)> = Vec::new();
        for row in of_name(table, "tr") {
            self.lines += 1;
            let cells = self.row(row, &mut below, depth);
            let number = self.lines;
            rows.push(Row { number, cells });
        }
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { rows }));
        }
    }

    fn row(
        &mut self,
        row: ElementRef<'_>,
        below: &mut Vec<(usize, Text)>,
        depth: usize,
    ) -> Vec<Text> {
        let mut cells = Vec::new();
        let own = row.children().filter_map(ElementRef::wrap);
        for cell in own.filter(|cell| matches!(cell.value().name(), "td" | "th")) {
            go_on(&mut cells, below);
            self.in_cell = true;
            self.inside(cell, depth + 1);
            self.in_cell = false;
            let text = self.piece.take();
            let (wide, high) = (span(cell.value(), "colspan"), span(cell.value(), "rowspan"));
            let again = again(&text);
            for column in 0..wide {
                let at = cells.len();
                below.resize_with(below.len().max(at + 1), Default::default);
                below[at] = (high - 1, again.clone());
                cells.push(if column == 0 {
                    text.clone()
                } else {
                    again.clone()
                });
            }
        }
        go_on(&mut cells, below);
        cells
    }
}

/// Adds the cells that go on from the rows above.
fn go_on(cells: &mut Vec<Text>, below: &mut [(usize, Text)]) {
    while let Some((left, text)) = below.get_mut(cells.len()).filter(|(left, _)| *left > 0) {
        *left -= 1;
        cells.push(text.clone());
    }
}

/// The elements of a name within another, but for those of a table in the table.
fn of_name<'a>(within: ElementRef<'a>, name: &str) -> Vec<ElementRef<'a>> {
    let mut found = Vec::new();
    let mut open: Vec<ElementRef<'a>> = vec![within];
    while let Some(element) = open.pop() {
        let mut children: Vec<_> = element.children().filter_map(ElementRef::wrap).collect();
        if element.value().name() == name {
            found.push(element);
            continue;
        }
        children.retain(|child| child.value().name() != "table");
        children.reverse();
        open.extend(children);
    }
    found
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some() || element.attr("aria-hidden") == Some("true")
}

/// Whether an element is a table of contents: its lines look like the headings they lead to.
fn is_contents(element: &Element) -> bool {
    let starts = |text: &str, word: &str| text.to_ascii_lowercase().starts_with(word);
    let is_named = element
        .id()
        .is_some_and(|id| starts(id, "table of contents"));
    is_named || element.classes().any(|class| starts(class, "msotoc"))
}

/// Whether an element repeats, as a table, what a chart of ours draws.
fn is_drawn(element: ElementRef<'_>) -> bool {
    let parent = element.parent().and_then(ElementRef::wrap);
    element.value().name() == "details"
        && parent.is_some_and(|parent| parent.value().name() == "figure")
}

/// Whether a table holds a page and no numbers, as on old sites: headings or other tables are in it.
fn is_layout(table: ElementRef<'_>) -> bool {
    let inner = table.descendants().skip(1).filter_map(ElementRef::wrap);
    let mut names = inner.map(|element| element.value().name());
    names.any(|name| name == "table" || is_heading(name))
}

fn mark(element: &Element) -> Option<FigureTag> {
    element.attr("data-figure")?.parse().ok()
}

fn span(element: &Element, name: &str) -> usize {
    let span = element.attr(name).and_then(|span| span.parse().ok());
    span.unwrap_or(1).clamp(1, WIDEST_SPAN)
}

/// A line of the source is no line of the page.
fn in_one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
