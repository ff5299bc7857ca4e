//! The reading of one file while it goes on: what is known of the file, and what was found so far.

use std::sync::Arc;

use voced_domain::{EntityCode, Finding, ItemCode, Location, Position, SubmittedValue, Unread};

use crate::book::Book;
use crate::expected::Expected;
use crate::misfit::Misfit;
use crate::own_formulas::OwnFormulas;

/// The reading of one file.
pub(crate) struct Reader<'a> {
    pub(crate) file: Arc<str>,
    pub(crate) expected: &'a Expected<'a>,
    pub(crate) formulas: OwnFormulas<'a>,
    /// The school, as soon as it is known.
    pub(crate) school: Option<EntityCode>,
    /// What it is, as soon as it is seen to be none that is expected.
    pub(crate) misfit: Option<Misfit>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) values: Vec<SubmittedValue>,
    pub(crate) unread: Vec<Unread>,
}

impl<'a> Reader<'a> {
    /// Nothing is known yet, and nothing found.
    pub(crate) fn new(file: &str, expected: &'a Expected<'a>, book: &'a Book) -> Self {
        Self {
            file: file.into(),
            expected,
            formulas: OwnFormulas::new(book),
            school: None,
            misfit: None,
            findings: Vec::new(),
            values: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// A finding whose cells are named already.
    pub(crate) fn placed(&mut self, finding: Finding) {
        self.findings.push(finding.of_school(self.school.clone()));
    }

    /// Something to be said of a place.
    pub(crate) fn remark(&mut self, remark: Finding, location: Location) {
        self.push(remark, Some(location));
    }

    /// A finding; of the whole workbook where no place is named.
    pub(crate) fn push(&mut self, finding: Finding, location: Option<Location>) {
        let location = location.unwrap_or_else(|| self.workbook_location());
        self.findings
            .push(finding.at(location).of_school(self.school.clone()));
    }

    /// The whole workbook as a place.
    pub(crate) fn workbook_location(&self) -> Location {
        Location::file(&*self.file)
    }

    /// A cell as a place.
    pub(crate) fn location(
        &self,
        sheet: &str,
        position: Position,
        item: Option<&ItemCode>,
    ) -> Location {
        Location {
            sheet: Some(sheet.into()),
            cell: Some(position),
            item: item.cloned(),
            ..self.workbook_location()
        }
    }
}
