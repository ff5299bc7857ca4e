//! How wide a text is where a Chinese character takes two columns: on a terminal, in a workbook.

use unicode_width::UnicodeWidthChar;

/// The columns that a character takes; none where it cannot be seen. What is of either width, such as
/// `“`, `—` or `÷`, is as wide as a Chinese font shows it (Unicode Standard Annex #11, the context of
/// East Asian text).
pub fn char_width(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// The columns that a text on one line takes.
///
/// ```
/// assert_eq!(voced_text::display_width("就业率97.8%"), 11);
/// assert_eq!(voced_text::display_width("e\u{301}“"), 3);
/// ```
pub fn display_width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// A text filled up with blanks to so many columns; a longer one stays as it is.
pub fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(display_width(text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_chinese_fonts_take_two_columns_and_marks_on_others_none() {
        for (text, width) in [
            ("", 0),
            ("abc 1.5%", 8),
            ("四平", 4),
            ("—÷“”…·", 12),
            ("ｱ", 1),
            ("e\u{301}", 1),
            ("\u{200b}\u{feff}\t", 0),
            ("𠮷", 2),
        ] {
            assert_eq!(display_width(text), width, "{text}");
        }
    }

    #[test]
    fn a_text_is_filled_up_and_never_cut() {
        assert_eq!(padded("四平", 6), "四平  ");
        assert_eq!(padded("四平市", 5), "四平市");
    }
}
