//! A workbook of any format as plain cells and names.

use std::collections::HashMap;
use std::io::{Read, Seek};
use std::sync::Arc;

use calamine::{Data, Reader};
use chrono::NaiveDate;
use voced_domain::Position;
use voced_domain::guard::guarded;

use crate::answer::exact;
use crate::cells::{Cells, Gathering};
use crate::file_format::{plain, recognised};
use crate::look::Look;
use crate::merged::Region;
use crate::normalise;
use crate::number_format::{self, NumberFormat};
use crate::preflight::{self, Room};
use crate::refusal::Refusal;
use crate::written::Struck;
use voced_text::letters;

/// Cells beyond are not the template's: a clerk's scratch column, or a ghost row.
pub(crate) const MAX_ROW: u32 = 5_000;
pub(crate) const MAX_COLUMN: u32 = 200;
/// What Excel itself allows; reports of findings are written by its rules.
const ROWS: u32 = 1_048_576;
const COLUMNS: u16 = 16_384;
/// So many of them are kept all the same, to be shown to the clerk.
const MOST_FAR: usize = 50;
/// Of so many it is not even counted how many there are.
const MOST_COUNTED: usize = 5_000_000;
/// Letters in a cell.
pub(crate) const LONGEST_TEXT: usize = 32_767;
/// Excel lets a tab have 31; what is longer can still be told from others.
const LONGEST_NAME: usize = 255;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Text(String),
    /// A day, and the number that is stored for it, which may have a time of day behind the point.
    Date(NaiveDate, f64),
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
    /// A formula that was never calculated.
    Uncached,
    /// What the file says of the cell is no value; this is what it says.
    Damaged(String),
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) value: Value,
    pub(crate) formula: Option<String>,
    /// How it is shown; absent where that is as it is stored.
    pub(crate) format: Option<Arc<NumberFormat>>,
    /// What is struck out in it.
    pub(crate) struck: Option<Box<Struck>>,
}

/// A sheet: its tab and its cells.
#[derive(Clone, Debug)]
pub(crate) struct BookSheet {
    pub(crate) name: Arc<str>,
    pub(crate) cells: Cells,
    /// Cells that are merged into others, which nobody sees.
    pub(crate) covered: Cells,
    pub(crate) merged: Vec<Region>,
    /// Whether there were more cells far away than are kept, so that nothing can be computed with them.
    pub(crate) is_cut: bool,
    pub(crate) beside: Beside,
}

/// What is written beside the cells of a sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    pub(crate) notes: Vec<(Position, String)>,
    /// Boxes of text that lie over the cells.
    pub(crate) boxes: Vec<String>,
}

/// A sheet that cannot be read.
#[derive(Clone, Debug)]
pub(crate) struct BrokenSheet {
    pub(crate) name: Arc<str>,
    pub(crate) found: String,
}

/// Where a defined name points to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) sheet: String,
    pub(crate) first: Position,
    pub(crate) last: Position,
}

/// A workbook, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<BookSheet>,
    /// Sheets of which nothing is known but their names.
    pub(crate) broken: Vec<BrokenSheet>,
    /// Cells by defined name, in lower case; a copied sheet brings a second cell of the same name.
    pub(crate) names: HashMap<String, Vec<Target>>,
    /// Which sheet has which name, in lower case.
    pub(crate) numbers: HashMap<String, usize>,
    /// Whether the template's own formulas can be checked. The results that other programs leave
    /// beside formulas in .xls are not to be trusted.
    pub(crate) checks_formulas: bool,
    /// Macros, links and the like, by what they are called.
    pub(crate) active_content: Vec<&'static str>,
}

impl Book {
    /// Reads a workbook, whatever its file name says it is.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        // The workbook library indexes into damaged records; one school's file must not keep the
        // others from being read. Nothing that it was changing is used afterwards.
        guarded(|| {
            let bytes = &*plain(bytes)?;
            let recognised = recognised(bytes)?;
            let book = (recognised.format.open)(recognised.container)?;
            let names = book.sheets.iter().map(|sheet| sheet.name.to_lowercase());
            // Of two names that differ in case alone the first counts.
            let numbers = names.zip(0..).collect::<Vec<_>>().into_iter().rev();
            Ok(Self {
                active_content: recognised.active_content,
                numbers: numbers.collect(),
                ..book
            })
        })
        .unwrap_or_else(|| Err(Refusal::damaged("内容互相矛盾")))
    }

    /// The sheet of this name, or the one whose name looks like it.
    pub(crate) fn sheet(&self, name: &str) -> Option<&BookSheet> {
        let own = self.sheets.iter().find(|sheet| &*sheet.name == name);
        own.or_else(|| {
            let look = letters::look(name);
            let mut sheets = self.sheets.iter();
            sheets.find(|sheet| letters::look(&sheet.name) == look)
        })
    }

    pub(crate) fn cell(&self, sheet: &str, position: Position) -> Option<&Cell> {
        self.sheet(sheet)?.cells.get(&position)
    }
}

impl BrokenSheet {
    pub(crate) fn new(name: &str, found: impl Into<String>) -> Self {
        Self {
            name: beginning(name, LONGEST_NAME).into(),
            found: found.into(),
        }
    }
}

impl Cell {
    /// What is stored in the cell.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            Value::Number(number) => short(*number),
            Value::Text(text) | Value::Error(text) | Value::Damaged(text) => text.clone(),
            Value::Date(date, _) => date.to_string(),
            Value::Bool(true) => "TRUE".into(),
            Value::Bool(false) => "FALSE".into(),
            Value::Uncached => String::new(),
        }
    }

    /// The cell as a person sees it.
    pub(crate) fn shown(&self) -> String {
        let Some(format) = &self.format else {
            return self.text();
        };
        let shown = |number: f64| format.show(number, exact(number).as_ref(), &short(number));
        match &self.value {
            Value::Number(number) => shown(*number),
            Value::Date(day, number) => shown(number_format::days_of(*day) + number.fract()),
            Value::Text(text) => format.show_text(text),
            _ => self.text(),
        }
    }

    /// The cell as words: a whole number without the commas and decimals of its format, for a year or
    /// a code that somebody formatted as an amount; zeros in front are part of a code.
    pub(crate) fn shown_in_words(&self) -> String {
        let shown = self.shown();
        let Value::Number(number) = self.value else {
            return shown;
        };
        let dense = shown.trim().replace(',', "");
        let (whole, fraction) = dense.split_once('.').unwrap_or((&dense, ""));
        let is_whole = number.fract() == 0.0 && fraction.bytes().all(|byte| byte == b'0');
        let is_it = whole.parse() == Ok(number);
        if is_whole && is_it {
            whole.into()
        } else {
            shown
        }
    }

    /// Whether the cell shows this text, with nothing but blanks about it.
    pub(crate) fn says(&self, text: &str) -> bool {
        match &self.value {
            Value::Text(own) => own.trim() == text,
            _ => self.text().trim() == text,
        }
    }

    /// Whether nothing is stored in the cell.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Text(text) | Value::Error(text) => {
                text.trim_matches(normalise::is_space).is_empty()
            }
            _ => false,
        }
    }
}

/// A number in short. A pasted one of a hundred digits says as much with an exponent.
fn short(number: f64) -> String {
    if number.abs() >= 1e21 || (number.abs() > 0.0 && number.abs() < 1e-9) {
        return format!("{number:e}");
    }
    number.to_string()
}

/// The names of the sheets; each is looked for in the list of all.
pub(crate) fn sheet_names<R, F>(workbook: &R) -> Result<Vec<String>, Refusal>
where
    R: Reader<F>,
    F: Read + Seek,
{
    let names = workbook.sheet_names();
    if names.len() > preflight::MOST_SHEETS {
        return Err(Refusal::too_large(format!("有{}张工作表", names.len())));
    }
    Ok(names)
}

/// The cells of a workbook as they are read, sheet by sheet.
pub(crate) struct Keeping {
    cells: Gathering,
    n_far: usize,
    is_cut: bool,
    room: Room,
    counts_from_1904: bool,
}

/// Days from the day 0 of most workbooks to that of the others.
const TO_1904: f64 = 1_462.0;

impl Keeping {
    pub(crate) fn new(counts_from_1904: bool) -> Self {
        Self {
            cells: Gathering::default(),
            n_far: 0,
            is_cut: false,
            room: Room::new(),
            counts_from_1904,
        }
    }

    /// A cell of this look; `None` where there is nothing in it.
    pub(crate) fn looking(
        &self,
        value: Option<Value>,
        formula: Option<String>,
        look: &Look,
        struck: Option<Box<Struck>>,
    ) -> Option<Cell> {
        let format = look.format.as_ref();
        let value = match (value, &formula) {
            // Excel's own word for what is no number and for what is too large for one.
            (Some(Value::Number(number)), _) if !number.is_finite() => Value::Error("#NUM!".into()),
            (Some(Value::Number(number)), _) if look.is_unknown => {
                Value::Damaged(number.to_string())
            }
            (Some(Value::Number(number)), _) => self.number(number, format),
            (Some(value), _) => value,
            (None, Some(_)) => Value::Uncached,
            (None, None) => return None,
        };
        let format = format.filter(|format| match value {
            Value::Number(_) | Value::Date(..) => true,
            Value::Text(_) => format.changes_texts(),
            _ => false,
        });
        let mut cell = Cell {
            format: format.cloned(),
            value,
            formula,
            struck,
        };
        if look.is_struck && matches!(cell.value, Value::Number(_) | Value::Date(..)) {
            cell.struck = Some(Box::new(Struck::all(&cell.text())));
        }
        Some(cell)
    }

    /// A number, as the day that it is shown as.
    fn number(&self, number: f64, format: Option<&Arc<NumberFormat>>) -> Value {
        let Some(format) = format.filter(|format| format.shows_day(number)) else {
            return Value::Number(number);
        };
        let since_1900 = match self.counts_from_1904 {
            true => number + TO_1904,
            false => number,
        };
        let day = number_format::day_of(since_1900).filter(|_| format.shows_day(since_1900));
        day.map_or(Value::Number(number), |day| Value::Date(day, number))
    }

    /// Keeps a cell. Of those that are far from any template some are kept, to be shown to the
    /// clerk, and of those that no program could have a cell for, none.
    pub(crate) fn insert(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), Refusal> {
        let place = u16::try_from(column).ok();
        let place = place.filter(|column| *column < COLUMNS && row < ROWS);
        let is_far = row >= MAX_ROW || column >= MAX_COLUMN;
        self.n_far += usize::from(is_far);
        if self.n_far > MOST_COUNTED {
            let found = format!("表格之外有{MOST_COUNTED}格以上有内容");
            return Err(Refusal::too_large(found));
        }
        match place {
            Some(column) if !is_far || self.n_far <= MOST_FAR => {
                self.room.take(&cell)?;
                self.cells.insert(Position { row, column }, cell);
            }
            _ => self.is_cut = true,
        }
        Ok(())
    }

    /// Takes the room of what is written beside the cells of a sheet.
    pub(crate) fn take_beside(&mut self, beside: &Beside) -> Result<(), Refusal> {
        let notes = beside.notes.iter().map(|(_, text)| text);
        let mut texts = notes.chain(&beside.boxes);
        texts.try_for_each(|text| self.room.take_text(text))
    }

    /// The sheet that its cells make up; the next begins.
    pub(crate) fn finish(&mut self, name: &str) -> BookSheet {
        self.n_far = 0;
        let is_cut = std::mem::take(&mut self.is_cut);
        let next = Gathering::like(&self.cells);
        BookSheet {
            name: beginning(name, LONGEST_NAME).into(),
            cells: std::mem::replace(&mut self.cells, next).cells(),
            covered: Cells::default(),
            merged: Vec::new(),
            is_cut,
            beside: Beside::default(),
        }
    }

    /// Lets the cells of a sheet go that cannot be read to its end.
    pub(crate) fn forget(&mut self) {
        self.n_far = 0;
        self.is_cut = false;
        self.cells = Gathering::default();
    }
}

pub(crate) fn data(value: &Data) -> Option<Value> {
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

/// As much of a text as a cell of Excel holds; no program lets anyone type more.
pub(crate) fn held(text: &str) -> &str {
    beginning(text, LONGEST_TEXT)
}

/// So many letters from the beginning, counted as Excel counts them.
fn beginning(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter.len_utf16();
        used <= longest
    };
    let kept = text.chars().take_while(fits).map(char::len_utf8).sum();
    &text[..kept]
}

pub(crate) fn targets(names: &[(String, String)]) -> HashMap<String, Vec<Target>> {
    let mut targets: HashMap<String, Vec<Target>> = HashMap::new();
    for (name, text) in names {
        if let Some(target) = target(text) {
            targets
                .entry(name.to_ascii_lowercase())
                .or_default()
                .push(target);
        }
    }
    targets
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
    fn a_text_is_kept_as_far_as_a_cell_holds_it() {
        assert_eq!(beginning("很长的话", 2), "很长");
        assert_eq!(beginning("😀😀", 3), "😀");
        assert_eq!(beginning("ab", 2), "ab");
        assert_eq!(held(&"字".repeat(40_000)).chars().count(), LONGEST_TEXT);
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
