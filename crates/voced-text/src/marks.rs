//! Characters that neither XML nor HTML can hold.

use std::borrow::Cow;

/// Whether XML 1.0 and HTML can hold a character: every one but controls and the two that are no
/// characters.
pub fn is_printable(c: char) -> bool {
    let is_blank = matches!(c, '\t' | '\n' | '\r');
    is_blank || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// A text without what neither XML nor HTML can hold.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_printable) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_printable(*c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_held_is_left_out_and_nothing_else() {
        assert_eq!(printable("四\u{0}平\u{b}市\u{ffff}\u{9f}\n"), "四平市\n");
        assert!(matches!(printable("四平<&>\t"), Cow::Borrowed("四平<&>\t")));
    }
}
