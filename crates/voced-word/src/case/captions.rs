//! Captions: by style, by 图1 in front, or as short lines in the middle below a picture; those of tables stand above.

use crate::document::{Role, Table};

use super::headings::mark;
use super::layout::{Line, Part, Shown};

/// A caption is no longer, in characters.
const LONGEST: usize = 60;
/// One that nothing marks as a caption is shorter.
const LONGEST_UNMARKED: usize = 40;
const NUMERALS: &str = "一二三四五六七八九十";

/// What is said of pictures that stand side by side.
pub(super) struct Captions {
    of_each: Vec<String>,
    /// On how many lines below them.
    pub(super) n_lines: usize,
}

impl Captions {
    /// One caption for each of several pictures.
    pub(super) fn same(caption: &str, n_pictures: usize) -> Self {
        Self {
            of_each: vec![caption.to_owned(); n_pictures],
            n_lines: 0,
        }
    }

    pub(super) fn of(&self, idx: usize) -> Option<&str> {
        self.of_each.get(idx).map(String::as_str)
    }
}

/// The captions of pictures: those of a grid, or what stands below them.
pub(super) fn below(shown: &[Shown], rest: &[Part]) -> Captions {
    if shown.iter().any(|shown| !shown.caption.is_empty()) {
        let of_each = shown.iter().map(|shown| shown.caption.clone());
        return Captions {
            of_each: of_each.collect(),
            n_lines: 0,
        };
    }
    let lines = rest.iter().map_while(|part| match part {
        Part::Line(line) => caption(line),
        Part::Pictures(_) | Part::Table(_) => None,
    });
    let lines: Vec<&str> = lines.take(shown.len()).collect();
    let Some(first) = lines.first() else {
        return Captions::same("", 0);
    };
    if lines.len() == shown.len() {
        return Captions {
            of_each: lines.iter().map(|line| words(line)).collect(),
            n_lines: lines.len(),
        };
    }
    let several = split(first);
    if several.len() == shown.len() {
        return Captions {
            of_each: several.iter().map(|line| words(line)).collect(),
            n_lines: 1,
        };
    }
    Captions {
        n_lines: 1,
        ..Captions::same(&words(first), shown.len())
    }
}

/// A caption that stands above pictures, since nothing stands below that could be one.
pub(super) fn above<'p>(line: &'p Line, rest: &'p [Part]) -> Option<(&'p str, &'p [Shown])> {
    let [Part::Pictures(shown), below @ ..] = rest else {
        return None;
    };
    let is_marked = |line: &Line| line.role == Role::Caption || bare(&line.text, '图').is_some();
    let is_free = shown.iter().all(|shown| shown.caption.is_empty());
    let has_below = matches!(below.first(), Some(Part::Line(line)) if caption(line).is_some());
    let is_above = is_marked(line) && is_free && !has_below && line.text.chars().count() <= LONGEST;
    is_above.then(|| {
        (
            bare(&line.text, '图').unwrap_or(&line.text),
            shown.as_slice(),
        )
    })
}

/// The caption of the table that comes next.
pub(super) fn table_caption<'p>(line: &Line, next: &'p Part) -> Option<(String, &'p Table)> {
    let Part::Table(table) = next else {
        return None;
    };
    let n_letters = line.text.chars().count();
    let numbered = bare(&line.text, '表').filter(|_| n_letters <= LONGEST);
    let is_short = n_letters <= LONGEST_UNMARKED && !line.text.ends_with(['。', '：']);
    let is_caption = line.role == Role::Caption || line.look.is_centred && is_short;
    let caption = numbered.or(is_caption.then_some(line.text.as_str()))?;
    Some((caption.to_owned(), table))
}

/// The text of a line that is a caption of what stands above.
fn caption(line: &Line) -> Option<&str> {
    let n_letters = line.text.chars().count();
    let is_marked = line.role == Role::Caption || bare(&line.text, '图').is_some();
    if is_marked {
        return (n_letters <= LONGEST && !line.text.contains('。')).then_some(&line.text);
    }
    let is_plain = line.role == Role::Body && line.mark.is_none() && mark(line).is_none();
    let is_short = n_letters <= LONGEST_UNMARKED && !line.text.ends_with(['。', '：', '；']);
    (line.look.is_centred && !line.look.is_bold && is_plain && is_short).then_some(&line.text)
}

fn words(line: &str) -> String {
    bare(line, '图').unwrap_or(line).trim().to_owned()
}

/// Several captions of one line: 图1 上课　　图2 实训.
fn split(line: &str) -> Vec<&str> {
    let starts = line
        .match_indices('图')
        .filter(|(at, _)| bare(&line[*at..], '图').is_some());
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    if starts.len() > 1 {
        let ends = starts.iter().skip(1).copied().chain([line.len()]);
        return starts
            .iter()
            .zip(ends)
            .map(|(from, to)| line[*from..to].trim())
            .collect();
    }
    let parts = line
        .split(['\t', '\u{3000}'])
        .flat_map(|part| part.split("  "));
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// A caption without `图1`, `图 1-2：`, `表一`; `None` where no number or colon stands there, as in 图书馆.
pub(super) fn bare(line: &str, kind: char) -> Option<&str> {
    let rest = line.strip_prefix(kind)?.trim_start();
    let is_of_number =
        |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || NUMERALS.contains(c);
    let behind = rest.trim_start_matches(|c| is_of_number(c) || "-.－—–".contains(c));
    let has_number = rest.starts_with(is_of_number);
    let words = behind.trim_start_matches([':', '：', '、', ' ', '\u{3000}', '\t', '．']);
    let has_mark = words.len() < behind.len();
    (!words.is_empty() && (has_number || has_mark && behind.starts_with([':', '：'])))
        .then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_captions_are_told_from_words_that_begin_alike() {
        for (line, words) in [
            ("图1 上课", "上课"),
            ("图 1-2：实训", "实训"),
            ("图一：实训", "实训"),
            ("图：实训", "实训"),
            ("图２　实训", "实训"),
        ] {
            assert_eq!(bare(line, '图'), Some(words), "{line}");
        }
        for line in ["图书馆建成", "图1", "如图1所示", "图 上课"] {
            assert_eq!(bare(line, '图'), None, "{line}");
        }
        assert_eq!(split("图1 上课    图2 实训"), ["图1 上课", "图2 实训"]);
        assert_eq!(split("上课\t实训"), ["上课", "实训"]);
    }
}
