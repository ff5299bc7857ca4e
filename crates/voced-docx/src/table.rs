//! Tables of the report: caption above, merged head that is repeated, remarks below.

use voced_report::{Cell, HeadCell, Report, Row, Table, Tint};

use super::column_fit::{ColumnFit, fit};
use super::cursor::{Caption, PageCursor, Setting, room};
use super::grid::{
    self, CellShape, HEAD_GROUND, Keep, Merge, PADDING, RULE, RowKind, TOTAL_GROUND,
};
use super::line_box::{LineBox, SLACK};
use super::page_breaker::Piece;
use super::paragraph_style::{self, Align, ParagraphStyle};
use super::run_writer::{Weight, run};
use super::xml::Xml;

/// How a table stands on its page.
pub(super) fn fit_of(table: &Table) -> ColumnFit {
    fit(&table.columns)
}

/// Writes a table.
pub(super) fn write(cursor: &mut PageCursor<'_>, table: &Table) {
    let fit = fit_of(table);
    let caption = Caption {
        kind: "表",
        number: table.number,
        words: &table.caption,
        anchor: &table.anchor,
    };
    cursor.caption(&caption, Setting::Kept);
    if !table.columns.is_empty() {
        rows(cursor, table, &fit);
    }
    for note in &table.notes {
        cursor.plain(&paragraph_style::TABLE_NOTE, Setting::Plain, note);
    }
    cursor.gap(paragraph_style::line_height(&paragraph_style::GAP));
}

fn rows(cursor: &mut PageCursor<'_>, table: &Table, fit: &ColumnFit) {
    let head = head_grid(&table.head, fit.widths.len());
    let heights = heights(table, cursor.runs.report, fit);
    let keeps = keeps(table, &heights);
    let runs = &mut cursor.runs;
    grid::table(&mut cursor.xml, &fit.widths, &table.caption, |xml| {
        for cells in &head {
            head_row(xml, cells, fit);
        }
        for (row, keep) in table.rows.iter().zip(&keeps) {
            grid::row(xml, RowKind::Body, |xml| {
                for (index, column) in table.columns.iter().enumerate() {
                    let cell = row.cells.get(index);
                    let shape = CellShape {
                        width: fit.widths[index],
                        columns: 1,
                        merge: Merge::Single,
                        ground: ground(row, cell),
                    };
                    let align = if column.is_figures {
                        Align::Center
                    } else {
                        Align::Left
                    };
                    let weight = if row.is_total {
                        Weight::Strong
                    } else {
                        Weight::Plain
                    };
                    grid::cell(xml, shape, |xml| {
                        grid::line(xml, &fit.style, align, *keep, |xml| {
                            let text = cell.map_or(&[][..], |cell| &cell.text);
                            runs.line(xml, text, weight);
                        });
                    });
                }
            });
        }
    });
    measure(cursor, &head, fit, heights.into_iter().zip(keeps));
}

/// A higher table may be divided between pages: half of one that stands upright.
const HIGHEST_KEPT: i32 = 6_400;

/// Whether each row stays with what is below it: a low table is not divided, and no table from its remarks.
fn keeps(table: &Table, heights: &[i32]) -> Vec<Keep> {
    let is_low = heights.iter().sum::<i32>() <= HIGHEST_KEPT;
    let keep = |row: usize| {
        let is_last = row + 1 == heights.len();
        if is_last && !table.notes.is_empty() || is_low && !is_last {
            Keep::WithNext
        } else {
            Keep::Loose
        }
    };
    (0..heights.len()).map(keep).collect()
}

/// The height of each row of the body.
fn heights(table: &Table, report: &Report, fit: &ColumnFit) -> Vec<i32> {
    let line_height = paragraph_style::line_height(&fit.style);
    let height = |row: &Row| {
        let cells = row.cells.iter().zip(&fit.widths);
        let lines = cells
            .map(|(cell, width)| cell_room(&fit.style, *width).lines(&report.plain(&cell.text)));
        grid::row_height(lines.max().unwrap_or(1), line_height)
    };
    table.rows.iter().map(height).collect()
}

fn ground(row: &Row, cell: Option<&Cell>) -> Option<&'static str> {
    let tint = cell.and_then(|cell| cell.tint);
    match tint {
        Some(Tint::FarBelow) => Some("F4B183"),
        Some(Tint::Below) => Some("FBE5D6"),
        Some(Tint::Above) => Some("DEEBF7"),
        Some(Tint::FarAbove) => Some("9DC3E6"),
        None => row.is_total.then_some(TOTAL_GROUND),
    }
}

/// A place in the head: text where a cell begins, nothing where one from above covers it.
struct HeadPlace<'t> {
    text: Option<&'t str>,
    columns: usize,
    first: usize,
    merge: Merge,
}

fn head_row(xml: &mut Xml, bookmarks: &[HeadPlace<'_>], fit: &ColumnFit) {
    grid::row(xml, RowKind::Head, |xml| {
        for place in bookmarks {
            let shape = CellShape {
                width: fit.widths[place.first..place.first + place.columns]
                    .iter()
                    .sum(),
                columns: place.columns,
                merge: place.merge,
                ground: Some(HEAD_GROUND),
            };
            grid::cell(xml, shape, |xml| {
                grid::line(xml, &fit.style, Align::Center, Keep::WithNext, |xml| {
                    run(xml, place.text.unwrap_or_default(), Weight::Strong);
                });
            });
        }
    });
}

/// The head as the format wants it: every row covers every column.
fn head_grid(head: &[Vec<HeadCell>], n_columns: usize) -> Vec<Vec<HeadPlace<'_>>> {
    // Of each column: how many rows below are covered, and how many columns that cell has.
    let mut covered = vec![(0_usize, 1_usize); n_columns];
    let mut grid = Vec::new();
    for (row_idx, cells) in head.iter().enumerate() {
        let rows_below = head.len() - row_idx - 1;
        let mut cells = cells.iter();
        let mut row = Vec::new();
        let mut first = 0;
        while first < n_columns {
            let place = if covered[first].0 > 0 {
                let columns = covered[first].1;
                for column in &mut covered[first..first + columns] {
                    column.0 -= 1;
                }
                HeadPlace {
                    text: None,
                    columns,
                    first,
                    merge: Merge::Covered,
                }
            } else {
                let cell = cells.next();
                begin(cell, first, rows_below, &mut covered)
            };
            first += place.columns;
            row.push(place);
        }
        grid.push(row);
    }
    grid
}

/// A cell that begins here; it ends before a column that is covered already.
fn begin<'t>(
    cell: Option<&'t HeadCell>,
    first: usize,
    rows_below: usize,
    covered: &mut [(usize, usize)],
) -> HeadPlace<'t> {
    let free = covered[first..]
        .iter()
        .take_while(|column| column.0 == 0)
        .count();
    let columns = cell.map_or(1, |cell| usize::from(cell.columns).clamp(1, free));
    let rows = cell.map_or(1, |cell| usize::from(cell.rows).clamp(1, rows_below + 1));
    for column in &mut covered[first..first + columns] {
        *column = (rows - 1, columns);
    }
    HeadPlace {
        text: cell.map(|cell| cell.text.as_str()),
        columns,
        first,
        merge: if rows > 1 {
            Merge::First
        } else {
            Merge::Single
        },
    }
}

/// Counts the height of the rows.
fn measure(
    cursor: &mut PageCursor<'_>,
    head: &[Vec<HeadPlace<'_>>],
    fit: &ColumnFit,
    rows: impl Iterator<Item = (i32, Keep)>,
) {
    let line_height = paragraph_style::line_height(&fit.style);
    let head_row = |bookmarks: &Vec<HeadPlace<'_>>| {
        let lines = bookmarks
            .iter()
            .filter(|place| place.merge == Merge::Single)
            .map(|place| {
                let width = fit.widths[place.first..place.first + place.columns]
                    .iter()
                    .sum();
                cell_room(&fit.style, width).lines(place.text.unwrap_or_default())
            });
        grid::row_height(lines.max().unwrap_or(1), line_height)
    };
    let heights: Vec<i32> = head.iter().map(head_row).collect();
    let head_height: i32 = heights.iter().sum();
    for height in heights {
        cursor.pages.push(Piece {
            height,
            is_kept_with_next: true,
            ..Piece::default()
        });
    }
    for (height, keep) in rows {
        cursor.pages.push(Piece {
            height,
            head: head_height,
            is_kept_with_next: keep == Keep::WithNext,
            ..Piece::default()
        });
    }
}

/// The space in a cell. Its column may be just as wide as its text, which programs then set in one line.
pub(super) fn cell_room(style: &ParagraphStyle, width: i32) -> LineBox {
    room(style, width - 2 * PADDING - RULE + SLACK)
}
