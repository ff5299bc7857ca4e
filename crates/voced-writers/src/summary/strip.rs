//! Cells in a line for the answers of respondents.

use voced_domain::{Entity, Observation, Position, ReportingUnit};
use voced_sheet::Range;

/// A school, or a region whose bureau fills in a workbook of its own.
#[derive(Clone, Copy)]
pub(super) struct Respondent<'a> {
    pub(super) entity: Entity<'a>,
    /// Whether anything was handed in.
    pub(super) submitted: bool,
}

/// Cells in one line without gaps: an item of several schools, or a column of a table.
pub(super) struct Strip<'p> {
    pub(super) sheet: &'p str,
    pub(super) slots: Vec<Slot<'p>>,
}

/// A cell for an answer.
pub(super) struct Slot<'p> {
    pub(super) position: Position,
    pub(super) observation: Option<&'p Observation>,
}

impl Strip<'_> {
    /// The whole strip.
    pub(super) fn range(&self) -> Option<Range> {
        self.ranges(|_| true).pop()
    }

    /// The cells picked, in as few ranges as hold them.
    pub(super) fn ranges(&self, pick: impl Fn(&Slot<'_>) -> bool) -> Vec<Range> {
        let runs = self.slots.chunk_by(|a, b| pick(a) && pick(b));
        let picked = runs.filter(|run| pick(&run[0]));
        picked
            .map(|run| Range {
                sheet: self.sheet.to_owned(),
                first: run[0].position,
                last: run[run.len() - 1].position,
            })
            .collect()
    }
}

impl Respondent<'_> {
    /// Whether the respondent's workbook asks for the items of `holder`.
    pub(super) fn holds(&self, reporting_unit: ReportingUnit) -> bool {
        match self.entity {
            Entity::School(_) => reporting_unit == ReportingUnit::School,
            Entity::Region(_) => reporting_unit == ReportingUnit::Region,
        }
    }
}
