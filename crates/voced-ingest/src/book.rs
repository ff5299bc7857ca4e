//! A workbook of any of the three formats as plain cells and names.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, DataRef, Ods, Reader, Xls, Xlsx};
use chrono::NaiveDate;
use voced_domain::{Position, RuleCard};

use crate::rules;

/// Cells beyond are not the template's: a clerk's scratch column, or a ghost row.
const MAX_ROW: u32 = 5_000;
const MAX_COLUMN: u32 = 200;
/// A returned workbook has some 20 entries and inflates to less than a megabyte.
const MAX_ENTRIES: usize = 2_000;
const MAX_INFLATED: u64 = 200 << 20;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Text(String),
    Date(NaiveDate),
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
    /// A formula that was never calculated.
    Uncached,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) value: Value,
    pub(crate) formula: Option<String>,
}

/// A sheet: its tab and its cells.
#[derive(Clone, Debug)]
pub(crate) struct BookSheet {
    pub(crate) name: Arc<str>,
    pub(crate) cells: BTreeMap<Position, Cell>,
}

/// Where a defined name points to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) sheet: String,
    pub(crate) first: Position,
    pub(crate) last: Position,
}

/// A workbook, read.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<BookSheet>,
    pub(crate) names: HashMap<String, Target>,
    /// Whether formulas are told from constants. In .xls a shared formula has no text of its own,
    /// and the results that other programs leave beside formulas are not to be trusted.
    pub(crate) knows_formulas: bool,
}

/// Why a file cannot be read at all: the rule, and what was found.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) card: &'static RuleCard,
    pub(crate) found: String,
}

fn refuse(card: &'static RuleCard, found: impl Into<String>) -> Refusal {
    Refusal {
        card,
        found: found.into(),
    }
}

impl Book {
    /// Reads a workbook, whatever its file name says it is.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        match kind_of(bytes)? {
            Kind::Xlsx => open_xlsx(bytes),
            Kind::Ods => open_dense::<Ods<_>>(bytes, true),
            Kind::Xls => open_dense::<Xls<_>>(bytes, false),
        }
    }

    pub(crate) fn sheet(&self, name: &str) -> Option<&BookSheet> {
        self.sheets.iter().find(|sheet| &*sheet.name == name)
    }

    pub(crate) fn cell(&self, sheet: &str, position: Position) -> Option<&Cell> {
        self.sheet(sheet)?.cells.get(&position)
    }
}

impl Cell {
    /// The cell as a person sees it.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) | Value::Error(text) => text.clone(),
            Value::Date(date) => date.to_string(),
            Value::Bool(true) => "TRUE".into(),
            Value::Bool(false) => "FALSE".into(),
            Value::Uncached => String::new(),
        }
    }

    /// Whether the cell shows nothing.
    pub(crate) fn is_blank(&self) -> bool {
        self.value != Value::Uncached && self.text().trim().is_empty()
    }
}

enum Kind {
    Xlsx,
    Xls,
    Ods,
}

/// Tells formats by their content: extensions lie, and a library's "invalid archive" says nothing
/// to a clerk.
fn kind_of(bytes: &[u8]) -> Result<Kind, Refusal> {
    const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(b"PK") {
        return kind_of_archive(bytes);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        let marker: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        if bytes.windows(marker.len()).any(|window| window == marker) {
            return Err(refuse(&rules::ENCRYPTED, "加密的工作簿"));
        }
        return Ok(Kind::Xls);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]);
    if start
        .trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t'])
        .starts_with('<')
    {
        return Err(refuse(&rules::WEB_PAGE, "网页(HTML)或XML文字"));
    }
    let found = match bytes {
        [] => "空文件".to_owned(),
        [b'%', b'P', b'D', b'F', ..] => "PDF文件".to_owned(),
        _ => format!("{}字节，开头不是工作簿的标记", bytes.len()),
    };
    Err(refuse(&rules::NOT_A_WORKBOOK, found))
}

fn kind_of_archive(bytes: &[u8]) -> Result<Kind, Refusal> {
    let damaged = |error: &dyn std::fmt::Display| refuse(&rules::DAMAGED, error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > MAX_ENTRIES {
        return Err(damaged(&format!("压缩包里有{}个文件", archive.len())));
    }
    let mut inflated: u64 = 0;
    for idx in 0..archive.len() {
        let entry = archive.by_index_raw(idx).map_err(|error| damaged(&error))?;
        inflated = inflated.saturating_add(entry.size());
    }
    if inflated > MAX_INFLATED {
        return Err(damaged(&format!("展开后有{}MB", inflated >> 20)));
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        Ok(Kind::Xlsx)
    } else if has("content.xml") {
        Ok(Kind::Ods)
    } else {
        Err(refuse(&rules::NOT_A_WORKBOOK, "压缩包，里面没有工作簿"))
    }
}

fn open_xlsx(bytes: &[u8]) -> Result<Book, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => refuse(&rules::ENCRYPTED, "加密的工作簿"),
        error => refuse(&rules::DAMAGED, error.to_string()),
    })?;
    let names = targets(workbook.defined_names());
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        // A chart sheet has no cells to read.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut cells = BTreeMap::new();
        while let Some(record) = reader
            .next_cell_with_formula()
            .map_err(|error| refuse(&rules::DAMAGED, format!("{name}：{error}")))?
        {
            insert(
                &mut cells,
                record.pos,
                data_ref(record.value),
                record.formula,
            );
        }
        sheets.push(BookSheet {
            name: name.into(),
            cells,
        });
    }
    Ok(Book {
        sheets,
        names,
        knows_formulas: true,
    })
}

/// The two older formats are read whole; their size is bounded before.
fn open_dense<'a, R>(bytes: &'a [u8], knows_formulas: bool) -> Result<Book, Refusal>
where
    R: Reader<Cursor<&'a [u8]>>,
    R::Error: std::fmt::Display,
{
    let mut workbook = R::new(Cursor::new(bytes)).map_err(|error| {
        // The two libraries' errors share no type, only their words.
        if error.to_string().contains("password") {
            refuse(&rules::ENCRYPTED, "加密的工作簿")
        } else {
            refuse(&rules::DAMAGED, error.to_string())
        }
    })?;
    let names = targets(workbook.defined_names());
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let damaged = |error: R::Error| refuse(&rules::DAMAGED, format!("{name}：{error}"));
        let values = workbook.worksheet_range(&name).map_err(damaged)?;
        let formulas = workbook.worksheet_formula(&name).map_err(damaged)?;
        let mut cells = BTreeMap::new();
        let (row0, column0) = values.start().unwrap_or_default();
        for (row, column, value) in values.used_cells() {
            let Some(position) = absolute(row0, column0, row, column) else {
                continue;
            };
            let formula = formulas
                .get_value(position)
                .filter(|text| !text.is_empty())
                .cloned();
            insert(&mut cells, position, data(value), formula);
        }
        sheets.push(BookSheet {
            name: name.clone().into(),
            cells,
        });
    }
    Ok(Book {
        sheets,
        names,
        knows_formulas,
    })
}

/// Ranges count from their own first cell, not from A1.
fn absolute(row0: u32, column0: u32, row: usize, column: usize) -> Option<(u32, u32)> {
    let row = row0.checked_add(u32::try_from(row).ok()?)?;
    let column = column0.checked_add(u32::try_from(column).ok()?)?;
    Some((row, column))
}

fn insert(
    cells: &mut BTreeMap<Position, Cell>,
    (row, column): (u32, u32),
    value: Option<Value>,
    formula: Option<String>,
) {
    let value = match (value, &formula) {
        (Some(value), _) => value,
        (None, Some(_)) => Value::Uncached,
        (None, None) => return,
    };
    if let Ok(column) = u16::try_from(column)
        && row < MAX_ROW
        && u32::from(column) < MAX_COLUMN
    {
        cells.insert(Position { row, column }, Cell { value, formula });
    }
}

fn data_ref(value: DataRef<'_>) -> Option<Value> {
    match value {
        DataRef::SharedString(text) => Some(Value::Text(text.into())),
        other => data(&other.into()),
    }
}

fn data(value: &Data) -> Option<Value> {
    Some(match value {
        Data::Empty => return None,
        #[expect(clippy::cast_precision_loss, reason = "cells hold at most 15 digits")]
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(text) => Value::Text(text.clone()),
        Data::Bool(truth) => Value::Bool(*truth),
        Data::Error(error) => Value::Error(error.to_string()),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => Value::Date(moment.date()),
            None => Value::Number(moment.as_f64()),
        },
        Data::DateTimeIso(text) => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Value::Date(day),
            None => Value::Text(text.clone()),
        },
        other => Value::Text(other.to_string()),
    })
}

fn targets(names: &[(String, String)]) -> HashMap<String, Target> {
    names
        .iter()
        .filter_map(|(name, text)| Some((name.to_ascii_lowercase(), target(text)?)))
        .collect()
}

/// Reads `'表3规模'!$E$4`, `表2专业设置!$B$5:$B$44`, and the `.` of .ods in place of `!`.
fn target(text: &str) -> Option<Target> {
    let text = text.trim_start_matches('=').trim_start_matches('$');
    let split = text.rfind('!').or_else(|| text.find(".$"))?;
    let (sheet, cells) = text.split_at(split);
    let sheet = sheet.trim_matches('\'').replace("''", "'");
    let cells = &cells[1..];
    let (first, last) = match cells.split_once(':') {
        // .ods names the sheet again behind the colon.
        Some((first, last)) => (first, last.rsplit('.').next().unwrap_or(last)),
        None => (cells, cells),
    };
    Some(Target {
        sheet,
        first: Position::from_a1(first)?,
        last: Position::from_a1(last)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_three_formats_point_to_the_same_cells() {
        for text in [
            "'表2专业设置'!$B$5:$B$44",
            "表2专业设置!$B$5:$B$44",
            "$表2专业设置.$B$5:.$B$44",
            "$'表2专业设置'.$B$5:$'表2专业设置'.$B$44",
        ] {
            let target = target(text).expect(text);
            assert_eq!(target.sheet, "表2专业设置", "{text}");
            assert_eq!(target.first.a1(), "B5", "{text}");
            assert_eq!(target.last.a1(), "B44", "{text}");
        }
    }

    #[test]
    fn a_name_whose_sheet_was_deleted_points_nowhere() {
        assert_eq!(
            target("#REF!$E$4").map(|target| target.sheet),
            Some("#REF".into())
        );
        assert_eq!(target("#REF!"), None);
    }
}
