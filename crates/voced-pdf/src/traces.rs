//! The lines of the 数据溯源表, in words.

use std::collections::BTreeSet;

use serde::Serialize;
use voced_report::{Report, SourceCell, Trace, TraceTerm};

/// A line of the 数据溯源表.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct TraceRow {
    /// Name of the indicator.
    name: String,
    /// Whose and of which year.
    about: String,
    /// The value with its unit.
    display: String,
    /// Formula, calculation, definition.
    formula: Vec<String>,
    /// Numerator and denominator.
    terms: Vec<String>,
    /// The cells, a line for each place.
    cells: Vec<String>,
    /// The figures of the text that lead here, as indices.
    uses: Vec<usize>,
}

/// A line for each trace, in their order.
pub(crate) fn rows(report: &Report) -> Vec<TraceRow> {
    let schools = all_schools(report);
    let row = |(index, trace): (usize, &Trace)| TraceRow {
        uses: uses(report, index),
        ..row(trace, &schools)
    };
    report.traces.iter().enumerate().map(row).collect()
}

fn row(trace: &Trace, schools: &BTreeSet<&str>) -> TraceRow {
    let coverage = trace
        .coverage
        .iter()
        .map(|coverage| format!("，{coverage}"));
    let about = format!(
        "{}，{}年{}",
        trace.entity,
        trace.key.year,
        coverage.collect::<String>()
    );
    let last = trace.last.iter().map(|last| {
        let change = trace.change.iter().map(|change| format!("，{change}"));
        format!(
            "上年（{}年）{}（{}）{}",
            last.year,
            last.display,
            last.vintage,
            change.collect::<String>()
        )
    });
    let lines = [trace.formula.clone(), trace.calculation.clone()];
    TraceRow {
        name: trace.name.clone(),
        about,
        display: trace.display.clone(),
        formula: lines
            .into_iter()
            .chain(last)
            .filter(|line| !line.is_empty())
            .collect(),
        terms: trace
            .terms
            .iter()
            .map(|term| format!("{} {}", term.role, term.value))
            .collect(),
        cells: trace
            .terms
            .iter()
            .flat_map(|term| places(term, schools))
            .collect(),
        uses: Vec::new(),
    }
}

fn uses(report: &Report, trace: usize) -> Vec<usize> {
    let figures = report.figures.iter().enumerate();
    figures
        .filter(|(_, figure)| figure.trace.0 == trace)
        .map(|(index, _)| index)
        .collect()
}

/// Those whose workbooks any trace names beside that of the region itself.
fn all_schools(report: &Report) -> BTreeSet<&str> {
    let contributions = report.traces.iter().flat_map(|trace| &trace.contributions);
    contributions
        .map(|contribution| contribution.school.as_str())
        .collect()
}

/// The cells of a term; where several schools have the same item in the same cell, it stands once.
fn places(term: &TraceTerm, schools: &BTreeSet<&str>) -> Vec<String> {
    let mut groups: Vec<(&SourceCell, Vec<&SourceCell>)> = Vec::new();
    for source in &term.sources {
        let same = |(first, _): &&mut (&SourceCell, Vec<&SourceCell>)| {
            (&first.sheet, &first.cell) == (&source.sheet, &source.cell)
        };
        match groups.iter_mut().find(same) {
            Some((_, members)) => members.push(source),
            None => groups.push((source, vec![source])),
        }
    }
    let line = |(first, members): &(&SourceCell, Vec<&SourceCell>)| {
        format!(
            "{}：{}·{}!{}",
            term.role,
            owner(members, schools),
            first.sheet,
            first.cell
        )
    };
    groups.iter().map(line).collect()
}

fn owner(members: &[&SourceCell], schools: &BTreeSet<&str>) -> String {
    let names: BTreeSet<&str> = members
        .iter()
        .map(|source| source.entity.as_str())
        .collect();
    match members {
        [only] => only.file.clone(),
        _ if names.len() > 1 && names == *schools => "各校".into(),
        _ => {
            let listed: Vec<&str> = members
                .iter()
                .map(|source| source.entity.as_str())
                .collect();
            listed.join("、")
        }
    }
}
