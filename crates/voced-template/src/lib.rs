//! Which sheet, row, column, name and live check a data item has in a workbook.
//!
//! A [`Template`] follows from an edition of the catalogue and is *frozen* as JSON when a template is
//! issued: a typo mended in the catalogue later does not make last month's workbooks foreign. A
//! [`Check`] is the text beside an answer that says ✓ or what is wrong; the formula in the sheet and
//! the value found by recomputing come from the same list of tests.
//!
//! Pure: nothing here reads or writes a workbook, or opens a file.

mod check;
pub mod issue_list;
mod issued_note;
mod template;

pub use check::{Check, Range, Sum, Test, Typed};
pub use issued_note::IssuedNote;
pub use template::{
    Area, COVER, Field, MAJORS, NAME_ANSWERS, NAME_ENTITY, NAME_NOTES, NAME_ROUND, NAME_TEMPLATE,
    NAME_YEAR, NotesArea, Sheet, SheetBody, Template, TemplateError, WHOLE_SCHOOL, column,
};
