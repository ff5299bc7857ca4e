//! The cells of a sheet, in one pass over its part (ECMA-376 part 1, 18.3.1).

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::shared_formulas::SharedFormulas;
use super::texts::{self, Texts};
use crate::book::BookSheet;
use crate::cell::Value;
use crate::cell_style::CellStyle;
use crate::keeping::Keeping;
use crate::lengths::held;
use crate::markup;
use crate::merged;
use crate::number_format::days_of;
use crate::refusal::Refusal;
use crate::region::Region;
use crate::written::{Piece, Struck, Written};

/// What the cells of all sheets refer to.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) texts: Texts,
    pub(super) cell_styles: Vec<CellStyle>,
    pub(super) counts_from_1904: bool,
}

/// A sheet that cannot be read to its end.
#[derive(Debug)]
pub(super) enum Broken {
    /// It costs itself alone.
    Sheet(String),
    /// It asks for more than there may be.
    Workbook(Refusal),
}

impl From<quick_xml::Error> for Broken {
    fn from(error: quick_xml::Error) -> Self {
        Broken::Sheet(error.to_string())
    }
}

impl From<Refusal> for Broken {
    fn from(refusal: Refusal) -> Self {
        Broken::Workbook(refusal)
    }
}

/// Reads the part of a sheet.
pub(super) fn sheet(
    name: &str,
    xml: &[u8],
    shared: &Shared,
    keeping: &mut Keeping,
) -> Result<BookSheet, Broken> {
    let mut sheet = Sheet {
        shared,
        keeping,
        reader: markup::reader(xml),
        formulas: SharedFormulas::default(),
        row: 0,
        column: 0,
        buffer: String::new(),
        has_cells: false,
    };
    let mut merged = Vec::new();
    loop {
        match sheet.reader.read_event()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "c" => sheet.cell(&element)?,
                "row" => sheet.row(&element),
                "sheetData" => sheet.has_cells = true,
                "mergeCell" => merged.extend(region(&element)),
                _ => {}
            },
            Event::Empty(element) => match element.local_name().as_ref() {
                "c" => {
                    let head = sheet.head(&element);
                    sheet.column = head.at.1.saturating_add(1);
                }
                "row" => {
                    sheet.row(&element);
                    sheet.next_row();
                }
                "sheetData" => sheet.has_cells = true,
                "mergeCell" => merged.extend(region(&element)),
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "row" => sheet.next_row(),
            Event::Eof => break,
            _ => {}
        }
    }
    if !sheet.has_cells {
        return Err(Broken::Sheet("没有单元格".into()));
    }
    let sheet = sheet.keeping.finish(name);
    Ok(merged::uncovered(sheet, merged)?)
}

fn region(element: &BytesStart<'_>) -> Option<Region> {
    Region::from_a1(&markup::attribute(element, "ref")?)
}

/// The reading of one sheet.
struct Sheet<'a, 'x> {
    shared: &'a Shared,
    keeping: &'a mut Keeping,
    reader: Reader<&'x [u8]>,
    formulas: SharedFormulas,
    /// Where a cell stands that does not say so itself.
    row: u32,
    column: u32,
    buffer: String,
    has_cells: bool,
}

/// What the attributes of a cell say.
struct Head<'e> {
    at: (u32, u32),
    style: usize,
    kind: Cow<'e, str>,
    /// Whether nobody understands where it says that it stands.
    is_odd: bool,
}

/// What stands in the elements of a cell.
#[derive(Default)]
struct Content {
    /// Whether there is a `<v>`; its text stands in the buffer.
    has_value: bool,
    /// Whether other elements stand in it.
    is_odd: bool,
    inline: Option<Written>,
    formula: Option<String>,
}

impl Sheet<'_, '_> {
    fn row(&mut self, element: &BytesStart<'_>) {
        let number = markup::attribute(element, "r");
        let number = number.and_then(|number| number.trim().parse::<u32>().ok());
        if let Some(row) = number.and_then(|number| number.checked_sub(1)) {
            self.row = row;
        }
        self.column = 0;
    }

    fn next_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    /// Where a cell stands, and whether it says so in a way that nobody understands.
    fn place(&self, named: Option<&str>) -> ((u32, u32), bool) {
        let next = (self.row, self.column);
        match named {
            None => (next, false),
            Some(named) => position(named.trim()).map_or((next, true), |at| (at, false)),
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), Broken> {
        let head = self.head(element);
        self.column = head.at.1.saturating_add(1);
        let content = self.content(head.at)?;
        let default = CellStyle::default();
        let cell_style = self.shared.cell_styles.get(head.style);
        let is_unknown = cell_style.is_none() && head.style > 0;
        let cell_style = cell_style.unwrap_or(&default);
        let (value, struck) = match self.value(&head.kind, &content, cell_style)? {
            (Some(_), _) if head.is_odd => (Some(Value::Damaged(self.buffer.clone())), None),
            (Some(Value::Number(number)), _) if is_unknown => (Some(self.unknown(number)?), None),
            read => read,
        };
        let cell = self
            .keeping
            .looking(value, content.formula, cell_style, struck);
        if let Some(cell) = cell {
            self.keeping.insert(head.at, cell)?;
        }
        Ok(())
    }

    /// A number of a style that is not there: nobody knows how it would be shown.
    fn unknown(&self, number: f64) -> Result<Value, Broken> {
        if self.shared.cell_styles.is_empty() {
            return Err(Refusal::damaged("没有格式的部分，不知道单元格显示什么").into());
        }
        Ok(Value::Damaged(number.to_string()))
    }

    fn head<'e>(&self, element: &'e BytesStart<'_>) -> Head<'e> {
        let (mut named, mut style, mut kind) = (None, 0, Cow::Borrowed(""));
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => named = Some(attribute.value),
                "s" => style = attribute.value.trim().parse().unwrap_or(usize::MAX),
                "t" => kind = attribute.value,
                _ => {}
            }
        }
        let (at, is_odd) = self.place(named.as_deref());
        Head {
            at,
            style,
            kind,
            is_odd,
        }
    }

    /// Reads the elements of a cell.
    fn content(&mut self, at: (u32, u32)) -> Result<Content, Broken> {
        let mut content = Content::default();
        self.buffer.clear();
        loop {
            match self.reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => {
                        content.has_value = true;
                        content.is_odd = markup::text_into(&mut self.reader, &mut self.buffer)?;
                    }
                    "f" => {
                        let mut text = String::new();
                        markup::text_into(&mut self.reader, &mut text)?;
                        content.formula = self.formula(&element, text, at);
                    }
                    "is" => content.inline = Some(texts::text(&mut self.reader)?),
                    _ => markup::skip(&mut self.reader)?,
                },
                Event::Empty(element) if element.local_name().as_ref() == "f" => {
                    content.formula = self.formula(&element, String::new(), at);
                }
                Event::End(_) => return Ok(content),
                Event::Eof => return Err(markup::unfinished().into()),
                _ => {}
            }
        }
    }

    fn formula(
        &mut self,
        element: &BytesStart<'_>,
        text: String,
        at: (u32, u32),
    ) -> Option<String> {
        let is_shared = markup::attribute(element, "t").as_deref() == Some("shared");
        let number = markup::attribute(element, "si");
        let number = number
            .filter(|_| is_shared)
            .and_then(|text| text.trim().parse().ok());
        self.formulas.text(number, text, at)
    }

    /// The value of a cell, and what is struck out in it.
    fn value(&self, kind: &str, content: &Content, cell_style: &CellStyle) -> Result<Read, Broken> {
        let text = self.buffer.as_str();
        if let Some(written) = &content.inline {
            return Ok(texts_value(&written.text, &written.pieces, cell_style));
        }
        if !content.has_value {
            return Ok((None, None));
        }
        if content.is_odd {
            return Ok((Some(Value::Damaged(held(text).into())), None));
        }
        match kind {
            "s" => self.shared_text(text.trim(), cell_style),
            "str" | "inlineStr" => Ok(texts_value(&texts::unescaped(text), &[], cell_style)),
            _ => Ok((self.plain_value(kind, text.trim()), None)),
        }
    }

    fn shared_text(&self, number: &str, cell_style: &CellStyle) -> Result<Read, Broken> {
        let texts = &self.shared.texts;
        match number.parse().ok().and_then(|number| texts.get(number)) {
            Some((text, pieces)) => Ok(texts_value(text, pieces, cell_style)),
            None if number.is_empty() => Ok((None, None)),
            // Of a list that breaks off, every text behind is missing, those of other cells as well.
            None if texts.is_broken => Err(Refusal::damaged("文字的部分没有写完").into()),
            None => Ok((Some(Value::Damaged(format!("第{number}条文字"))), None)),
        }
    }

    fn plain_value(&self, kind: &str, text: &str) -> Option<Value> {
        if text.is_empty() {
            return None;
        }
        Some(match kind {
            "" | "n" => match text.parse::<f64>() {
                Ok(number) => Value::Number(number),
                Err(_) if kind.is_empty() => Value::Text(held(text).into()),
                Err(_) => Value::Damaged(held(text).into()),
            },
            "b" => match text.to_ascii_lowercase().as_str() {
                "0" | "false" => Value::Bool(false),
                "1" | "true" => Value::Bool(true),
                _ => Value::Damaged(held(text).into()),
            },
            "e" => Value::Error(held(text).into()),
            "d" => match text.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Value::Date(day, days_of(day)),
                None => Value::Text(held(text).into()),
            },
            _ => Value::Damaged(held(text).into()),
        })
    }
}

/// A value, and what is struck out in it.
type Read = (Option<Value>, Option<Box<Struck>>);

fn texts_value(text: &str, pieces: &[Piece], cell_style: &CellStyle) -> Read {
    let struck = Struck::of(text, pieces, cell_style.is_struck);
    (Some(Value::Text(held(text).into())), struck)
}

/// `E4` as row and column from zero. Unlike [`Position::from_a1`] it takes a place beyond the limits of
/// a sheet: that is a place, too far away, and is told as such.
///
/// [`Position::from_a1`]: voced_domain::Position::from_a1
fn position(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = name.split_at(letters);
    let is_number = row.bytes().all(|byte| byte.is_ascii_digit());
    if letters == 0 || letters > 3 || !is_number || row.len() > 9 {
        return None;
    }
    let column = column.bytes().fold(0_u32, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase() - b'A' + 1)
    });
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use voced_domain::Position;

    use super::*;

    #[test]
    fn names_of_cells_are_places() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("e4"), Some((3, 4)));
        assert_eq!(position("XFD1048576"), Some((1_048_575, 16_383)));
        for name in [
            "",
            "A",
            "1",
            "A0",
            "AAAA1",
            "A-1",
            "A+1",
            "A1B",
            "A99999999999",
        ] {
            assert_eq!(position(name), None, "{name}");
        }
        let at = Position { row: 3, column: 4 };
        assert_eq!(Position::from_a1("E4"), Some(at));
    }
}
