//! Texts that are too long for where they are to stand.

use std::borrow::Cow;

/// As much of a text as fits into so many UTF-16 units, which is how Excel counts, with … where
/// something was cut off.
pub fn fitting(text: &str, longest: usize) -> Cow<'_, str> {
    if text.len() <= longest || text.encode_utf16().count() <= longest {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= longest
    };
    Cow::Owned(text.chars().take_while(fits).chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_says_so() {
        assert_eq!(fitting("一二三四", 4), "一二三四");
        assert_eq!(fitting("一二三四五", 4), "一二三…");
        assert_eq!(fitting("𠮷𠮷𠮷", 4), "𠮷…");
    }
}
