//! Bare numbers in a template: a digit that no helper printed is a mistake, found at its line, and so are words that only
//! the figures can say.

use voced_domain::numerals;

use crate::context::ComposeContext;
use crate::error::NarrativeFault;
use crate::free_table::lines_of_numbers;
use crate::literal::literals;

/// Every bare number of a text.
pub(crate) fn bare_numbers(file: &str, source: &str, cx: &ComposeContext) -> Vec<NarrativeFault> {
    let literal = without_templates(source);
    let mut faults = Vec::new();
    let tables = lines_of_numbers(source);
    let mut is_fenced = false;
    for (idx, line) in literal.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
            continue;
        }
        let is_of_table = tables.iter().any(|lines| lines.contains(&idx));
        if !is_fenced && !is_of_table {
            let line = &without_paths(without_list_mark(line));
            let place = (idx + 1, line.starts_with('|'));
            faults.extend(bare_in(line).map(|number| fault(file, place, number, cx)));
            let words = literals(line).into_iter();
            faults.extend(words.map(|found| {
                let message = format!("“{}”是直接写的，数据变了也不会跟着变", found.word);
                NarrativeFault::new(file, Some(idx + 1), message, found.remedy)
            }));
        }
    }
    faults
}

/// Digits of a text that are figures and not dates, numbers of documents and the like.
pub(crate) fn bare_in(text: &str) -> impl Iterator<Item = &str> {
    numerals(text)
        .into_iter()
        .filter(|numeral| numeral.non_figure.is_none())
        .map(move |numeral| &text[numeral.range])
}

fn fault(
    file: &str,
    (line, is_in_table): (usize, bool),
    number: &str,
    cx: &ComposeContext,
) -> NarrativeFault {
    let codes = cx.with_value(number);
    let stated = if is_in_table {
        "在表题的下一行写“数：来处”".to_owned()
    } else {
        format!("写成{{{{ stated(\"{number}\", \"理由\") }}}}并说明理由")
    };
    let remedy = match codes.as_slice() {
        [] => format!("没有哪个指标是这个数；请改用指标，或{stated}"),
        codes => {
            let calls: Vec<String> = codes
                .iter()
                .map(|code| format!("{{{{ value(\"{code}\") }}}}"))
                .collect();
            format!("是不是{}；不是指标就{stated}", calls.join("或"))
        }
    };
    NarrativeFault::new(
        file,
        Some(line),
        format!("“{number}”是直接写的数，没有来源"),
        remedy,
    )
}

/// The text with `{{ … }}`, `{% … %}` and `{# … #}` blanked out, lines kept. A mark of no width
/// stands in their place, so that 第{{ n }}年 is not read as 第年.
fn without_templates(source: &str) -> String {
    const PAIRS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    let mut literal = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((at, (open, close))) = PAIRS
        .iter()
        .filter_map(|pair| Some((rest.find(pair.0)?, *pair)))
        .min()
    {
        literal.push_str(&rest[..at]);
        let inside = &rest[at + open.len()..];
        let end = inside
            .find(close)
            .map_or(inside.len(), |end| end + close.len());
        literal.push('\u{FFFC}');
        literal.extend(inside[..end].chars().filter(|c| *c == '\n'));
        rest = &inside[end..];
    }
    literal.push_str(rest);
    literal
}

/// A line without the paths of its pictures, whose digits are no figures.
fn without_paths(line: &str) -> String {
    let mut parts = line.split("![");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (caption, rest) = part.split_once("](").unwrap_or((part, ""));
        kept.push_str(caption);
        kept.push_str(rest.split_once(')').map_or("", |(_, rest)| rest));
    }
    kept
}

/// `1. ` or `1) ` at the head of a line makes a list.
fn without_list_mark(line: &str) -> &str {
    let trimmed = line.trim_start();
    let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    match digits.strip_prefix(". ").or(digits.strip_prefix(") ")) {
        Some(rest) if digits.len() < trimmed.len() => rest,
        _ => trimmed,
    }
}
