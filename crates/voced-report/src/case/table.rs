//! Tables of a case as tables of the draft, or as paragraphs where they cannot be any.

use voced_domain::{CaseCell, CaseTable};

use crate::free_table::{self, ABOVE, Caption, LEFT, SUM, TOTALS};
use crate::model::Inline;

use super::escaped::{has_stated, line, marked_up};

/// What a table without a caption is called.
const UNTITLED: &str = "学校案例所附的表";

/// A table with its caption, or its rows as paragraphs.
pub(super) fn paragraphs(table: &CaseTable, reason: &str) -> Vec<String> {
    let has_figures = has_stated(&table.caption);
    let mut found = Vec::new();
    if has_figures {
        found.push(line(reason, &table.caption));
    }
    let is_untitled = has_figures || table.caption.is_empty();
    let caption = if is_untitled {
        UNTITLED
    } else {
        &table.caption
    };
    let cells = cells(&table.rows);
    let renamed = without_total(&cells);
    let fitting = [cells, renamed]
        .into_iter()
        .find(|rows| fits(caption, rows));
    match fitting {
        Some(rows) => found.extend(written(caption, &rows, reason)),
        None => found.extend(rows_as_lines(table, reason)),
    }
    found
}

/// The cells as the language of tables has them. A number in a cell that goes over several rows is one number.
fn cells(rows: &[Vec<CaseCell>]) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let n_heads = n_heads(rows);
    for (idx, row) in rows.iter().enumerate() {
        let cell = |(column, cell): (usize, &CaseCell)| match cell {
            CaseCell::Text(text) => said(text),
            CaseCell::Left if idx < n_heads => LEFT.to_owned(),
            CaseCell::Left => String::new(),
            CaseCell::Above if idx < n_heads => ABOVE.to_owned(),
            // What stands in front names its rows, as a year does.
            CaseCell::Above if column > 0 && is_number_above(rows, idx, column) => String::new(),
            CaseCell::Above => ABOVE.to_owned(),
        };
        found.push(row.iter().enumerate().map(cell).collect());
    }
    found
}

/// A row right below the head belongs to it where its first cell does.
fn n_heads(rows: &[Vec<CaseCell>]) -> usize {
    let below = rows.iter().skip(1);
    1 + below
        .take_while(|row| row.first() == Some(&CaseCell::Above))
        .count()
}

fn is_number_above(rows: &[Vec<CaseCell>], idx: usize, column: usize) -> bool {
    let above = rows[..idx].iter().rev().filter_map(|row| row.get(column));
    let mut texts = above.filter_map(|cell| match cell {
        CaseCell::Text(text) => Some(text),
        CaseCell::Above | CaseCell::Left => None,
    });
    texts.next().is_some_and(|text| has_stated(text))
}

/// A text that is no mark of the language of tables, whatever it is.
fn said(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    match &*text {
        ABOVE => "＾".into(),
        LEFT => "＜".into(),
        SUM => "＝".into(),
        _ => text,
    }
}

/// The same where the row of the total is not held against the others: its numbers are the school's.
fn without_total(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut rows = rows.to_vec();
    let last = rows.last_mut().and_then(|row| row.first_mut());
    if let Some(name) = last.filter(|name| TOTALS.contains(&name.as_str())) {
        let letters: Vec<String> = name.chars().map(String::from).collect();
        *name = letters.join("\u{3000}");
    }
    rows
}

/// Whether the builder takes a table.
fn fits(caption: &str, rows: &[Vec<String>]) -> bool {
    let cell = |text: &String| {
        let text = (!text.is_empty()).then(|| Inline::text(text.as_str()));
        text.into_iter().collect::<Vec<Inline>>()
    };
    let rows: Vec<Vec<Vec<Inline>>> = rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    let Some((head, body)) = rows.split_first() else {
        return false;
    };
    let caption = Caption::of(&format!("表：{caption}"));
    caption
        .is_some_and(|caption| !body.is_empty() && free_table::table(caption, head, body).is_ok())
}

fn written(caption: &str, rows: &[Vec<String>], reason: &str) -> Vec<String> {
    let row = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    let n_columns = rows.first().map_or(0, Vec::len);
    let rule = vec!["---"; n_columns].join(" | ");
    lines.insert(1.min(lines.len()), format!("| {rule} |"));
    vec![
        format!("表：{}\n数：{}", marked_up(caption), marked_up(reason)),
        lines.join("\n"),
    ]
}

fn cell(text: &str) -> String {
    if [ABOVE, LEFT].contains(&text) {
        return text.to_owned();
    }
    marked_up(text)
}

/// Each row a paragraph.
fn rows_as_lines(table: &CaseTable, reason: &str) -> Vec<String> {
    let row = |row: &Vec<CaseCell>| {
        let texts = row.iter().filter_map(|cell| match cell {
            CaseCell::Text(text) if !text.trim().is_empty() => Some(said(text)),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("　")
    };
    let title =
        (!has_stated(&table.caption) && !table.caption.is_empty()).then(|| table.caption.clone());
    let rows = table.rows.iter().map(row).filter(|text| !text.is_empty());
    let lines = title.into_iter().chain(rows);
    lines.map(|text| line(reason, &text)).collect()
}
