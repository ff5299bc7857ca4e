//! What a returned workbook is read against.

use voced_domain::{Bureau, Edition};
use voced_template::Layout;

use crate::live_checks::IssuedChecks;

/// What a returned workbook is read against.
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// The bureau, for the codes of schools and regions.
    pub bureau: &'a Bureau,
    /// The definitions of the year.
    pub edition: &'a Edition,
    /// Layouts that workbooks may have: of this year and the last, as issued.
    pub layouts: &'a [Layout],
    /// The live checks of each layout, which are the same in every workbook.
    issued: Vec<IssuedChecks>,
}

impl<'a> Expected<'a> {
    /// What workbooks of `bureau` are read against.
    pub fn new(bureau: &'a Bureau, edition: &'a Edition, layouts: &'a [Layout]) -> Self {
        let issued = layouts
            .iter()
            .map(|layout| IssuedChecks::of(edition, layout));
        Self {
            bureau,
            edition,
            layouts,
            issued: issued.collect(),
        }
    }

    /// The live checks of one of the layouts.
    pub(crate) fn issued(&self, layout: &Layout) -> Option<&IssuedChecks> {
        let idx = self.layouts.iter().position(|own| own.id == layout.id)?;
        self.issued.get(idx)
    }
}
