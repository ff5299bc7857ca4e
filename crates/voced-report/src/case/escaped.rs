//! Text of a school of which nothing is a template or Markdown.

use voced_domain::numerals;

use crate::free_table::Caption;
use crate::literal::{literals, words_of_change};
use crate::marks::without_marks;

/// What has a meaning in Markdown.
const MARKUP: &str = "\\`*_#[]<>|!~&";
/// What begins an item of a list, or ends a heading above it.
const LIST_MARKS: &[char] = &['-', '+', '='];

/// A line that is a paragraph, whatever it begins with.
pub(super) fn line(reason: &str, text: &str) -> String {
    let text = text.trim();
    // Else it would be read as a table or as its caption.
    if text.starts_with('|') || Caption::of(text).is_some() {
        format!("　{}", escaped(reason, text))
    } else {
        escaped(reason, text)
    }
}

/// Whether a text has what must say where it comes from.
pub(super) fn has_stated(text: &str) -> bool {
    !stated(text).is_empty()
}

/// A text without numbers, where none can be stated: of a heading, a caption, a cell.
pub(super) fn marked_up(text: &str) -> String {
    plain(&without_marks(text), true)
}

/// Words that can stand in a remark and end none.
pub(super) fn words_of_comment(text: &str) -> String {
    text.chars().filter(|c| !"{}#%".contains(*c)).collect()
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

/// A text of which nothing is a template or markup; its numbers say where they come from.
pub(super) fn escaped(reason: &str, text: &str) -> String {
    let text = &without_marks(text);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for range in stated(text) {
        out.push_str(&plain(&text[from..range.start], from == 0));
        let words = quoted(&text[range.clone()]);
        out.push_str(&format!("{{{{ stated({words}, {}) }}}}", quoted(reason)));
        from = range.end;
    }
    out.push_str(&plain(&text[from..], from == 0));
    out
}

/// Text between numbers. A brace is printed by a template, as it would begin one.
fn plain(text: &str, begins_line: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let list_mark = begins_line.then(|| list_mark(text)).flatten();
    for (at, c) in text.char_indices() {
        match c {
            '{' | '}' => out.push_str(&format!("{{{{ \"{c}\" }}}}")),
            c if c.is_control() => out.push(' '),
            c => {
                if MARKUP.contains(c) || list_mark == Some(at) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

/// Where the character stands that would make an item of a line: `-`, or the point of `2023. `.
fn list_mark(text: &str) -> Option<usize> {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let n_digits = text.len() - behind.len();
    let marks: &[char] = if n_digits > 0 {
        &['.', ')']
    } else {
        LIST_MARKS
    };
    behind.starts_with(marks).then_some(n_digits)
}

/// A text as a template has it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
