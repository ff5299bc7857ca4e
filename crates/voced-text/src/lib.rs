//! Chinese text as a program handles it: how wide it is, where a line may end, what it looks like in
//! half width, how numerals are written, in which encoding it came, how it stands in an address.
//!
//! One answer to each question for the whole workspace. Nothing here knows a font, a file, a workbook,
//! or anything else of the workspace.

mod address;
mod encoding;
mod file_names;
mod half_width;
pub mod letters;
mod lines;
mod marks;
mod numerals;
mod part_marks;
mod radicals;
mod shortened;
mod width;

pub use address::{address, from_address, part_name};
pub use encoding::{decoded, encoded_as};
pub use file_names::file_stem;
pub use half_width::{half_width, half_width_char};
pub use lines::unbroken;
pub use marks::{is_printable, printable};
pub use numerals::{numeral, numeral_value};
pub use part_marks::{PartMark, part_mark, reads_as_heading};
pub use radicals::ideograph;
pub use shortened::fitting;
pub use width::{char_width, display_width, padded};
