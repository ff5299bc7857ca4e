//! The 数据溯源表: for each fact used a line with its formula, its terms and the cells they are from.

use std::collections::BTreeMap;

use voced_report::{Report, Trace, TraceId};

use super::body::{Body, Setting};
use super::cells::{self, Term};
use super::flow::Piece;
use super::grid::{self, CellShape, HEAD_GROUND, Keep, Merge, RowKind};
use super::ink::{Weight, run};
use super::look::{self, Align, CELLS, Look};
use super::places::trace_name;
use super::table::cell_room;
use super::xml::Xml;

/// Type of the table, 小五.
const LOOK: Look = CELLS[2];
/// Columns with their shares of the width.
const COLUMNS: [(&str, i32); 6] = [
    ("编号", 4),
    ("指标（单位名称，年度）", 15),
    ("数值", 9),
    ("公式与计算", 29),
    ("分子、分母", 13),
    ("工作簿·工作表·单元格", 30),
];

/// Writes the table.
pub(super) fn write(body: &mut Body<'_>) {
    let report = body.ink.report;
    let books = workbooks(report);
    if !books.is_empty() {
        body.plain(&look::TABLE_NOTE, Setting::Plain, &books);
    }
    let widths = widths(body.text_width());
    let lines: Vec<Line> = report.traces.iter().map(line_of).collect();
    let ink = &mut body.ink;
    grid::table(&mut body.xml, &widths, "数据溯源表", |xml| {
        head(xml, &widths);
        for (index, line) in lines.iter().enumerate() {
            grid::row(xml, RowKind::Body, |xml| {
                cell(xml, widths[0], |xml| {
                    let name = trace_name(TraceId(index));
                    let number = (index + 1).to_string();
                    grid::line(xml, &LOOK, Align::Center, Keep::Loose, |xml| {
                        ink.bookmark(xml, &name, |xml| run(xml, &number, Weight::Plain));
                    });
                });
                for (texts, width) in line.iter().zip(&widths[1..]) {
                    cell(xml, *width, |xml| paragraphs(xml, texts));
                }
            });
        }
    });
    measure(body, &lines, &widths);
    body.gap(look::line_height(&look::GAP));
}

/// Paragraphs of each cell behind the number.
type Line = [Vec<String>; 5];

fn line_of(trace: &Trace) -> Line {
    [
        vec![
            trace.name.clone(),
            format!("{}，{}年", trace.entity, trace.key.year),
        ],
        value(trace),
        calculation(trace),
        trace
            .terms
            .iter()
            .map(|term| format!("{} {}", term.role, term.value))
            .collect(),
        cells_of(trace),
    ]
}

fn value(trace: &Trace) -> Vec<String> {
    let mut lines = vec![trace.display.clone()];
    lines.extend(trace.coverage.clone());
    lines
}

fn calculation(trace: &Trace) -> Vec<String> {
    let mut lines = vec![trace.formula.clone(), trace.calculation.clone()];
    lines.push(match &trace.reason {
        Some(reason) => format!("口径：{}（{reason}）", trace.version),
        None => format!("口径：{}", trace.version),
    });
    if let Some(last) = &trace.last {
        let change = trace
            .change
            .iter()
            .map(|change| format!("，变化{change}"))
            .collect::<String>();
        lines.push(format!(
            "上年（{}年，{}）：{}{change}",
            last.year, last.vintage, last.display
        ));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn cells_of(trace: &Trace) -> Vec<String> {
    let schools: Vec<&str> = trace
        .contributions
        .iter()
        .map(|one| one.school.as_str())
        .collect();
    let has_one_term = trace.terms.len() < 2;
    let term = |term: &voced_report::TraceTerm| {
        let words = cells::words(&Term {
            sources: &term.sources,
            schools: &schools,
        });
        match words.is_empty() {
            true => None,
            false if has_one_term => Some(words),
            false => Some(format!("{}：{words}", term.role)),
        }
    };
    let lines: Vec<String> = trace.terms.iter().filter_map(term).collect();
    if lines.is_empty() {
        vec![trace.source.clone()]
    } else {
        lines
    }
}

/// Which workbook each school's is, said once.
fn workbooks(report: &Report) -> String {
    let terms = report.traces.iter().flat_map(|trace| &trace.terms);
    let sources = terms.flat_map(|term| &term.sources);
    let files: BTreeMap<&str, &str> = sources
        .map(|source| (source.file.as_str(), source.entity.as_str()))
        .collect();
    let words: Vec<String> = files
        .iter()
        .map(|(file, entity)| format!("{entity}为《{file}》"))
        .collect();
    match words.is_empty() {
        true => String::new(),
        false => format!("工作簿：{}。表中以简称代之。", words.join("，")),
    }
}

fn widths(total: i32) -> Vec<i32> {
    let whole: i32 = COLUMNS.iter().map(|(_, share)| share).sum();
    let mut widths: Vec<i32> = COLUMNS
        .iter()
        .map(|(_, share)| total * share / whole)
        .collect();
    widths[3] += total - widths.iter().sum::<i32>();
    widths
}

fn head(xml: &mut Xml, widths: &[i32]) {
    grid::row(xml, RowKind::Head, |xml| {
        for ((name, _), width) in COLUMNS.iter().zip(widths) {
            let shape = CellShape {
                width: *width,
                columns: 1,
                merge: Merge::Single,
                ground: Some(HEAD_GROUND),
            };
            grid::cell(xml, shape, |xml| {
                grid::line(xml, &LOOK, Align::Center, Keep::WithNext, |xml| {
                    run(xml, name, Weight::Strong);
                });
            });
        }
    });
}

fn cell(xml: &mut Xml, width: i32, inside: impl FnOnce(&mut Xml)) {
    let shape = CellShape {
        width,
        columns: 1,
        merge: Merge::Single,
        ground: None,
    };
    grid::cell(xml, shape, inside);
}

fn paragraphs(xml: &mut Xml, texts: &[String]) {
    let empty = [String::new()];
    let texts = if texts.is_empty() { &empty[..] } else { texts };
    for text in texts {
        grid::line(xml, &LOOK, Align::Left, Keep::Loose, |xml| {
            run(xml, text, Weight::Plain)
        });
    }
}

fn measure(body: &mut Body<'_>, lines: &[Line], widths: &[i32]) {
    let line_height = look::line_height(&LOOK);
    let head = grid::row_height(1, line_height);
    body.flow.push(Piece {
        height: head,
        is_kept_with_next: true,
        ..Piece::default()
    });
    for line in lines {
        let cells = line.iter().zip(&widths[1..]).map(|(texts, width)| {
            texts
                .iter()
                .map(|text| cell_room(&LOOK, *width).lines(text))
                .sum::<i32>()
        });
        body.flow.push(Piece {
            height: grid::row_height(cells.max().unwrap_or(1), line_height),
            head,
            ..Piece::default()
        });
    }
}
