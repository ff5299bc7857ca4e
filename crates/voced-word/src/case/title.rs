//! The title of a document: by its style, or the first line in the middle, or the largest of the first
//! lines; else the name of the file.

use crate::document::Role;

use super::Names;
use super::captions::bare;
use super::headings::mark;
use super::layout::{Line, Part};

/// The title is among the first lines.
const FIRST: usize = 8;
/// A title is no longer, in characters.
const LONGEST: usize = 60;
/// What names of schools end with.
const SCHOOLS: &[&str] = &[
    "学校",
    "中专",
    "学院",
    "职教中心",
    "教育中心",
    "职高",
    "职业高中",
    "技校",
    "卫校",
];
/// What begins the second line of a title: ——以电子商务专业为例.
const DASHES: &[char] = &['—', '-', '－', '–', '―'];

/// Takes the title out of the lines of a document.
pub(super) fn take(parts: &mut Vec<Part>, names: Names<'_>) -> String {
    let Some(at) = place(parts, names) else {
        return of_file(names);
    };
    // The number that somebody gave it among other files is none of the report's.
    let below = parts.split_off(at);
    parts.retain(|part| !matches!(part, Part::Line(line) if is_label(&line.text)));
    let at = parts.len();
    parts.extend(below);
    let usual = usual_size(parts);
    let Part::Line(first) = parts.remove(at) else {
        return of_file(names);
    };
    let mut title = one_line(&first.text);
    while let Some(Part::Line(next)) = parts.get(at) {
        if !goes_on(&first, next, usual, names)
            || (title.chars().count() + next.text.chars().count()) > LONGEST
        {
            break;
        }
        title.push_str(&one_line(&next.text));
        parts.remove(at);
    }
    title
}

/// A line without room in it but for that between Latin words.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if is_latin(line.chars().next_back()) && is_latin(word.chars().next()) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn place(parts: &[Part], names: Names<'_>) -> Option<usize> {
    let lines = parts.iter().take(FIRST).enumerate();
    let lines = lines.filter_map(|(at, part)| match part {
        Part::Line(line) if may_be_title(line, names) => Some((at, line)),
        _ => None,
    });
    let lines: Vec<(usize, &Line)> = lines.collect();
    let is_school = |line: &Line| SCHOOLS.iter().any(|end| line.text.ends_with(end));
    let others = lines.iter().copied().filter(|(_, line)| !is_school(line));
    let others: Vec<(usize, &Line)> = others.collect();
    // The name of a school, which may not be the one that it has in the roster, stands above a title.
    likeliest(&others, parts).or_else(|| likeliest(&lines, parts))
}

fn likeliest(lines: &[(usize, &Line)], parts: &[Part]) -> Option<usize> {
    let by_style = lines.iter().find(|(_, line)| line.role == Role::Title);
    let by_heading = || {
        let first = lines.first();
        first.filter(|(at, line)| *at == 0 && is_only_heading(line, parts))
    };
    let in_the_middle = || {
        let mut lines = lines.iter();
        lines.find(|(_, line)| line.look.is_centred && mark(line).is_none())
    };
    let usual = usual_size(parts);
    let is_larger = |line: &Line| line.role == Role::Body && line.look.size > usual;
    let largest = || {
        let larger = lines
            .iter()
            .filter(|(_, line)| is_larger(line) && mark(line).is_none());
        larger.rev().max_by_key(|(_, line)| line.look.size)
    };
    let found = by_style.or_else(by_heading).or_else(in_the_middle);
    found.or_else(largest).map(|(at, _)| *at)
}

fn may_be_title(line: &Line, names: Names<'_>) -> bool {
    let text = one_line(&line.text);
    let is_school = names.school.contains(&&*text);
    let is_sentence = text.ends_with(['。', '；', '：']);
    let is_caption = line.role == Role::Caption || bare(&line.text, '图').is_some();
    let is_short = text.chars().count() <= LONGEST;
    is_short && !is_label(&text) && !is_school && !is_sentence && !is_caption
}

/// `附件2`, `附件：`.
fn is_label(text: &str) -> bool {
    let is_of_number =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "一二三四五六七八九十：:".contains(c);
    text.strip_prefix("附件")
        .is_some_and(|rest| rest.chars().all(is_of_number))
}

/// Whether the first line is a heading above all others, of which there is no second.
fn is_only_heading(line: &Line, parts: &[Part]) -> bool {
    let Role::Heading(level) = line.role else {
        return false;
    };
    let levels = parts.iter().filter_map(|part| match part {
        Part::Line(Line {
            role: Role::Heading(other),
            ..
        }) => Some(*other),
        _ => None,
    });
    levels.skip(1).all(|other| other > level)
}

/// The size of most lines.
fn usual_size(parts: &[Part]) -> usize {
    let mut sizes: Vec<usize> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Line(line) => Some(line.look.size),
            Part::Pictures(_) | Part::Table(_) => None,
        })
        .collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(0)
}

/// Whether a line below the title belongs to it.
fn goes_on(first: &Line, next: &Line, usual: usize, names: Names<'_>) -> bool {
    let is_dashed = next.text.starts_with(DASHES) && !next.text.ends_with('。');
    let is_broken = first.look == next.look
        && first.role == next.role
        && first.look.is_centred
        && first.look.size > usual
        && mark(next).is_none()
        && may_be_title(next, names);
    is_dashed || is_broken
}

/// The name of the file without that of the school.
fn of_file(names: Names<'_>) -> String {
    let longest_first = {
        let mut names: Vec<&str> = names.school.to_vec();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    };
    let mut stem = names.file.to_owned();
    for name in longest_first.iter().filter(|name| !name.is_empty()) {
        stem = stem.replace(name, "");
    }
    let is_mark = |c: char| c.is_whitespace() || "-_—－·：:、，.()（）【】[]《》“”".contains(c);
    let title = one_line(stem.trim_matches(is_mark));
    if title.is_empty() {
        one_line(names.file)
    } else {
        title
    }
}
