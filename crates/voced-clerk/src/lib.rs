//! For tests: an invented bureau's clerks, who type into the workbooks that they are sent as they are, cell by cell, and
//! correct what comes back.
//!
//! Never part of a program, and knows nothing of the program but its files. It panics where a file is not as it should
//! be.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod clerk;
pub mod workbook;

pub use clerk::{
    Answers, CITY, SCHOOLS, Typed, correct, fill, layout, list, list_of_schools, string,
};
