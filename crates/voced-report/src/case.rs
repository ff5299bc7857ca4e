//! Case studies that schools wrote, as drafts of appendices.
//!
//! What a school wrote is data: nothing of it is read as a template or as Markdown. Its numbers, and its
//! words of direction, are the school's own statement, so that they are listed as such and keep no report
//! from being built.

use voced_domain::numerals;

use crate::free_table::Caption;
use crate::literal::{literals, words_of_change};
use crate::marks::without_marks;

/// What has a meaning in Markdown.
const MARKUP: &str = "\\`*_#[]<>|!~&";
/// A heading is no longer.
const LONGEST_HEADING: usize = 30;
/// What numbers the parts of a text.
const NUMERALS: &str = "一二三四五六七八九十";
/// What begins an item of a list, or ends a heading above it.
const LIST_MARKS: &[char] = &['-', '+', '='];

/// The text of a draft: headings from the numbers that the parts have, each line a paragraph.
pub fn draft_of_case(school: &str, text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let paragraphs: Vec<String> = lines.map(|line| paragraph(school, line)).collect();
    paragraphs.join("\n\n") + "\n"
}

fn paragraph(school: &str, line: &str) -> String {
    match heading(line) {
        Some((level, words)) => format!("{level} {}", escaped(school, words)),
        // Else it would be read as a table or as its caption.
        None if line.starts_with('|') || Caption::of(line).is_some() => {
            format!("　{}", escaped(school, line))
        }
        None => escaped(school, line),
    }
}

/// `一、实施背景`, `（一）做法`: short and without a full stop. Its number comes from its place.
fn heading(line: &str) -> Option<(&'static str, &str)> {
    let is_numeral = |c: char| NUMERALS.contains(c);
    let bare = line.trim_start_matches(['（', '(']);
    let rest = bare.trim_start_matches(is_numeral);
    let (level, words) = match (bare.len() < line.len(), rest.len() < bare.len()) {
        (false, true) => ("##", rest.strip_prefix(['、', '.', '．'])?),
        (true, true) => ("###", rest.strip_prefix(['）', ')'])?),
        _ => return None,
    };
    let words = words.trim();
    let is_short = words.chars().count() <= LONGEST_HEADING && !words.contains(['。', '；', '：']);
    // A heading has no figures.
    let is_plain = stated(words).is_empty();
    (is_short && is_plain && !words.is_empty()).then_some((level, words))
}

/// Numbers and words of direction of a text, in bytes, in order and apart.
fn stated(text: &str) -> Vec<std::ops::Range<usize>> {
    let digits = numerals(text).into_iter();
    let mut found: Vec<_> = digits
        .filter(|found| found.non_figure.is_none())
        .map(|found| found.range)
        .collect();
    let mut words: Vec<String> = words_of_change().map(str::to_owned).collect();
    words.extend(literals(text).into_iter().map(|literal| literal.word));
    for word in &words {
        found.extend(
            text.match_indices(word.as_str())
                .map(|(at, word)| at..at + word.len()),
        );
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<std::ops::Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => apart.push(range),
        }
    }
    apart
}

/// A text of which nothing is a template or markup.
fn escaped(school: &str, text: &str) -> String {
    let text = &without_marks(text);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for range in stated(text) {
        out.push_str(&plain(&text[from..range.start], from == 0));
        let words = quoted(&text[range.clone()]);
        out.push_str(&format!(
            "{{{{ stated({words}, {}) }}}}",
            quoted(&format!("{school}自述，未经核算"))
        ));
        from = range.end;
    }
    out.push_str(&plain(&text[from..], from == 0));
    out
}

/// Text between numbers. A brace is printed by a template, as it would begin one.
fn plain(text: &str, begins_line: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (idx, c) in text.chars().enumerate() {
        if c == '{' || c == '}' {
            out.push_str(&format!("{{{{ \"{c}\" }}}}"));
            continue;
        }
        if MARKUP.contains(c) || begins_line && idx == 0 && LIST_MARKS.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as a template has it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
