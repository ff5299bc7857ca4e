//! A table of the text, scrolling in its own box where it is wider than the screen.

use maud::{Markup, html};
use voced_report::{Cell, Column, HeadCell, Report, Row, Table};
use voced_text::display_width;

use super::markup::{anchor, line, scrolling, shown_tint, sign};

/// A table as narrow as this, in Latin letters, takes no more room than the text.
const NARROW: u16 = 84;

/// Room between columns, in Latin letters.
const GAP: u16 = 3;

/// A table of so many rows is not torn in print.
const WHOLE_ROWS: usize = 12;

/// Names of rows as wide as this, in Latin letters, stay in one line.
const SHORT_NAME: usize = 16;

/// A column as wide as this, in Latin letters, holds text of several lines.
const LONG_TEXT: u16 = 24;

/// A table with its caption and notes.
pub(super) fn table(report: &Report, table: &Table) -> Markup {
    let anchor = anchor(&table.anchor);
    let label_id = format!("{anchor}-caption");
    html! {
        figure.table.narrow[is_narrow(&table.columns)].whole[table.rows.len() <= WHOLE_ROWS].short-names[has_short_names(report, table)] #(anchor) {
            figcaption #(label_id) { span.number { "表" (table.number) } " " (table.caption) }
            (scrolling(&label_id, &grid(report, table, &label_id)))
            @for note in &table.notes { p.note { (note) } }
        }
        "\n"
    }
}

fn is_narrow(columns: &[Column]) -> bool {
    columns
        .iter()
        .map(|column| column.width.saturating_add(GAP))
        .fold(0, u16::saturating_add)
        <= NARROW
}

fn has_short_names(report: &Report, table: &Table) -> bool {
    let mut names = table.rows.iter().filter_map(|row| row.cells.first());
    names.all(|cell| display_width(&report.plain(&cell.text)) <= SHORT_NAME)
}

fn grid(report: &Report, table: &Table, label_id: &str) -> Markup {
    html! {
        table aria-labelledby=(label_id) {
            "\n" thead { @for row in &table.head { (head_row(row)) } }
            "\n" tbody { @for row in &table.rows { (body_row(report, &table.columns, row)) } }
        }
    }
}

fn head_row(cells: &[HeadCell]) -> Markup {
    html! {
        tr {
            @for cell in cells {
                @let (columns, rows) = (span(cell.columns), span(cell.rows));
                @let scope = if columns.is_some() { "colgroup" } else { "col" };
                th scope=(scope) colspan=[columns] rowspan=[rows] { (cell.text) }
            }
        }
        "\n"
    }
}

/// How many columns or rows a cell takes, where it takes more than its own.
fn span(count: u16) -> Option<u16> {
    (count > 1).then_some(count)
}

fn body_row(report: &Report, columns: &[Column], row: &Row) -> Markup {
    html! {
        tr class=[row.is_total.then_some("total")] {
            @for (idx, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
                @if idx == 0 { (row_head(report, *column, cell)) }
                @else { (body_cell(report, *column, cell)) }
            }
        }
        "\n"
    }
}

fn row_head(report: &Report, column: Column, cell: &Cell) -> Markup {
    html! { th scope="row" class=[class(column)] { (line(report, &cell.text)) } }
}

fn body_cell(report: &Report, column: Column, cell: &Cell) -> Markup {
    let tint = shown_tint(report, cell.tint);
    html! {
        td class=[class(column)] data-tint=[tint.map(|of| of.class)] {
            (line(report, &cell.text)) (sign(tint))
        }
    }
}

fn class(column: Column) -> Option<&'static str> {
    match (column.is_figures, column.width >= LONG_TEXT) {
        (true, _) => Some("n"),
        (false, true) => Some("long"),
        (false, false) => None,
    }
}
