//! Numbers written in Chinese, where they count things or are parts of a whole.

use std::ops::Range;

use voced_domain::Quantity;

use super::numeral::{CHARS, Numeral, is_digit, numeral};
use super::{Number, about, is_about_after, is_about_before, magnitude, units};

/// Measure words behind which a digit counts things too. Others of one character are part of a word
/// there, or no measure word: 三本院校, 二元, 三班, 五台山.
const MEASURES: &[&str] = &[
    "个", "所", "项", "名", "支", "类", "大", "件", "条", "点", "种", "门", "方面", "家", "套",
    "座", "人", "吨",
];
/// What is told in Chinese without counting what a report counts: 三年, 十九届, 二级, 十分, 二十四小时.
const NO_COUNTS: &[&str] = &[
    "年", "届", "级", "周", "天", "岁", "周岁", "分", "小时", "分钟", "班", "成",
];
/// Behind more than a digit these are no measure words: 二十大, 十二点.
const OF_A_DIGIT: &[&str] = &["大", "点"];
/// What 成 goes on with where it is no tenth: 十三成立, 三成员单位, 二成为.
const NO_TENTH: &[char] = &[
    '立', '员', '果', '功', '效', '绩', '为', '长', '本', '型', '品',
];
/// What stands between the limits of a range.
const TO: &[char] = &['至', '到', '—', '–', '-', '～', '~'];
/// Denominators that need no digit.
const DENOMINATORS: &[(&str, i64)] = &[
    ("百", 100),
    ("千", 1_000),
    ("万", 10_000),
    ("十万", 100_000),
    ("百万", 1_000_000),
];

/// Numbers written in Chinese.
pub(crate) fn chinese(sentence: &str) -> Vec<Number> {
    // 其余四所, 试点三所: these go on with a numeral and begin none.
    let is_numeral = |c: char| CHARS.contains(c) && !"点多余".contains(c);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = sentence[from..].find(is_numeral).map(|at| from + at) {
        let run = run(&sentence[start..]);
        let here = Here {
            sentence,
            start,
            run,
        };
        let number = here.number();
        let end = number.as_ref().map(|number| number.range.end);
        from = end.unwrap_or(start + run.len());
        found.extend(number);
    }
    found
}

/// No numeral has more characters.
const LONGEST: usize = 40;

/// The characters of numerals that a text begins with, as many as one may have.
fn run(text: &str) -> &str {
    let numerals = text
        .char_indices()
        .take(LONGEST)
        .take_while(|(_, c)| CHARS.contains(*c));
    let end = numerals.last().map_or(0, |(at, c)| at + c.len_utf8());
    &text[..end]
}

/// What the numeral of a run may be, the longest first: of 一百千瓦 it is 一百.
fn prefixes(run: &str) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.rev().map(|end| &run[..end])
}

/// Where characters of numerals stand.
struct Here<'s> {
    sentence: &'s str,
    start: usize,
    run: &'s str,
}

impl<'s> Here<'s> {
    fn number(&self) -> Option<Number> {
        let before = &self.sentence[..self.start];
        // 第三, 数十, 3千, 3.5万.
        if before.ends_with(|c: char| c.is_ascii_digit() || "第数".contains(c)) {
            return None;
        }
        if let Some(after) = self.after(self.run).strip_prefix("分之") {
            return self.part(after);
        }
        prefixes(self.run).find_map(|text| self.tenths(text).or_else(|| self.count(text)))
    }

    /// What stands behind the numeral.
    fn after(&self, numeral: &str) -> &'s str {
        &self.sentence[self.start + numeral.len()..]
    }

    /// A number of things: 三十六所, 二十余项.
    fn count(&self, text: &str) -> Option<Number> {
        let numeral = numeral(text)?;
        let (after, is_about) = about_a(text, self.after(text));
        let Some(unit) = counted(text, after) else {
            return self.first_of_range(text, numeral);
        };
        let behind = &after[unit.len()..];
        // 一 is an article as often as a number, and “职教二十条” is a name.
        if text == "一" || behind.starts_with(['”', '"', '》']) {
            return None;
        }
        let mut number = self.told(
            self.start..self.sentence.len() - behind.len(),
            text,
            numeral,
        );
        number.unit.push_str(unit);
        number.is_approximate |= is_about || is_about_after(behind);
        Some(number)
    }

    /// 三 of 三到五万人.
    fn first_of_range(&self, text: &str, first: Numeral) -> Option<Number> {
        let after = self.after(text).strip_prefix(TO)?;
        let (last, unit) = prefixes(run(after)).find_map(|text| {
            let unit = counted(text, &after[text.len()..])?;
            Some((numeral(text)?, unit))
        })?;
        let mut number = self.told(self.start..self.start + text.len(), text, first);
        if number.unit.is_empty() {
            number.unit.push_str(last.multiplier);
        }
        number.unit.push_str(unit);
        Some(number)
    }

    /// 六成, 八点五成.
    fn tenths(&self, text: &str) -> Option<Number> {
        let behind = self.after(text).strip_prefix('成')?;
        let numeral = numeral(text).filter(|numeral| numeral.value <= Quantity::from(10))?;
        if text == "一" || behind.starts_with(NO_TENTH) {
            return None;
        }
        let end = self.sentence.len() - behind.len();
        let mut number = self.told(self.start..end, text, numeral);
        number.unit.push('成');
        number.is_approximate = true;
        Some(number)
    }

    /// A part of a whole, 百分之五 or 三分之一; behind 分之.
    fn part(&self, after: &str) -> Option<Number> {
        let whole = DENOMINATORS.iter().find(|(word, _)| *word == self.run);
        let whole = match whole {
            Some((_, whole)) => Quantity::from(*whole),
            None => full(&numeral(self.run)?),
        };
        let (text, part) = prefixes(run(after)).find_map(|text| Some((text, numerator(text)?)))?;
        // 百分之二三十 is a guess.
        if after[text.len()..].starts_with(is_digit) {
            return None;
        }
        let end = self.sentence.len() - after.len() + text.len();
        let range = self.start..end;
        let text = &self.sentence[range.clone()];
        let mut number = self.told(range, text, part);
        number.is_approximate |= is_about_after(&self.sentence[end..]);
        number.of_a(&whole, self.run)
    }

    fn told(&self, range: Range<usize>, text: &str, numeral: Numeral) -> Number {
        Number {
            range,
            text: text.to_owned(),
            value: numeral.value,
            decimals: numeral.decimals,
            unit: numeral.multiplier.to_owned(),
            is_approximate: numeral.is_approximate || is_about_before(&self.sentence[..self.start]),
            sign: None,
        }
    }
}

impl Number {
    /// This part of a whole, told in hundredths or thousandths. Other fractions are percentages that no
    /// one worked out: two thirds of the schools are seldom two thirds to a school.
    fn of_a(mut self, whole: &Quantity, word: &str) -> Option<Self> {
        let part = self.value.scaled(magnitude(&self.unit).1);
        self.unit.clear();
        let sign = match word {
            "百" => "%",
            "千" => "‰",
            _ => return Self::fraction(self.range, self.text, &part, whole),
        };
        self.value = part;
        self.unit.push_str(sign);
        Some(self)
    }

    /// 三分之一 or 1/3; what is no part of a whole is no figure.
    pub(super) fn fraction(
        range: Range<usize>,
        text: String,
        part: &Quantity,
        whole: &Quantity,
    ) -> Option<Self> {
        (part < whole).then_some(())?;
        Some(Self {
            range,
            text,
            value: part.scaled(2).checked_div(whole)?,
            decimals: 0,
            unit: "%".to_owned(),
            is_approximate: true,
            sign: None,
        })
    }
}

/// The value with its multiplier.
fn full(numeral: &Numeral) -> Quantity {
    numeral.value.scaled(magnitude(numeral.multiplier).1)
}

/// 百 of 百分之百 is a numeral as well, and no round one.
fn numerator(text: &str) -> Option<Numeral> {
    let numeral = numeral(if text == "百" { "一百" } else { text })?;
    Some(Numeral {
        is_approximate: numeral.is_approximate && !text.ends_with('百'),
        ..numeral
    })
}

/// What stands behind a numeral and what makes it approximate: 六百来人.
fn about_a<'t>(numeral: &str, after: &'t str) -> (&'t str, bool) {
    match after.strip_prefix('来') {
        Some(rest) if numeral.ends_with(['十', '百', '千', '万']) => (rest, true),
        _ => about(after),
    }
}

/// What a numeral counts, where it counts things.
fn counted(numeral: &str, after: &str) -> Option<&'static str> {
    let is_digit = numeral.chars().nth(1).is_none();
    let can_follow = |unit: &str| {
        if is_digit {
            MEASURES.contains(&unit) || unit.chars().nth(1).is_some()
        } else {
            !OF_A_DIGIT.contains(&unit)
        }
    };
    let words = MEASURES.iter().copied().chain(units(false));
    let fitting = words
        .filter(|unit| after.starts_with(unit) && !NO_COUNTS.contains(unit) && can_follow(unit));
    fitting.max_by_key(|unit| unit.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let shown = |number: Number| {
            let about = if number.is_approximate { "约" } else { "" };
            let value = number.value.to_short_text();
            format!("{} {value} {} {about}", number.text, number.unit)
        };
        let numbers = chinese(text).into_iter().map(shown);
        numbers.map(|shown| shown.trim_end().to_owned()).collect()
    }

    #[test]
    fn numerals_count_what_reports_count() {
        for (text, expected) in [
            ("三十六所学校", "三十六 36 所"),
            ("其余四所", "四 4 所"),
            ("校内实训工位三千余个", "三千余 3000 个 约"),
            ("只有六百来人", "六百 600 人 约"),
            ("接近九千人", "九千 9000 人 约"),
            ("两千四百万元", "两千四百万 2400 万元"),
            ("三大类专业", "三 3 大类"),
            ("提高六个百分点", "六 6 个百分点"),
            ("一百千瓦", "一百 100 千瓦 约"),
            ("近六成", "六 6 成 约"),
            ("百分之八点五", "百分之八点五 8.5 %"),
            ("千分之六", "千分之六 6 ‰"),
            ("百分之百", "百分之百 100 %"),
            ("占四分之一强", "四分之一 25 % 约"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
        let range = ["三 3 万人", "五万 5 万人"];
        assert_eq!(read("三到五万人"), range);
    }

    #[test]
    fn what_counts_nothing_is_no_figure() {
        for text in [
            "一方面",
            "一个",
            "第三所",
            "二级学院",
            "“十四五”期间",
            "二十大",
            "十九届",
            "三年",
            "十分重要",
            "“职教二十条”",
            "几十所",
            "数百名",
            "三四十人",
            "百分之二三十",
            "二〇二〇年",
            "十三成立",
            "三分之五",
            "3千人",
            "千方百计",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
