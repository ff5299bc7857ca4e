//! The lines of the 数据溯源表, with the figures that lead to them.

use serde::Serialize;
use voced_report::{Report, TraceLine};

use crate::text::{Breaks, plain};

/// Paragraphs in a cell beyond which its line may go over to the next page.
const LONG: usize = 8;

/// A line of the 数据溯源表.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct TraceRow {
    /// Each column after the number, its paragraphs as lines of one text: the template would make a
    /// node of each. Nothing where there are none.
    columns: [Option<String>; 5],
    /// Whether the line may go over to the next page.
    is_long: bool,
    /// The figures of the text that lead here, as indices.
    uses: Vec<usize>,
}

/// A line for each trace, in their order.
pub(crate) fn rows(report: &Report) -> Vec<TraceRow> {
    let lines = report.trace_lines();
    let row = |(index, line): (usize, &TraceLine)| TraceRow {
        columns: line.columns().map(joined),
        is_long: line.columns().iter().any(|lines| lines.len() > LONG),
        uses: uses(report, index),
    };
    lines.iter().enumerate().map(row).collect()
}

fn uses(report: &Report, trace: usize) -> Vec<usize> {
    let figures = report.figures.iter().enumerate();
    figures
        .filter(|(_, figure)| figure.trace.0 == trace)
        .map(|(index, _)| index)
        .collect()
}

fn joined(paragraphs: &[String]) -> Option<String> {
    let broken = |text: &String| Breaks::InCells.put_into(&plain(text));
    let lines: Vec<String> = paragraphs.iter().map(broken).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
