//! Characters put together to pieces, and pieces to lines.

use voced_domain::is_digit;

use crate::read::piece::is_note_mark;

/// Characters whose bases are no further apart, in sizes, stand on one.
const SAME_BASE: f64 = 0.15;
/// So near, in sizes, are the bases of pieces of one line, small raised ones among them.
const SAME_LINE: f64 = 0.5;
/// Room between characters, in sizes, that parts words.
const WORD_GAP: f64 = 0.15;
/// The same between two digits, which programs that fill their lines push apart as well.
const DIGIT_GAP: f64 = 0.3;
/// The same beside Chinese characters and marks, around which programs leave room as they like.
const WIDE_GAP: f64 = 0.4;
/// Chinese characters, and what is as wide, begin here.
const FIRST_WIDE: char = '\u{2E80}';
/// Room, in sizes, that parts pieces: columns, or a number from the next.
const PIECE_GAP: f64 = 0.9;
const NUMBER_GAP: f64 = 0.45;
/// Room in which no character fits, in sizes.
const NO_ROOM: f64 = 0.2;
/// How far the middle of a character is above its base, in sizes.
const MIDDLE: f64 = 0.35;
/// A character that is drawn again so near, in sizes, is the same: some programs make it bold so.
const SAME: f64 = 0.15;
/// How far a character may stand within the one before it, in sizes.
const OVERLAP: f64 = 0.3;
/// A size is another where it differs by more.
const SAME_SIZE: f64 = 1.3;
/// Raised by more, in sizes of the line, and smaller than this share of it: a mark of a note.
const RAISED: f64 = 0.2;
const SMALL: f64 = 0.75;

/// A character, or characters that stand together on a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) text: String,
    /// Whether a space is drawn before it.
    pub(super) is_spaced: bool,
    /// Which table it stands for, where it is none of the text.
    pub(super) table: Option<usize>,
}

/// The pieces of a line, from the left.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) pieces: Vec<Piece>,
}

impl Piece {
    /// Whether what is drawn stands where the same is already.
    pub(super) fn is_again(&self, other: &Piece) -> bool {
        let near = SAME * self.size;
        self.text == other.text
            && (self.left - other.left).abs() < near
            && (self.base - other.base).abs() < near
    }

    /// How far its middle is from the top.
    pub(super) fn middle(&self) -> f64 {
        self.base - MIDDLE * self.size
    }

    pub(super) fn center(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn is_table(&self) -> bool {
        self.table.is_some()
    }

    /// Whether what stands behind on the same base goes on with this piece.
    fn goes_on(&self, next: &Piece) -> bool {
        let gap = (next.left - self.right) / self.size;
        let widest = if self.is_before_number(next) {
            NUMBER_GAP
        } else {
            PIECE_GAP
        };
        let ratio = self.size.max(next.size) / self.size.min(next.size);
        !self.is_table()
            && !next.is_table()
            && (self.base - next.base).abs() <= SAME_BASE * self.size
            && ratio <= SAME_SIZE
            && (-OVERLAP..widest).contains(&gap)
    }

    fn append(&mut self, next: &Piece) {
        let gap = (next.left - self.right) / self.size;
        let least = if self.is_before_number(next) {
            DIGIT_GAP
        } else if self.is_before_word(next) {
            WORD_GAP
        } else {
            WIDE_GAP
        };
        if next.is_spaced || gap > least {
            self.text.push(' ');
        }
        self.text.push_str(&next.text);
        self.right = self.right.max(next.right);
        self.size = self.size.max(next.size);
    }

    fn is_before_word(&self, next: &Piece) -> bool {
        let is_word = |c: char| c.is_alphabetic() && c < FIRST_WIDE;
        self.text.ends_with(is_word) && next.text.starts_with(is_word)
    }

    fn is_before_number(&self, next: &Piece) -> bool {
        let is_end = |c: char| is_digit(c) || c == '%';
        let is_beginning = |c: char| is_digit(c) || "+-−".contains(c);
        self.text.ends_with(is_end) && next.text.starts_with(is_beginning)
    }
}

impl Line {
    pub(super) fn left(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.right)
    }

    /// Its text, pieces apart by a space.
    pub(super) fn text(&self) -> String {
        let texts: Vec<&str> = self.pieces.iter().map(|piece| &*piece.text).collect();
        texts.join(" ")
    }
}

/// Characters in the order in which they are drawn, put together as long as nothing has room between
/// them, and then those that stand beside each other.
pub(super) fn pieces(glyphs: &[Piece]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for glyph in glyphs {
        let next = glyph.clone();
        let last = pieces.last_mut();
        match last
            .filter(|last| last.goes_on(&next) && next.left - last.right < NO_ROOM * last.size)
        {
            Some(last) => last.append(&next),
            None => pieces.push(next),
        }
    }
    lines(pieces)
        .into_iter()
        .flat_map(|line| line.pieces)
        .collect()
}

/// Pieces put together to lines, from the top.
pub(super) fn lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let near = |line: &&mut Line| {
            (piece.base - line.base).abs() < SAME_LINE * piece.size.max(line.size)
        };
        match lines.last_mut().filter(near) {
            Some(line) => {
                if piece.size > line.size {
                    (line.base, line.size) = (piece.base, piece.size);
                }
                line.pieces.push(piece);
            }
            None => lines.push(Line {
                base: piece.base,
                size: piece.size,
                pieces: vec![piece],
            }),
        }
    }
    lines.iter_mut().for_each(put_together);
    lines
}

/// Pieces that were drawn apart and go on with each other become one; marks of notes go.
fn put_together(line: &mut Line) {
    line.pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut together: Vec<Piece> = Vec::new();
    for piece in std::mem::take(&mut line.pieces) {
        if is_mark(&piece, together.last(), (line.base, line.size)) {
            continue;
        }
        match together.last_mut().filter(|last| last.goes_on(&piece)) {
            Some(last) => last.append(&piece),
            None => together.push(piece),
        }
    }
    line.pieces = together;
}

/// A small raised number that leads to a note.
fn is_mark(piece: &Piece, last: Option<&Piece>, (base, size): (f64, f64)) -> bool {
    let is_raised = piece.size < SMALL * size && piece.base < base - RAISED * size;
    is_raised && is_note_mark(&piece.text, last.map_or("", |last| &last.text))
}

/// Adds a line to the text above it. Words are kept apart; a number that fills its line goes on in the
/// next.
pub(super) fn add_line(text: &mut String, line: &str, is_full: bool) {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let is_of_number = |c: char| is_digit(c) || c == '.';
    let is_cut = is_full && text.ends_with(is_of_number) && line.starts_with(is_of_number);
    if text.ends_with(is_word) && line.starts_with(is_word) && !is_cut {
        text.push(' ');
    }
    text.push_str(line);
}
