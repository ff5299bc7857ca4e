//! Everything one run has to show.

use chrono::NaiveDate;
use std::sync::Arc;

use voced_domain::{
    Bureau, Comparison, Dataset, Edition, Facts, Finding, Observation, ObservationId,
};

/// The definitions and observations of one collected year.
#[derive(Clone, Copy, Debug)]
pub struct YearData<'a> {
    /// Definitions in force.
    pub edition: &'a Arc<Edition>,
    /// What was collected.
    pub dataset: &'a Dataset,
}

/// What a run computed, for reports and writers.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The bureau.
    pub bureau: &'a Arc<Bureau>,
    /// The year of the report.
    pub this: YearData<'a>,
    /// The year before, where it was collected from workbooks; a year of which only print exists
    /// is in the facts.
    pub last: Option<YearData<'a>>,
    /// Facts of both years.
    pub facts: &'a Arc<Facts>,
    /// How the printed report of the year stands to the facts, where there is one.
    pub comparison: Option<&'a Comparison>,
    /// What was found in the workbooks.
    pub findings: &'a [Finding],
    /// The day of issue: year, month, day.
    pub issued: NaiveDate,
}

impl<'a> Run<'a> {
    /// The observation with this number, of whichever year.
    pub fn observation(&self, id: ObservationId) -> Option<&'a Observation> {
        let last = self.last.map(|last| last.dataset);
        [Some(self.this.dataset), last]
            .into_iter()
            .flatten()
            .find_map(|dataset| dataset.observation(id))
    }
}
