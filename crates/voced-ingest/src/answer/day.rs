//! The answer to an item that is a day.

use chrono::{Datelike, NaiveDate};
use voced_domain::Answer;
use voced_text::letters;

use super::reader::{Answered, Reader, shortened, with_invisible};
use crate::cell::Value;
use crate::{normalise, rules};

impl Reader<'_> {
    pub(super) fn date(&self) -> Answered {
        let date = match &self.cell.value {
            Value::Date(date, _) => Some(*date).filter(is_of_our_time),
            Value::Text(text) => date_of(&letters::visible(text)),
            // Digits that a format sets apart: 20201110 shown as 2020-11-10.
            Value::Number(_) => date_of(&self.cell.shown()),
            _ => None,
        };
        match date {
            Some(date) => Answered {
                answer: Answer::Text(date.to_string()),
                remarks: Vec::new(),
            },
            None => self.refuse(
                &rules::NOT_A_DATE,
                format!(
                    "{}填的是“{}”，读不出日期{}",
                    self.item.quoted(),
                    shortened(&self.cell.shown()),
                    with_invisible(&self.cell.text())
                ),
                "请写成2020-11-05的样子".into(),
            ),
        }
    }
}

/// Reads 2020-11-05, 2020/11/5, 2020.11.5 and 2020年11月5日, with a time of day behind it or not.
fn date_of(text: &str) -> Option<NaiveDate> {
    let text = normalise::half_width(text);
    let text = text.trim();
    let day = match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    let is_of_date = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-/.年月日号".contains(c);
    let parts: Vec<u32> = day
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [year, month, day_of_month] = parts[..] else {
        return None;
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day_of_month)
        .filter(is_of_our_time)
        .filter(|_| day.chars().all(is_of_date))
}

/// Whether a form can have been filled in on a day; a number that is shown as one often was not.
fn is_of_our_time(day: &NaiveDate) -> bool {
    (1950..2100).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_ways_people_write_them() {
        for text in [
            "2020-11-05",
            "2020/11/5",
            "2020.11.5",
            "2020年11月5日",
            "２０２０－１１－０５",
            "2020-11-05 00:00:00",
            "2020年 11月 5日",
        ] {
            assert_eq!(date_of(text).unwrap().to_string(), "2020-11-05", "{text}");
        }
        for text in [
            "2020-13-01",
            "昨天",
            "11-05",
            "0020-11-05",
            "2020-11-05-06",
            "2020-l1-10",
        ] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }
}
