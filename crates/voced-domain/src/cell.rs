//! Where a value stands: file, sheet and cell.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

/// A cell of a workbook, `双辽市职业中专.xlsx 表6 学生发展!E9`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellRef {
    /// File name without folders.
    pub file: Arc<str>,
    /// Sheet name.
    pub sheet: Arc<str>,
    /// Position on the sheet.
    pub position: Position,
}

/// Row and column of a cell, both counted from zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position {
    /// Row; `1` of the A1 notation is 0 here.
    pub row: u32,
    /// Column; `A` is 0.
    pub column: u16,
}

impl Position {
    /// The position as `E9`.
    pub fn a1(self) -> String {
        self.to_string()
    }

    /// Reads `E9` or `$E$9`; `None` outside 1 048 576 rows × 16 384 columns.
    pub fn from_a1(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = text.split_at(digits);
        if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
            return None;
        }
        let column = letters.bytes().try_fold(0u32, |column, byte| {
            byte.is_ascii_alphabetic()
                .then(|| column * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1)
        })?;
        let row: u32 = digits.parse().ok()?;
        let fits = (1..=16_384).contains(&column) && (1..=1_048_576).contains(&row);
        fits.then(|| Self {
            row: row - 1,
            column: u16::try_from(column - 1).expect("at most 16 383"),
        })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&column_letters(self.column))?;
        write!(f, "{}", self.row + 1)
    }
}

/// The letters of a column: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((rest - 1) % 26).expect("below 26"),
        ));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_a1(&text).ok_or_else(|| serde::de::Error::custom(format!("“{text}”不是单元格")))
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}!{}", self.file, self.sheet, self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a1_text_comes_back_to_the_same_position(row in 0u32..1_048_576, column in 0u16..16_384) {
            let position = Position { row, column };
            prop_assert_eq!(Position::from_a1(&position.a1()), Some(position));
        }
    }

    #[test]
    fn texts_that_are_no_cell_are_refused() {
        for text in [
            "", "E", "9", "XFE1", "A0", "A1048577", "#REF!", "AAAA1", "甲1",
        ] {
            assert_eq!(Position::from_a1(text), None, "{text}");
        }
    }
}
