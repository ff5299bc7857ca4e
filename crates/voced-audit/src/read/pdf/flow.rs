//! Lines put together to paragraphs, and tables that go on over pages to one.

use std::collections::{BTreeSet, HashMap};

use voced_domain::is_digit;

use super::columns::{Region, regions};
use super::grid::{Grid, grids};
use super::line::{Line, Piece, pieces};
use super::page::{Page, View};
use super::paragraph::{Margins, Paragraph};
use super::rows::{Stretch, stretches};
use crate::document::{Block, Row, Table, Text};

/// The blocks of all pages.
pub(super) fn blocks(pages: Vec<Page>) -> Vec<Block> {
    let sheets: Vec<Sheet> = pages.into_iter().flat_map(sheets).collect();
    let running = running(&sheets);
    let mut flow = Flow::default();
    for sheet in &sheets {
        flow.sheet(sheet, &running);
    }
    flow.end_paragraph();
    flow.blocks
}

/// What is read of a page without turning it.
struct Sheet {
    number: usize,
    regions: Vec<Region>,
    grids: Vec<Grid>,
}

impl Sheet {
    /// Where the lines of a region stand, as all that stand below each other on its page tell.
    fn margins(&self, region: &Region) -> Margins {
        let is_alike = |other: &&Region| other.place == region.place;
        let alike = self.regions.iter().filter(is_alike);
        let lines = alike.flat_map(|region| &region.lines);
        Margins::of(lines.filter(|line| tables(line).is_empty()))
    }

    /// The lines that it begins and ends with, but for their numbers.
    fn outermost(&self) -> BTreeSet<String> {
        let mut lines: Vec<&Line> = self
            .regions
            .iter()
            .flat_map(|region| &region.lines)
            .collect();
        lines.sort_by(|a, b| a.base.total_cmp(&b.base));
        let outermost = lines.first().into_iter().chain(lines.last());
        let text = outermost.filter(|line| lines.len() > 1 && tables(line).is_empty());
        text.map(|line| without_numbers(&line.text())).collect()
    }
}

fn sheets(page: Page) -> impl Iterator<Item = Sheet> {
    let number = page.number;
    page.views.into_iter().map(move |view| sheet(number, view))
}

fn sheet(number: usize, mut view: View) -> Sheet {
    let grids = grids(&mut view);
    let mut pieces = pieces(&view.glyphs);
    pieces.extend(grids.iter().enumerate().map(|(idx, grid)| grid.piece(idx)));
    Sheet {
        number,
        regions: if pieces.is_empty() {
            Vec::new()
        } else {
            regions(pieces)
        },
        grids,
    }
}

/// How far a table may stand out of its column, in points.
const REACH: f64 = 10.0;

impl Grid {
    /// A piece in its place, which says which table it is.
    fn piece(&self, idx: usize) -> Piece {
        Piece {
            left: self.left,
            right: self.right,
            base: self.top,
            size: REACH,
            text: String::new(),
            table: Some(idx),
            is_spaced: false,
        }
    }
}

/// The tables that a line stands for.
fn tables(line: &Line) -> Vec<usize> {
    line.pieces.iter().filter_map(|piece| piece.table).collect()
}

/// Lines that most pages begin or end with, but for their numbers.
fn running(sheets: &[Sheet]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for sheet in sheets {
        for line in sheet.outermost() {
            *counts.entry(line).or_default() += 1;
        }
    }
    // Of two pages both.
    let is_most = |count: usize| count > 1 && count * 2 > sheets.len();
    let running = counts.into_iter().filter(|(_, count)| is_most(*count));
    running.map(|(line, _)| line).collect()
}

fn without_numbers(line: &str) -> String {
    line.chars().filter(|c| !is_digit(*c)).collect()
}

/// `— 12 —`.
fn is_page_number(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "—–-·".contains(c));
    !bare.is_empty() && bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
}

/// Labels of charts, whose characters stand apart.
fn is_label(line: &Line) -> bool {
    let mut pieces = line.pieces.iter();
    line.pieces.len() > 1 && pieces.all(|piece| piece.text.chars().count() == 1)
}

/// A line of a table of contents has numbers as well.
fn is_of_contents(line: &str) -> bool {
    line.contains(".....") || line.contains("……")
}

#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    paragraph: Paragraph,
}

impl Flow {
    fn sheet(&mut self, sheet: &Sheet, running: &[String]) {
        for region in &sheet.regions {
            let is_text = |line: &&Line| {
                let text = line.text();
                !running.contains(&without_numbers(&text))
                    && !is_page_number(&text)
                    && !is_label(line)
            };
            let lines: Vec<Line> = region.lines.iter().filter(is_text).cloned().collect();
            let margins = sheet.margins(region);
            let is_apart = |line: &Line| is_of_contents(&line.text()) || is_appendix(&line.text());
            for stretch in stretches(lines, is_apart) {
                match stretch {
                    Stretch::Text(line) => self.line(sheet, &line, margins),
                    Stretch::Table(rows) => self.table(sheet.number, rows),
                }
            }
        }
    }

    fn line(&mut self, sheet: &Sheet, line: &Line, margins: Margins) {
        let tables = tables(line);
        if !tables.is_empty() {
            let grids = tables.into_iter().filter_map(|idx| sheet.grids.get(idx));
            grids.for_each(|grid| self.table(sheet.number, grid.rows.clone()));
            return;
        }
        let text = line.text();
        if is_of_contents(&text) {
            self.end_paragraph();
            return;
        }
        if self.paragraph.is_end(line, margins) {
            self.end_paragraph();
        }
        self.paragraph.push(sheet.number, line, margins);
        if is_appendix(&text) {
            self.end_paragraph();
        }
    }

    /// A table, which may go on from the page before.
    fn table(&mut self, number: usize, rows: Vec<Vec<Text>>) {
        self.end_paragraph();
        let n_columns = |cells: &[Text]| cells.len();
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|cells| Row { number, cells })
            .collect();
        let goes_on = |table: &&mut Table| {
            let pair = table.rows.last().zip(rows.first());
            pair.is_some_and(|(last, first)| {
                last.number + 1 == number && n_columns(&last.cells) == n_columns(&first.cells)
            })
        };
        match self.blocks.last_mut() {
            Some(Block::Table(table)) if goes_on(&table) => {
                let heads = table
                    .rows
                    .iter()
                    .zip(&rows)
                    .take_while(|(above, row)| is_again(above, row));
                let n_heads = heads.count();
                table.rows.extend(rows.into_iter().skip(n_heads));
            }
            _ => self.blocks.push(Block::Table(Table { rows })),
        }
    }

    fn end_paragraph(&mut self) {
        let line = std::mem::take(&mut self.paragraph).into_line();
        self.blocks.extend(line.map(Block::Paragraph));
    }
}

/// Whether a row repeats a head: the name of a row may have gone on into the first cell.
fn is_again(head: &Row, row: &Row) -> bool {
    head.cells.get(1..) == row.cells.get(1..)
}

/// Whether a line is the heading of an appendix, which may be as long as lines of text are.
fn is_appendix(line: &str) -> bool {
    line.starts_with("附件") && !line.contains(['，', '。', '；', '：', '》'])
}
