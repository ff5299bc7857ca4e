//! How long texts of a workbook may be.

/// Letters in a cell.
pub(crate) const LONGEST_TEXT: usize = 32_767;
/// Excel lets a tab have 31; what is longer can still be told from others.
const LONGEST_NAME: usize = 255;

/// As much of a text as a cell of Excel holds; no program lets anyone type more.
pub(crate) fn held(text: &str) -> &str {
    beginning(text, LONGEST_TEXT)
}

/// As much of a sheet's name as is kept.
pub(crate) fn held_of_a_name(name: &str) -> &str {
    beginning(name, LONGEST_NAME)
}

/// So many letters from the beginning, counted as Excel counts them.
fn beginning(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter.len_utf16();
        used <= longest
    };
    let kept = text.chars().take_while(fits).map(char::len_utf8).sum();
    &text[..kept]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_far_as_a_cell_holds_it() {
        assert_eq!(beginning("很长的话", 2), "很长");
        assert_eq!(beginning("😀😀", 3), "😀");
        assert_eq!(beginning("ab", 2), "ab");
        assert_eq!(held(&"字".repeat(40_000)).chars().count(), LONGEST_TEXT);
    }
}
