//! The tables of a workbook or document as plain texts, merged cells told from others.

use voced_domain::Position;
use voced_word::{Block, Document, Piece, Table};

use crate::book::{Book, BookSheet};

use super::read::FormError;

/// A form has some dozen rows; a list of thousands is none.
pub(super) const MOST_ROWS: usize = 500;
/// What stands further to the right is no part of a form.
const MOST_COLUMNS: usize = 64;
/// Merged regions that are looked at in a sheet.
const MOST_REGIONS: usize = 4 * MOST_ROWS;

/// A table as it is seen.
pub(super) struct Grid {
    /// The sheet, `计分卡`, or `第1个表`.
    pub(super) place: String,
    /// Lines above the table that are no part of it.
    pub(super) above: Vec<String>,
    /// Rows in which something stands.
    pub(super) rows: Vec<GridRow>,
    /// Whether cells have names, `B5`, or only rows have numbers.
    is_sheet: bool,
}

/// A row.
pub(super) struct GridRow {
    /// Its number, from one.
    pub(super) number: usize,
    pub(super) slots: Vec<Slot>,
}

/// A place in a row.
#[derive(Clone, Default)]
pub(super) struct Slot {
    /// What is seen there; of merged cells, what stands in the first.
    pub(super) text: String,
    /// Whether it is merged into the one on its left.
    pub(super) is_left: bool,
    /// Whether it is merged into the one above.
    pub(super) is_above: bool,
}

impl Grid {
    /// `计分卡!B5`, `第1个表第5行`.
    pub(super) fn place_of(&self, row: &GridRow, column: usize) -> String {
        if !self.is_sheet {
            return format!("{}第{}行", self.place, row.number);
        }
        let position = Position {
            row: u32::try_from(row.number - 1).unwrap_or(u32::MAX),
            column: u16::try_from(column).unwrap_or(u16::MAX),
        };
        format!("{}!{position}", self.place)
    }

    /// What is said of a table without a column of names that lies beside others.
    pub(super) fn not_read(&self) -> Option<String> {
        let is_empty = self.rows.is_empty();
        (!is_empty).then(|| format!("{}没有“指标”一列，没有读", self.place))
    }
}

impl GridRow {
    /// The text of a column, empty beyond the last.
    pub(super) fn text(&self, column: usize) -> &str {
        self.slots.get(column).map_or("", |slot| slot.text.as_str())
    }

    /// Texts that begin in this row, from left to right.
    pub(super) fn own_texts(&self) -> impl Iterator<Item = &str> {
        let own = self
            .slots
            .iter()
            .filter(|slot| !slot.is_left && !slot.is_above);
        own.map(|slot| slot.text.trim())
            .filter(|text| !text.is_empty())
    }
}

/// The sheets of a workbook.
pub(super) fn of_workbook(book: &Book) -> Result<Vec<Grid>, FormError> {
    book.sheets.iter().map(of_sheet).collect()
}

fn of_sheet(sheet: &BookSheet) -> Result<Grid, FormError> {
    let mut rows: Vec<GridRow> = Vec::new();
    let kept = sheet
        .cells
        .iter()
        .filter(|(at, cell)| usize::from(at.column) < MOST_COLUMNS && !cell.is_blank());
    for (at, cell) in kept {
        let number = usize::try_from(at.row)
            .unwrap_or(usize::MAX)
            .saturating_add(1);
        if rows.last().is_none_or(|row| row.number != number) {
            bounded(&sheet.name, rows.len())?;
            rows.push(GridRow {
                number,
                slots: vec![Slot::default(); MOST_COLUMNS],
            });
        }
        if let Some(row) = rows.last_mut() {
            row.slots[usize::from(at.column)].text = cell.shown();
        }
    }
    spread(sheet, &mut rows);
    Ok(Grid {
        place: sheet.name.to_string(),
        above: Vec::new(),
        rows,
        is_sheet: true,
    })
}

/// Writes what stands in the first of merged cells into the others as well.
fn spread(sheet: &BookSheet, rows: &mut [GridRow]) {
    for region in sheet.merged.iter().take(MOST_REGIONS) {
        let line = |row: u32| usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        let (first, last) = (line(region.first.row), line(region.last.row));
        let columns = usize::from(region.first.column)..=usize::from(region.last.column);
        let columns = *columns.start()..=(*columns.end()).min(MOST_COLUMNS - 1);
        let origin = rows.iter().find(|row| row.number == first);
        let text = origin.map_or(String::new(), |row| row.text(*columns.start()).to_owned());
        let within = rows
            .iter_mut()
            .filter(|row| (first..=last).contains(&row.number));
        for row in within {
            for column in columns.clone() {
                row.slots[column] = Slot {
                    text: text.clone(),
                    is_left: column > *columns.start(),
                    is_above: row.number > first,
                };
            }
        }
    }
}

fn bounded(place: &str, n_rows: usize) -> Result<(), FormError> {
    if n_rows < MOST_ROWS {
        return Ok(());
    }
    Err(FormError::at(
        place,
        format!(
            "超过{MOST_ROWS}行，不像表样（一张表样几十行）。请只留要填的指标，一行一个，数据不要放在里面"
        ),
    ))
}

/// The tables of a document; one within another is not read.
pub(super) fn of_document(document: &Document) -> Result<Vec<Grid>, FormError> {
    let mut grids: Vec<Grid> = Vec::new();
    let mut above = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(_) => {
                let text = text_of(std::slice::from_ref(block));
                above.extend((!text.trim().is_empty()).then(|| text.trim().to_owned()));
            }
            Block::Table(table) => {
                let place = format!("第{}个表", grids.len() + 1);
                bounded(&place, table.rows.len().saturating_sub(1))?;
                grids.push(Grid {
                    place,
                    above: std::mem::take(&mut above),
                    rows: rows_of(table),
                    is_sheet: false,
                });
            }
        }
    }
    if grids.is_empty() {
        return Err(FormError::whole(
            "文件里没有表。表样应是一张表，一行一个指标，表头有“指标”“单位”；请把表放进Word或Excel文件",
        ));
    }
    Ok(grids)
}

fn rows_of(table: &Table) -> Vec<GridRow> {
    let mut rows: Vec<GridRow> = Vec::new();
    for (idx, cells) in table.rows.iter().enumerate() {
        let mut slots = Vec::new();
        for cell in cells {
            let text = match rows.last() {
                Some(row) if cell.is_continued => row.text(slots.len()).to_owned(),
                _ => text_of(&cell.blocks),
            };
            let room = MOST_COLUMNS.saturating_sub(slots.len());
            slots.extend((0..cell.columns.max(1).min(room)).map(|column| Slot {
                text: text.clone(),
                is_left: column > 0,
                is_above: cell.is_continued,
            }));
        }
        rows.push(GridRow {
            number: idx + 1,
            slots,
        });
    }
    rows
}

/// The words of paragraphs, one on each line.
fn text_of(blocks: &[Block]) -> String {
    let lines = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(
            paragraph
                .pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.as_str(),
                    Piece::Break => "\n",
                    Piece::Picture(_) => "",
                })
                .collect::<String>(),
        ),
        Block::Table(_) => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}
