//! Bytes of a returned workbook into a submission and findings.
//!
//! Reads every one of [`FORMATS`] whatever clerks did to it: identity, version, named ranges, labels
//! as fall-back, values. What a cell shows is what counts: a number whose format shows something else,
//! what is struck out, merged away or left beside a formula is never taken without a finding.
//! A fault in a workbook is a [`Finding`](voced_domain::Finding) at its cell; a workbook that had to be
//! refused has at least one. Also reads the list of figures that a finished report printed, and the list of schools that a
//! bureau is set up from, and the [forms](form) that ask for more than the catalogue has.
//!
//! Never judges whether a readable number is plausible, never opens a file, never shows a type of
//! the workbook library.

// In the order in which to read them: one workbook, then all of them.
mod read;
mod reader;
mod sheets;

mod expected;
pub mod form;
mod misfit;
mod own_output;
mod reading;
mod refusal;

mod open;

mod container;
mod file_format;
mod foreign;
mod format;
mod formats;
mod preflight;

mod active_content;
mod biff;
mod compound;
mod decrypt;
mod markup;

mod book;
mod cell;
mod cell_style;
mod cells;
mod decimal;
mod keeping;
mod kept;
mod lengths;
mod merged;
mod region;
mod written;

mod identity;
mod locate;

mod answer;
mod normalise;
mod number_format;
mod own_formulas;
mod recalculate;

mod apart;
mod beside;
mod explanations;
mod formulas;
mod gather;
mod issued_schools;
mod live_checks;
mod order;
mod passed_over;
mod precedence;
mod printed;
mod record;
mod rules;
mod school_list;
mod shown;
mod untouched;

pub use expected::Expected;
pub use format::Format;
pub use formats::FORMATS;
pub use gather::{Earlier, Gathered, gather};
pub use issued_schools::{IssuedSchool, issued_schools, issued_schools_csv, roster_changed};
pub use misfit::{Misfit, turned_away};
pub use order::later;
pub use passed_over::passed_over;
pub use preflight::LARGEST_FILE;
pub use printed::{PrintedError, printed_figures};
pub use read::{preflight, read, unreadable};
pub use reading::Reading;
pub use record::{record, record_heads, record_lines};
pub use rules::all as rules;
pub use rules::{CHANGED_AFTER_SIGNING, OWN_MISSING, OWN_OUTPUT};
pub use school_list::{SchoolList, SchoolListError, school_list};
pub use shown::{MOST_COLUMNS, MOST_ROWS, ShownCell, ShownSheet, sheets_as_shown};
