//! The numbers of a sentence with their units.

use std::ops::Range;

use crate::claim::Bound;
use voced_domain::{Quantity, Unit, numerals};
use voced_text::{half_width, half_width_char};

mod chinese;
mod no_figure;
mod numeral;

pub(crate) use chinese::chinese;

/// Numbers are no longer, in bytes.
const LONGEST: usize = 60;
/// Words in front of a number that say it is not exact, and on which side of it the exact one is.
const ABOUT_BEFORE: &[(&str, Bound)] = &[
    ("约", Bound::About),
    ("近", Bound::Under),
    ("超过", Bound::Over),
    ("超", Bound::Over),
    ("至少", Bound::Over),
    ("不少于", Bound::Over),
    ("不低于", Bound::Over),
    ("突破", Bound::Over),
    ("逾", Bound::Over),
];
/// The same behind a number.
const ABOUT_AFTER: &[(&str, Bound)] = &[
    ("余", Bound::Over),
    ("多", Bound::Over),
    ("以上", Bound::Over),
    ("左右", Bound::About),
];

/// On which side of a number the exact one is said to be, by the words in front of it, within it, and behind it: 近60%,
/// 200余人, 80%以上.
pub(crate) fn bound(before: &str, within: &str, after: &str) -> Option<Bound> {
    let ahead = ABOUT_BEFORE
        .iter()
        .find(|(word, _)| before.trim_end().ends_with(word));
    let behind = ABOUT_AFTER
        .iter()
        .find(|(word, _)| within.contains(word) || after.trim_start().starts_with(word));
    ahead.or(behind).map(|(_, bound)| *bound)
}

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
    /// The character in front of it where that may be a sign: in tables it is one.
    pub(crate) sign: Option<char>,
}

const MINUSES: [char; 3] = ['-', '−', '－'];
/// What a minus stands behind in a sentence; elsewhere it is a dash, or the middle of a range.
const BEFORE_MINUS: &[&str] = &[
    "长", "速", "幅", "率", "为", "是", "比", "达", "至", "，", ",", "：", ":", "；", ";", "（",
    "(", "、",
];

impl Number {
    /// Whether its sign is a minus.
    pub(crate) fn has_minus(&self) -> bool {
        self.sign.is_some_and(|sign| MINUSES.contains(&sign))
    }

    /// What stands before its minus, where it is below zero in a sentence: 增速为 of 增速为-2.3%.
    pub(crate) fn before_minus<'t>(&self, before: &'t str) -> Option<&'t str> {
        let before = before.strip_suffix(MINUSES)?.trim_end();
        let is_minus = BEFORE_MINUS.iter().any(|word| before.ends_with(word));
        is_minus.then_some(before)
    }

    /// As printed, with its sign.
    pub(crate) fn signed_text(&self) -> String {
        let sign = self.sign.map(String::from).unwrap_or_default();
        format!("{sign}{}", self.text)
    }
}

/// The digits of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) figures: Vec<Number>,
    /// How many are no figures by grammar.
    pub(crate) non_figures: usize,
    /// Where digits stand that could not be read, in bytes.
    pub(crate) unread: Vec<Range<usize>>,
}

/// Why digits are no figure.
enum Skipped {
    NoFigure,
    Unread,
}

/// The figures of a sentence, and what else its digits are.
pub(crate) fn numbers(sentence: &str) -> Numbers {
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    let mut non_figures = 0;
    let mut numerals = numerals(sentence).into_iter().peekable();
    while let Some(numeral) = numerals.next() {
        if numeral.non_figure.is_some() {
            non_figures += 1;
            continue;
        }
        let next = numerals.peek().map(|next| &next.range);
        if let Some(part) = next.and_then(|next| fraction(sentence, &numeral.range, next)) {
            numerals.next();
            found.push(part);
            continue;
        }
        if let Some(parts) = parts_of_hundred(sentence, &numeral.range) {
            found.extend(parts);
            continue;
        }
        match number(sentence, numeral.range.clone()) {
            Ok(number) => found.push(number),
            Err(Skipped::NoFigure) => non_figures += 1,
            Err(Skipped::Unread) => unread.push(numeral.range),
        }
    }
    found.extend(chinese(sentence));
    found.sort_by_key(|number| number.range.start);
    Numbers {
        figures: found,
        non_figures,
        unread,
    }
}

/// The shares of a whole that are told as a ratio, 11.6:54.3:34.1, one by one. They may miss the hundred by a slip.
fn parts_of_hundred(sentence: &str, range: &Range<usize>) -> Option<Vec<Number>> {
    const COLONS: [char; 3] = [':', '：', '∶'];
    let text = &sentence[range.clone()];
    let starts = text.match_indices(COLONS).map(|(at, _)| at);
    let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    if starts.len() < LEAST_PARTS {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let part = |(start, end): (&usize, usize)| {
        let digits = half_width(text[*start..end].trim_start_matches(COLONS));
        let digits = digits.trim_end_matches('%');
        let decimals = digits
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        Some(Number {
            // The colon belongs to what stands behind it, so that nothing stands between the parts.
            range: range.start + start..range.start + end,
            value: digits.parse().ok()?,
            decimals: u8::try_from(decimals).ok()?,
            text: digits.to_owned(),
            unit: "%".into(),
            is_approximate: is_about_before(&sentence[..range.start]),
            sign: None,
        })
    };
    let parts: Vec<Number> = starts.iter().zip(ends).map(part).collect::<Option<_>>()?;
    let sum: Quantity = parts.iter().map(|part| &part.value).sum();
    let is_near = sum >= Quantity::from(LEAST_SUM) && sum <= Quantity::from(MOST_SUM);
    is_near.then_some(parts)
}

/// Two parts are the ratio of one to the other.
const LEAST_PARTS: usize = 3;
/// Within these a sum of shares is a hundred that a slip may have changed.
const LEAST_SUM: i64 = 50;
const MOST_SUM: i64 = 190;

/// 2/3 of the schools; 2014/2015学年 and 9/10月 are none.
fn fraction(sentence: &str, part: &Range<usize>, whole: &Range<usize>) -> Option<Number> {
    let range = part.start..whole.end;
    let text = half_width(&sentence[range.clone()]);
    let (part, whole) = text.split_once('/')?;
    let is_small = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_alone = !sentence[..range.start].ends_with(['/', '／'])
        && !sentence[range.end..].starts_with(['/', '／', '月', '日', '年', '届', '级']);
    if !is_small(part) || !is_small(whole) || !is_alone {
        return None;
    }
    let (part, whole): (Quantity, Quantity) = (part.parse().ok()?, whole.parse().ok()?);
    Number::fraction(range, text, &part, &whole)
}

fn number(sentence: &str, range: Range<usize>) -> Result<Number, Skipped> {
    // Longer runs of digits are codes, and no report counts so far.
    if range.len() > LONGEST {
        return Err(Skipped::Unread);
    }
    if is_part_of_fraction(sentence, &range) {
        return hundredths(sentence, range).ok_or(Skipped::Unread);
    }
    let text = half_width(&sentence[range.clone()]).replace('∶', ":");
    let first = first_of(&text)
        .trim_end_matches(['%', '‰'])
        .replace(',', "");
    let value: Quantity = first.parse().map_err(|_| Skipped::Unread)?;
    let decimals = first
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    // 351.万 has lost what stood behind its point.
    let lost = lost_decimals(&text, &sentence[range.end..]);
    let range = range.start..range.end + lost.len();
    let text = format!("{text}{lost}");
    let before = &sentence[..range.start];
    let after = &sentence[range.end..];
    let (after, about_after) = about(after.trim_start());
    let printed = unit(&text, after);
    // 56.85万多人: what was left off is less than a last place.
    let cut = cut_unit(&printed, after);
    let is_cut = cut.is_some() && decimals > 0;
    let len_between = cut.as_ref().map_or(0, |(word, _)| word.len());
    let unit = cut.as_ref().map_or(printed, |(_, unit)| unit.clone());
    let about_after = about_after || cut.is_some() && !is_cut;
    // PM2.5 is a name, and 01 of 甲省01市 a number that counts nothing.
    let is_code = text.len() > 1 && text.starts_with('0') && decimals == 0 && !text.contains(':');
    let is_name = before.ends_with("PM") || is_code;
    if is_name || decimals == 0 && no_figure::is_none(before, after, &unit, &value) {
        return Err(Skipped::NoFigure);
    }
    // What follows 余 is the unit, as in 200余人次.
    let end = sentence.len() - after.len()
        + if text.contains(['%', '‰', ':']) {
            0
        } else {
            unit.len() + len_between
        };
    let about_before = is_about_before(before);
    let is_above = after.get(unit.len()..).is_some_and(|rest| {
        ["以上", "左右", "上下"]
            .iter()
            .any(|word| rest.starts_with(word))
    });
    Ok(Number {
        range: range.start..end.max(range.end),
        decimals: u8::try_from(decimals).map_err(|_| Skipped::Unread)?,
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

/// What says behind 万 or 亿 that a number was cut off there, and the unit with what follows: 多 and 万人 of 万多人.
fn cut_unit(printed: &str, after: &str) -> Option<(&'static str, String)> {
    let is_multiplier = !printed.is_empty() && multiplied(printed).2.is_empty();
    let rest = after.strip_prefix(printed).filter(|_| is_multiplier)?;
    let word = ["多", "余"]
        .into_iter()
        .find(|word| rest.starts_with(word))?;
    let counted = unit("", &rest[word.len()..]);
    (!counted.is_empty()).then(|| (word, format!("{printed}{counted}")))
}

/// The point behind a number that a unit follows, where no digits stand between them.
fn lost_decimals<'t>(text: &str, after: &'t str) -> &'t str {
    let Some(rest) = after.strip_prefix('.') else {
        return "";
    };
    let is_whole = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b',');
    let is_measured = rest.starts_with(['%', '‰', '万', '亿']) || !unit("", rest).is_empty();
    if is_whole && is_measured { "." } else { "" }
}

fn is_part_of_fraction(sentence: &str, range: &Range<usize>) -> bool {
    sentence[..range.start].ends_with("分之") || sentence[range.end..].starts_with("分之")
}

/// 22 of 百分之22. Other fractions have no digits in them, and those that have say nothing certain.
fn hundredths(sentence: &str, range: Range<usize>) -> Option<Number> {
    let before = sentence[..range.start].strip_suffix("分之")?;
    let (before, sign) = [('百', "%"), ('千', "‰")]
        .iter()
        .find_map(|(word, sign)| Some((before.strip_suffix(*word)?, sign)))?;
    // 五百分之2.
    if before.ends_with(|c| numeral::CHARS.contains(c)) {
        return None;
    }
    let digits = half_width(&sentence[range.clone()]).replace(',', "");
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    Some(Number {
        text: half_width(&sentence[before.len()..range.end]),
        value: digits.parse().ok()?,
        decimals: u8::try_from(decimals).ok()?,
        unit: (*sign).to_owned(),
        is_approximate: is_about_before(before) || is_about_after(&sentence[range.end..]),
        sign: None,
        range: before.len()..range.end,
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

fn is_about_before(before: &str) -> bool {
    let before = before.trim_end();
    ABOUT_BEFORE.iter().any(|(word, _)| before.ends_with(word))
}

fn is_about_after(after: &str) -> bool {
    about(after).1
}

fn about(after: &str) -> (&str, bool) {
    let word = ABOUT_AFTER.iter().find(|(word, _)| after.starts_with(word));
    match word {
        Some((word, _)) => (&after[word.len()..], true),
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
    let (multiplier, _, counted) = multiplied(after);
    let known = Unit::ALL.iter().map(|unit| unit.symbol());
    let known = known.filter(|symbol| !symbol.contains(['%', ':', '/']));
    let fitting = known
        .chain(units(!multiplier.is_empty()))
        .filter(|unit| counted.starts_with(unit));
    let unit = fitting.max_by_key(|unit| unit.len()).unwrap_or("");
    // 公斤/公顷, 件/套.
    let rest = counted[unit.len()..]
        .strip_prefix('/')
        .filter(|_| !unit.is_empty());
    let other = rest.and_then(|rest| {
        let fitting = units(false).filter(|other| rest.starts_with(other));
        fitting.max_by_key(|other| other.len())
    });
    other.map_or_else(
        || format!("{multiplier}{unit}"),
        |other| format!("{multiplier}{unit}/{other}"),
    )
}

/// What multiplies a number, the longest first.
const MULTIPLIERS: &[(&str, u8)] = &[("万亿", 12), ("百万", 6), ("亿", 8), ("万", 4), ("千", 3)];
/// Units of which the 千 is a part: a kilometre is counted in kilometres.
const KILO: &[&str] = &[
    "千米", "千克", "千瓦", "千卡", "千帕", "千伏", "千赫", "千分",
];

/// The multiplier that a text begins with, its power of ten, and the rest: 万 of 万人.
pub(crate) fn multiplied(text: &str) -> (&'static str, u8, &str) {
    let is_kilo = KILO.iter().any(|unit| text.starts_with(unit));
    let found = MULTIPLIERS
        .iter()
        .find_map(|(word, power)| Some((*word, *power, text.strip_prefix(word)?)));
    found.filter(|_| !is_kilo).unwrap_or(("", 0, text))
}

/// A printed unit as what is counted and the power of ten that it is counted in: 万人 as 人 and 4.
pub(crate) fn magnitude(unit: &str) -> (&str, u8) {
    let (_, power, counted) = multiplied(unit);
    (counted, power)
}

/// The words of `data/units.txt` that may stand behind a number, or behind 万 and 亿.
fn units(is_multiplied: bool) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../data/units.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.filter_map(move |line| match line.strip_prefix('+') {
        Some(unit) => is_multiplied.then_some(unit),
        None => Some(line),
    })
}

/// Whether a text begins with what is counted, as behind a number; a heading may begin with 千方百计.
pub(crate) fn starts_with_unit(text: &str) -> bool {
    let (multiplier, ..) = multiplied(text);
    multiplier != "千" && !unit("", text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_units_and_what_makes_them_approximate() {
        let Numbers {
            figures: numbers,
            non_figures: others,
            ..
        } = numbers(
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

    #[test]
    fn parts_of_a_whole_and_thousands_are_one_figure_each() {
        let shown = |text: &str| -> Vec<String> {
            let numbers = numbers(text).figures;
            let shown = numbers
                .iter()
                .map(|n| format!("{} {} {}", n.text, n.value.to_short_text(), n.unit));
            shown.collect()
        };
        for (text, expected) in [
            ("约占百分之22.5", "百分之22.5 22.5 %"),
            ("超过1/2的学校", "1/2 50 %"),
            ("补助8千元", "8 8 千元"),
            ("长12千米", "12 12 千米"),
            ("职普比45:55", "45:55 45 %:%"),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
        for text in ["2014/2015学年", "5月8号", "上午8:30", "五百分之2", "3分之1"] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
        assert_eq!(magnitude("千元"), ("元", 3));
        assert_eq!(magnitude("千米"), ("千米", 0));
    }

    #[test]
    fn what_stands_where_nothing_is_counted_is_no_figure() {
        let shown = |text: &str| -> Vec<String> {
            let numbers = numbers(text).figures;
            numbers.iter().map(|n| n.text.clone()).collect()
        };
        for text in [
            "每10万人",
            "性别比（以女性为100）",
            "近4年",
            "统计年鉴2008",
            "公交年报（2018）",
            "2015中国公交报告",
            "见表1",
            "1、公交",
            "（3）公交",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
        for (text, expected) in [
            ("5000元以上的占12.5%", "12.5%"),
            ("3001—5000元的占31%", "31%"),
            ("票价2-4元的占31%", "31%"),
            ("2015人", "2015"),
            ("参会的代表25", "25"),
            ("120、公交", "120"),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
    }
}
