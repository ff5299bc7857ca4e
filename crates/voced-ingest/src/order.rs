//! Which of a school's workbooks came last, as far as the names of the files say so.

use std::cmp::Ordering;

/// What orders the workbooks of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Order {
    /// `(1)`, which programs add to the name of a second copy; nothing is the first.
    Copy(u32),
    /// `第3次`, `第三稿`, `修改2`.
    Round(u32),
    /// `2020-11-05`, `20201105`, `2020年11月5日`.
    Date(u32),
    /// `11月5日`: days of one reporting season, which ends in the following spring.
    Day(u32),
}

/// What the name of a file says.
pub(crate) fn order(file: &str) -> Order {
    let stem = stem(file);
    counted(&stem)
        .map(Order::Round)
        .or_else(|| date(&stem))
        .unwrap_or_else(|| Order::Copy(copy(&stem)))
}

/// Which of two files of one school is the later, as far as their names say so: a later round, a later day, and
/// what has either over what has no mark. A first round is not told from what has none.
pub fn later(a: &str, b: &str) -> Option<Ordering> {
    let (of_a, of_b) = (order(a), order(b));
    match (of_a, of_b) {
        // Copies of different files say nothing of each other.
        (Order::Copy(_), Order::Copy(_)) if bare(a) != bare(b) => None,
        (Order::Copy(_), Order::Round(1)) | (Order::Round(1), Order::Copy(_)) => None,
        (Order::Copy(_), Order::Round(_) | Order::Date(_) | Order::Day(_)) => Some(Ordering::Less),
        (Order::Round(_) | Order::Date(_) | Order::Day(_), Order::Copy(_)) => {
            Some(Ordering::Greater)
        }
        _ => {
            let same_kind = std::mem::discriminant(&of_a) == std::mem::discriminant(&of_b);
            (same_kind && of_a != of_b).then(|| of_a.cmp(&of_b))
        }
    }
}

/// The name without folder and extension.
fn stem(file: &str) -> String {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    half_width(stem)
}

/// The number in `第3次`, `第十二稿`.
fn counted(stem: &str) -> Option<u32> {
    stem.split('第').skip(1).find_map(|rest| {
        let end = rest.find(['次', '稿', '版', '轮'])?;
        number(rest[..end].trim())
    })
}

/// A number below a hundred, in digits or Chinese numerals.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| numeral_value(text))
}

/// A date, with its year or without.
fn date(stem: &str) -> Option<Order> {
    let runs = stem.split(|c: char| !c.is_ascii_digit() && !"-._/年月".contains(c));
    runs.filter_map(|run| {
        let parts = run.split(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let packed = |digits: &&str| {
            let is_eight = digits.len() == 8 && digits.is_ascii();
            is_eight.then(|| dated(&digits[..4], &digits[4..6], &digits[6..]))?
        };
        let full = parts.windows(3).find_map(|of| dated(of[0], of[1], of[2]));
        full.or_else(|| parts.iter().find_map(packed))
            .or_else(|| match parts.as_slice() {
                // `1-9` may be anything.
                [month, day] if run.contains('月') => day_of_season(month, day),
                _ => None,
            })
    })
    .next_back()
}

/// A day without its year.
fn day_of_season(month: &str, day: &str) -> Option<Order> {
    let (month, day) = month_and_day(month, day)?;
    let next_spring = if month < 7 { 12 } else { 0 };
    Some(Order::Day((month + next_spring) * 100 + day))
}
use voced_text::{half_width, numeral_value};

fn dated(year: &str, month: &str, day: &str) -> Option<Order> {
    let year: u32 = year
        .parse()
        .ok()
        .filter(|year| (2000..2100).contains(year))?;
    let (month, day) = month_and_day(month, day)?;
    Some(Order::Date(year * 10_000 + month * 100 + day))
}

fn month_and_day(month: &str, day: &str) -> Option<(u32, u32)> {
    let month = month
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some((month, day))
}

/// The number in brackets at the end.
fn copy(stem: &str) -> u32 {
    bracketed(stem).map_or(0, |(_, number)| number)
}

fn bracketed(stem: &str) -> Option<(&str, u32)> {
    let (before, number) = stem.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    Some((before.trim_end(), number.trim().parse().ok()?))
}

/// The name without the number of the copy.
fn bare(file: &str) -> String {
    let stem = stem(file);
    bracketed(&stem).map_or(stem.clone(), |(before, _)| before.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_say_of_rounds_and_days() {
        let cases = [
            ("第1次.xlsx", Order::Round(1)),
            ("甲县 第三次（修改）.xlsx", Order::Round(3)),
            ("第十二次.xls", Order::Round(12)),
            ("第２次.xlsx", Order::Round(2)),
            ("2023-12-5.xlsx", Order::Date(20_231_205)),
            ("甲县20231112.xlsx", Order::Date(20_231_112)),
            ("甲县2023年11月5日.xlsx", Order::Date(20_231_105)),
            ("220300-03_2020-11-15.xlsx", Order::Date(20_201_115)),
            ("2020-11-05-2.xlsx", Order::Date(20_201_105)),
            ("报表V2.1.xlsx", Order::Copy(0)),
            ("表1-9.xlsx", Order::Copy(0)),
            ("9月30日.xlsx", Order::Day(930)),
            ("1月3日.xlsx", Order::Day(1_303)),
            ("甲县.xlsx", Order::Copy(0)),
            ("甲县(1).xlsx", Order::Copy(1)),
            ("甲县2023年.xlsx", Order::Copy(0)),
        ];
        for (file, expected) in cases {
            assert_eq!(order(file), expected, "{file}");
        }
    }

    #[test]
    fn what_names_do_not_say_is_not_guessed() {
        assert!(later("第二次.xlsx", "第三次.xlsx").is_some());
        assert!(later("甲县.xlsx", "甲县 (1).xlsx").is_some());
        assert!(later("初报.xlsx", "修改后.xlsx").is_none());
        assert!(later("甲县.xlsx", "甲县-最终版.xlsx").is_none());
        assert!(later("第2次.xlsx", "2023-11-05.xlsx").is_none());
    }
}
