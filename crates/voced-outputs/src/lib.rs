//! The one list of outputs: what each is called, which command writes it, from what, and to which
//! path. Help texts, messages, the tables of the README and the manifest are derived from it.
//!
//! [`write_report`] and [`write_check`] write what a command was asked for, in parallel, into an
//! [`OutputFolder`](voced_folder::OutputFolder), whose `replace` then puts all of it in place.
//!
//! Nothing here computes a figure or decides what a finding is; nothing knows an argument or a
//! terminal. The typesetter is a program of its own, which only the entry of the PDF starts.

// In the order in which to read them.
mod kind;
mod outputs;

mod documents;
mod report;
mod request;

mod check;
mod school_return;
mod templates;

mod error;
mod table;
mod typesetter;

pub use check::{CheckRequest, write_check};
pub use documents::{Documents, Obstacle, compose};
pub use error::OutputError;
pub use kind::{Command, OutputKind, Write, WriteToSchool};
pub use outputs::{ALL, report_formats};
pub use report::{ReportOutputs, write_report};
pub use request::ReportRequest;
pub use school_return::SchoolReturn;
pub use table::markdown;
pub use templates::{frozen, known_answers, templates};
pub use typesetter::{Typeset, Typesetter, TypesetterError, typesetter_beside};
