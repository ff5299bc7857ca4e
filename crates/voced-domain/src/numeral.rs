//! Numbers in running text: which are figures, and which are not figures by grammar.
//!
//! A report is full of digits that count nothing: dates, numbers of documents (国发〔2014〕19号),
//! schemes (1+X, 3+2), ordinals (第2次), names (4S店). This is the one place that tells them apart,
//! for those who write reports and for those who check them.

use std::ops::Range;

/// A run of digits in a text, with its decimals, ratio sign and percent sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Why it is no figure; absent for a figure.
    pub non_figure: Option<NonFigure>,
}

/// Digits that are no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonFigure {
    /// A year, month or day.
    Date,
    /// The year or the number of an official document.
    Document,
    /// 第几, 附件几.
    Ordinal,
    /// A scheme named by its numbers: 1+X, 3+2.
    Scheme,
    /// Part of a name in Latin letters: 4S, A4.
    Name,
}

impl NonFigure {
    /// What it is, in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            NonFigure::Date => "日期",
            NonFigure::Document => "文号",
            NonFigure::Ordinal => "序数",
            NonFigure::Scheme => "制度名称",
            NonFigure::Name => "名称",
        }
    }
}

/// All runs of digits of a text, in its order. Digits may be ASCII or full-width.
pub fn numerals(text: &str) -> Vec<Numeral> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut idx = 0;
    while idx < chars.len() {
        if !is_digit(chars[idx].1) {
            idx += 1;
            continue;
        }
        let end = end_of_number(&chars, idx);
        let byte = |idx: usize| chars.get(idx).map_or(text.len(), |(byte, _)| *byte);
        found.push(Numeral {
            range: byte(idx)..byte(end),
            non_figure: non_figure(&chars, idx, end),
        });
        idx = end;
    }
    found
}

/// Whether a character is a digit as people type them in a Chinese text.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The end of the number that begins at `start`: digits with inner `.`, `,` and `:`, and a percent
/// sign.
fn end_of_number(chars: &[(usize, char)], start: usize) -> usize {
    let digit_at = |idx: usize| chars.get(idx).is_some_and(|(_, c)| is_digit(*c));
    let mut end = start;
    while digit_at(end) || (is_inner(chars, end) && digit_at(end + 1)) {
        end += 1;
    }
    let is_percent = chars.get(end).is_some_and(|(_, c)| "%％‰".contains(*c));
    if is_percent { end + 1 } else { end }
}

/// A Chinese comma is none: between numbers it is a comma of the sentence.
fn is_inner(chars: &[(usize, char)], idx: usize) -> bool {
    chars.get(idx).is_some_and(|(_, c)| ".．,:：∶".contains(*c))
}

fn non_figure(chars: &[(usize, char)], start: usize, end: usize) -> Option<NonFigure> {
    let at = |idx: usize| chars.get(idx).map(|(_, c)| *c);
    let before = start.checked_sub(1).and_then(at);
    let after = at(end);
    let n_digits = end - start;
    let is_whole = chars[start..end].iter().all(|(_, c)| is_digit(*c));
    if !is_whole {
        return None;
    }
    let is_bracketed =
        matches!(before, Some('〔' | '[' | '［')) && matches!(after, Some('〕' | ']' | '］'));
    let is_number_of_document = matches!(before, Some('〕' | ']' | '］')) && after == Some('号');
    if is_bracketed || is_number_of_document {
        return Some(NonFigure::Document);
    }
    if is_date(n_digits, before, after, at(end + 1)) {
        return Some(NonFigure::Date);
    }
    if before == Some('第') || before == Some('件') && start >= 2 && at(start - 2) == Some('附')
    {
        return Some(NonFigure::Ordinal);
    }
    let is_side = |c: Option<char>| c.is_some_and(|c| is_digit(c) || c.is_ascii_uppercase());
    let is_left = after == Some('+') && is_side(at(end + 1));
    let is_right = before == Some('+') && start >= 2 && is_side(at(start - 2));
    if n_digits == 1 && (is_left || is_right) {
        return Some(NonFigure::Scheme);
    }
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    (is_latin(before) || is_latin(after)).then_some(NonFigure::Name)
}

fn is_date(n_digits: usize, before: Option<char>, after: Option<char>, next: Option<char>) -> bool {
    match after {
        Some('年') => n_digits == 4,
        // 12月 is a month, 12个月 a span; 月 after digits is always a month.
        Some('月') => n_digits <= 2,
        Some('日') => n_digits <= 2 && before == Some('月'),
        // 2016—2018年: the first year has no 年 of its own.
        Some('—' | '-' | '–' | '至' | '～') => {
            n_digits == 4 && next.is_some_and(|c| is_digit(c) || c == '—')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Option<NonFigure>)> {
        numerals(text)
            .into_iter()
            .map(|numeral| (&text[numeral.range], numeral.non_figure))
            .collect()
    }

    #[test]
    fn figures_keep_their_decimals_their_ratio_and_their_percent_sign() {
        let text = "就业率97.8%，职普比25.1:74.9，３所，18,248.89元";
        let figures: Vec<_> = read(text).into_iter().map(|(text, _)| text).collect();
        assert_eq!(figures, ["97.8%", "25.1:74.9", "３", "18,248.89"]);
        assert!(
            read(text)
                .iter()
                .all(|(_, non_figure)| non_figure.is_none())
        );
    }

    #[test]
    fn what_counts_nothing_is_no_figure() {
        use NonFigure::{Date, Document, Name, Ordinal, Scheme};
        for (text, expected) in [
            ("国发〔2014〕19号", vec![Document, Document]),
            ("2020年9月13日", vec![Date, Date, Date]),
            ("2016—2018年", vec![Date, Date]),
            ("参与1+X试点", vec![Scheme]),
            ("“3+2”和3+3", vec![Scheme, Scheme, Scheme, Scheme]),
            ("汽修4S店", vec![Name]),
            ("第2次、附件1", vec![Ordinal, Ordinal]),
        ] {
            let found: Vec<_> = read(text).into_iter().map(|(_, found)| found).collect();
            let expected: Vec<_> = expected.into_iter().map(Some).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn near_misses_are_figures() {
        for text in [
            "19号楼",
            "50家",
            "12个月",
            "建校61年",
            "2+30人",
            "30日内",
            "20年",
        ] {
            assert!(
                read(text).iter().any(|(_, found)| found.is_none()),
                "{text}"
            );
        }
    }
}
