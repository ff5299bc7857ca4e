//! What somebody changed in a document of ours after it was written: its figures, its other numbers,
//! and the words that say which way they went.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use voced_domain::{FigureTag, numerals};

use crate::document::{Block, Document, GivenFigure, Text};
use crate::extract::directions;
use crate::number::{chinese, unit};

/// A number or a word of direction that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Where it stands now, or where it would: line, paragraph or page.
    pub line: usize,
    /// The mark of the figure, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<FigureTag>,
    /// As it was written; absent where it is new.
    pub given: Option<String>,
    /// As it is now; absent where it was deleted.
    pub found: Option<String>,
    /// The sentence as it is now, or as it was.
    pub sentence: String,
}

/// Everything that is not as it was written, in the order of the report; nothing for a document that
/// does not say how it was written.
pub fn edits(document: &Document) -> Vec<Edit> {
    if document.original.is_empty() {
        let figures = document.figures.iter().filter(|figure| figure.is_edited());
        return figures.map(of_figure).collect();
    }
    let given: Vec<Token<'_>> = document
        .original
        .iter()
        .flat_map(|text| tokens(text, 0))
        .collect();
    let found: Vec<Token<'_>> = lines(document)
        .flat_map(|(number, text)| tokens(text, number))
        .collect();
    // A program that dropped the list of figures leaves the text to go by.
    let by_mark = !document.figures.is_empty();
    let keys = |tokens: &[Token<'_>]| -> Vec<String> {
        tokens.iter().map(|token| token.key(by_mark)).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&given), &keys(&found));
    let mut edits: Vec<Edit> = ops
        .iter()
        .flat_map(|op| between(op, &given, &found))
        .collect();
    forget_moved(&mut edits);
    edits
}

fn of_figure(figure: &GivenFigure) -> Edit {
    Edit {
        line: 0,
        tag: Some(figure.tag.clone()),
        given: Some(figure.given.clone()),
        found: figure.found.clone(),
        sentence: String::new(),
    }
}

/// The texts of a document with their places.
fn lines(document: &Document) -> impl Iterator<Item = (usize, &Text)> {
    document.blocks.iter().flat_map(|block| match block {
        Block::Heading(line) | Block::Paragraph(line) => vec![(line.number, &line.text)],
        Block::Table(table) => {
            let rows = table.rows.iter();
            rows.flat_map(|row| row.cells.iter().map(|cell| (row.number, cell)))
                .collect()
        }
    })
}

/// A figure, a number or a word of direction.
struct Token<'t> {
    line: usize,
    tag: Option<&'t FigureTag>,
    text: &'t str,
    sentence: &'t str,
}

impl Token<'_> {
    /// What makes two of them the same: a figure is its mark, whatever its text.
    fn key(&self, by_mark: bool) -> String {
        let mark = self.tag.filter(|_| by_mark);
        mark.map_or_else(|| self.text.into(), FigureTag::to_string)
    }

    fn deleted(&self, line: usize) -> Edit {
        Edit {
            line,
            tag: self.tag.cloned(),
            given: Some(self.text.into()),
            found: None,
            sentence: self.sentence.into(),
        }
    }

    /// What it is now, where it was another before.
    fn instead_of(&self, given: Option<&Token<'_>>) -> Edit {
        Edit {
            line: self.line,
            tag: given.and_then(|given| given.tag).or(self.tag).cloned(),
            given: given.map(|given| given.text.into()),
            found: Some(self.text.into()),
            sentence: self.sentence.into(),
        }
    }
}

fn tokens(text: &Text, line: usize) -> Vec<Token<'_>> {
    let whole = text.as_str();
    let mut ranges: Vec<(Range<usize>, Option<&FigureTag>)> = Vec::new();
    ranges.extend(text.tags().map(|(range, tag)| (range.clone(), Some(tag))));
    let numbers = numerals(whole).into_iter().map(|numeral| numeral.range);
    let numbers = numbers.map(|range| {
        let unit = unit(&whole[range.clone()], &whole[range.end..]);
        let end = range.end
            + if whole[range.end..].starts_with(&unit) {
                unit.len()
            } else {
                0
            };
        range.start..end
    });
    let numbers = numbers.chain(chinese(whole).into_iter().map(|number| number.range));
    for range in numbers.chain(directions(whole)) {
        if !ranges.iter().any(|(other, _)| overlap(other, &range)) {
            ranges.push((range, None));
        }
    }
    ranges.sort_by_key(|(range, _)| range.start);
    ranges
        .into_iter()
        .map(|(range, tag)| Token {
            line,
            tag,
            sentence: sentence(whole, range.start),
            text: &whole[range],
        })
        .collect()
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The sentence around a place.
fn sentence(text: &str, at: usize) -> &str {
    let is_end = |c: char| "。！？；\n".contains(c);
    let before = text[..at].char_indices().rfind(|(_, c)| is_end(*c));
    let start = before.map_or(0, |(end, c)| end + c.len_utf8());
    let end = text[at..].find(is_end).map_or(text.len(), |end| at + end);
    text[start..end].trim()
}

/// The edits of one difference.
fn between(op: &DiffOp, given: &[Token<'_>], found: &[Token<'_>]) -> Vec<Edit> {
    let (_, old, new) = op.as_tag_tuple();
    let (old, now) = (&given[old], &found[new.clone()]);
    let paired = old.iter().zip(now);
    if matches!(op, DiffOp::Equal { .. }) {
        let changed = paired.filter(|(given, found)| given.text != found.text);
        return changed
            .map(|(given, found)| found.instead_of(Some(given)))
            .collect();
    }
    let line = found
        .get(new.start)
        .or(found.last())
        .map_or(0, |next| next.line);
    let n_paired = old.len().min(now.len());
    let mut edits: Vec<Edit> = paired
        .map(|(given, found)| found.instead_of(Some(given)))
        .collect();
    edits.extend(old[n_paired..].iter().map(|given| given.deleted(line)));
    edits.extend(now[n_paired..].iter().map(|found| found.instead_of(None)));
    edits
}

/// A sentence that was moved as it is was not edited.
fn forget_moved(edits: &mut Vec<Edit>) {
    let mut deleted: BTreeMap<(String, String), usize> = BTreeMap::new();
    let key =
        |edit: &Edit, text: &Option<String>| text.clone().map(|text| (edit.sentence.clone(), text));
    for edit in edits.iter().filter(|edit| edit.found.is_none()) {
        if let Some(key) = key(edit, &edit.given) {
            *deleted.entry(key).or_default() += 1;
        }
    }
    let mut moved: BTreeMap<(String, String), usize> = BTreeMap::new();
    edits.retain(|edit| {
        let is_new = edit.given.is_none();
        let Some(key) = key(edit, &edit.found).filter(|_| is_new) else {
            return true;
        };
        let Some(left) = deleted.get_mut(&key).filter(|left| **left > 0) else {
            return true;
        };
        *left -= 1;
        *moved.entry(key).or_default() += 1;
        false
    });
    edits.retain(|edit| {
        let is_gone = edit.found.is_none();
        let key = key(edit, &edit.given).filter(|_| is_gone);
        let left = key.and_then(|key| {
            moved.get_mut(&key).filter(|left| **left > 0).map(|left| {
                *left -= 1;
            })
        });
        left.is_none()
    });
}
