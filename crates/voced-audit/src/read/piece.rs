//! Text being read, with the marks of figures in it.

use std::ops::Range;

use voced_domain::FigureTag;

use crate::document::Text;

#[derive(Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) tags: Vec<(Range<usize>, FigureTag)>,
}

impl Piece {
    /// Adds a paragraph.
    pub(super) fn push(&mut self, other: Piece) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let from = self.text.len();
        self.text.push_str(&other.text);
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
