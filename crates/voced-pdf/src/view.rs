//! The report as the data that the template reads.

use serde::Serialize;
use serde_json::Value;
use typst::foundations::Label;
use typst::utils::PicoStr;
use voced_charts::Style;
use voced_report::{Block, Report};

use crate::PdfError;
use crate::fonts::Families;
use crate::traces::{self, TraceRow};

#[derive(Serialize)]
struct View<'a> {
    report: Value,
    fonts: &'a Families,
    traces: Vec<TraceRow>,
}

/// The text of `report.json`.
pub(crate) fn text(report: &Report, families: &Families) -> Result<String, PdfError> {
    let mut value = serde_json::to_value(report).map_err(PdfError::Data)?;
    if let Value::Object(fields) = &mut value {
        // The lines of the 数据溯源表 stand beside the report; the dashboard is not printed.
        fields.remove("traces");
        fields.remove("dashboard");
    }
    let view = View {
        report: value,
        fonts: families,
        traces: traces::rows(report),
    };
    let mut whole = serde_json::to_value(&view).map_err(PdfError::Data)?;
    clean(&mut whole);
    serde_json::to_string(&whole).map_err(PdfError::Data)
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
