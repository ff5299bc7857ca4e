//! The formulas of cells, from the tokens that they are kept as (MS-XLS 2.5.198).
//!
//! The workbook library writes references to other sheets wrongly; what it says of a formula cannot be
//! computed with.

use voced_domain::column_letters;

use crate::biff::{Records, kind, letters, long, short};

/// What the references of formulas go by.
#[derive(Default)]
pub(super) struct Formulas {
    sheets: Vec<String>,
    names: Vec<String>,
    /// For each reference to sheets, the first and last of them; absent where it leads out of the file.
    references: Vec<Option<(u16, u16)>>,
    is_of_old_version: bool,
}

/// What stands for a formula that cannot be told: a text in quotes, with which nothing computes.
pub(crate) const UNTOLD: &str = "\"读不出的公式\"";
/// The token that says where a shared formula stands.
const SHARED: u8 = 0x01;
/// A formula of Excel has no more letters.
const LONGEST: usize = 8_192;
/// Operands that wait for their sign.
const MOST_OPEN: usize = 256;
/// The sheets of this very file.
const OWN: u16 = 0x0401;

/// What the record of a cell says of its formula.
pub(super) enum Formula {
    Own(String),
    /// The first of the cells that share it.
    Shared((u16, u16)),
}

impl Formulas {
    pub(super) fn new(stream: &[u8], sheets: Vec<String>, names: Vec<String>) -> Self {
        let mut formulas = Self {
            sheets,
            names,
            ..Self::default()
        };
        let mut books = Vec::new();
        for (found, data) in Records(stream) {
            match found {
                kind::END => break,
                kind::BEGIN => {
                    let version = short(data, 0);
                    formulas.is_of_old_version = version.is_some_and(|version| version < 0x0600);
                }
                kind::BOOK => books.push(short(data, 2) == Some(OWN)),
                kind::SHEETS_REFERRED_TO => formulas.references.extend(references(data, &books)),
                _ => {}
            }
        }
        formulas
    }

    /// The formula of the cell of a record; of one that shares it with others, where it stands.
    pub(super) fn of_cell(&self, record: &[u8]) -> Formula {
        let length = short(record, 20).map(usize::from);
        let tokens = length.and_then(|length| record.get(22..)?.get(..length));
        match tokens {
            Some([SHARED, place @ ..]) => match short(place, 0).zip(short(place, 2)) {
                Some(place) => Formula::Shared(place),
                None => Formula::Own(UNTOLD.into()),
            },
            tokens => Formula::Own(self.text(tokens, (0, 0))),
        }
    }

    /// The formula in a record that is shared, as it is in one of its cells (MS-XLS 2.4.277).
    pub(super) fn shared(&self, record: &[u8], at: (u16, u16)) -> String {
        let length = short(record, 8).map(usize::from);
        let tokens = length.and_then(|length| record.get(10..)?.get(..length));
        self.text(tokens, at)
    }

    fn text(&self, tokens: Option<&[u8]>, at: (u16, u16)) -> String {
        let told = tokens.filter(|_| !self.is_of_old_version);
        let told = told.and_then(|tokens| {
            Infix {
                formulas: self,
                tokens,
                at,
                stack: Vec::new(),
            }
            .text()
        });
        told.unwrap_or_else(|| UNTOLD.into())
    }

    /// The sheets of a reference, as they stand before its cells.
    fn sheet(&self, number: u16) -> Option<String> {
        match self.references.get(usize::from(number))? {
            None => Some("[外部文件]".into()),
            Some((first, last)) if first == last => {
                let name = self.sheets.get(usize::from(*first))?;
                Some(format!("'{}'!", name.replace('\'', "''")))
            }
            Some(_) => None,
        }
    }
}

fn references<'d>(
    data: &'d [u8],
    books: &'d [bool],
) -> impl Iterator<Item = Option<(u16, u16)>> + 'd {
    let references = data.get(2..).unwrap_or(&[]).chunks_exact(6);
    references.map(|reference| {
        let book = short(reference, 0).map(usize::from)?;
        let is_own = books.get(book).copied().unwrap_or(false);
        short(reference, 2)
            .zip(short(reference, 4))
            .filter(|_| is_own)
    })
}

/// Tokens that are put in the order in which people write them.
struct Infix<'f, 't> {
    formulas: &'f Formulas,
    tokens: &'t [u8],
    /// The cell, from which shared formulas count the places of others.
    at: (u16, u16),
    stack: Vec<String>,
}

impl<'t> Infix<'_, 't> {
    fn text(mut self) -> Option<String> {
        while let Some((token, rest)) = self.tokens.split_first() {
            self.tokens = rest;
            self.token(*token)?;
            let n_letters: usize = self.stack.iter().take(MOST_OPEN).map(String::len).sum();
            if n_letters > LONGEST || self.stack.len() >= MOST_OPEN {
                return None;
            }
        }
        let text = self.stack.pop()?;
        self.stack.is_empty().then_some(text)
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each token of the format"
    )]
    fn token(&mut self, token: u8) -> Option<()> {
        // Operands say in two bits whether a value or a place is meant.
        let token = if token >= 0x40 {
            token & 0x1F | 0x20
        } else {
            token
        };
        match token {
            0x03..=0x11 => {
                const SIGNS: [&str; 15] = [
                    "+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":",
                ];
                let (right, left) = (self.stack.pop()?, self.stack.pop()?);
                let sign = SIGNS[usize::from(token - 3)];
                self.stack.push(format!("{left}{sign}{right}"));
            }
            0x12 => self.around("+", ""),
            0x13 => self.around("-", ""),
            0x14 => self.around("", "%"),
            0x15 => self.around("(", ")"),
            0x16 => self.stack.push(String::new()),
            0x17 => self.quoted()?,
            0x19 => self.attribute()?,
            0x1C => {
                self.take(1)?;
                self.stack.push("#REF!".into());
            }
            0x1D => {
                let truth = self.take(1)?.first() == Some(&1);
                self.stack.push(if truth { "TRUE" } else { "FALSE" }.into());
            }
            0x1E => {
                let number = short(self.take(2)?, 0)?;
                self.stack.push(number.to_string());
            }
            0x1F => {
                let number = f64::from_le_bytes(*self.take(8)?.first_chunk()?);
                self.stack.push(number.to_string());
            }
            0x21 => {
                let (name, count) = function(short(self.take(2)?, 0)?)?;
                self.call(name, count?)?;
            }
            0x22 => {
                let data = self.take(3)?;
                let (name, _) = function(short(data, 1)? & 0x7FFF)?;
                self.call(name, usize::from(data[0] & 0x7F))?;
            }
            0x23 => {
                let number = usize::try_from(long(self.take(4)?, 0)?).ok()?;
                let name = self.formulas.names.get(number.checked_sub(1)?)?;
                self.stack.push(name.clone());
            }
            0x24 => {
                let cell = cell(self.take(4)?, 0, 2)?;
                self.stack.push(cell);
            }
            0x25 => {
                let area = area(self.take(8)?)?;
                self.stack.push(area);
            }
            0x2C => {
                let data = self.take(4)?;
                let cell = self.moved(data, 0, 2)?;
                self.stack.push(cell);
            }
            0x2D => {
                let data = self.take(8)?;
                let (first, last) = (self.moved(data, 0, 4)?, self.moved(data, 2, 6)?);
                self.stack.push(format!("{first}:{last}"));
            }
            0x2A | 0x2B => {
                self.take(if token == 0x2A { 4 } else { 8 })?;
                self.stack.push("#REF!".into());
            }
            0x3A => {
                let data = self.take(6)?;
                let sheet = self.formulas.sheet(short(data, 0)?)?;
                self.stack.push(format!("{sheet}{}", cell(data, 2, 4)?));
            }
            0x3B => {
                let data = self.take(10)?;
                let sheet = self.formulas.sheet(short(data, 0)?)?;
                self.stack.push(format!("{sheet}{}", area(&data[2..])?));
            }
            0x3C | 0x3D => {
                self.take(if token == 0x3C { 6 } else { 10 })?;
                self.stack.push("#REF!".into());
            }
            _ => return None,
        }
        Some(())
    }

    fn take(&mut self, n_bytes: usize) -> Option<&'t [u8]> {
        let (taken, rest) = self.tokens.split_at_checked(n_bytes)?;
        self.tokens = rest;
        Some(taken)
    }

    /// A cell that is so many rows and columns away, where it says that it is (MS-XLS 2.5.198.109).
    fn moved(&self, data: &[u8], row: usize, column: usize) -> Option<String> {
        const ROW_MOVES: u16 = 0x8000;
        const COLUMN_MOVES: u16 = 0x4000;
        let (row, flags) = (short(data, row)?, short(data, column)?);
        let row = match flags & ROW_MOVES {
            0 => row,
            _ => self.at.0.wrapping_add(row),
        };
        let column = match flags & COLUMN_MOVES {
            0 => flags & 0xFF,
            _ => self.at.1.wrapping_add(flags) & 0xFF,
        };
        Some(format!("{}{}", column_letters(column), u32::from(row) + 1))
    }

    fn around(&mut self, before: &str, behind: &str) {
        if let Some(last) = self.stack.last_mut() {
            *last = format!("{before}{last}{behind}");
        }
    }

    fn quoted(&mut self) -> Option<()> {
        let length = usize::from(*self.take(1)?.first()?);
        let is_wide = self.tokens.first()? & 1 == 1;
        let bytes = self.take(1 + length * if is_wide { 2 } else { 1 })?;
        let text = letters(bytes, length)?.replace('"', "\"\"");
        self.stack.push(format!("\"{text}\""));
        Some(())
    }

    /// A sum of one range is kept as a remark; others say how the formula is laid out.
    fn attribute(&mut self) -> Option<()> {
        const CHOICE: u8 = 0x04;
        const SUM: u8 = 0x10;
        let data = self.take(3)?;
        match data[0] {
            kind if kind & SUM != 0 => self.around("SUM(", ")"),
            kind if kind & CHOICE != 0 => {
                self.take((usize::from(short(data, 1)?) + 1) * 2)?;
            }
            _ => {}
        }
        Some(())
    }

    fn call(&mut self, name: &str, count: usize) -> Option<()> {
        let first = self.stack.len().checked_sub(count)?;
        let arguments = self.stack.split_off(first).join(",");
        self.stack.push(format!("{name}({arguments})"));
        Some(())
    }
}

/// A cell whose row and column stand at these places.
fn cell(data: &[u8], row: usize, column: usize) -> Option<String> {
    let column = short(data, column)? & 0x3FFF;
    let row = u32::from(short(data, row)?) + 1;
    Some(format!("{}{row}", column_letters(column)))
}

fn area(data: &[u8]) -> Option<String> {
    Some(format!("{}:{}", cell(data, 0, 4)?, cell(data, 2, 6)?))
}

/// A function by its number, and how many arguments it has where that is always the same; of those
/// that clerks write, the rest is not told.
fn function(number: u16) -> Option<(&'static str, Option<usize>)> {
    Some(match number {
        0 => ("COUNT", None),
        1 => ("IF", None),
        4 => ("SUM", None),
        5 => ("AVERAGE", None),
        6 => ("MIN", None),
        7 => ("MAX", None),
        24 => ("ABS", Some(1)),
        25 => ("INT", Some(1)),
        27 => ("ROUND", Some(2)),
        39 => ("MOD", Some(2)),
        65 => ("DATE", Some(3)),
        74 => ("NOW", Some(0)),
        102 => ("VLOOKUP", None),
        127 => ("ISTEXT", Some(1)),
        128 => ("ISNUMBER", Some(1)),
        131 => ("N", Some(1)),
        169 => ("COUNTA", None),
        212 => ("ROUNDUP", Some(2)),
        213 => ("ROUNDDOWN", Some(2)),
        221 => ("TODAY", Some(0)),
        228 => ("SUMPRODUCT", None),
        345 => ("SUMIF", None),
        346 => ("COUNTIF", Some(2)),
        36 => ("AND", None),
        37 => ("OR", None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(tokens: &[u8]) -> String {
        let formulas = Formulas {
            sheets: vec!["表1".into(), "它's".into()],
            names: vec!["f".into()],
            references: vec![Some((1, 1)), None, Some((0, 1))],
            is_of_old_version: false,
        };
        formulas.text(Some(tokens), (5, 4))
    }

    #[test]
    fn tokens_become_what_people_write() {
        let cases: [(&[u8], &str); 13] = [
            (&[0x1E, 200, 0, 0x1E, 112, 0, 0x03], "200+112"),
            (&[0x44, 3, 0, 4, 0xC0, 0x13], "-E4"),
            (
                &[0x25, 4, 0, 43, 0, 4, 0xC0, 4, 0xC0, 0x19, 0x10, 0, 0],
                "SUM(E5:E44)",
            ),
            (&[0x5A, 0, 0, 3, 0, 4, 0xC0], "'它''s'!E4"),
            (
                &[0x3B, 0, 0, 4, 0, 43, 0, 4, 0, 4, 0, 0x42, 1, 4, 0],
                "SUM('它''s'!E5:E44)",
            ),
            (&[0x5A, 1, 0, 3, 0, 4, 0xC0], "[外部文件]E4"),
            (&[0x5A, 2, 0, 3, 0, 4, 0xC0], UNTOLD),
            (&[0x1E, 1, 0, 0x1E, 0, 0, 0x41, 27, 0], "ROUND(1,0)"),
            (
                &[0x17, 1, 0, b'a', 0x17, 1, 1, 0x07, 0x4E, 0x08],
                "\"a\"&\"万\"",
            ),
            (&[0x23, 1, 0, 0, 0], "f"),
            (&[0x01, 3, 0, 4, 0], UNTOLD),
            // The cell to the right in the same row, and the column above.
            (&[0x4C, 0, 0, 1, 0xC0], "F6"),
            (
                &[0x2D, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xC0, 0xFF, 0xC0],
                "E5:D4",
            ),
        ];
        for (tokens, text) in cases {
            assert_eq!(told(tokens), text);
        }
        for tokens in [&[0x03][..], &[0x1E], &[0x22, 9, 4, 0], &[0x17, 255, 1], &[]] {
            assert_eq!(told(tokens), UNTOLD, "{tokens:?}");
        }
    }
}
