//! The cells of all tables.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use voced_domain::Position;

use super::cell_styles::CellStyles;
use crate::book::{Beside, Book, targets};
use crate::cell::{Cell, Value};
use crate::cell_style::CellStyle;
use crate::keeping::Keeping;
use crate::lengths::{LONGEST_TEXT, held};
use crate::markup::{self, attribute};
use crate::merged;
use crate::number_format::{NumberFormat, days_of};
use crate::preflight::MOST_SHEETS;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::written::{Raised, Struck, Written};

/// No table has more.
const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;
/// Blanks in a row, as a cell of any program could hold them.
const MOST_BLANKS: usize = 32_767;

/// Reads the part of the tables.
pub(super) fn book(xml: &[u8], cell_styles: &CellStyles) -> Result<Book, Refusal> {
    let mut reader = markup::reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut tables = Tables {
        cell_styles,
        keeping: Keeping::new(false),
        reader,
        book: Book {
            checks_formulas: true,
            ..Book::default()
        },
        names: Vec::new(),
        is_spreadsheet: false,
    };
    tables.read().map_err(|broken| match broken {
        Broken::Xml(error) => Refusal::damaged(error),
        Broken::Refused(refusal) => refusal,
    })?;
    if !tables.is_spreadsheet {
        return Err(Refusal::not_a_workbook("别的文件"));
    }
    Ok(Book {
        names: targets(&tables.names),
        ..tables.book
    })
}

enum Broken {
    Xml(quick_xml::Error),
    Refused(Refusal),
}

impl From<quick_xml::Error> for Broken {
    fn from(error: quick_xml::Error) -> Self {
        Broken::Xml(error)
    }
}

impl From<Refusal> for Broken {
    fn from(refusal: Refusal) -> Self {
        Broken::Refused(refusal)
    }
}

struct Tables<'a, 'x> {
    cell_styles: &'a CellStyles,
    keeping: Keeping,
    reader: Reader<&'x [u8]>,
    book: Book,
    names: Vec<(String, String)>,
    is_spreadsheet: bool,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    /// Styles of cells that name none, each down to a column.
    columns: Vec<(u32, String)>,
    row: u32,
    merged: Vec<Region>,
    beside: Beside,
}

/// What the attributes of a cell say.
#[derive(Default)]
struct Head {
    style: Option<String>,
    repeated: u32,
    kind: String,
    is_error: bool,
    value: Option<String>,
    formula: Option<String>,
    spans: (u32, u32),
}

/// What stands in the elements of a cell.
#[derive(Default)]
struct Content {
    written: Written,
    has_text: bool,
    notes: Vec<String>,
    boxes: Vec<String>,
}

impl Tables<'_, '_> {
    fn read(&mut self) -> Result<(), Broken> {
        loop {
            match self.reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "spreadsheet" => self.is_spreadsheet = true,
                    // What was there before a change is no longer there.
                    "tracked-changes" | "styles" | "automatic-styles" => {
                        markup::skip(&mut self.reader)?;
                    }
                    "table" => {
                        let name = attribute(&element, "table:name").unwrap_or_default();
                        self.table(&name)?;
                    }
                    "named-range" | "named-expression" => self.name(&element),
                    _ => {}
                },
                Event::Eof if !self.is_spreadsheet => return Ok(()),
                Event::End(element) if element.local_name().as_ref() == "spreadsheet" => {
                    return Ok(());
                }
                Event::Eof => return Err(markup::unfinished().into()),
                _ => {}
            }
        }
    }

    fn name(&mut self, element: &BytesStart<'_>) {
        let value = |name| attribute(element, name).map(|value| value.into_owned());
        let target = value("table:cell-range-address").or_else(|| value("table:expression"));
        if let (Some(name), Some(target)) = (value("table:name"), target) {
            self.names.push((name, target));
        }
    }

    fn table(&mut self, name: &str) -> Result<(), Broken> {
        if self.book.sheets.len() >= MOST_SHEETS {
            let found = format!("有{MOST_SHEETS}张以上工作表");
            return Err(Refusal::too_large(found).into());
        }
        let mut table = Table::default();
        loop {
            match self.reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table-column" => table.column(&element),
                    "table-row" => {
                        let times = number(&element, "table:number-rows-repeated");
                        let style = attribute(&element, "table:default-cell-style-name");
                        let style = style.map(|style| style.into_owned());
                        self.row(&mut table, times, style.as_deref())?;
                    }
                    "named-range" | "named-expression" => self.name(&element),
                    "shapes" => {
                        let mut content = Content::default();
                        self.shape(&mut content)?;
                        table.beside.boxes.extend(content.boxes);
                    }
                    // A list of values that a form offers is no table.
                    "forms" | "table" | "detective" => markup::skip(&mut self.reader)?,
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "table" => break,
                Event::Eof => return Err(markup::unfinished().into()),
                _ => {}
            }
        }
        let mut sheet = merged::uncovered(self.keeping.finish(name), table.merged)?;
        self.keeping.take_beside(&table.beside)?;
        sheet.beside = table.beside;
        self.book.sheets.push(sheet);
        Ok(())
    }

    fn row(&mut self, table: &mut Table, times: u32, style: Option<&str>) -> Result<(), Broken> {
        let (mut column, mut cells) = (0_u32, Vec::new());
        loop {
            match self.reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => {
                        let head = Head::new(&element);
                        let repeated = head.repeated.min(COLUMNS.saturating_sub(column));
                        let cell = self.cell(table, head, column, style)?;
                        let columns = column..column + repeated;
                        cells.extend(cell.filter(|_| repeated > 0).map(|cell| (columns, cell)));
                        column += repeated;
                    }
                    _ => markup::skip(&mut self.reader)?,
                },
                Event::End(element) if element.local_name().as_ref() == "table-row" => break,
                Event::Eof => return Err(markup::unfinished().into()),
                _ => {}
            }
        }
        let below = table.row.saturating_add(times).min(ROWS.max(table.row));
        if !cells.is_empty() {
            for row in table.row..below {
                for (columns, cell) in &cells {
                    for column in columns.clone() {
                        self.keeping.insert((row, column), cell.clone())?;
                    }
                }
            }
        }
        table.row = below;
        Ok(())
    }

    fn cell(
        &mut self,
        table: &mut Table,
        head: Head,
        column: u32,
        of_row: Option<&str>,
    ) -> Result<Option<Cell>, Broken> {
        let at = position(table.row, column);
        let style = head.style.as_deref().or(of_row);
        let style = style.or_else(|| table.style_of(column));
        let mut cell_style =
            style.map_or_else(CellStyle::default, |style| self.cell_styles.of_cell(style));
        if cell_style.format.is_none() && head.kind == "percentage" {
            cell_style.format = Some(NumberFormat::new("0%").into());
        }
        let content = self.content()?;
        if let Some(at) = at {
            table
                .beside
                .notes
                .extend(content.notes.into_iter().map(|note| (at, note)));
            table.merged.extend(region(at, head.spans));
        }
        table.beside.boxes.extend(content.boxes);
        let value = head.value(&content.written.text, content.has_text, &cell_style);
        // What is shown is written beside the number, which tells as much as the style would.
        if let Some(Value::Number(number)) = value {
            cell_style.is_unknown &= !shows(&content.written.text, number);
        }
        let written = &content.written;
        let struck = match &value {
            Some(Value::Text(text)) if *text != written.text => None,
            Some(_) if content.has_text => {
                Struck::of(&written.text, &written.pieces, cell_style.is_struck)
            }
            _ => None,
        };
        Ok(self
            .keeping
            .looking(value, head.formula, &cell_style, struck))
    }

    /// Reads the elements of a cell.
    fn content(&mut self) -> Result<Content, Broken> {
        let mut content = Content::default();
        loop {
            match self.reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "p" => {
                        if content.has_text {
                            content.written.push("\n", None, Raised::No);
                        }
                        content.has_text = true;
                        let style = attribute(&element, "text:style-name");
                        let own = style.map(|style| self.cell_styles.of_letters(&style));
                        let (struck, raised) = own.unwrap_or_default();
                        self.letters(&mut content, (struck, raised.unwrap_or_default()))?;
                    }
                    "annotation" => {
                        let note = self.paragraphs()?;
                        content.notes.push(note);
                    }
                    _ => self.shape(&mut content)?,
                },
                Event::End(_) => return Ok(content),
                Event::Eof => return Err(markup::unfinished().into()),
                _ => {}
            }
        }
    }

    /// The letters of a paragraph or a span, down to its end.
    fn letters(
        &mut self,
        content: &mut Content,
        cell_style: (Option<bool>, Raised),
    ) -> Result<(), Broken> {
        let mut cell_styles = vec![cell_style];
        while let Some((struck, raised)) = cell_styles.last().copied() {
            let mut push = |text: &str| {
                // Blanks are written as a number of them, so that few bytes could be many.
                if content.written.text.len() <= LONGEST_TEXT * 3 {
                    content.written.push(text, struck, raised);
                }
            };
            match self.reader.read_event()? {
                Event::Text(text) => push(&text.xml10_content()),
                Event::CData(text) => push(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let mut letter = String::new();
                    markup::resolve(&reference, &mut letter);
                    push(&letter);
                }
                Event::Start(element) => {
                    let name = element.local_name();
                    match name.as_ref() {
                        "s" => {
                            let count = number(&element, "text:c") as usize;
                            push(&" ".repeat(count.min(MOST_BLANKS)));
                        }
                        "tab" => push("\t"),
                        "line-break" => push("\n"),
                        _ => {}
                    }
                    let own = attribute(&element, "text:style-name");
                    let own = own.map(|style| self.cell_styles.of_letters(&style));
                    let (own_struck, own_raised) = own.unwrap_or_default();
                    cell_styles.push((own_struck.or(struck), own_raised.unwrap_or(raised)));
                }
                Event::End(_) => {
                    cell_styles.pop();
                }
                Event::Eof => return Err(markup::unfinished().into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The boxes in an element that lies over the cells.
    fn shape(&mut self, content: &mut Content) -> Result<(), Broken> {
        let text = self.paragraphs()?;
        let text = text.trim();
        if !text.is_empty() {
            content.boxes.push(text.into());
        }
        Ok(())
    }

    /// The paragraphs of an element, down to its end.
    fn paragraphs(&mut self) -> Result<String, Broken> {
        let (mut text, mut depth) = (String::new(), 0_usize);
        loop {
            match self.reader.read_event()? {
                Event::Start(element) if element.local_name().as_ref() == "p" => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    markup::text_into(&mut self.reader, &mut text)?;
                }
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(markup::unfinished().into()),
                _ => {}
            }
        }
    }
}

impl Table {
    fn column(&mut self, element: &BytesStart<'_>) {
        let times = number(element, "table:number-columns-repeated");
        let start = self.columns.last().map_or(0, |(end, _)| *end);
        let style = attribute(element, "table:default-cell-style-name");
        let style = style.unwrap_or_default().into_owned();
        self.columns.push((start.saturating_add(times), style));
    }

    fn style_of(&self, column: u32) -> Option<&str> {
        let idx = self.columns.partition_point(|(end, _)| *end <= column);
        let (_, style) = self.columns.get(idx)?;
        Some(style)
    }
}

impl Head {
    fn new(element: &BytesStart<'_>) -> Self {
        let mut head = Self {
            repeated: 1,
            spans: (1, 1),
            ..Self::default()
        };
        for found in element.attributes().with_checks(false).flatten() {
            let number = || found.value.trim().parse().unwrap_or(u32::MAX).max(1);
            let plain = || markup::unescaped(&found).into_owned();
            match found.key.as_ref() {
                "table:style-name" => head.style = Some(plain()),
                "table:number-columns-repeated" => head.repeated = number(),
                "table:number-columns-spanned" => head.spans.1 = number(),
                "table:number-rows-spanned" => head.spans.0 = number(),
                "office:value-type" => head.kind = plain(),
                "calcext:value-type" => head.is_error = &*found.value == "error",
                "table:formula" => head.formula = Some(plain()),
                "office:value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value"
                | "office:string-value" => head.value = Some(plain()),
                _ => {}
            }
        }
        head
    }

    /// The value of the cell, of which `text` is shown.
    fn value(&self, text: &str, has_text: bool, cell_style: &CellStyle) -> Option<Value> {
        let shown = || Value::Text(held(text).into());
        if self.is_error {
            return Some(Value::Error(held(text).into()));
        }
        let Some(value) = self.value.as_deref() else {
            let is_text = matches!(self.kind.as_str(), "" | "string") && has_text;
            return match is_text {
                true => Some(shown()),
                false if self.kind.is_empty() || self.kind == "string" => None,
                false => Some(Value::Damaged(held(text).into())),
            };
        };
        let value = value.trim();
        Some(match self.kind.as_str() {
            "" | "float" | "percentage" | "currency" => match value.parse() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Damaged(held(value).into()),
            },
            "date" => match value.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) if cell_style.format.is_none() => Value::Date(day, days_of(day)),
                Some(day) => Value::Number(days_of(day) + time_of_day(value)),
                None => shown(),
            },
            "time" => match days(value) {
                Some(days) if cell_style.format.is_some() => Value::Number(days),
                _ => shown(),
            },
            "boolean" => Value::Bool(value.eq_ignore_ascii_case("true")),
            // A text that has several looks stands in the elements as well.
            "string" if !has_text => Value::Text(held(value).into()),
            "string" => shown(),
            _ => Value::Damaged(held(value).into()),
        })
    }
}

/// Whether a text is a number, as far as its decimals go.
fn shows(text: &str, number: f64) -> bool {
    let dense = text.trim().replace(',', "");
    let decimals = dense
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    dense == format!("{number:.decimals$}")
}

/// The part of a day behind the `T` of `2020-11-10T12:00:00`.
fn time_of_day(moment: &str) -> f64 {
    let Some((_, time)) = moment.split_once('T') else {
        return 0.0;
    };
    let mut parts = time
        .split(':')
        .map(|part| part.parse::<f64>().unwrap_or(0.0));
    let mut part = || parts.next().unwrap_or(0.0);
    (part() + part() / 60.0 + part() / 3_600.0) / 24.0
}

/// Days of a duration such as `PT01H30M00S`.
fn days(duration: &str) -> Option<f64> {
    let time = duration.strip_prefix("PT")?;
    let (mut days, mut digits) = (0.0, String::new());
    for letter in time.chars() {
        let a_day = match letter {
            'H' => 24.0,
            'M' => 1_440.0,
            'S' => 86_400.0,
            digit => {
                digits.push(digit);
                continue;
            }
        };
        days += std::mem::take(&mut digits).parse::<f64>().ok()? / a_day;
    }
    Some(days)
}

fn region(at: Position, (rows, columns): (u32, u32)) -> Option<Region> {
    let last = position(
        at.row.saturating_add(rows - 1),
        u32::from(at.column)
            .saturating_add(columns - 1)
            .min(COLUMNS - 1),
    )?;
    (last != at).then_some(Region { first: at, last })
}

fn position(row: u32, column: u32) -> Option<Position> {
    let column = u16::try_from(column).ok()?;
    Some(Position { row, column })
}

/// A count in an attribute; absent it is one.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    let value = attribute(element, name);
    value.map_or(1, |value| value.trim().parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_parts_of_days() {
        assert_eq!(days("PT01H30M00S"), Some(0.0625));
        assert_eq!(days("PT36H"), Some(1.5));
        assert_eq!(days("1:30"), None);
        assert!(shows("1,190", 1190.0) && shows("86.3", 86.25000001) && shows("119", 119.0));
        assert!(!shows("86.25万", 862_500.0) && !shows("", 5.0) && !shows("100%", 1.0));
        assert!((time_of_day("2020-11-10T12:00:00") - 0.5).abs() < 1e-9);
    }
}
