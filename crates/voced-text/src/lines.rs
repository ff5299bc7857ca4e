//! Where a line may end.

use unicode_linebreak::linebreaks;

/// The pieces of a text that stay on one line, in order; together they are the text. Blanks stand at
/// the end of a piece.
///
/// By Unicode Standard Annex #14, with two marks read as Chinese typesetting has them: “ ” ‘ ’ open and
/// close like brackets, and · does not begin a line.
///
/// ```
/// let pieces: Vec<&str> = voced_text::unbroken("就业率（97.8%），升").collect();
/// assert_eq!(pieces, ["就", "业", "率", "（97.8%），", "升"]);
/// ```
pub fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let plain: String = text.chars().map(plain).collect();
    let ends: Vec<usize> = linebreaks(&plain).map(|(end, _)| end).collect();
    let mut start = 0;
    ends.into_iter().filter_map(move |end| {
        let piece = &text[start..end];
        start = end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// A mark of the same length in bytes that the annex treats as Chinese typesetting treats this one.
fn plain(c: char) -> char {
    match c {
        '“' | '‘' => '「',
        '”' | '’' => '」',
        // U+037E is a Greek question mark.
        '·' => '\u{37e}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "[一-十“”‘’·a-c（），。…— 0-9\n\u{301}]{0,40}") {
            prop_assert_eq!(unbroken(&text).collect::<String>(), text);
        }
    }

    fn broken(text: &str) -> String {
        unbroken(text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn numbers_and_words_stay_whole() {
        assert_eq!(broken("报告2020年"), "报|告|2020|年");
        assert_eq!(broken("用Word 2016写"), "用|Word |2016|写");
        assert_eq!(broken("增长12.5%，共1,200人"), "增|长|12.5%，|共|1,200|人");
    }

    #[test]
    fn marks_stay_with_what_they_belong_to() {
        assert_eq!(broken("实施“双师型”教师"), "实|施|“双|师|型”|教|师");
        assert_eq!(broken("（四平·铁东）"), "（四|平·|铁|东）");
        assert_eq!(broken("标准——办学…"), "标|准|——|办|学…");
    }
}
