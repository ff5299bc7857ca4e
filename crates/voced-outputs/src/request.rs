//! What is asked of a report run.

use chrono::NaiveDate;
use voced_report::{Audience, Standing};

use crate::{ALL, OutputKind, Typesetter};

/// What is asked of a report run.
#[derive(Clone, Copy, Debug)]
pub struct ReportRequest<'a> {
    /// Formats by name; all of them where none is named.
    pub only: &'a [String],
    /// For whom reports are written.
    pub audiences: &'a [Audience],
    /// Whether they are drafts.
    pub standing: Standing,
    /// The day of issue: year, month, day.
    pub issued: NaiveDate,
    /// How the PDF is typeset.
    pub typesetter: Typesetter<'a>,
}

impl ReportRequest<'_> {
    /// Whether a format is written: it was named, or none was.
    pub fn wants(&self, format: &str) -> bool {
        self.only.is_empty() || self.names(format)
    }

    /// Whether a format was named.
    pub fn names(&self, format: &str) -> bool {
        self.only
            .iter()
            .any(|name| name.eq_ignore_ascii_case(format))
    }

    /// Whether a report is written in any format.
    pub fn wants_reports(&self) -> bool {
        documents().any(|output| self.wants(output.format))
    }

    /// Whether a report was asked for by name.
    pub fn names_reports(&self) -> bool {
        documents().any(|output| self.names(output.format))
    }
}

fn documents() -> impl Iterator<Item = &'static OutputKind> {
    ALL.iter().filter(|output| output.write.is_document())
}
