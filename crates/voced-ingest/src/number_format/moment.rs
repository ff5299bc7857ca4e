//! Days, weekdays and times, which spreadsheets keep as a number of days.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::token::{Part, Token, spelled};

/// Day 0, from which every day since March 1900 is counted right.
const DAY_ZERO: NaiveDate = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
/// Spreadsheets have a 29th of February 1900, which was none.
const DAY_THAT_WAS_NONE: f64 = 60.0;
/// The last day that they know, the end of 9999.
const LAST_DAY: f64 = 2_958_465.0;
const SECONDS: f64 = 86_400.0;

/// The day that a number stands for, if it can be one.
pub(crate) fn day_of(number: f64) -> Option<NaiveDate> {
    if !(0.0..=LAST_DAY + 1.0).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within the days of 9999 years"
    )]
    let mut days = number.floor() as i64;
    if number < DAY_THAT_WAS_NONE {
        days += 1;
    }
    DAY_ZERO.checked_add_signed(TimeDelta::try_days(days)?)
}

/// The number that stands for a day.
pub(crate) fn days_of(day: NaiveDate) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "within the days of 9999 years")]
    let days = day.signed_duration_since(DAY_ZERO).num_days() as f64;
    if days < DAY_THAT_WAS_NONE + 1.0 {
        days - 1.0
    } else {
        days
    }
}

/// The part that a text begins with, and its length. Behind room for digits, letters are words.
pub(super) fn part(text: &str, behind_digits: bool) -> Option<(Part, usize)> {
    const HALVES: [(&str, &str, &str); 3] = [
        ("AM/PM", "AM", "PM"),
        ("A/P", "A", "P"),
        ("上午/下午", "上午", "下午"),
    ];
    if behind_digits {
        return None;
    }
    for (written, morning, afternoon) in HALVES {
        let start = text.get(..written.len());
        if start.is_some_and(|start| start.eq_ignore_ascii_case(written)) {
            return Some((Part::Half(morning, afternoon), written.len()));
        }
    }
    let letter = text.chars().next()?.to_ascii_lowercase();
    let same = |other: &char| other.to_ascii_lowercase() == letter;
    let count = text.chars().take_while(same).count();
    let part = match letter {
        'y' | 'e' => Part::Year(if letter == 'e' { 4 } else { count }),
        'm' => Part::Month(count),
        'd' if count > 2 => Part::EnglishWeekday(count),
        'd' => Part::Day(count),
        'a' if count > 2 => Part::Weekday(count),
        'h' => Part::Hour(count),
        's' => Part::Second(count),
        _ => return None,
    };
    Some((part, count))
}

/// `[h]`, `[mm]`, `[s]`.
pub(super) fn elapsed(text: &str) -> Option<Part> {
    let letter = text.chars().next()?.to_ascii_lowercase();
    let is_run = text
        .chars()
        .all(|other| other.to_ascii_lowercase() == letter);
    let a_day = match letter {
        'h' => 24.0,
        'm' => 1_440.0,
        's' => SECONDS,
        _ => return None,
    };
    is_run.then_some(Part::Elapsed(a_day))
}

/// An `m` behind hours or before seconds is minutes.
pub(super) fn tell_minutes(tokens: &mut [Token]) {
    let of = |token: &Token| match token {
        Token::Moment(part) => Some(part.clone()),
        _ => None,
    };
    let parts: Vec<(usize, Part)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(idx, token)| Some((idx, of(token)?)))
        .collect();
    for (place, (idx, part)) in parts.iter().enumerate() {
        let Part::Month(count) = part else { continue };
        let before = place.checked_sub(1).map(|before| &parts[before].1);
        let behind = parts.get(place + 1).map(|(_, part)| part);
        let is_minute = matches!(before, Some(Part::Hour(_) | Part::Elapsed(_)))
            || matches!(behind, Some(Part::Second(_)));
        if is_minute {
            tokens[*idx] = Token::Moment(Part::Minute(*count));
        }
    }
}

/// The parts of a section that shows a moment.
pub(super) fn parts(tokens: Vec<Token>) -> Vec<Part> {
    let part = |token: Token| match token {
        Token::Moment(part) => Some(part),
        // Parts of a second are too fine for any form.
        Token::Digit(_) | Token::Text | Token::General | Token::Exponent => None,
        other => Some(Part::Word(spelled(&other))),
    };
    tokens.into_iter().filter_map(part).collect()
}

/// The moment as the cell shows it.
pub(super) fn show(parts: &[Part], number: f64) -> String {
    let Some(day) = day_of(number) else {
        return "########".into();
    };
    // Weekdays are counted on as if the day that was none had been one.
    let weekday = if number < DAY_THAT_WAS_NONE {
        day.pred_opt().unwrap_or(day).weekday()
    } else {
        day.weekday()
    };
    #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
    #[expect(clippy::cast_sign_loss, reason = "not negative")]
    let seconds = ((number - number.floor()) * SECONDS).round() as u32;
    let in_halves = parts.iter().any(|part| matches!(part, Part::Half(..)));
    let hour = seconds / 3_600;
    let shown = parts.iter().map(|part| match part {
        Part::Year(count) if *count <= 2 => format!("{:02}", day.year() % 100),
        Part::Year(_) => format!("{:04}", day.year()),
        Part::Month(3..) => day
            .format(if part == &Part::Month(3) { "%b" } else { "%B" })
            .to_string(),
        Part::Month(count) => padded(day.month(), *count),
        Part::Day(count) => padded(day.day(), *count),
        Part::EnglishWeekday(count) => english(weekday, *count),
        Part::Weekday(count) => chinese(weekday, *count),
        Part::Hour(count) if in_halves => padded((hour + 11) % 12 + 1, *count),
        Part::Hour(count) => padded(hour, *count),
        Part::Minute(count) => padded(seconds / 60 % 60, *count),
        Part::Second(count) => padded(seconds % 60, *count),
        Part::Half(morning, afternoon) => if hour < 12 { morning } else { afternoon }.to_string(),
        Part::Elapsed(a_day) => format!("{:.0}", (number * a_day + 1e-9).floor()),
        Part::Word(word) => word.clone(),
    });
    shown.collect()
}

fn padded(number: u32, count: usize) -> String {
    match count {
        0 | 1 => number.to_string(),
        _ => format!("{number:02}"),
    }
}

fn english(weekday: Weekday, count: usize) -> String {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let name = NAMES[weekday.num_days_from_monday() as usize];
    if count == 3 {
        name[..3].into()
    } else {
        name.into()
    }
}

fn chinese(weekday: Weekday, count: usize) -> String {
    const NAMES: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let name = NAMES[weekday.num_days_from_monday() as usize];
    if count == 3 {
        name.into()
    } else {
        format!("星期{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_their_numbers_belong_together() {
        for (number, day) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (43_895.0, "2020-03-05"),
        ] {
            let day: NaiveDate = day.parse().unwrap();
            assert_eq!(day_of(number), Some(day));
            assert!((days_of(day) - number).abs() < f64::EPSILON, "{day}");
        }
        assert_eq!(day_of(-1.0), None);
        assert_eq!(day_of(f64::NAN), None);
        assert_eq!(day_of(1e12), None);
    }
}
