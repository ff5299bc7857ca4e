//! The records that the workbook of an .xls is a row of.

mod integers;
mod texts;

pub(crate) use integers::{long, short};
pub(crate) use texts::Texts;

use crate::compound::Compound;

/// What the stream of a workbook is called, since 97 and before, in the order in which the library
/// looks for them.
pub(crate) const WORKBOOKS: [&str; 2] = ["Workbook", "Book"];

/// Kinds of records (MS-XLS 2.3).
pub(crate) mod kind {
    pub(crate) const BEGIN: u16 = 0x0809;
    pub(crate) const END: u16 = 0x000A;
    pub(crate) const SHEET: u16 = 0x0085;
    pub(crate) const TEXTS: u16 = 0x00FC;
    pub(crate) const CONTINUED: u16 = 0x003C;
    pub(crate) const DIMENSIONS: u16 = 0x0200;
    pub(crate) const FORMULA: u16 = 0x0006;
    pub(crate) const SHARED_FORMULA: u16 = 0x04BC;
    pub(crate) const NUMBERS: u16 = 0x00BD;
    pub(crate) const TEXT_BY_NUMBER: u16 = 0x00FD;
    /// Number, text, formatted text, truth or error, small number.
    pub(crate) const OTHER_CELLS: [u16; 5] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E];
    /// Which file references lead into, and to which of its sheets.
    pub(crate) const BOOK: u16 = 0x01AE;
    pub(crate) const SHEETS_REFERRED_TO: u16 = 0x0017;
    pub(crate) const CODEPAGE: u16 = 0x0042;
    pub(crate) const FONT: u16 = 0x0031;
    pub(crate) const FORMAT: u16 = 0x041E;
    pub(crate) const STYLE: u16 = 0x00E0;
    pub(crate) const MERGED: u16 = 0x00E5;
    pub(crate) const NOTE: u16 = 0x001C;
    pub(crate) const OBJECT: u16 = 0x005D;
    pub(crate) const TEXT_OF_OBJECT: u16 = 0x01B6;
    /// How the records are encrypted that come after it.
    pub(crate) const PASSWORD: u16 = 0x002F;
}

/// The records of a stream: the kind of each and its content.
pub(crate) struct Records<'s>(pub(crate) &'s [u8]);

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (found, length) = (short(self.0, 0)?, short(self.0, 2)?);
        let (data, rest) = self.0.get(4..)?.split_at_checked(usize::from(length))?;
        self.0 = rest;
        Some((found, data))
    }
}

/// So many letters, narrow or wide as the first byte says (MS-XLS 2.5.293).
pub(crate) fn letters(bytes: &[u8], n_letters: usize) -> Option<String> {
    let (flags, letters) = bytes.split_first()?;
    if flags & 1 == 0 {
        let narrow = letters.iter().take(n_letters);
        return Some(narrow.map(|byte| char::from(*byte)).collect());
    }
    let wide = letters.chunks_exact(2).take(n_letters);
    let wide: Vec<u16> = wide.filter_map(|two| short(two, 0)).collect();
    Some(String::from_utf16_lossy(&wide))
}

/// What the workbook says of its password, behind which nothing can be told; `None` without one.
pub(crate) fn password(stream: &[u8]) -> Option<&[u8]> {
    let mut before_the_sheets = Records(stream).take_while(|(found, _)| *found != kind::END);
    before_the_sheets
        .find(|(found, _)| *found == kind::PASSWORD)
        .map(|(_, data)| data)
}

/// Whether one of the workbooks in the container has a password.
pub(crate) fn has_password(compound: &Compound<'_>) -> bool {
    let mut streams = WORKBOOKS.iter().filter_map(|name| compound.stream(name));
    streams.any(|stream| password(&stream).is_some())
}
