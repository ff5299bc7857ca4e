//! Which of a school's workbooks came last, as far as the names of the files say so.

use std::cmp::Ordering;

use chrono::NaiveDate;
use voced_text::{half_width, numeral_value};

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
        .map(|(round, _)| Order::Round(round))
        .or_else(|| date(&stem).map(|(order, _)| order))
        .unwrap_or_else(|| Order::Copy(copy(&stem)))
}

/// Which of two files of one school is the later, as far as their names and those of their folders say so: a
/// later round, a later day, and what has either over the same name without. What is said twice must agree; a
/// first round is not told from what has none, and a name with anything else in it says nothing.
pub fn later(a: &str, b: &str) -> Option<Ordering> {
    let (of_a, of_b) = (Marks::of(a), Marks::of(b));
    let told = of_a.own.iter().zip(&of_b.own).filter_map(|(a, b)| {
        let order = (*a)?.cmp(&(*b)?);
        (order != Ordering::Equal).then_some(order)
    });
    let told: Vec<Ordering> = told.collect();
    if let Some(first) = told.first() {
        return told.iter().all(|other| other == first).then_some(*first);
    }
    match (of_a.is_marked(), of_b.is_marked()) {
        (false, false) => copies(a, b),
        (true, false) => of_a.is_over(&of_b).then_some(Ordering::Greater),
        (false, true) => of_b.is_over(&of_a).then_some(Ordering::Less),
        (true, true) => None,
    }
}

/// Of copies that a program made in one folder, the one with the higher number.
fn copies(a: &str, b: &str) -> Option<Ordering> {
    let whole = |file: &str| format!("{}/{}", folder(file), bare(file));
    let order = copy(&stem(a)).cmp(&copy(&stem(b)));
    (whole(a) == whole(b) && order != Ordering::Equal).then_some(order)
}

/// What a file's name and its folder's say of when it came, and what is left of both.
struct Marks {
    /// Round, date, day of the season: of the file, then of the folder.
    own: [Option<u32>; 6],
    rest: String,
}

impl Marks {
    fn of(file: &str) -> Self {
        let (name, rest) = marks(&stem(file));
        let (around, outer) = marks(&half_width(folder(file)));
        let own = [name, around].concat();
        // The folder of a school says no more than its file does.
        let rest = if rest.starts_with(&outer) {
            rest
        } else {
            outer + &rest
        };
        Self {
            own: own.try_into().unwrap_or_default(),
            rest,
        }
    }

    fn is_marked(&self) -> bool {
        self.own.iter().any(Option::is_some)
    }

    /// Whether it is another's name with a mark.
    fn is_over(&self, other: &Self) -> bool {
        let is_first = self.own.iter().flatten().eq([&1]);
        !is_first && self.rest == other.rest
    }
}

/// Round, date and day in a name, and the name without them and what stands around them.
fn marks(name: &str) -> ([Option<u32>; 3], String) {
    let mut rest = name.to_owned();
    let round = counted(name);
    if let Some((_, found)) = &round {
        rest = rest.replacen(found.as_str(), "", 1);
    }
    let dated = date(&rest);
    if let Some((_, found)) = &dated {
        rest = rest.replacen(found.as_str(), "", 1);
    }
    let (date, day) = match dated {
        Some((Order::Date(date), _)) => (Some(date), None),
        Some((Order::Day(day), _)) => (None, Some(day)),
        _ => (None, None),
    };
    let has_mark = round.is_some() || date.is_some() || day.is_some();
    let is_around = |c: char| c.is_whitespace() || "()[]【】_-·.".contains(c);
    let goes = |c: char| is_around(c) || has_mark && "日号".contains(c);
    rest.retain(|c| !goes(c));
    ([round.map(|(round, _)| round), date, day], rest)
}

/// The folder that a file lies in; empty where it lies in none.
fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name without folder and extension.
fn stem(file: &str) -> String {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    half_width(stem)
}

/// The number in `第3次`, `第十二稿`, with the mark.
fn counted(stem: &str) -> Option<(u32, String)> {
    stem.split('第').skip(1).find_map(|rest| {
        let end = rest.find(['次', '稿', '版', '轮'])?;
        let number = number(rest[..end].trim())?;
        let unit = rest[end..].chars().next()?;
        Some((number, format!("第{}{unit}", &rest[..end])))
    })
}

/// A number below a hundred, in digits or Chinese numerals.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| numeral_value(text))
}

/// A date, with its year or without, and as it is written.
fn date(stem: &str) -> Option<(Order, String)> {
    let runs = stem.split(|c: char| !c.is_ascii_digit() && !"-._/年月".contains(c));
    runs.filter_map(|run| {
        let parts = run.split(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let packed = |digits: &&str| {
            let is_eight = digits.len() == 8 && digits.is_ascii();
            is_eight.then(|| dated(&digits[..4], &digits[4..6], &digits[6..]))?
        };
        let full = parts.windows(3).find_map(|of| dated(of[0], of[1], of[2]));
        let found =
            full.or_else(|| parts.iter().find_map(packed))
                .or_else(|| match parts.as_slice() {
                    // `1-9` may be anything.
                    [month, day] if run.contains('月') => day_of_season(month, day),
                    _ => None,
                });
        Some((found?, run.to_owned()))
    })
    .next_back()
}

/// A day without its year.
fn day_of_season(month: &str, day: &str) -> Option<Order> {
    let (month, day) = month_and_day(month, day)?;
    let next_spring = if month < 7 { 12 } else { 0 };
    Some(Order::Day((month + next_spring) * 100 + day))
}
fn dated(year: &str, month: &str, day: &str) -> Option<Order> {
    let year: u32 = year
        .parse()
        .ok()
        .filter(|year| (2000..2100).contains(year))?;
    let (month, day) = month_and_day(month, day)?;
    // There is no 30th of February.
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
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
    fn what_is_said_twice_must_agree_and_other_words_say_nothing() {
        let told = [
            ("甲.xlsx", "甲（第2次）.xlsx"),
            ("甲.xlsx", "甲 2024-11-20.xlsx"),
            ("甲.xlsx", "第2次/甲.xlsx"),
            ("甲.xlsx", "甲/第2次.xlsx"),
            ("甲/甲.xlsx", "甲/甲第3次.xlsx"),
            ("第1次/甲.xlsx", "第2次/甲.xlsx"),
            ("甲第1次2024-11-01.xlsx", "甲第2次2024-11-10.xlsx"),
        ];
        for (a, b) in told {
            assert_eq!(later(a, b), Some(Ordering::Less), "{a} {b}");
            assert_eq!(later(b, a), Some(Ordering::Greater), "{b} {a}");
        }
        let untold = [
            ("甲 20241120.xlsx", "甲 11.25.xlsx"),
            ("甲 2024-11-19.xlsx", "甲 25-11-2024.xlsx"),
            ("甲 2024-11-20.xlsx", "甲（最终版）.xlsx"),
            ("甲（第2次）.xlsx", "甲 最新.xlsx"),
            ("甲（第2次）2024-11-20.xlsx", "甲（第3次）2024-11-10.xlsx"),
            ("第2次/甲第1次.xlsx", "第1次/甲第2次.xlsx"),
            ("2024-12-05/甲第1次.xlsx", "2024-11-05/甲第2次.xlsx"),
            ("a/甲(1).xlsx", "b/甲.xlsx"),
            ("甲2024-02-30.xlsx", "甲2024-02-10.xlsx"),
            ("作废/甲（第2次）.xlsx", "甲.xlsx"),
            ("甲（第1次）.xlsx", "甲.xlsx"),
            ("甲(1).xlsx", "甲（第2次）.xlsx"),
        ];
        for (a, b) in untold {
            assert_eq!(later(a, b), None, "{a} {b}");
            assert_eq!(later(b, a), None, "{b} {a}");
        }
    }

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
