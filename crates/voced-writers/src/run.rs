//! Everything one run has to show, and the outputs that show it.

use voced_domain::{Bureau, Comparison, Dataset, Edition, Facts, Finding};

use crate::{WriteError, data, summary};

/// The definitions and observations of one collected year.
#[derive(Clone, Copy, Debug)]
pub struct YearData<'a> {
    /// Definitions in force.
    pub edition: &'a Edition,
    /// What was collected.
    pub dataset: &'a Dataset,
}

/// What a run computed, for writers.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The bureau.
    pub bureau: &'a Bureau,
    /// The year of the report.
    pub this: YearData<'a>,
    /// The year before, where it was collected from workbooks; a year of which only print exists
    /// is in the facts.
    pub last: Option<YearData<'a>>,
    /// Facts of both years.
    pub facts: &'a Facts,
    /// How the printed report of the year stands to the facts, where there is one.
    pub comparison: Option<&'a Comparison>,
    /// What was found in the workbooks.
    pub findings: &'a [Finding],
    /// The day of issue: year, month, day.
    pub issued: (u16, u8, u8),
}

/// An output: its name on the command line, what it is, its path, and how it is written.
#[derive(Clone, Copy)]
pub struct Writer {
    /// Name for `--only`.
    pub format: &'static str,
    /// What it is, in Chinese.
    pub name: &'static str,
    /// Path within the output folder.
    pub path: &'static str,
    /// Writes it.
    pub write: fn(&Run<'_>) -> Result<Vec<u8>, WriteError>,
}

/// Every output, in the order in which they are written.
pub fn all() -> &'static [Writer] {
    &[
        Writer {
            format: "xlsx",
            name: "汇总工作簿",
            path: "汇总.xlsx",
            write: summary::write,
        },
        Writer {
            format: "json",
            name: "指标和来源数据",
            path: "data/indicators.json",
            write: json,
        },
        Writer {
            format: "csv",
            name: "指标数据表",
            path: "data/indicators.csv",
            write: |run| data::csv(run.bureau, run.this.edition, run.facts),
        },
    ]
}

fn json(run: &Run<'_>) -> Result<Vec<u8>, WriteError> {
    let last = run.last.map(|last| last.dataset);
    let datasets: Vec<_> = std::iter::once(run.this.dataset).chain(last).collect();
    data::json(run.bureau, run.this.edition, &datasets, run.facts)
}
