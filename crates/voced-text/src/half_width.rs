//! Letters, digits and signs that are typed as wide as Chinese characters.

/// A full-width letter, digit or sign as its ASCII form, a full-width blank as a blank; any other
/// character as it is. Not NFKC, which would take `㎡` and `①` apart.
pub fn half_width_char(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// A text with each of its characters in half width.
///
/// ```
/// assert_eq!(voced_text::half_width("１，１９０人（合计）"), "1,190人(合计)");
/// ```
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_an_ascii_form_changes() {
        assert_eq!(half_width("Ａｚ０９％：～！　"), "Az09%:~! ");
        assert_eq!(half_width("、。㎡①·−ｱ"), "、。㎡①·−ｱ");
    }
}
