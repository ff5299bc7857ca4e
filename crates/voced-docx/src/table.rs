//! Tables of the report: caption above, merged head that is repeated, remarks below.

use voced_report::{Cell, HeadCell, Row, Table, Tint};

use super::body::{Body, Setting, room};
use super::fit::{Fit, fit};
use super::flow::Piece;
use super::grid::{
    self, CellShape, HEAD_GROUND, Keep, Merge, PADDING, RULE, RowKind, TOTAL_GROUND,
};
use super::ink::{Weight, run};
use super::look::{self, Align, Look};
use super::measure::Room;
use super::xml::Xml;

/// How a table stands on its page.
pub(super) fn fit_of(table: &Table) -> Fit {
    fit(&table.columns)
}

/// Writes a table.
pub(super) fn write(body: &mut Body<'_>, table: &Table) {
    let fit = fit_of(table);
    body.caption(
        "表",
        table.number,
        &table.caption,
        &table.anchor,
        Setting::Kept,
    );
    if !table.columns.is_empty() {
        rows(body, table, &fit);
    }
    for note in &table.notes {
        body.plain(&look::TABLE_NOTE, Setting::Plain, note);
    }
    body.gap(look::line_height(&look::GAP));
}

fn rows(body: &mut Body<'_>, table: &Table, fit: &Fit) {
    let head = head_grid(&table.head, fit.widths.len());
    let ink = &mut body.ink;
    grid::table(&mut body.xml, &fit.widths, &table.caption, |xml| {
        for cells in &head {
            head_row(xml, cells, fit);
        }
        for row in &table.rows {
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
                        grid::line(xml, &fit.look, align, Keep::Loose, |xml| {
                            let text = cell.map_or(&[][..], |cell| &cell.text);
                            ink.line(xml, text, weight);
                        });
                    });
                }
            });
        }
    });
    measure(body, table, &head, fit);
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

fn head_row(xml: &mut Xml, places: &[HeadPlace<'_>], fit: &Fit) {
    grid::row(xml, RowKind::Head, |xml| {
        for place in places {
            let shape = CellShape {
                width: fit.widths[place.first..place.first + place.columns]
                    .iter()
                    .sum(),
                columns: place.columns,
                merge: place.merge,
                ground: Some(HEAD_GROUND),
            };
            grid::cell(xml, shape, |xml| {
                grid::line(xml, &fit.look, Align::Center, Keep::WithNext, |xml| {
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
fn measure(body: &mut Body<'_>, table: &Table, head: &[Vec<HeadPlace<'_>>], fit: &Fit) {
    let line_height = look::line_height(&fit.look);
    let head_row = |places: &Vec<HeadPlace<'_>>| {
        let lines = places
            .iter()
            .filter(|place| place.merge == Merge::Single)
            .map(|place| {
                let width = fit.widths[place.first..place.first + place.columns]
                    .iter()
                    .sum();
                cell_room(&fit.look, width).lines(place.text.unwrap_or_default())
            });
        grid::row_height(lines.max().unwrap_or(1), line_height)
    };
    let heights: Vec<i32> = head.iter().map(head_row).collect();
    let head_height: i32 = heights.iter().sum();
    for height in heights {
        body.flow.push(Piece {
            height,
            is_kept_with_next: true,
            ..Piece::default()
        });
    }
    for row in &table.rows {
        let report = body.ink.report;
        let lines = row
            .cells
            .iter()
            .zip(&fit.widths)
            .map(|(cell, width)| cell_room(&fit.look, *width).lines(&report.plain(&cell.text)));
        body.flow.push(Piece {
            height: grid::row_height(lines.max().unwrap_or(1), line_height),
            head: head_height,
            ..Piece::default()
        });
    }
}

/// The space in a cell.
pub(super) fn cell_room(look: &Look, width: i32) -> Room {
    room(look, width - 2 * PADDING - RULE)
}
