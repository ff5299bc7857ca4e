//! The 数据溯源表: for each fact used a line with its formula, its terms and the cells they are from.

use voced_report::{TRACE_HEADS, TraceId, TraceLine};

use super::bookmarks::trace_name;
use super::cursor::{PageCursor, Setting};
use super::grid::{self, CellShape, HEAD_GROUND, Keep, Merge, RowKind};
use super::page_breaker::Piece;
use super::paragraph_style::{self, Align, CELLS, ParagraphStyle};
use super::run_writer::{Weight, run};
use super::table::cell_room;
use super::xml::Xml;

/// Type of the table, 小五.
const LOOK: ParagraphStyle = CELLS[2];
/// Shares of the width that the columns have.
const SHARES: [i32; 6] = [4, 15, 9, 29, 13, 30];

/// Writes the table.
pub(super) fn write(cursor: &mut PageCursor<'_>) {
    let report = cursor.runs.report;
    let books = report.workbooks();
    if !books.is_empty() {
        cursor.plain(&paragraph_style::TABLE_NOTE, Setting::Plain, &books);
    }
    let widths = widths(cursor.text_width());
    let lines = report.trace_lines();
    let runs = &mut cursor.runs;
    grid::table(&mut cursor.xml, &widths, "数据溯源表", |xml| {
        head(xml, &widths);
        for (index, line) in lines.iter().enumerate() {
            grid::row(xml, RowKind::Body, |xml| {
                cell(xml, widths[0], |xml| {
                    let name = trace_name(TraceId(index));
                    let number = (index + 1).to_string();
                    grid::line(xml, &LOOK, Align::Center, Keep::Loose, |xml| {
                        runs.bookmark(xml, &name, |xml| run(xml, &number, Weight::Plain));
                    });
                });
                for (texts, width) in line.columns().into_iter().zip(&widths[1..]) {
                    cell(xml, *width, |xml| paragraphs(xml, texts));
                }
            });
        }
    });
    measure(cursor, &lines, &widths);
    cursor.gap(paragraph_style::line_height(&paragraph_style::GAP));
}

fn widths(total: i32) -> Vec<i32> {
    let whole: i32 = SHARES.iter().sum();
    let mut widths: Vec<i32> = SHARES.iter().map(|share| total * share / whole).collect();
    widths[3] += total - widths.iter().sum::<i32>();
    widths
}

fn head(xml: &mut Xml, widths: &[i32]) {
    grid::row(xml, RowKind::Head, |xml| {
        for (name, width) in TRACE_HEADS.iter().zip(widths) {
            let shape = CellShape {
                width: *width,
                columns: 1,
                merge: Merge::Single,
                ground: Some(HEAD_GROUND),
            };
            grid::cell(xml, shape, |xml| {
                grid::line(xml, &LOOK, Align::Center, Keep::WithNext, |xml| {
                    run(xml, name, Weight::Strong);
                });
            });
        }
    });
}

fn cell(xml: &mut Xml, width: i32, inside: impl FnOnce(&mut Xml)) {
    let shape = CellShape {
        width,
        columns: 1,
        merge: Merge::Single,
        ground: None,
    };
    grid::cell(xml, shape, inside);
}

fn paragraphs(xml: &mut Xml, texts: &[String]) {
    let empty = [String::new()];
    let texts = if texts.is_empty() { &empty[..] } else { texts };
    for text in texts {
        grid::line(xml, &LOOK, Align::Left, Keep::Loose, |xml| {
            run(xml, text, Weight::Plain)
        });
    }
}

fn measure(cursor: &mut PageCursor<'_>, lines: &[TraceLine], widths: &[i32]) {
    let line_height = paragraph_style::line_height(&LOOK);
    let head = grid::row_height(1, line_height);
    cursor.pages.push(Piece {
        height: head,
        is_kept_with_next: true,
        ..Piece::default()
    });
    for line in lines {
        let cells = line
            .columns()
            .into_iter()
            .zip(&widths[1..])
            .map(|(texts, width)| {
                texts
                    .iter()
                    .map(|text| cell_room(&LOOK, *width).lines(text))
                    .sum::<i32>()
            });
        cursor.pages.push(Piece {
            height: grid::row_height(cells.max().unwrap_or(1), line_height),
            head,
            ..Piece::default()
        });
    }
}
