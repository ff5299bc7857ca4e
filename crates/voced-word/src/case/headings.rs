//! Which lines are headings, and how deep.

use std::collections::BTreeSet;

use voced_domain::CaseBlock;
use voced_text::{PartMark, numeral, part_mark, reads_as_heading};

use crate::document::{ListMark, Role};

use super::layout::{Line, Part};

/// A heading that only stands in bold is deeper than any that says its depth by its number.
const OF_BOLD: usize = 10;
/// One in bold behind `1.` stands above it.
const OF_ITEM: usize = 9;
/// What begins an item of a list.
const BULLETS: &[char] = &[
    '●', '•', '·', '◆', '■', '▪', '○', '□', '➢', '✓', '√', '★', '◇',
];

/// The depths that the headings of a document have, of which the first is the highest.
pub(super) struct Headings(Vec<usize>);

impl Headings {
    pub(super) fn of(parts: &[Part]) -> Self {
        let lines = parts.iter().filter_map(|part| match part {
            Part::Line(line) => Some(line),
            Part::Pictures(_) | Part::Table(_) => None,
        });
        let depths: BTreeSet<usize> = lines
            .filter_map(|line| Some(heading(line)?.depth))
            .collect();
        Self(depths.into_iter().collect())
    }

    fn level(&self, depth: usize) -> usize {
        1 + self.0.iter().position(|other| *other == depth).unwrap_or(0)
    }
}

/// A line that is a heading.
struct Heading<'a> {
    depth: usize,
    number: String,
    words: &'a str,
}

/// The mark of a line, as Word writes it or as it is typed, and the words behind it.
pub(super) fn mark(line: &Line) -> Option<(PartMark, String, &str)> {
    let words = line.text.as_str();
    let counted = |number: u32| numeral(usize::try_from(number).unwrap_or(usize::MAX));
    match line.mark {
        Some(ListMark::Part(number)) => {
            return Some((PartMark::Part, format!("{}、", counted(number)), words));
        }
        Some(ListMark::Section(number)) => {
            return Some((PartMark::Section, format!("（{}）", counted(number)), words));
        }
        Some(ListMark::Number(number)) => {
            return Some((PartMark::Item(number), format!("{number}."), words));
        }
        Some(ListMark::Bullet) => return None,
        None => {}
    }
    part_mark(words).map(|(mark, typed, words)| (mark, typed.to_owned(), words))
}

fn heading(line: &Line) -> Option<Heading<'_>> {
    let found = mark(line);
    let (number, words) = match &found {
        Some((_, number, words)) => (number.clone(), *words),
        None => (String::new(), line.text.as_str()),
    };
    let depth = match (line.role, found.map(|(mark, ..)| mark)) {
        (Role::Heading(level), _) => {
            return Some(Heading {
                depth: level,
                number,
                words,
            });
        }
        (Role::Caption, _) => None,
        (_, Some(PartMark::Part)) => Some(1),
        (_, Some(PartMark::Section)) => Some(2),
        (_, Some(PartMark::Item(_))) => line.look.is_bold.then_some(OF_ITEM),
        (_, None) => (line.look.is_bold && line.mark.is_none()).then_some(OF_BOLD),
    };
    let depth = depth.filter(|_| reads_as_heading(words))?;
    Some(Heading {
        depth,
        number,
        words,
    })
}

/// What a line is of a case: a heading, an item of a list, a paragraph.
pub(super) fn block(line: &Line, headings: &Headings) -> CaseBlock {
    if let Some(heading) = heading(line) {
        return CaseBlock::Heading {
            level: headings.level(heading.depth),
            number: heading.number,
            text: heading.words.to_owned(),
        };
    }
    let item = |number, text: &str| CaseBlock::Item {
        number,
        text: text.to_owned(),
    };
    match mark(line) {
        Some((PartMark::Item(number), _, words)) => item(Some(number), words),
        // The mark that Word puts before a long paragraph is not in its text.
        Some((_, number, words)) => CaseBlock::Paragraph(format!("{number}{words}")),
        None if line.mark == Some(ListMark::Bullet) => item(None, &line.text),
        None => match line.text.strip_prefix(BULLETS).map(str::trim_start) {
            Some(words) if !words.is_empty() => item(None, words),
            _ => CaseBlock::Paragraph(line.text.clone()),
        },
    }
}
