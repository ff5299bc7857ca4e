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
    let mut titles = document
        .title
        .as_deref()
        .into_iter()
        .chain(lines().take(FIRST_LINES));
    let title = titles.find_map(|text| is_title(text).then(|| bare_year(text)).flatten());
    title.or_else(|| {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        let told = lines().filter(|text| !is_plan(text));
        let told = told.flat_map(|text| named(&without_issue(text)));
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

/// The year in a title, with or without 年, within brackets only where none stands outside: （２０２１）.
fn bare_year(text: &str) -> Option<u16> {
    let text = without_issue(text);
    let outside = text.split(['（', '(']).next().unwrap_or("");
    let latest = |text: &str| {
        let years = numerals(text).into_iter().filter_map(|numeral| {
            let year = text[numeral.range].parse().ok();
            year.filter(|year| (1990..2100).contains(year))
        });
        years.max()
    };
    latest(outside).or_else(|| latest(&text))
}

/// What a bracket says of who issued a report, and when.
const ISSUES: &[&str] = &[
    "发布", "公布", "印发", "发表", "编印", "局", "厅", "委", "办", "网", "日",
];

/// A text without brackets that say when the report was issued: （市统计局，2022年3月28日）.
fn without_issue(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some(open) = rest.find(['（', '(']) {
        let (before, bracket) = rest.split_at(open);
        let end = bracket.find(['）', ')']).unwrap_or(bracket.len());
        let is_issue = ISSUES.iter().any(|word| bracket[..end].contains(word));
        kept.push_str(before);
        if !is_issue {
            kept.push_str(&bracket[..end]);
        }
        rest = &bracket[end..];
        // What closes it is one character, in either width.
        rest = rest
            .get(rest.chars().next().map_or(0, char::len_utf8)..)
            .unwrap_or("");
        if !is_issue {
            kept.push('）');
        }
    }
    kept.push_str(rest);
    kept
}

/// What titles of reports end in.
const TITLES: &[&str] = &[
    "报告", "年报", "公报", "摘要", "摘编", "情况", "状况", "概况", "分析", "简报", "统计", "普查",
];

fn is_title(text: &str) -> bool {
    TITLES.iter().any(|word| text.contains(word))
        && !text.contains(['。', '；', '，'])
        && text.chars().count() < 60
}

/// The year of a section, where its heading names no other: 二、2017年.
pub(super) fn of_heading(text: &str) -> Option<u16> {
    only_one(&without_issue(text)).map(|(year, _)| year)
}

/// The year of a text that names no other, and where the text goes on.
fn only_one(text: &str) -> Option<(u16, usize)> {
    match named(text)[..] {
        [
            Named {
                year,
                end,
                is_base: false,
            },
        ] => Some((year, end)),
        _ => None,
    }
}

/// Whether a paragraph is a line of its own that names a year at its end, as a heading does.
pub(super) fn is_line(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(['年', '届']) && text.chars().count() < LONGEST_LINE && !text.contains('。')
}

/// Lines that are headings are shorter.
const LONGEST_LINE: usize = 25;

/// The year that a paragraph begins with, where its first clause names no other: 2014年，全市….
pub(super) fn of_beginning(text: &str) -> Option<u16> {
    let text = text
        .trim_start()
        .trim_start_matches("截至")
        .trim_start_matches('到');
    let clause = text.split(['，', '。', '；', ';']).next()?;
    let (year, end) = only_one(clause)?;
    (end <= YEAR_LENGTH).then_some(year)
}

/// The year that a sentence puts in front of all it tells: 2018年的情况是：机构1000个；活动200次.
pub(super) fn of_lead(sentence: &str) -> Option<u16> {
    let (lead, _) = sentence.split_once(['：', ':'])?;
    let (year, end) = only_one(lead)?;
    (!lead[end..].contains(|c: char| c.is_ascii_digit())).then_some(year)
}

/// 2014年, in bytes.
const YEAR_LENGTH: usize = "2014年".len();

/// The years that a text lists last, or spans: 2010届、2011届、2012届; 2017—2019年; 从2017届到2019届.
pub(super) fn listed(text: &str) -> Vec<u16> {
    let mut years: Vec<u16> = Vec::new();
    let mut end = 0;
    for numeral in numerals(text) {
        let range = numeral.range;
        let year = text[range.clone()].parse().ok();
        let Some(year) = year.filter(|year| (1990..2100).contains(year)) else {
            continue;
        };
        let between = text.get(end..range.start).unwrap_or("");
        let between = between.trim_matches(|c: char| "年届级末学 ".contains(c));
        match (years.last().copied(), between) {
            (Some(first), "-" | "—" | "–" | "－" | "~" | "～" | "至" | "到") if year > first =>
            {
                years.extend(first + 1..=year);
            }
            (Some(_), "、" | "和" | "及" | "与" | "," | "，") => years.push(year),
            _ => years = vec![year],
        }
        end = range.end;
    }
    years
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
        // 2021学年.
        let before = text[..at].trim_end();
        let before = before.strip_suffix('学').unwrap_or(before);
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

/// A text without brackets that close before its end.
fn without_closed(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['（', '(']) {
        let Some(end) = rest[open..].find(['）', ')']) else {
            break;
        };
        kept.push_str(&rest[..open]);
        rest = rest[open + end..].trim_start_matches(['）', ')']);
    }
    kept + rest
}

/// The year of a number that stands behind a text in its sentence; what is planned is for a year to
/// come. What something is compared with is the year of the number right behind it, and of no change.
pub(super) fn behind(head: &str, kind: Kind, own: Option<u16>) -> Option<u16> {
    // 共1470所（2013年为1253所）：高等学校59所: what a bracket says ends with it.
    let head = &without_closed(head);
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
