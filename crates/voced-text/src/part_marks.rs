//! The marks that number the parts of a Chinese text, as people type them: `一、`, `（一）`, `1.`.

use crate::half_width::half_width;

/// A heading is no longer, in characters.
const LONGEST_HEADING: usize = 30;
const NUMERALS: &str = "一二三四五六七八九十";
/// What stands in a circle, from one.
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩";
/// An item has no larger number: 2023.5 is a date.
const MOST_ITEMS: u32 = 99;

/// What numbers a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartMark {
    /// `一、`.
    Part,
    /// `（一）`.
    Section,
    /// `1.`, `（1）`, `①`.
    Item(u32),
}

/// The mark at the head of a line, as it is typed, and what stands behind it.
pub fn part_mark(line: &str) -> Option<(PartMark, &str, &str)> {
    let rest = bracketed(line)
        .or_else(|| pointed(line))
        .or_else(|| circled(line))?;
    let (mark, rest) = rest;
    let words = rest.trim_start();
    let typed = line[..line.len() - rest.len()].trim();
    (!words.is_empty()).then_some((mark, typed, words))
}

/// Whether words are as short as a heading and no sentence.
pub fn reads_as_heading(words: &str) -> bool {
    let n_letters = words.chars().count();
    (1..=LONGEST_HEADING).contains(&n_letters) && !words.contains(['。', '；', '：', '！', '？'])
}

/// `（一）`, `(1)`.
fn bracketed(line: &str) -> Option<(PartMark, &str)> {
    let (number, rest) = line.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    let number = number.trim();
    if is_numeral(number) {
        return Some((PartMark::Section, rest));
    }
    Some((PartMark::Item(item(number)?), rest))
}

/// `一、`, `1.`. A point between digits is one of a number: 1.5万.
fn pointed(line: &str) -> Option<(PartMark, &str)> {
    let (number, rest) = line.split_once(['、', '.', '．'])?;
    let number = number.trim();
    if is_numeral(number) {
        return Some((PartMark::Part, rest));
    }
    let is_decimal = rest.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    Some((PartMark::Item(item(number).filter(|_| !is_decimal)?), rest))
}

fn circled(line: &str) -> Option<(PartMark, &str)> {
    let first = line.chars().next()?;
    let number = CIRCLED.chars().position(|c| c == first)?;
    let number = u32::try_from(number).ok()? + 1;
    Some((PartMark::Item(number), &line[first.len_utf8()..]))
}

fn is_numeral(number: &str) -> bool {
    !number.is_empty()
        && number.chars().count() <= 3
        && number.chars().all(|c| NUMERALS.contains(c))
}

fn item(number: &str) -> Option<u32> {
    let number = half_width(number).parse().ok()?;
    (1..=MOST_ITEMS).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_numbers_that_count() {
        let told = |line| part_mark(line).map(|(mark, _, words)| (mark, words));
        assert_eq!(told("一、实施背景"), Some((PartMark::Part, "实施背景")));
        assert_eq!(told("（十二） 做法"), Some((PartMark::Section, "做法")));
        assert_eq!(told("3．机制"), Some((PartMark::Item(3), "机制")));
        assert_eq!(told("（2）机制"), Some((PartMark::Item(2), "机制")));
        assert_eq!(told("②机制"), Some((PartMark::Item(2), "机制")));
        for text in [
            "1.5万人",
            "2023.5启动",
            "一是组织",
            "（见下）",
            "一、",
            "甲、乙",
            "100、人",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_sentence_is_no_heading() {
        assert!(reads_as_heading("实施背景"));
        for text in ["", "学校建成了。", "主要做法：", &"长".repeat(31)] {
            assert!(!reads_as_heading(text), "{text}");
        }
    }
}
