//! .xls of Excel 97 to 2003. The workbook library reads values and formulas; how cells look and what
//! stands beside them is read from the records.

mod cell_styles;
mod formulas;
mod marks;

use std::io::Cursor;

use calamine::{Data, Reader, Xls};

use crate::active_content::MACROS;
use crate::biff::WORKBOOKS;
use crate::book::{Book, targets};
use crate::cell::{Cell, Value};
use crate::compound::Compound;
use crate::container::Container;
use crate::format::Format;
use crate::keeping::Keeping;
use crate::lengths::held;
use crate::merged;
use crate::number_format;
use crate::preflight;
use crate::refusal::Refusal;
use crate::written::Struck;

use cell_styles::CellStyles;
use formulas::Formulas;
pub(crate) use formulas::UNTOLD;
use marks::{Mark, Marks};

pub(super) const FORMAT: Format = Format {
    extensions: &["xls"],
    // As the library finds it, on top or not; of one without a directory more cannot be told.
    is_it: |container| match container {
        Container::Archive(_) => false,
        Container::Compound(compound) => {
            let mut names = WORKBOOKS.iter();
            compound.fault().is_some() || names.any(|name| compound.has_anywhere(name))
        }
    },
    bounds: |container| match container {
        Container::Archive(_) => Ok(()),
        Container::Compound(compound) => match compound.fault() {
            Some(fault) => Err(Refusal::damaged(fault)),
            None => preflight::xls(compound),
        },
    },
    active_content: &[("_VBA_PROJECT_CUR", MACROS)],
    open: |container| match container {
        Container::Compound(compound) => open(&compound),
        Container::Archive(_) => Err(Refusal::not_a_workbook("别的文件")),
    },
};

fn open(compound: &Compound<'_>) -> Result<Book, Refusal> {
    let mut workbook = Xls::new(Cursor::new(compound.bytes())).map_err(|error| match error {
        calamine::XlsError::Password => Refusal::encrypted(),
        error => Refusal::damaged(error),
    })?;
    let stream = WORKBOOKS.iter().find_map(|name| compound.stream(name));
    let stream = stream.unwrap_or_default();
    let cell_styles = CellStyles::new(&stream);
    let mut keeping = Keeping::new(workbook.has_1904_epoch());
    let mut sheets = Vec::new();
    let names = sheet_names(&workbook)?;
    let defined = workbook.defined_names().iter();
    let defined = defined.map(|(name, _)| name.clone()).collect();
    let formulas = Formulas::new(&stream, names.clone(), defined);
    for (idx, name) in names.iter().enumerate() {
        let mut marks = Marks::of_sheet(&stream, cell_styles.start_of_sheet(idx), &formulas);
        cells(&mut workbook, name, &cell_styles, &mut marks, &mut keeping)?;
        let mut sheet = merged::uncovered(keeping.finish(name), std::mem::take(&mut marks.merged))?;
        keeping.take_beside(&marks.beside)?;
        sheet.beside = marks.beside;
        sheets.push(sheet);
    }
    Ok(Book {
        sheets,
        names: targets(workbook.defined_names()),
        // The results that other programs leave beside formulas are not to be trusted.
        checks_formulas: false,
        ..Book::default()
    })
}

/// The names of the sheets; each is looked for in the list of all.
fn sheet_names(workbook: &Xls<Cursor<&[u8]>>) -> Result<Vec<String>, Refusal> {
    let names = workbook.sheet_names();
    if names.len() > preflight::MOST_SHEETS {
        return Err(Refusal::too_large(format!("有{}张工作表", names.len())));
    }
    Ok(names)
}

fn cells(
    workbook: &mut Xls<Cursor<&[u8]>>,
    name: &str,
    cell_styles: &CellStyles,
    marks: &mut Marks,
    keeping: &mut Keeping,
) -> Result<(), Refusal> {
    let damaged = |error| Refusal::damaged(format_args!("{name}：{error}"));
    let values = workbook.worksheet_range(name).map_err(damaged)?;
    let (row0, column0) = values.start().unwrap_or_default();
    for (row, column, value) in values.used_cells() {
        let Some(position) = absolute(row0, column0, row, column) else {
            continue;
        };
        let formula = marks.formula(position);
        let mark = marks.at(position);
        if let Some(cell) = cell(data(value), formula, mark.as_ref(), cell_styles, keeping) {
            keeping.insert(position, cell)?;
        }
    }
    Ok(())
}

/// A cell as its records say that it looks.
fn cell(
    value: Option<Value>,
    formula: Option<String>,
    mark: Option<&Mark>,
    cell_styles: &CellStyles,
    keeping: &Keeping,
) -> Option<Cell> {
    let cell_style = mark.map_or_else(Default::default, |mark| cell_styles.of_cell(mark.style));
    let Some(Value::Text(text)) = value else {
        return keeping.looking(value, formula, &cell_style, None);
    };
    let text_number = mark.and_then(|mark| mark.text);
    let written = cell_styles.written(text, text_number);
    let struck = Struck::of(&written.text, &written.pieces, cell_style.is_struck);
    keeping.looking(
        Some(Value::Text(written.text)),
        formula,
        &cell_style,
        struck,
    )
}

/// Ranges count from their own first cell, not from A1.
fn absolute(row0: u32, column0: u32, row: usize, column: usize) -> Option<(u32, u32)> {
    let row = row0.checked_add(u32::try_from(row).ok()?)?;
    let column = column0.checked_add(u32::try_from(column).ok()?)?;
    Some((row, column))
}

/// What the library has read of a cell; `None` where nothing stands in it.
fn data(value: &Data) -> Option<Value> {
    Some(match value {
        Data::Empty => return None,
        #[expect(clippy::cast_precision_loss, reason = "cells hold at most 15 digits")]
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(text) => Value::Text(held(text).into()),
        Data::Bool(truth) => Value::Bool(*truth),
        Data::Error(error) => Value::Error(error.to_string()),
        // The library has told days by the format, which is read once more by its code.
        Data::DateTime(moment) => Value::Number(moment.as_f64()),
        Data::DateTimeIso(text) => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Value::Date(day, number_format::days_of(day)),
            None => Value::Text(text.clone()),
        },
        other => Value::Text(other.to_string()),
    })
}
