//! Which inputs concern a report, and what of them a reader of reports should see.
//!
//! The specifications are those of an assistant that people talk to; a report is printed. The rule looks only at
//! how a number is written, never at what this project makes of it. An input is left out for the first
//! [`Why`] that fits any of its numbers. Of the others
//!
//! * ordinals, ages, dates and times of day are no figures;
//! * a number in Chinese is a figure where it counts something ([`COUNTED`]), and 一 by itself never is: it
//!   is an article as often as a number;
//! * a number that is the whole input is put where a report would have it, in front of a unit.

use std::collections::BTreeMap;

use serde::Deserialize;
use voced_domain::Quantity;
use voced_text::half_width;

/// An input with what is in it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Case {
    pub(crate) input: String,
    results: Vec<Found>,
}

/// A number that is in an input.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    type_name: String,
    #[serde(default)]
    resolution: BTreeMap<String, Option<String>>,
    /// First and last character.
    start: usize,
    end: usize,
}

/// Why an input does not concern a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// Traditional characters: reports are printed in the simplified ones, those of GB 2312.
    Script,
    /// An address of the web.
    Address,
    /// 壹贰叁, the numerals of cheques.
    Cheque,
    /// Ages of infants, in months, weeks and days.
    Infant,
    /// Things no report counts: pairs and dozens, old weights, bits, tenths of a price.
    Thing,
    /// 五元三毛, an amount told coin by coin.
    Coins,
    /// 二百五, 一吨半, 四万万: said so, not printed.
    Spoken,
    /// 4千, 3分之1: GB/T 15835 has Arabic and Chinese numerals in one number only for 万 and 亿.
    Mixed,
    /// 2e5, 40k, 2^-1, .5, two points in a number, or more digits than anything has that is counted.
    Notation,
    /// 负 in words; a report says 下降, or prints a sign.
    Minus,
    /// 一又二分之一, 4/3: what a report tells as a fraction is part of a whole.
    AboveOne,
}

/// What stands behind a number in Chinese that counts something.
const COUNTED: &[&str] = &["个", "人", "名", "所", "项", "台", "吨", "次"];
const THINGS: &[&str] = &["双", "对", "打", "斤", "比特", "字节", "兆字节", "折"];
const CHEQUE: &str = "壹贰叁肆伍陆柒捌玖拾佰仟";
/// What 一 is part of a number or a range before.
const BEHIND_ONE: &str = "零十百千万亿点到";
const DIGITS: &str = "一二两三四五六七八九";
/// Units that begin with the 千 of a kilo.
const KILO: &[&str] = &["千米", "千克", "千瓦", "千卡"];

/// A number as it is written, without spaces and in half-width characters, and what is around it.
struct Written<'c> {
    found: &'c Found,
    text: String,
    before: String,
    after: String,
}

impl Case {
    /// Why it does not concern a report; absent where it does.
    pub(crate) fn left_out(&self) -> Option<Why> {
        if !self.input.chars().all(is_simplified) {
            return Some(Why::Script);
        }
        if self.input.contains("://") {
            return Some(Why::Address);
        }
        self.numbers().iter().filter_map(Written::left_out).min()
    }

    /// The figures that are to be read, in ascending order.
    pub(crate) fn figures(&self) -> Vec<Quantity> {
        let numbers = self.numbers();
        let is_bare = self.is_bare();
        let figures = numbers.iter().filter(|number| number.is_figure(is_bare));
        let mut values: Vec<Quantity> = figures.flat_map(Written::values).collect();
        values.sort();
        values
    }

    /// The input as a report would have it.
    pub(crate) fn sentence(&self) -> String {
        if self.is_bare() {
            format!("据统计，总数为{}个。", self.input.trim())
        } else {
            format!("据统计，{}", self.input)
        }
    }

    /// Whether it is a number and nothing else.
    fn is_bare(&self) -> bool {
        let numbers = self.numbers();
        let [only] = numbers.as_slice() else {
            return false;
        };
        only.is_plain() && only.before.is_empty() && only.after.is_empty()
    }

    /// Whether every number of the input is looked for, not only those of one kind.
    pub(crate) fn is_complete(&self) -> bool {
        self.results.iter().all(|found| found.type_name == "number")
    }

    fn numbers(&self) -> Vec<Written<'_>> {
        let chars: Vec<char> = self.input.chars().collect();
        let text = |chars: &[char]| {
            let solid: String = chars.iter().filter(|c| !c.is_whitespace()).collect();
            half_width(&solid)
        };
        let numbers = self.results.iter().map(|found| Written {
            found,
            text: text(&chars[found.start..=found.end]),
            before: text(&chars[..found.start]),
            after: text(&chars[found.end + 1..]),
        });
        numbers.collect()
    }
}

impl Written<'_> {
    fn left_out(&self) -> Option<Why> {
        let text = self.text.as_str();
        let value = self.value();
        let is_age = self.found.type_name == "age";
        let reasons = [
            (Why::Cheque, text.contains(|c| CHEQUE.contains(c))),
            (Why::Infant, is_age && !text.ends_with('岁')),
            (Why::Thing, self.is_of_things()),
            (
                Why::Coins,
                text.contains(['角', '毛', '块']) || text.contains("美分"),
            ),
            (Why::Spoken, self.is_spoken()),
            (Why::Mixed, is_mixed(text)),
            (Why::Notation, self.is_notation()),
            (
                Why::Minus,
                text.contains('负') || self.before.ends_with('负'),
            ),
            (
                Why::AboveOne,
                self.is_fraction() && value.is_none_or(|value| value.abs() >= Quantity::from(1)),
            ),
        ];
        let mut fitting = reasons.into_iter().filter(|(_, fits)| *fits);
        fitting.next().map(|(why, _)| why)
    }

    /// Whether it comes without what it counts.
    fn is_plain(&self) -> bool {
        matches!(self.found.type_name.as_str(), "number" | "numberrange")
    }

    fn is_of_things(&self) -> bool {
        let liang = self.found.type_name == "dimension" && self.text.ends_with('两');
        let behind =
            |thing: &&&str| self.text.ends_with(**thing) || self.after.starts_with(**thing);
        let is_kilo = self.text.ends_with("公斤");
        !is_kilo && (liang || THINGS.iter().any(|thing| behind(&thing)))
    }

    fn is_spoken(&self) -> bool {
        let is_digit = |c: char| DIGITS.contains(c);
        let is_short = |part: &str| {
            let mut last = part.chars().rev();
            last.next().is_some_and(is_digit)
                && last.next().is_some_and(|c| "百千万亿成".contains(c))
        };
        let mut parts = self
            .text
            .split(['点', '又', '到'])
            .flat_map(|part| part.split("分之"));
        let is_folded = self.text.contains(['半', '兆']);
        // 一点两小时, 五十千.
        let is_cut = self.after.starts_with("点两") || self.after.starts_with('千');
        parts.any(is_short)
            || is_folded && self.is_in_chinese()
            || ["万万", "万多亿", "万余亿"]
                .iter()
                .any(|many| self.text.contains(many))
            || is_cut
    }

    fn is_notation(&self) -> bool {
        let text = self.text.trim_start_matches('-');
        let of_number = self.is_plain() || self.found.type_name == "percentage";
        let is_latin = of_number && text.contains(|c: char| c.is_ascii_alphabetic() || c == '^');
        let is_endless = self.found.value().is_some_and(|value| value.contains("E"));
        let around = format!("{}.{}", self.before, self.after);
        let many_points = self.after.starts_with('.') && around.matches('.').count() > 2;
        is_latin || is_endless || text.starts_with('.') || many_points
    }

    fn is_fraction(&self) -> bool {
        self.is_plain() && (self.text.contains("分之") || self.text.contains(['/', '又']))
    }

    fn is_in_chinese(&self) -> bool {
        !self.text.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether a reader of reports takes it for a figure.
    fn is_figure(&self, is_bare: bool) -> bool {
        let is_ordinal = self.found.type_name == "ordinal"
            || self.before.ends_with('第')
            || self.text.contains('第');
        let is_age = self.found.type_name == "age" || self.after.starts_with('岁');
        let is_date = self.after.starts_with(['年', '月', '日', '点']);
        if is_ordinal || is_age || is_date {
            return false;
        }
        let rest = self.text.strip_prefix('一');
        let is_one = rest.is_some_and(|rest| !rest.starts_with(|c| BEHIND_ONE.contains(c)));
        let counts = COUNTED.iter().any(|unit| self.after.starts_with(unit));
        !self.is_in_chinese()
            || is_bare
            || self.is_fraction()
            || self.before.ends_with("百分之")
            || self.text.contains("百分之")
            || !is_one && (counts || !self.is_plain())
    }

    /// Its value, of ranges the limits.
    fn values(&self) -> Vec<Quantity> {
        let limits = self.found.value().unwrap_or("").split(',');
        let mut values: Vec<Quantity> = limits.filter_map(|limit| self.quantity(limit)).collect();
        values.dedup();
        values
    }

    fn value(&self) -> Option<Quantity> {
        self.values().into_iter().next()
    }

    fn quantity(&self, text: &str) -> Option<Quantity> {
        let text = text.trim_matches(|c| "[]()".contains(c));
        let value: Quantity = text.trim_end_matches('%').parse().ok()?;
        if text.ends_with('%') {
            value.checked_div(&Quantity::from(100))
        } else {
            Some(value)
        }
    }
}

impl Found {
    fn value(&self) -> Option<&str> {
        self.resolution.get("value")?.as_deref()
    }
}

/// Characters of other planes of the standard, such as punctuation, have no other form.
fn is_simplified(c: char) -> bool {
    let is_ideograph = ('\u{4e00}'..='\u{9fff}').contains(&c);
    let text = c.to_string();
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    // The rows of GB 2312 within its successor.
    !is_ideograph || matches!(bytes.as_ref(), [0xb0..=0xf7, 0xa1..=0xfe])
}

fn is_mixed(text: &str) -> bool {
    let behind = ["百分之", "千分之"]
        .iter()
        .find_map(|part| text.strip_prefix(part));
    let number = behind.unwrap_or(text);
    let kilo = KILO.iter().any(|unit| number.ends_with(unit));
    number.contains(|c: char| c.is_ascii_digit())
        && !kilo
        && (number.contains("分之")
            || number.contains(|c: char| "零十百千".contains(c) || DIGITS.contains(c)))
        && !number.contains("百分点")
}
