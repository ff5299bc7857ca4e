//! Formats whose sheets the workbook library reads whole; their size is bounded before.

use std::io::Cursor;

use calamine::Reader;

use crate::book::{Book, Keeping, data, sheet_names, targets};
use crate::formats::Look;
use crate::refusal::Refusal;

/// Reads a workbook in which formulas are told from constants.
pub(super) fn open<'a, R>(bytes: &'a [u8]) -> Result<Book, Refusal>
where
    R: Reader<Cursor<&'a [u8]>>,
    R::Error: std::fmt::Display,
{
    let mut workbook = R::new(Cursor::new(bytes)).map_err(|error| {
        // The two readers' errors share no type, only their words.
        let error = error.to_string();
        match error.as_str() {
            _ if error.contains("password") => Refusal::encrypted(),
            _ if error.contains("MIME type") => Refusal::not_a_workbook("别的文件"),
            _ if error.contains("limit exceeded") => Refusal::too_large(error),
            _ => Refusal::damaged(error),
        }
    })?;
    let names = targets(workbook.defined_names());
    let (mut sheets, mut keeping) = (Vec::new(), Keeping::new(false));
    for name in sheet_names(&workbook)? {
        let damaged = |error: R::Error| Refusal::damaged(format_args!("{name}：{error}"));
        let values = workbook.worksheet_range(&name).map_err(damaged)?;
        let formulas = workbook.worksheet_formula(&name).map_err(damaged)?;
        let (row0, column0) = values.start().unwrap_or_default();
        for (row, column, value) in values.used_cells() {
            let Some(position) = absolute(row0, column0, row, column) else {
                continue;
            };
            let formula = formulas
                .get_value(position)
                .filter(|text| !text.is_empty())
                .cloned();
            if let Some(cell) = keeping.looking(data(value), formula, &Look::default(), None) {
                keeping.insert(position, cell)?;
            }
        }
        sheets.push(keeping.finish(&name));
    }
    Ok(Book {
        sheets,
        names,
        knows_formulas: true,
        ..Book::default()
    })
}

/// Ranges count from their own first cell, not from A1.
fn absolute(row0: u32, column0: u32, row: usize, column: usize) -> Option<(u32, u32)> {
    let row = row0.checked_add(u32::try_from(row).ok()?)?;
    let column = column0.checked_add(u32::try_from(column).ok()?)?;
    Some((row, column))
}
