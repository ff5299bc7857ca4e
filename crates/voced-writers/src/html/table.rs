//! A table of the text, scrolling in its own box where it is wider than the screen.

use voced_report::{Cell, Column, HeadCell, Report, Row, Table};

use super::markup::{anchor, escaped, line, scrolling, tint};

/// A table as narrow as this, in Latin letters, takes no more room than the text.
const NARROW: u16 = 72;

/// A column as wide as this, in Latin letters, holds text of several lines.
const LONG_TEXT: u16 = 24;

/// A table with its caption and notes.
pub(super) fn table(report: &Report, table: &Table) -> String {
    let label_id = format!("{}-caption", anchor(&table.anchor));
    let head: String = table.head.iter().map(|row| head_row(row)).collect();
    let rows: String = table
        .rows
        .iter()
        .map(|row| body_row(report, &table.columns, row))
        .collect();
    let inner = format!(
        "<table aria-labelledby=\"{}\">\n<thead>{head}</thead>\n<tbody>{rows}</tbody></table>",
        label_id
    );
    format!(
        "<figure class=\"{}\" id=\"{}\"><figcaption id=\"{}\"><span class=\"number\">表{}</span> {}\
         </figcaption>{}{}</figure>\n",
        if is_narrow(&table.columns) {
            "table narrow"
        } else {
            "table"
        },
        anchor(&table.anchor),
        label_id,
        table.number,
        escaped(&table.caption),
        scrolling(&label_id, &inner),
        notes(&table.notes),
    )
}

fn is_narrow(columns: &[Column]) -> bool {
    columns
        .iter()
        .map(|column| column.width)
        .fold(0, u16::saturating_add)
        <= NARROW
}

fn head_row(cells: &[HeadCell]) -> String {
    let cells: String = cells.iter().map(head_cell).collect();
    format!("<tr>{cells}</tr>\n")
}

fn head_cell(cell: &HeadCell) -> String {
    let text = escaped(&cell.text);
    let rows = span("rowspan", cell.rows);
    if cell.columns > 1 {
        let columns = span("colspan", cell.columns);
        format!("<th scope=\"colgroup\"{columns}{rows}>{text}</th>")
    } else {
        format!("<th scope=\"col\"{rows}>{text}</th>")
    }
}

fn span(attribute: &str, count: u16) -> String {
    if count > 1 {
        format!(" {attribute}=\"{count}\"")
    } else {
        String::new()
    }
}

fn body_row(report: &Report, columns: &[Column], row: &Row) -> String {
    let cells: String = row
        .cells
        .iter()
        .zip(columns)
        .enumerate()
        .map(|(idx, (cell, column))| match idx {
            0 => row_head(report, *column, cell),
            _ => body_cell(report, *column, cell),
        })
        .collect();
    let class = if row.is_total { " class=\"total\"" } else { "" };
    format!("<tr{class}>{cells}</tr>\n")
}

fn row_head(report: &Report, column: Column, cell: &Cell) -> String {
    format!(
        "<th scope=\"row\"{}>{}</th>",
        class(column),
        line(report, &cell.text)
    )
}

fn body_cell(report: &Report, column: Column, cell: &Cell) -> String {
    let (attribute, sign) = tint(report, cell.tint);
    format!(
        "<td{}{attribute}>{}{sign}</td>",
        class(column),
        line(report, &cell.text)
    )
}

fn class(column: Column) -> &'static str {
    match (column.is_figures, column.width >= LONG_TEXT) {
        (true, _) => " class=\"n\"",
        (false, true) => " class=\"long\"",
        (false, false) => "",
    }
}

fn notes(notes: &[String]) -> String {
    notes
        .iter()
        .map(|note| format!("<p class=\"note\">{}</p>", escaped(note)))
        .collect()
}
