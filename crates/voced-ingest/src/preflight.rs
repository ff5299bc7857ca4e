//! Bounds that a file is held against, before it is read and while it is.
//!
//! A file says of itself how large it is, and need not say the truth: a part of a few kilobytes
//! inflates to gigabytes, and a cell of .ods is repeated as often as it asks. The library that reads
//! .xls sets room aside for whatever a sheet claims. Such a file could ask for all memory there is,
//! which ends the run for every school. What a workbook may ask for is bounded here, far above what
//! any returned one needs.
//!
//! It costs little: a compressed file of 120 KB cannot inflate to more than is allowed, so that of
//! most workbooks nothing but the directory is looked at before; what is kept is counted as it comes.

mod attachments;
mod cell_budget;
mod entries;
mod limits;
mod records;

pub(crate) use cell_budget::CellBudget;
pub use entries::LARGEST_FILE;
pub(crate) use entries::{Archive, archive, of_bounded_size};
pub(crate) use limits::{MOST_INFLATED, MOST_SHEETS};
pub(crate) use records::xls;
