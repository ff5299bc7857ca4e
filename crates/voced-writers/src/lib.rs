//! Facts, reports, audits and templates into the bytes of files.
//!
//! A writer is a function from data and options to bytes, or to a stream of them. It opens no file, asks no clock, and
//! computes no figure: what it writes was computed and rounded before. Dates come in as options.

mod error;
mod page;
mod trusted;

pub mod audit;
pub mod board;
pub mod check;
pub mod data;
pub mod html;
pub mod summary;
pub mod template;

pub use error::WriteError;
pub use voced_report::{Run, YearData};
