//! PDF with text: lines of a page put together to paragraphs, rows of numbers to tables.
//!
//! A PDF says where characters stand and not what they are, so paragraphs are told by how far their
//! lines reach, and tables by what looks like a row of numbers. Heads of several rows are not
//! recognised: such numbers are read, and nothing is said of them.

use std::collections::HashMap;

use voced_domain::guard::guarded;
use voced_text::display_width;

use super::{BEGINNING, Format};
use crate::document::{Block, Document, Line, Measure, Row, Table, Text, section_number};
use crate::error::ReadError;
use crate::number::{starts_with_unit, unit};

/// Longer documents are no reports.
const MOST_PAGES: usize = 2_000;
/// A line that is shorter than this share of the longest ends a paragraph, in hundredths.
const FULL: usize = 85;
/// Fewer numbers make no row.
const LEAST_NUMBERS: usize = 2;

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
    // Of damaged files the library may panic: that is damage as well.
    let pages = guarded(|| pdf_extract::extract_text_from_mem_by_pages(bytes));
    let Some(Ok(pages)) = pages else {
        return Err(if is_encrypted(bytes) {
            ReadError::Encrypted
        } else {
            ReadError::Damaged
        });
    };
    if pages.len() > MOST_PAGES {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let pages: Vec<Vec<String>> = pages.iter().map(|page| lines(page)).collect();
    let running = running(&pages);
    let mut reader = Reader::default();
    for (number, page) in (1..).zip(&pages) {
        reader.width = full_width(page);
        let is_text = |line: &&String| !running.contains(&line.as_str()) && !is_page_number(line);
        page.iter()
            .filter(is_text)
            .for_each(|line| reader.line(number, line));
    }
    reader.end_table();
    reader.end_paragraph();
    Ok(Document {
        measure: Measure::Page,
        blocks: reader.blocks,
        ..Document::default()
    })
}

fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.windows(8).any(|window| window == b"/Encrypt")
}

/// The lines of a page that have text, without labels of charts, whose characters stand apart.
fn lines(page: &str) -> Vec<String> {
    let lines = page.lines().map(str::trim);
    let is_label = |line: &str| {
        let mut words = line.split_whitespace();
        line.contains(' ') && words.all(|word| word.chars().count() == 1)
    };
    let kept = lines.filter(|line| !line.is_empty() && !is_label(line));
    kept.map(str::to_owned).collect()
}

/// Lines that most pages begin or end with.
fn running(pages: &[Vec<String>]) -> Vec<&str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for page in pages.iter().filter(|page| page.len() > 1) {
        for line in page.first().into_iter().chain(page.last()) {
            *counts.entry(line).or_default() += 1;
        }
    }
    let is_most = |count: usize| count > 2 && count * 2 > pages.len();
    let running = counts.into_iter().filter(|(_, count)| is_most(*count));
    running.map(|(line, _)| line).collect()
}

/// `— 12 —`.
fn is_page_number(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "—–-·".contains(c));
    !bare.is_empty() && bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// How far full lines of the page reach.
    width: usize,
    page: usize,
    paragraph: String,
    table: Table,
    last: Option<Vec<String>>,
}

impl Reader {
    fn line(&mut self, page: usize, line: &str) {
        // A line of a table of contents has numbers as well.
        if line.contains(".....") || line.contains("……") {
            self.end_table();
            return;
        }
        let cells = cells(line);
        if is_row(&cells) && !is_appendix(line) {
            self.row(page, &cells);
            return;
        }
        self.end_table();
        if begins(line) {
            self.end_paragraph();
        }
        // A paragraph stands where it begins.
        if self.paragraph.is_empty() {
            self.page = page;
        }
        self.paragraph.push_str(line);
        // Latin words are kept apart; spaces between Chinese characters go anyway.
        self.paragraph.push(' ');
        if display_width(line) * 100 < self.width * FULL || is_appendix(line) {
            self.end_paragraph();
        }
        self.last = Some(cells);
    }

    fn row(&mut self, page: usize, cells: &[String]) {
        let texts = |cells: &[String]| cells.iter().map(|cell| Text::from(&**cell)).collect();
        if self.table.rows.is_empty() {
            self.end_paragraph();
            // A head of as many cells stands above.
            if let Some(head) = self.last.take().filter(|head| head.len() == cells.len()) {
                self.blocks.pop();
                self.table.rows.push(Row {
                    number: page,
                    cells: texts(&head),
                });
            }
        }
        self.table.rows.push(Row {
            number: page,
            cells: texts(cells),
        });
    }

    fn end_table(&mut self) {
        if !self.table.rows.is_empty() {
            let table = std::mem::take(&mut self.table);
            self.blocks.push(Block::Table(table));
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let text = Text::from(&*paragraph);
        if !text.as_str().is_empty() {
            let number = self.page;
            self.blocks.push(Block::Paragraph(Line { number, text }));
        }
    }
}

/// How far full lines of a page reach: most of its lines of text do.
fn full_width(page: &[String]) -> usize {
    let text = page.iter().filter(|line| !is_row(&cells(line)));
    let mut widths: Vec<usize> = text.map(|line| display_width(line)).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 3 / 4).copied().unwrap_or(0)
}

/// Whether a line begins a heading or an item of a list.
fn begins(line: &str) -> bool {
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let rest = line
        .trim_start_matches(['（', '('])
        .trim_start_matches(is_numeral);
    let is_item = rest.len() < line.len() && rest.starts_with(['、', '）', ')']);
    is_item
        || line.starts_with("附件")
        || section_number(line).is_some_and(|(_, rest)| !rest.is_empty())
}

/// Whether a line is the heading of an appendix, which may be as long as lines of text are.
fn is_appendix(line: &str) -> bool {
    line.starts_with("附件") && !line.contains(['，', '。', '；', '：', '》'])
}

/// The words of a line; a unit belongs to the number before it, 2019 年, and so does what a head has
/// in brackets.
fn cells(line: &str) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        let last = cells.last_mut().filter(|last| {
            let is_number = last.ends_with(|c: char| c.is_ascii_digit());
            word.starts_with(['（', '(']) || is_number && starts_with_unit(word)
        });
        match last {
            Some(last) => last.push_str(word),
            None => cells.push(word.to_owned()),
        }
    }
    cells
}

/// Whether words are a row: a name, and numbers.
fn is_row(cells: &[String]) -> bool {
    let has_sentence = cells.iter().any(|cell| {
        cell.contains(['，', '。', '；', '：', '、']) || cell.ends_with([',', ';', ':'])
    });
    let numbers = cells.iter().skip(1).filter(|cell| is_number(cell)).count();
    !has_sentence && numbers >= LEAST_NUMBERS && numbers * 2 >= cells.len() - 1
}

/// Whether a cell is a number, with its unit where it has one: text that goes on behind it is none.
fn is_number(cell: &str) -> bool {
    let bare = cell.trim_start_matches(['+', '-', '−']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || ".,:".contains(c));
    let rest = rest.trim_start_matches(['%', '‰']);
    let is_unit = rest.is_empty() || unit("", rest) == rest;
    bare.starts_with(|c: char| c.is_ascii_digit()) && is_unit || matches!(cell, "-" | "—" | "–")
}
