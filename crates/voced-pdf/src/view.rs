//! The report as the data that the template reads.

use serde::Serialize;
use serde_json::Value;
use typst::foundations::Label;
use typst::utils::PicoStr;
use voced_charts::Style;
use voced_report::{Block, Report, TRACE_HEADS};

use crate::PdfError;
use crate::fonts::Families;
use crate::traces::{self, TraceRow};

/// Characters of a line in text and in a cell beyond which a run of Latin letters and digits is
/// given places to break.
const LONG_IN_TEXT: usize = 40;
const LONG_IN_CELL: usize = 14;

#[derive(Serialize)]
struct View {
    report: Value,
    trace_heads: [&'static str; 6],
    traces: Vec<TraceRow>,
    workbooks: String,
}

/// What `report.json` holds but for the fonts.
pub(crate) fn of(report: &Report) -> Result<Value, PdfError> {
    let mut value = serde_json::to_value(report).map_err(PdfError::Data)?;
    if let Value::Object(fields) = &mut value {
        // The lines of the 数据溯源表 stand beside the report; the dashboard is not printed.
        fields.remove("traces");
        fields.remove("dashboard");
    }
    let view = View {
        report: value,
        trace_heads: TRACE_HEADS,
        traces: traces::rows(report),
        workbooks: report.workbooks(),
    };
    let mut whole = serde_json::to_value(&view).map_err(PdfError::Data)?;
    clean(&mut whole);
    break_long(&mut whole["report"]["blocks"], LONG_IN_TEXT);
    break_long(&mut whole["traces"], LONG_IN_CELL);
    join_lines(&mut whole["traces"]);
    let figures = whole["report"]["figures"].take();
    let figures = figures.as_array().map_or(&[][..], Vec::as_slice);
    spell_out(&mut whole["report"]["blocks"], figures);
    measure(&mut whole["report"]["blocks"]);
    simplify(&mut whole["report"]["blocks"]);
    Ok(whole)
}

/// The text of `report.json`.
pub(crate) fn with_fonts(mut view: Value, families: &Families) -> Result<String, PdfError> {
    view["fonts"] = serde_json::to_value(families).map_err(PdfError::Data)?;
    serde_json::to_string(&view).map_err(PdfError::Data)
}

/// Lets long runs without a place to break be broken after each character. In tables they are
/// shorter than in the text.
fn break_long(value: &mut Value, limit: usize) {
    match value {
        Value::String(text) => {
            if let Some(broken) = broken(text, limit) {
                *text = broken;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| break_long(item, limit)),
        Value::Object(fields) => {
            let is_table = fields.get("block").is_some_and(|block| block == "table");
            let limit = if is_table { LONG_IN_CELL } else { limit };
            for (name, field) in fields {
                // Names of places are not read.
                if !matches!(
                    name.as_str(),
                    "anchor" | "target" | "block" | "inline" | "kind"
                ) {
                    break_long(field, limit);
                }
            }
        }
        _ => {}
    }
}

/// None where nothing is to be broken.
fn broken(text: &str, limit: usize) -> Option<String> {
    let is_run = |c: char| ('!'..='~').contains(&c);
    let mut runs = text.split(|c| !is_run(c));
    if !runs.any(|run| run.len() >= limit) {
        return None;
    }
    let mut broken = String::with_capacity(2 * text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_run(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        for character in run.chars() {
            broken.push(character);
            if run.len() >= limit {
                broken.push('\u{200B}');
            }
        }
        let next = after.find(is_run).unwrap_or(after.len());
        broken.push_str(&after[..next]);
        rest = &after[next..];
    }
    Some(broken)
}

/// Makes one text of the lines of each column: the template would make it of a node each.
fn join_lines(traces: &mut Value) {
    for row in traces.as_array_mut().into_iter().flatten() {
        for column in row["columns"].as_array_mut().into_iter().flatten() {
            let lines = column.as_array().into_iter().flatten();
            let lines: Vec<&str> = lines.filter_map(Value::as_str).collect();
            *column = match lines.is_empty() {
                true => Value::Null,
                false => lines.join("\n").into(),
            };
        }
    }
}

/// Gives each figure its text where it is shown. Were it looked up in the template, each function that
/// does so would hold the whole report, and typst hashes what a function holds at each call.
fn spell_out(value: &mut Value, figures: &[Value]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| spell_out(item, figures)),
        Value::Object(fields) => {
            let index = fields.get("figure").and_then(Value::as_u64);
            let figure = index.and_then(|index| figures.get(usize::try_from(index).ok()?));
            match figure {
                Some(figure) => drop(fields.insert("text".into(), figure["text"].clone())),
                None => fields
                    .values_mut()
                    .for_each(|field| spell_out(field, figures)),
            }
        }
        _ => {}
    }
}

/// Gives each cell of a table the width of its text in halves of a Chinese character.
fn measure(blocks: &mut Value) {
    let blocks = blocks.as_array_mut().into_iter().flatten();
    for block in blocks.filter(|block| block["block"] == "table") {
        let rows = block["rows"].as_array_mut().into_iter().flatten();
        for cell in rows.filter_map(|row| row["cells"].as_array_mut()).flatten() {
            cell["halves"] = halves(&cell["text"]).into();
        }
    }
}

fn halves(text: &Value) -> usize {
    match text {
        Value::String(text) => text
            .chars()
            .map(|c| if c < '\u{2000}' { 1 } else { 2 })
            .sum(),
        Value::Array(line) => line
            .iter()
            .map(|piece| {
                halves(
                    &piece[if piece["inline"] == "strong" {
                        "of"
                    } else {
                        "text"
                    }],
                )
            })
            .sum(),
        _ => 0,
    }
}

/// Makes a text of each line that is nothing else, as most cells of a table are.
fn simplify(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(simplify),
        Value::Object(fields) => {
            let mere = fields.get_mut("text").and_then(mere_text);
            if let Some(text) = mere {
                fields.insert("text".into(), text);
            }
            fields.values_mut().for_each(simplify);
        }
        _ => {}
    }
}

fn mere_text(line: &mut Value) -> Option<Value> {
    match line.as_array_mut()?.as_mut_slice() {
        [piece] if piece["inline"] == "text" => Some(piece["text"].take()),
        _ => None,
    }
}

/// The charts by the names of their files, `chart-<index of the block>.svg`.
pub(crate) fn charts(report: &Report) -> Vec<(String, String)> {
    let file = |(index, block): (usize, &Block)| match block {
        Block::Chart(chart) => Some((
            format!("chart-{index}.svg"),
            voced_charts::svg(chart, Style::Print),
        )),
        _ => None,
    };
    report.blocks.iter().enumerate().filter_map(file).collect()
}

/// The label of the place to which the figure with this index leads.
pub(crate) fn figure_label(index: usize) -> Option<Label> {
    Label::new(PicoStr::intern(&format!("figure-{index}")))
}

/// Takes out characters that steer a text instead of being read: they would turn its direction, or
/// PDF forbids them.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) if text.contains(steers) => {
            *text = text.chars().filter_map(kept).collect();
        }
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        _ => {}
    }
}

fn kept(character: char) -> Option<char> {
    match character {
        '\t' | '\n' | '\r' => Some(' '),
        _ => Some(character).filter(|c| !steers(*c)),
    }
}

fn steers(character: char) -> bool {
    let is_unseen = matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
    );
    character.is_control() || is_unseen
}
