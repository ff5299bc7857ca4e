//! Text without a font: how wide it is about, where it breaks, how it is escaped.

use voced_text::{printable, unbroken};

/// How wide a text is about, in units of the chart. Without a font it can only be estimated.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(ems).sum::<f64>() * size
}

fn ems(c: char) -> f64 {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}' => 0.0,
        c if c.is_control() => 0.0,
        'W' | 'M' | 'm' | '%' | '@' => 0.9,
        '\0'..='\u{2ff}' => 0.55,
        _ => 1.0,
    }
}

/// A name in as few lines as fit the width, of about equal length; what is beyond `lines` is cut
/// off with an ellipsis.
pub(crate) fn wrap(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let wrapped = fill(text, size, room);
    if wrapped.len() > lines {
        return cut(wrapped, size, room, lines);
    }
    let even = width(text, size) / wrapped.len().max(1) as f64;
    let steps = [even + size * 0.5, even + size, even + size * 2.0];
    let balanced = steps.into_iter().filter(|tried| *tried < room);
    let mut balanced = balanced.map(|tried| fill(text, size, tried));
    let as_short = balanced.find(|tried| tried.len() == wrapped.len());
    as_short.unwrap_or(wrapped)
}

/// Whether a name fits in so many lines.
pub(crate) fn fits(text: &str, size: f64, room: f64, lines: usize) -> bool {
    let wrapped = fill(text, size, room);
    wrapped.len() <= lines && wrapped.iter().all(|line| width(line, size) <= room)
}

/// Lines filled one after the other.
fn fill(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in unbroken(text) {
        let Some(line) = lines.last_mut() else {
            break;
        };
        if line.is_empty() || width(line, size) + width(piece.trim_end(), size) <= room {
            line.push_str(piece);
        } else {
            lines.push(piece.to_owned());
        }
    }
    let broken = lines.iter().flat_map(|line| break_long(line, size, room));
    broken.collect()
}

/// A word longer than a line is broken where the line ends.
fn break_long(line: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in line.trim_end().chars() {
        let is_full = |line: &String| !line.is_empty() && width(line, size) + ems(c) * size > room;
        if lines.last().is_some_and(is_full) {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push(c);
        }
    }
    lines
}

fn cut(mut wrapped: Vec<String>, size: f64, room: f64, lines: usize) -> Vec<String> {
    wrapped.truncate(lines);
    if let Some(last) = wrapped.last_mut() {
        while !last.is_empty() && width(last, size) + size > room {
            last.pop();
        }
        last.push('…');
    }
    wrapped
}

/// Text as it stands in XML; characters that XML cannot hold are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_broken_into_lines_of_about_equal_length() {
        let name = "四平市职业技术教育中心附属学校";
        assert_eq!(
            wrap(name, 10.0, 140.0, 2),
            ["四平市职业技术教", "育中心附属学校"]
        );
        assert_eq!(wrap(name, 10.0, 200.0, 2), [name]);
    }

    #[test]
    fn what_is_beyond_the_last_line_is_cut_off() {
        assert_eq!(
            wrap("一二三四五六七八九", 10.0, 30.0, 2),
            ["一二三", "四五…"]
        );
    }

    #[test]
    fn words_and_marks_stay_with_what_they_belong_to() {
        assert_eq!(fill("报告2020年", 10.0, 40.0), ["报告", "2020年"]);
        assert_eq!(fill("中专（市直）校", 10.0, 40.0), ["中专（市", "直）校"]);
        assert_eq!(fill("AAAAAAAAAA", 10.0, 28.0), ["AAAAA", "AAAAA"]);
    }

    #[test]
    fn text_is_escaped_and_loses_what_xml_cannot_hold() {
        assert_eq!(escape("<a & \"b\">\u{1}"), "&lt;a &amp; &quot;b&quot;&gt;");
    }
}
