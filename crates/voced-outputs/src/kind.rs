//! What an output is, and what it is written from.

use std::io;

use voced_domain::School;
use voced_report::{Report, Run};
use voced_writers::WriteError;
use voced_writers::check::{CheckRun, Written};

use crate::school_return::SchoolReturn;
use crate::{OutputError, Typeset, Typesetter, TypesetterError};

/// Writes the file for a school.
pub type WriteToSchool = fn(&SchoolReturn<'_>, &School) -> Result<Vec<u8>, WriteError>;

/// The command that writes an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `report`.
    Report,
    /// `check`.
    Check,
}

/// An output: what it is, which command writes it, and how.
#[derive(Clone, Copy, Debug)]
pub struct OutputKind {
    /// Name for `--only`.
    pub format: &'static str,
    /// What it is, in Chinese, in a few words.
    pub name: &'static str,
    /// How its files are called, in Chinese, for the README.
    pub file: &'static str,
    /// What is in it, in Chinese, for the README.
    pub holds: &'static str,
    /// How it is written.
    pub write: Write,
}

/// What an output is written from, and to which path within the output folder.
#[derive(Clone, Copy, Debug)]
pub enum Write {
    /// From what was computed.
    Data {
        /// The path.
        path: &'static str,
        /// Writes it.
        write: fn(&Run<'_>) -> Result<Vec<u8>, WriteError>,
    },
    /// From what was computed, row by row: with many schools it is too large to be held.
    Rows {
        /// The path.
        path: &'static str,
        /// Writes it.
        write: fn(&Run<'_>, &mut dyn io::Write) -> Result<(), WriteError>,
    },
    /// From a report, to a file named after it.
    Document {
        /// The file's name.
        file: fn(&Report) -> String,
        /// Writes it.
        write: fn(&Report) -> Result<Vec<u8>, OutputError>,
        /// Whether it is printed, so that sources that are a file of their own are one in this format.
        is_printed: bool,
    },
    /// From all reports at once, by the typesetter.
    Typeset {
        /// The file's name.
        file: fn(&Report) -> String,
        /// Writes one file for each report.
        write: fn(&[&Report], &Typesetter<'_>) -> Result<Typeset, TypesetterError>,
    },
    /// From the findings, also where one school alone is checked.
    Findings {
        /// The path.
        path: &'static str,
        /// Writes it.
        write: fn(&CheckRun<'_>) -> Result<Vec<u8>, WriteError>,
    },
    /// From the findings, where all schools are checked.
    Bureau {
        /// The path.
        path: &'static str,
        /// Writes it.
        write: fn(&CheckRun<'_>) -> Result<Vec<u8>, WriteError>,
    },
    /// One file for each school that gets such a file.
    School {
        /// What is sent.
        sent: Written,
        /// Writes it.
        write: WriteToSchool,
    },
}

impl OutputKind {
    /// Which command writes it.
    pub fn command(&self) -> Command {
        match self.write {
            Write::Data { .. }
            | Write::Rows { .. }
            | Write::Document { .. }
            | Write::Typeset { .. } => Command::Report,
            Write::Findings { .. } | Write::Bureau { .. } | Write::School { .. } => Command::Check,
        }
    }
}

impl Write {
    /// Whether it is a report, written once for each of its readers.
    pub fn is_document(&self) -> bool {
        matches!(self, Write::Document { .. } | Write::Typeset { .. })
    }

    /// The path within the output folder, where it is always the same.
    pub fn path(&self) -> Option<&'static str> {
        match self {
            Write::Data { path, .. }
            | Write::Rows { path, .. }
            | Write::Findings { path, .. }
            | Write::Bureau { path, .. } => Some(path),
            Write::Document { .. } | Write::Typeset { .. } | Write::School { .. } => None,
        }
    }
}
