//! What a returned workbook is read against.

use voced_domain::{Bureau, Edition};
use voced_template::Template;

use crate::live_checks::IssuedChecks;

/// What a returned workbook is read against.
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// The bureau, for the codes of schools and regions.
    pub bureau: &'a Bureau,
    /// The definitions of the year.
    pub edition: &'a Edition,
    /// Templates that workbooks may have: of this year and the last, as issued.
    pub templates: &'a [Template],
    /// The live checks of each template, which are the same in every workbook.
    issued: Vec<IssuedChecks>,
}

impl<'a> Expected<'a> {
    /// What workbooks of `bureau` are read against.
    pub fn new(bureau: &'a Bureau, edition: &'a Edition, templates: &'a [Template]) -> Self {
        let issued = templates
            .iter()
            .map(|template| IssuedChecks::of(edition, template));
        Self {
            bureau,
            edition,
            templates,
            issued: issued.collect(),
        }
    }

    /// The live checks of one of the templates.
    pub(crate) fn issued(&self, template: &Template) -> Option<&IssuedChecks> {
        let idx = self
            .templates
            .iter()
            .position(|own| own.id == template.id)?;
        self.issued.get(idx)
    }
}
