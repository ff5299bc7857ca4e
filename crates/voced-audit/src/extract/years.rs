//! Years: which one a report is about, and which one a number is.

use std::collections::BTreeMap;

use voced_domain::numerals;

use super::words::is_plan;
use crate::claim::Kind;
use crate::document::{Block, Document};

const LAST_YEAR: &[&str] = &[
    "上一学年",
    "上一年度",
    "上年度",
    "上一年",
    "上学年",
    "上年",
    "去年",
    "往年",
];
const THIS_YEAR: &[&str] = &["本年度", "本学年", "当年", "本年", "今年", "本期"];

/// The year of a report: what its title says, else the year that it names most.
pub(super) fn of(document: &Document) -> Option<u16> {
    let lines = || {
        document.blocks.iter().filter_map(|block| match block {
            Block::Heading(line) | Block::Paragraph(line) => Some(line.text.as_str()),
            Block::Table(_) => None,
        })
    };
    let mut titles = lines().take(FIRST_LINES);
    let title = titles.find_map(|text| is_title(text).then(|| bare_year(text)).flatten());
    title.or_else(|| {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        let told = lines().filter(|text| !is_plan(text)).flat_map(named);
        for year in told.filter(|year| !year.is_base) {
            *counts.entry(year.year).or_default() += 1;
        }
        let most = counts
            .into_iter()
            .max_by_key(|(year, count)| (*count, *year));
        most.map(|(year, _)| year)
    })
}

/// A title stands among so many lines of the beginning.
const FIRST_LINES: usize = 12;

/// The year in a title, with or without 年: （２０２１）.
fn bare_year(text: &str) -> Option<u16> {
    let mut years = numerals(text).into_iter().rev().filter_map(|numeral| {
        let year = text[numeral.range].parse().ok();
        year.filter(|year| (1990..2100).contains(year))
    });
    years.next()
}

fn is_title(text: &str) -> bool {
    (text.contains("报告") || text.contains("年报"))
        && !text.contains('。')
        && text.chars().count() < 50
}

/// Whether a text names a year without its number: 上年, 本年.
pub(super) fn is_relative(text: &str) -> bool {
    LAST_YEAR
        .iter()
        .chain(THIS_YEAR)
        .any(|word| text.contains(word))
}

/// The year that a text names last without its number.
pub(super) fn relative(text: &str, year: Option<u16>) -> Option<u16> {
    let last_of = |words: &[&str]| {
        let found = words.iter().filter_map(|word| text.rfind(word));
        found.max()
    };
    match (last_of(LAST_YEAR), last_of(THIS_YEAR)) {
        (None, None) => None,
        (last, this) if last > this => year.map(|year| year - 1),
        _ => year,
    }
}

/// A year that a text names.
struct Named {
    year: u16,
    /// Where the text goes on.
    end: usize,
    /// Whether it is what something is compared with: 比2015年, 由2010年的.
    is_base: bool,
}

/// The years that a text names, and those that people finished or began in: 2020年, 2014届.
fn named(text: &str) -> Vec<Named> {
    let is_year = |c: char| matches!(c, '年' | '届' | '级');
    let marks = text.char_indices().filter(|(_, c)| is_year(*c));
    let year = |(at, mark): (usize, char)| {
        let before = text[..at].trim_end();
        let start = before.len().checked_sub(4)?;
        let year: u16 = before.get(start..)?.parse().ok()?;
        let front = text[..start].trim_end();
        let is_base = front.ends_with(['比', '较', '由', '从', '与', '同']);
        (1990..2100).contains(&year).then_some(Named {
            year,
            end: at + mark.len_utf8(),
            is_base,
        })
    };
    marks.filter_map(year).collect()
}

/// The year of a number that stands behind a text in its sentence; what is planned is for a year to
/// come. What something is compared with is the year of the number right behind it, and of no change.
pub(super) fn behind(head: &str, kind: Kind, own: Option<u16>) -> Option<u16> {
    let told = named(head).into_iter().rev().find(|year| {
        let is_next = !head[year.end..].contains(|c: char| c.is_ascii_digit());
        !year.is_base || kind == Kind::Level && is_next
    });
    let year = told.map(|told| told.year).or(own);
    match (year, own) {
        (Some(year), Some(own)) if is_plan(head) && year <= own => Some(own + 1),
        _ => year,
    }
}
