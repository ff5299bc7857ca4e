//! The records before the sheets: fonts, number formats, styles of cells, and where the texts change
//! their font.

use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::{Encoding, GBK, WINDOWS_1252};

use crate::biff::{Records, Texts, kind, letters, long, short};
use crate::cell_style::CellStyle;
use crate::number_format::{NumberFormat, builtin};
use crate::written::{Raised, Written};

/// What the sheets refer to by number.
#[derive(Default)]
pub(super) struct CellStyles {
    /// Where each sheet begins in the stream.
    sheets: Vec<u32>,
    fonts: Vec<Font>,
    cell_styles: Vec<CellStyle>,
    /// Texts with several fonts: from which letter on which font is used.
    runs: HashMap<u32, Vec<(u16, u16)>>,
}

#[derive(Clone, Copy, Default)]
struct Font {
    is_struck: bool,
    raised: Raised,
}

/// The version of the records since Excel 97.
const VERSION_8: u16 = 0x0600;
/// What Excel itself allows.
const MOST_STYLES: usize = 4_096;

impl CellStyles {
    pub(super) fn new(stream: &[u8]) -> Self {
        let mut cell_styles = Self::default();
        let mut codes: HashMap<u16, String> = HashMap::new();
        let mut styles: Vec<(u16, u16)> = Vec::new();
        let mut records = Records(stream).peekable();
        let (mut version, mut encoding) = (VERSION_8, WINDOWS_1252);
        while let Some((found, data)) = records.next() {
            match found {
                kind::END => break,
                kind::BEGIN => version = short(data, 0).unwrap_or(VERSION_8),
                kind::CODEPAGE if short(data, 0) == Some(936) => encoding = GBK,
                kind::SHEET => cell_styles.sheets.extend(long(data, 0)),
                kind::FONT => cell_styles.fonts.push(font(data)),
                kind::FORMAT if version < VERSION_8 => codes.extend(old_format(data, encoding)),
                kind::FORMAT => codes.extend(format(data)),
                kind::STYLE if styles.len() < MOST_STYLES => {
                    styles.extend(short(data, 0).zip(short(data, 2)));
                }
                kind::TEXTS => {
                    let mut parts = vec![data];
                    while let Some((_, more)) =
                        records.next_if(|(following, _)| *following == kind::CONTINUED)
                    {
                        parts.push(more);
                    }
                    let numbered = (0_u32..).zip(Texts::new(&parts));
                    let rich = numbered.filter(|(_, text)| !text.runs.is_empty());
                    cell_styles.runs = rich.map(|(number, text)| (number, text.runs)).collect();
                }
                _ => {}
            }
        }
        cell_styles.styles(&styles, &codes);
        cell_styles
    }

    fn styles(&mut self, styles: &[(u16, u16)], codes: &HashMap<u16, String>) {
        let mut formats: HashMap<u16, Option<Arc<NumberFormat>>> = HashMap::new();
        for (font, number) in styles {
            let format = formats.entry(*number).or_insert_with(|| {
                // What the file says counts for more than what a number means elsewhere.
                let named = codes.get(number).map(String::as_str);
                let format = NumberFormat::new(named.unwrap_or(builtin((*number).into())));
                (!format.is_plain()).then(|| Arc::new(format))
            });
            self.cell_styles.push(CellStyle {
                format: format.clone(),
                is_struck: self.font(*font).is_struck,
                is_unknown: false,
            });
        }
    }

    /// There is no font of number 4 (MS-XLS 2.5.129).
    fn font(&self, number: u16) -> Font {
        let idx = usize::from(if number > 4 { number - 1 } else { number });
        self.fonts.get(idx).copied().unwrap_or_default()
    }

    pub(super) fn start_of_sheet(&self, idx: usize) -> Option<usize> {
        usize::try_from(*self.sheets.get(idx)?).ok()
    }

    pub(super) fn of_cell(&self, style: u16) -> CellStyle {
        let cell_style = self.cell_styles.get(usize::from(style));
        cell_style.cloned().unwrap_or(CellStyle {
            is_unknown: true,
            ..CellStyle::default()
        })
    }

    /// A text with what is struck out and raised in it.
    pub(super) fn written(&self, text: String, number: Option<u32>) -> Written {
        let runs = number.and_then(|number| self.runs.get(&number));
        let Some(runs) = runs else {
            return Written {
                text,
                pieces: Vec::new(),
            };
        };
        let mut written = Written::default();
        let (mut font, mut rest, mut place) = (None, text.as_str(), 0_usize);
        for (start, next) in runs {
            let (before, behind) = split(rest, usize::from(*start).saturating_sub(place));
            self.push(&mut written, before, font);
            place = place.max(usize::from(*start));
            (font, rest) = (Some(*next), behind);
        }
        self.push(&mut written, rest, font);
        written
    }

    fn push(&self, written: &mut Written, letters: &str, font: Option<u16>) {
        if letters.is_empty() {
            return;
        }
        let font = font.map(|font| self.font(font));
        let raised = font.map_or(Raised::No, |font| font.raised);
        written.push(letters, font.map(|font| font.is_struck), raised);
    }
}

/// Splits so many letters off, counted as the format counts them.
fn split(text: &str, n_letters: usize) -> (&str, &str) {
    let mut left = n_letters;
    let end = text.char_indices().find(|(_, letter)| {
        let fits = letter.len_utf16() <= left;
        left = left.saturating_sub(letter.len_utf16());
        !fits
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// A font (MS-XLS 2.4.122).
fn font(data: &[u8]) -> Font {
    const STRUCK: u16 = 8;
    Font {
        is_struck: short(data, 2).is_some_and(|flags| flags & STRUCK != 0),
        raised: match short(data, 8) {
            Some(1) => Raised::Above,
            Some(2) => Raised::Below,
            _ => Raised::No,
        },
    }
}

/// A number format: its number and its code (MS-XLS 2.4.126).
fn format(data: &[u8]) -> Option<(u16, String)> {
    let length = usize::from(short(data, 2)?);
    Some((short(data, 0)?, letters(data.get(4..)?, length)?))
}

/// A number format before Excel 97, whose letters are single bytes or pairs.
fn old_format(data: &[u8], encoding: &'static Encoding) -> Option<(u16, String)> {
    let length = usize::from(*data.get(2)?);
    let letters = data.get(3..)?;
    let (code, _, _) = encoding.decode(&letters[..length.min(letters.len())]);
    Some((short(data, 0)?, code.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_split_where_the_format_counts() {
        assert_eq!(split("4划5", 1), ("4", "划5"));
        assert_eq!(split("😀5", 2), ("😀", "5"));
        assert_eq!(split("45", 0), ("", "45"));
        assert_eq!(split("45", 9), ("45", ""));
    }

    #[test]
    fn codes_are_of_narrow_or_wide_letters() {
        let narrow = [50, 0, 3, 0, 0, b'0', b'.', b'0'];
        assert_eq!(format(&narrow), Some((50, "0.0".into())));
        let wide = [164, 0, 2, 0, 1, b'0', 0, 0x07, 0x4E];
        assert_eq!(format(&wide), Some((164, "0万".into())));
        assert_eq!(format(&[1]), None);
        let old = [164, 0, 4, b'0', b'"', 0xCD, 0xF2, b'"'];
        assert_eq!(old_format(&old, GBK), Some((164, "0\"万".into())));
    }
}
