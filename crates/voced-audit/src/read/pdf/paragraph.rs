//! Lines put together to a paragraph, as long as nothing tells that another begins.

use super::line::{Line, add_line};
use crate::document::{Line as Placed, Text, section_number};

/// Begun so much further right than other lines, in sizes: the beginning of a paragraph.
const INDENT: f64 = 1.2;
/// Lines that begin no further apart, in sizes, begin at one place.
const SAME_PLACE: f64 = 0.3;
/// Text of another size is another paragraph.
const SAME_SIZE: f64 = 1.12;
/// So much further below than lines usually are: another paragraph.
const PITCH: f64 = 1.25;
/// What does not begin a line, and what does not end one.
const CLOSING: &str = ".,:;%)、，。；：！？）》”";
const OPENING: &str = "(（《“";

/// Where the lines of a column of text stand.
#[derive(Clone, Copy, Default)]
pub(super) struct Margins {
    /// Where most lines begin.
    left: f64,
    /// How far full lines reach.
    right: f64,
    /// How far a line is below the one above.
    pitch: f64,
}

impl Margins {
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Self {
        let lines: Vec<&Line> = lines.collect();
        let pitches = lines.windows(2).map(|pair| pair[1].base - pair[0].base);
        Self {
            left: at(lines.iter().map(|line| line.left()), 1),
            right: at(lines.iter().map(|line| line.right()), 3),
            pitch: at(pitches.filter(|pitch| *pitch > 0.0), 2),
        }
    }
}

/// The value that so many quarters of all lie below.
fn at(values: impl Iterator<Item = f64>, quarters: usize) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
        .get(values.len() * quarters / 4)
        .copied()
        .unwrap_or(0.0)
}

/// A paragraph as far as it was read.
#[derive(Default)]
pub(super) struct Paragraph {
    /// The page on which it begins.
    page: usize,
    text: String,
    /// Its last line, and where lines stand there.
    last: Option<(Line, Margins)>,
    /// How many of its last lines begin at one place.
    n_alike: usize,
}

impl Paragraph {
    /// Adds a line of a page.
    pub(super) fn push(&mut self, page: usize, line: &Line, margins: Margins) {
        if self.text.is_empty() {
            self.page = page;
        }
        let is_full = |(last, margins): &(Line, Margins)| margins.right - last.right() < last.size;
        let is_alike = |(last, _): &(Line, Margins)| begin_at_one_place(last, line);
        self.n_alike = if self.last.as_ref().is_some_and(is_alike) {
            self.n_alike + 1
        } else {
            1
        };
        add_line(
            &mut self.text,
            &line.text(),
            self.last.as_ref().is_some_and(is_full),
        );
        self.last = Some((line.clone(), margins));
    }

    /// Whether a line belongs to the next paragraph: it begins as a heading or an item does, or is of
    /// another size, further below or further right, or would have had room for its first word above.
    pub(super) fn is_end(&self, below: &Line, margins: Margins) -> bool {
        let Some((last, above)) = &self.last else {
            return false;
        };
        let ratio = last.size.max(below.size) / last.size.min(below.size);
        let has_room = last.right() + first_word(below) + last.size < above.right;
        begins(&below.text())
            || ratio > SAME_SIZE
            || below.base - last.base > PITCH * margins.pitch
            || has_room
            || self.is_indented(last, below, margins)
    }

    /// Whether a line begins further right than others, and not because all of its item does.
    fn is_indented(&self, last: &Line, below: &Line, margins: Margins) -> bool {
        let is_alike = begin_at_one_place(last, below);
        let is_of_item = is_alike && self.n_alike > 1 || is_item(&self.text);
        below.left() - margins.left > INDENT * below.size && !is_of_item
    }

    /// The paragraph with its place; nothing where it has no text.
    pub(super) fn into_line(self) -> Option<Placed> {
        let text = Text::from(&*self.text);
        let number = self.page;
        (!text.as_str().is_empty()).then_some(Placed { number, text })
    }
}

fn begin_at_one_place(above: &Line, below: &Line) -> bool {
    (above.left() - below.left()).abs() < SAME_PLACE * below.size
}

/// How wide what cannot be parted at the beginning of a line is.
fn first_word(line: &Line) -> f64 {
    let Some(first) = line.pieces.first() else {
        return 0.0;
    };
    let text = &first.text;
    let n_opening = text.chars().take_while(|c| OPENING.contains(*c)).count();
    let is_whole = |c: &char| c.is_ascii_alphanumeric() || CLOSING.contains(*c);
    let n_word = text
        .chars()
        .skip(n_opening)
        .take_while(is_whole)
        .count()
        .max(1);
    let n_begun = n_opening + n_word;
    let n_closing = text
        .chars()
        .skip(n_begun)
        .take_while(|c| CLOSING.contains(*c))
        .count();
    let n_all = text.chars().count().max(1);
    first.width() * share(n_begun + n_closing, n_all)
}

/// What part of all so many characters are, both far fewer than a float is exact for.
pub(super) fn share(n: usize, n_all: usize) -> f64 {
    let exact = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    exact(n) / exact(n_all)
}

/// Whether a line begins a heading or an item of a list.
fn begins(line: &str) -> bool {
    is_item_in_chinese(line)
        || line.starts_with("附件")
        || section_number(line).is_some_and(|(_, rest)| !rest.is_empty())
}

/// `一、`, `（二）`.
fn is_item_in_chinese(line: &str) -> bool {
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let bare = line.trim_start_matches(['（', '(']);
    let rest = bare.trim_start_matches(is_numeral);
    rest.len() < bare.len() && rest.starts_with(['、', '）', ')'])
}

/// Whether a line begins with the mark of an item, to the right of which the item goes on.
fn is_item(line: &str) -> bool {
    let rest = line
        .trim_start_matches(['（', '('])
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = rest.len() < line.len() && rest.starts_with(['.', '、', '）', ')']);
    is_number || is_item_in_chinese(line) || line.starts_with(['•', '·', '●', '■', '◆', '-', '–'])
}
