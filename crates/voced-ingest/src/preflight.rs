//! Bounds that a file is held against before the workbook library reads it.
//!
//! The library believes what a file says of itself: it sets room aside for as many texts as a
//! workbook claims, inflates whatever a part inflates to, and writes a repeated cell out as often as
//! asked. A file of a few kilobytes can thus ask for all memory there is, which ends the run for
//! every school. What a workbook may ask for is bounded here, far above what any returned one needs.
//!
//! It costs little: a compressed file of 120 KB cannot inflate to more than is allowed, so that of
//! most workbooks nothing but the directory and two small parts is looked at.

mod attachments;
mod entries;
mod records;
mod room;

pub(crate) use entries::{MOST_INFLATED, archive, of_bounded_size};
pub(crate) use records::xls;
pub(crate) use room::Room;

use std::io::Cursor;

/// The archive that a workbook of the newer formats is.
pub(crate) type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// A returned workbook has some 20 sheets at most.
pub(crate) const MOST_SHEETS: usize = 256;
