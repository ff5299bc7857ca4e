//! Text being read, with the marks of figures in it.

use std::ops::Range;

use voced_domain::{FigureTag, is_digit};

use crate::document::Text;

#[derive(Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) tags: Vec<(Range<usize>, FigureTag)>,
    /// Where its text stands in the XML, for who asks.
    pub(super) segments: Vec<Segment>,
}

/// A stretch of text that stands in one place of the XML, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Where it begins in the text, and how long it is there.
    pub(crate) start: usize,
    pub(crate) length: usize,
    pub(crate) xml: Range<usize>,
}

impl Segment {
    /// The same behind so many other bytes.
    pub(super) fn after(&self, n_bytes: usize) -> Self {
        Self {
            start: self.start + n_bytes,
            ..self.clone()
        }
    }
}

impl Piece {
    /// Adds a paragraph.
    pub(super) fn push(&mut self, other: Piece) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let from = self.text.len();
        self.text.push_str(&other.text);
        let segments = other.segments.iter();
        self.segments
            .extend(segments.map(|segment| segment.after(from)));
        let moved = other.tags.into_iter();
        self.tags
            .extend(moved.map(|(at, tag)| (at.start + from..at.end + from, tag)));
    }

    /// What was read so far; what follows begins anew.
    pub(super) fn take(&mut self) -> Text {
        let tags = std::mem::take(&mut self.tags);
        Text::new(&std::mem::take(&mut self.text), tags)
    }
}

/// What stands in the further columns or rows of a merged cell: a head stands above each of its
/// columns, a number is one number.
pub(super) fn again(cell: &Text) -> Text {
    let has_digit = cell.as_str().contains(|c: char| c.is_ascii_digit());
    if has_digit {
        Text::default()
    } else {
        cell.clone()
    }
}

/// Whether a raised text is the mark of a note, and no part of what it stands behind as that of m² is.
pub(super) fn is_note_mark(raised: &str, before: &str) -> bool {
    let is_of_mark = |c: char| is_digit(c) || "①②③④⑤⑥⑦⑧⑨*[]〔〕".contains(c);
    let is_power = before.ends_with(|c: char| c.is_ascii_alphabetic());
    !is_power && raised.chars().all(is_of_mark)
}
