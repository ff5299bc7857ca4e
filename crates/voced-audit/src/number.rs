//! The numbers of a sentence with their units.

use std::ops::Range;

use voced_domain::{Quantity, Unit, numerals};
use voced_text::{half_width, half_width_char};

mod no_figure;

/// Numbers are no longer, in bytes.
const LONGEST: usize = 60;
/// Signs in front of a number, and behind it, that say it is not exact.
const ABOUT_BEFORE: &[&str] = &[
    "约",
    "近",
    "超过",
    "超",
    "至少",
    "不少于",
    "不低于",
    "大约",
    "将近",
    "突破",
    "逾",
];
const ABOUT_AFTER: &[&str] = &["余", "多", "以上", "左右"];

/// A number as it stands in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Where number and unit stand, in bytes.
    pub(crate) range: Range<usize>,
    /// The number as printed, with its percent sign.
    pub(crate) text: String,
    pub(crate) value: Quantity,
    pub(crate) decimals: u8,
    pub(crate) unit: String,
    pub(crate) is_approximate: bool,
    /// The sign in front of it, in tables.
    pub(crate) sign: Option<char>,
}

/// The figures of a sentence, and how many digits in it are no figures by grammar.
pub(crate) fn numbers(sentence: &str) -> (Vec<Number>, usize) {
    let mut found = Vec::new();
    let mut non_figures = 0;
    for numeral in numerals(sentence) {
        if numeral.non_figure.is_some() {
            non_figures += 1;
            continue;
        }
        match number(sentence, numeral.range) {
            Some(number) => found.push(number),
            None => non_figures += 1,
        }
    }
    found.extend(chinese(sentence));
    found.sort_by_key(|number| number.range.start);
    (found, non_figures)
}

fn number(sentence: &str, range: Range<usize>) -> Option<Number> {
    // Longer runs of digits are codes, and no report counts so far.
    if range.len() > LONGEST {
        return None;
    }
    let text = half_width(&sentence[range.clone()]).replace('∶', ":");
    let first = first_of(&text)
        .trim_end_matches(['%', '‰'])
        .replace(',', "");
    let value: Quantity = first.parse().ok()?;
    let decimals = first
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let before = &sentence[..range.start];
    let after = &sentence[range.end..];
    let (after, about_after) = about(after.trim_start());
    let unit = unit(&text, after);
    if decimals == 0 && no_figure::is_none(before, after, &unit, &value) {
        return None;
    }
    // What follows 余 is the unit, as in 200余人次.
    let end = sentence.len() - after.len()
        + if text.contains(['%', '‰', ':']) {
            0
        } else {
            unit.len()
        };
    let about_before = ABOUT_BEFORE
        .iter()
        .any(|word| before.trim_end().ends_with(word));
    let is_above = after
        .get(unit.len()..)
        .is_some_and(|rest| rest.starts_with("以上"));
    Some(Number {
        range: range.start..end.max(range.end),
        decimals: u8::try_from(decimals).ok()?,
        is_approximate: about_before || about_after || is_above,
        sign: before
            .chars()
            .next_back()
            .filter(|c| "+-−＋－".contains(*c)),
        text,
        value,
        unit,
    })
}

/// The number that counts of a ratio: 15 of 15:1, and of 1:15.
fn first_of(text: &str) -> &str {
    match text.split_once(':') {
        Some(("1", second)) if second != "1" => second,
        Some((first, _)) => first,
        None => text,
    }
}

/// １ as 1; every other character as it is.
pub(crate) fn half_width_digit(c: char) -> char {
    let narrow = half_width_char(c);
    if narrow.is_ascii_digit() { narrow } else { c }
}

fn about(after: &str) -> (&str, bool) {
    let word = ABOUT_AFTER.iter().find(|word| after.starts_with(**word));
    match word {
        Some(word) => (&after[word.len()..], true),
        None => (after, false),
    }
}

/// The unit in the number itself, or right behind it.
pub(crate) fn unit(text: &str, after: &str) -> String {
    if text.ends_with('%') {
        return "%".into();
    }
    if text.ends_with('‰') {
        return "‰".into();
    }
    if let Some((_, second)) = text.split_once(':') {
        return if second == "1" || first_of(text) == second {
            ":1".into()
        } else {
            "%:%".into()
        };
    }
    let (multiplier, counted) = multiplied(after);
    let known = Unit::ALL.iter().map(|unit| unit.symbol());
    let known = known.filter(|symbol| !symbol.contains(['%', ':', '/']));
    let fitting = known
        .chain(units())
        .filter(|unit| counted.starts_with(unit));
    let unit = fitting.max_by_key(|unit| unit.len()).unwrap_or("");
    format!("{multiplier}{unit}")
}

/// What multiplies a number, the longest first.
const MULTIPLIERS: &[(&str, u8)] = &[("万亿", 12), ("百万", 6), ("亿", 8), ("万", 4)];

/// The multiplier that a text begins with, and the rest: 万 of 万人.
fn multiplied(text: &str) -> (&'static str, &str) {
    let found = MULTIPLIERS
        .iter()
        .find_map(|(word, _)| Some((*word, text.strip_prefix(word)?)));
    found.unwrap_or(("", text))
}

/// A printed unit as what is counted and the power of ten that it is counted in: 万人 as 人 and 4.
pub(crate) fn magnitude(unit: &str) -> (&str, u8) {
    let found = MULTIPLIERS
        .iter()
        .find_map(|(word, power)| Some((unit.strip_prefix(word)?, *power)));
    found.unwrap_or((unit, 0))
}

/// The words of `data/units.txt`.
fn units() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../data/units.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Whether a text begins with what is counted, as behind a number.
pub(crate) fn starts_with_unit(text: &str) -> bool {
    !unit("", text).is_empty()
}

/// Measure words behind which a Chinese numeral counts things.
const MEASURES: &[&str] = &[
    "个", "所", "项", "名", "支", "类", "大", "件", "条", "点", "种", "门", "方面", "家", "套",
    "座",
];
const DIGITS: &[(char, i64)] = &[
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('十', 10),
];

/// Numbers written in Chinese; 一 is too often no number.
pub(crate) fn chinese(sentence: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut last = ' ';
    for (at, c) in sentence.char_indices() {
        let before = std::mem::replace(&mut last, c);
        let Some((_, value)) = DIGITS.iter().find(|(digit, _)| *digit == c) else {
            continue;
        };
        let after = &sentence[at + c.len_utf8()..];
        let measure = MEASURES.iter().find(|measure| after.starts_with(**measure));
        let is_part =
            DIGITS.iter().any(|(digit, _)| *digit == before) || "第几数十百千".contains(before);
        let (Some(measure), false) = (measure, is_part) else {
            continue;
        };
        // 四个方面, 三个月 and the like count no things of a list by themselves; they are claims all the same.
        found.push(Number {
            range: at..at + c.len_utf8() + measure.len(),
            text: c.to_string(),
            value: Quantity::from(*value),
            decimals: 0,
            unit: (*measure).to_owned(),
            is_approximate: after[measure.len()..].starts_with('多'),
            sign: None,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_units_and_what_makes_them_approximate() {
        let (numbers, others) = numbers(
            "2020年，职普比25.2:74.8，生师比12.7:1，市级培训200余人次，68.2 万册，约50家，80%以上，四支队伍，1+X",
        );
        let shown: Vec<String> = numbers
            .iter()
            .map(|n| {
                format!(
                    "{} {} {}",
                    n.text,
                    n.unit,
                    if n.is_approximate { "约" } else { "" }
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "25.2:74.8 %:% ",
                "12.7:1 :1 ",
                "200 人次 约",
                "68.2 万册 ",
                "50 家 约",
                "80% % 约",
                "四 支 "
            ]
        );
        assert_eq!(others, 2);
    }
}
