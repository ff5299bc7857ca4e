//! How many lines a text takes: characters by their usual widths, broken as Chinese is broken.
//!
//! An estimate for page numbers and column widths; no printed number comes out of it.

use voced_text::unbroken;

/// Widths are in thousandths of the size of the type.
const FULL: i32 = 1000;
/// What programs leave free at the end of a line before they break it, as measured.
pub(super) const SLACK: i32 = 30;

/// Space for a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineBox {
    /// Width of a line, in twentieths of a point.
    pub(super) width: i32,
    /// Indent of the first line, in twentieths of a point.
    pub(super) first: i32,
    /// Size of the type, in half points.
    pub(super) size: i32,
    /// What is added to each character, in twentieths of a point.
    pub(super) spacing: i32,
}

impl LineBox {
    /// Lines that the text takes, at least one.
    pub(super) fn lines(self, text: &str) -> i32 {
        let limit = self.thousandths(self.width - SLACK);
        let mut last = FULL;
        let mut lines = 1;
        let mut used = self.thousandths(self.first);
        for word in unbroken(text) {
            let width: i32 = word.chars().map(|c| self.character(c)).sum();
            let hanging = if last < FULL { 0 } else { self.hanging(word) };
            last = word.chars().last().map_or(FULL, character);
            if used + width - hanging <= limit {
                used += width;
                continue;
            }
            // A word longer than a line is broken wherever the line ends.
            let line = limit.max(FULL);
            let over = if width > line { width } else { 0 };
            lines += 1 + over / line;
            used = if over > 0 { width % line } else { width };
        }
        lines
    }

    /// Closing marks may stand in the margin, but not those that close a number.
    fn hanging(self, word: &str) -> i32 {
        if word
            .chars()
            .next()
            .is_some_and(|first| character(first) < FULL)
        {
            return 0;
        }
        match word.chars().last() {
            Some(last) if "，。、；：？！".contains(last) => self.character(last),
            _ => 0,
        }
    }

    fn character(self, c: char) -> i32 {
        match character(c) {
            FULL => FULL + self.thousandths(self.spacing),
            narrow => narrow,
        }
    }

    fn thousandths(self, twips: i32) -> i32 {
        twips * 100 / self.size
    }
}

/// Width of a character in thousandths of the size of the type.
fn character(c: char) -> i32 {
    match c {
        ' ' | ',' | '.' | ';' | ':' | '|' | '\'' | '!' | 'i' | 'j' | 'l' | 't' | 'f' | '/' => 278,
        '(' | ')' | '-' | 'r' | 's' | 'I' | '[' | ']' => 333,
        'a' | 'c' | 'e' | 'z' => 444,
        '%' | 'm' | 'M' | 'W' | 'w' | '@' => 833,
        '+' | '=' | '<' | '>' => 564,
        'A'..='Z' => 690,
        '\u{21}'..='\u{7e}' => 500,
        '\u{a0}'..='\u{b6}' | '\u{b8}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{17f}' => {
            500
        }
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        _ => FULL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: LineBox = LineBox {
        width: 8845,
        first: 640,
        size: 32,
        spacing: -6,
    };

    #[test]
    fn a_first_line_holds_26_characters_and_the_next_28() {
        assert_eq!(ROOM.lines(&"字".repeat(26)), 1);
        assert_eq!(ROOM.lines(&"字".repeat(27)), 2);
        assert_eq!(ROOM.lines(&"字".repeat(54)), 2);
        assert_eq!(ROOM.lines(&"字".repeat(55)), 3);
    }

    #[test]
    fn numbers_stay_whole_and_marks_do_not_begin_a_line() {
        assert_eq!(
            unbroken("就业率（97.8%），升").collect::<Vec<_>>(),
            ["就", "业", "率", "（97.8%），", "升"]
        );
        assert_eq!(ROOM.lines(&format!("{}。", "字".repeat(26))), 1);
    }

    #[test]
    fn an_endless_word_takes_more_than_a_line() {
        assert_eq!(ROOM.lines(&"1".repeat(120)), 4);
    }
}
