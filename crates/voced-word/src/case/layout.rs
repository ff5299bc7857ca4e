//! A document as lines, pictures and tables one below the other: what text boxes and tables for layout put
//! side by side stands in the order in which it is read.

use crate::document::{Block, Cell, ListMark, Look, Paragraph, Picture, Piece, Role, Table};

use super::grid::grid;

/// A cell with more text beside a picture tells a story and is no cell of a table, in characters.
const LONGEST_LABEL: usize = 40;
/// A table of so many columns is one, whatever is in it.
const LEAST_COLUMNS: usize = 3;

/// A line, a table, or pictures that stand side by side.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Line(Line),
    Pictures(Vec<Shown>),
    Table(Table),
}

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) role: Role,
    pub(super) look: Look,
    pub(super) mark: Option<ListMark>,
}

/// A picture with the caption that a grid gives it; empty where none does.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) picture: Picture,
    pub(super) caption: String,
}

/// What stands in a document or in a cell, without lines of the table of contents.
pub(super) fn parts(blocks: &[Block]) -> Vec<Part> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.extend(paragraph_parts(paragraph)),
            Block::Table(table) => found.extend(table_parts(table)),
        }
    }
    found
}

/// Pictures hang on a paragraph or stand in it; its text stays whole.
fn paragraph_parts(paragraph: &Paragraph) -> Vec<Part> {
    if paragraph.role == Role::Contents {
        return Vec::new();
    }
    let mut lines = vec![String::new()];
    let mut pictures = Vec::new();
    let mut comes_first = false;
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(text) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(text);
                }
            }
            Piece::Break => lines.push(String::new()),
            Piece::Picture(picture) => {
                comes_first |=
                    pictures.is_empty() && lines.iter().all(|line| line.trim().is_empty());
                pictures.push(Shown {
                    picture: picture.clone(),
                    caption: String::new(),
                });
            }
        }
    }
    let lines = lines.iter().map(|line| line.trim());
    let lines = lines.filter(|line| !line.is_empty());
    let line = |(idx, text): (usize, &str)| {
        Part::Line(Line {
            text: text.to_owned(),
            role: paragraph.role,
            look: paragraph.look,
            mark: paragraph.mark.filter(|_| idx == 0),
        })
    };
    let mut found: Vec<Part> = lines.enumerate().map(line).collect();
    if !pictures.is_empty() {
        let at = if comes_first { 0 } else { found.len() };
        found.insert(at, Part::Pictures(pictures));
    }
    found
}

fn table_parts(table: &Table) -> Vec<Part> {
    let n_pictures = cells(table).map(|cell| pictures(cell).len()).sum::<usize>();
    if let Some(rows) = (n_pictures > 0).then(|| grid(table)).flatten() {
        return rows.into_iter().map(Part::Pictures).collect();
    }
    if is_layout(table, n_pictures > 0) {
        return cells(table).flat_map(|cell| parts(&cell.blocks)).collect();
    }
    let mut found = vec![Part::Table(table.clone())];
    let shown = cells(table).flat_map(pictures).map(|picture| Shown {
        picture,
        caption: String::new(),
    });
    let shown: Vec<Shown> = shown.collect();
    if !shown.is_empty() {
        found.push(Part::Pictures(shown));
    }
    found
}

/// Whether a table only puts things beside one another: it has one row or one column, tables within, or text
/// beside pictures.
fn is_layout(table: &Table, has_pictures: bool) -> bool {
    let n_columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let has_tables = cells(table).any(|cell| {
        let mut blocks = cell.blocks.iter();
        blocks.any(|block| matches!(block, Block::Table(_)))
    });
    let tells = || cells(table).any(|cell| text(cell).chars().count() > LONGEST_LABEL);
    let is_story = has_pictures && n_columns < LEAST_COLUMNS && tells();
    n_columns < 2 || table.rows.len() < 2 || has_tables || is_story
}

fn cells(table: &Table) -> impl Iterator<Item = &Cell> {
    table.rows.iter().flatten()
}

/// The pictures of a cell.
pub(super) fn pictures(cell: &Cell) -> Vec<Picture> {
    let mut found = Vec::new();
    for part in parts(&cell.blocks) {
        if let Part::Pictures(shown) = part {
            found.extend(shown.into_iter().map(|shown| shown.picture));
        }
    }
    found
}

/// The text of a cell, its lines behind one another.
pub(super) fn text(cell: &Cell) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in parts(&cell.blocks) {
        if let Part::Line(line) = part {
            lines.push(line.text);
        }
    }
    lines.join(" ")
}
