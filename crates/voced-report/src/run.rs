//! Everything one run has to show.

use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

use voced_domain::{
    Bureau, Comparison, Dataset, Edition, Facts, Finding, Observation, ObservationId,
    ReferenceYear, Unjudged,
};

/// The definitions and observations of one collected year.
#[derive(Clone, Copy, Debug)]
pub struct YearData<'a> {
    /// Definitions in force.
    pub edition: &'a Arc<Edition>,
    /// What was collected.
    pub dataset: &'a Dataset,
}

/// A year before the last one: who reported then, by which definitions, and what.
#[derive(Clone, Debug)]
pub struct EarlierYear {
    /// The bureau as it was.
    pub bureau: Arc<Bureau>,
    /// Definitions in force then.
    pub edition: Arc<Edition>,
    /// What was collected; empty where the year is only printed.
    pub dataset: Dataset,
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
    /// The years before those, as far as the outline looks back, the newest first.
    pub earlier: &'a [EarlierYear],
    /// Facts of all these years.
    pub facts: &'a Arc<Facts>,
    /// How the printed report of the year stands to the facts, where there is one.
    pub comparison: Option<&'a Comparison>,
    /// What was found in the workbooks.
    pub findings: &'a [Finding],
    /// Relations that could not be judged.
    pub unjudged: &'a [Unjudged],
    /// The day of issue: year, month, day.
    pub issued: NaiveDate,
}

impl<'a> Run<'a> {
    /// The observation with this number, of whichever year.
    pub fn observation(&self, id: ObservationId) -> Option<&'a Observation> {
        self.datasets().find_map(|dataset| dataset.observation(id))
    }

    /// What was collected in each year, the newest first.
    pub fn datasets(&self) -> impl Iterator<Item = &'a Dataset> {
        let last = self.last.map(|last| last.dataset);
        let earlier = self.earlier.iter().map(|earlier| &earlier.dataset);
        [Some(self.this.dataset), last]
            .into_iter()
            .flatten()
            .chain(earlier)
    }

    /// The years of which the bureau's own region has a figure, and this year, the oldest first.
    pub fn years(&self) -> Vec<ReferenceYear> {
        let (this, region) = (self.this.edition.year(), &self.bureau.own_region().code);
        let facts = self.facts.iter().filter(|fact| fact.key.entity == *region);
        let known = facts.filter(|fact| fact.figure().is_some());
        let mut years: BTreeSet<ReferenceYear> = known.map(|fact| fact.key.year).collect();
        years.insert(this);
        years.into_iter().filter(|year| *year <= this).collect()
    }

    /// The definitions of a year; those of this year where nothing is known of it.
    pub fn edition_of(&self, year: ReferenceYear) -> &'a Edition {
        let mut earlier = self.earlier.iter();
        let earlier = earlier.find(|earlier| earlier.edition.year() == year);
        let last = self.last.filter(|last| last.edition.year() == year);
        match (last, earlier) {
            (Some(last), _) => last.edition,
            (None, Some(earlier)) => &earlier.edition,
            (None, None) => self.this.edition,
        }
    }
}
