//! Marks: how figures and texts from data pass through templates and Markdown untouched.
//!
//! A template prints a mark, two private-use characters around a kind and a number. Whatever comes
//! from data is kept aside under its number and never meets the Markdown parser.

use crate::model::Inline;

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
/// Stands beside `**`, so that it is seen as emphasis next to Chinese punctuation too, where
/// Markdown's rules, made for words between spaces, see none.
const HINGE: char = '\u{E002}';

/// Pieces kept aside while a text is rendered.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pieces: Vec<Inline>,
}

impl Pieces {
    /// Keeps a piece and gives the mark that stands for it.
    pub(crate) fn keep(&mut self, piece: Inline) -> String {
        self.pieces.push(piece);
        format!("{OPEN}{}{CLOSE}", self.pieces.len() - 1)
    }

    /// A text with its marks turned back into pieces.
    pub(crate) fn restore(&self, text: &str) -> Vec<Inline> {
        let mut line = Vec::new();
        let text = text.replace(HINGE, "");
        for (idx, part) in text.split(OPEN).enumerate() {
            let (piece, rest) = match part.split_once(CLOSE) {
                Some((number, rest)) if idx > 0 => (self.piece(number), rest),
                _ => (None, part),
            };
            line.extend(piece);
            push_text(&mut line, rest);
        }
        line
    }

    /// A text with its marks turned back, where only texts can stand; `None` if it has a figure.
    pub(crate) fn restore_text(&self, text: &str) -> Option<String> {
        let pieces = self.restore(text).into_iter().map(|piece| match piece {
            Inline::Text { text } => Some(text),
            _ => None,
        });
        pieces.collect()
    }

    fn piece(&self, number: &str) -> Option<Inline> {
        self.pieces.get(number.parse::<usize>().ok()?).cloned()
    }
}

/// Markdown whose emphasis may begin and end at any character.
pub(crate) fn hinged(markdown: &str) -> String {
    markdown.replace("**", &format!("{HINGE}**{HINGE}"))
}

/// Whether a text already holds characters that marks are made of.
pub(crate) fn has_mark(text: &str) -> bool {
    text.contains([OPEN, CLOSE, HINGE])
}

/// A text without such characters.
pub(crate) fn without_marks(text: &str) -> String {
    text.replace([OPEN, CLOSE, HINGE], "")
}

/// Adds text to a line, joined to text that stands there.
pub(crate) fn push_text(line: &mut Vec<Inline>, more: &str) {
    if more.is_empty() {
        return;
    }
    match line.last_mut() {
        Some(Inline::Text { text }) => text.push_str(more),
        _ => line.push(Inline::text(more)),
    }
}
