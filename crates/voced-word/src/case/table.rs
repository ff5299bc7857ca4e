//! A table of a document as rows that are all as wide as the widest.

use voced_domain::{CaseBlock, CaseCell, CaseTable};

use crate::document::{Cell, Table};

use super::captions::bare;
use super::layout::text;

/// The table with its caption, or with the one that its first row is.
pub(super) fn block(table: &Table, caption: String) -> CaseBlock {
    let width = |row: &Vec<Cell>| row.iter().map(|cell| cell.columns).sum::<usize>();
    let n_columns = table.rows.iter().map(width).max().unwrap_or(0);
    let titled = title_row(&table.rows, n_columns).filter(|_| caption.is_empty());
    let (caption, rows) = titled.unwrap_or((caption, &table.rows));
    let rows = rows.iter().map(|row| expanded(row, n_columns));
    CaseBlock::Table(CaseTable {
        caption,
        rows: rows.collect(),
    })
}

/// The caption that a first row is which goes over all columns, and the rows below it.
fn title_row(rows: &[Vec<Cell>], n_columns: usize) -> Option<(String, &[Vec<Cell>])> {
    let (first, rest) = rows.split_first()?;
    let [only] = first.as_slice() else {
        return None;
    };
    let said = text(only);
    let caption = bare(&said, '表').unwrap_or(&said).to_owned();
    (only.columns == n_columns && n_columns > 1 && rest.len() > 1).then_some((caption, rest))
}

fn expanded(row: &[Cell], n_columns: usize) -> Vec<CaseCell> {
    let mut cells = Vec::with_capacity(n_columns);
    for cell in row {
        let (first, further) = if cell.is_continued {
            (CaseCell::Above, CaseCell::Above)
        } else {
            (CaseCell::Text(text(cell)), CaseCell::Left)
        };
        cells.push(first);
        cells.extend((1..cell.columns).map(|_| further.clone()));
    }
    cells.resize(n_columns, CaseCell::Text(String::new()));
    cells
}
