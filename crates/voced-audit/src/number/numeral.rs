//! The value of a numeral in Chinese characters, as books and reports write it.

use voced_domain::Quantity;

/// The characters of a numeral; it begins with a digit or with 十.
pub(super) const CHARS: &str = "零〇一二两三四五六七八九十百千万亿点几多余";
const DIGITS: &str = "零一二三四五六七八九";
const TENS: &[(char, i64)] = &[('十', 10), ('百', 100), ('千', 1_000)];
/// What multiplies all before it, the greatest first.
const MULTIPLIERS: &[(char, i64)] = &[('亿', 100_000_000), ('万', 10_000)];
/// Numerals are no longer, in bytes: every digit to the hundreds of 万亿 with its multiplier.
const LONGEST: usize = 120;

/// A numeral with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) value: Quantity,
    pub(super) decimals: u8,
    /// The 万, 亿 or 万亿 that ends it and is left out of its value, as 3万人 is read.
    pub(super) multiplier: &'static str,
    pub(super) is_approximate: bool,
}

/// The numeral that a text is; absent where it is none by grammar: 二〇二〇, 三四十, 一万三, 数百.
pub(super) fn numeral(text: &str) -> Option<Numeral> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some((whole, decimals)) = text.split_once('点') {
        return decimal(whole, decimals);
    }
    let multiplier = last_multiplier(text);
    let text = &text[..text.len() - multiplier.len()];
    let (text, is_about) = without_about(text);
    // Who writes 三百 or 九千 does not say that it is no more.
    let is_round = multiplier.is_empty() && text.ends_with(['百', '千', '万', '亿']);
    Some(Numeral {
        value: Quantity::from(whole(text)?),
        decimals: 0,
        multiplier,
        is_approximate: is_about || is_round,
    })
}

/// The multiplier of all that stands before it: of 四亿五千万 there is none.
fn last_multiplier(text: &str) -> &'static str {
    let mut words = ["万亿", "亿", "万"].into_iter();
    let last = words.find(|word| text.ends_with(word)).unwrap_or("");
    let is_of_all = last != "万" || !text.contains('亿');
    if is_of_all { last } else { "" }
}

fn decimal(before: &str, after: &str) -> Option<Numeral> {
    let mut value = Quantity::from(whole(before)?);
    let mut decimals = 0_u8;
    for c in after.chars() {
        decimals = decimals.checked_add(1)?;
        let digit = Quantity::from(digit(c).filter(|_| c != '两')?);
        value = &value + &digit.checked_div(&Quantity::from(1).scaled(decimals))?;
    }
    (decimals > 0).then_some(Numeral {
        value,
        decimals,
        multiplier: "",
        is_approximate: false,
    })
}

/// Without the 几 of 二十几, the 余 of 五百余.
fn without_about(text: &str) -> (&str, bool) {
    let rest = text.strip_suffix(['几', '多', '余']);
    match rest.filter(|rest| !rest.ends_with(|c| digit(c).is_some_and(|digit| digit > 0))) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

pub(super) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

fn digit(c: char) -> Option<i64> {
    match c {
        '两' => Some(2),
        '〇' => Some(0),
        _ => (0..)
            .zip(DIGITS.chars())
            .find_map(|(value, digit)| (digit == c).then_some(value)),
    }
}

fn whole(text: &str) -> Option<i64> {
    let Some((at, multiplier)) = MULTIPLIERS
        .iter()
        .find_map(|(sign, multiplier)| Some((text.rfind(*sign)?, *multiplier)))
    else {
        return below_ten_thousand(text);
    };
    let (head, tail) = text.split_at(at);
    // 万 and 亿 are as long.
    let tail = &tail['万'.len_utf8()..];
    // 十几万多亿.
    let (head, _) = without_about(head);
    let rest = if tail.is_empty() { 0 } else { whole(tail)? };
    let is_short = rest < 10 && rest > 0 && !tail.starts_with(['零', '〇']);
    let value = whole(head)?.checked_mul(multiplier)?.checked_add(rest)?;
    (!is_short && rest < multiplier).then_some(value)
}

/// A numeral of digits, tens, hundreds and thousands.
fn below_ten_thousand(text: &str) -> Option<i64> {
    let mut total = 0;
    let mut waiting: Option<i64> = None;
    let mut is_after_zero = false;
    let mut last = 10_000;
    for c in text.chars() {
        if let Some((_, ten)) = TENS.iter().find(|(sign, _)| *sign == c) {
            // 十五 and 一百零十, but no 百五.
            let bare = (*ten == 10 && (total == 0 || is_after_zero)).then_some(1);
            total += waiting.take().or(bare).filter(|_| *ten < last)? * ten;
            (last, is_after_zero) = (*ten, false);
            continue;
        }
        // Two digits side by side are a guess, or a year.
        let digit = digit(c).filter(|_| waiting.is_none())?;
        if digit == 0 {
            is_after_zero = true;
        } else {
            waiting = Some(digit);
        }
    }
    let is_two = text.ends_with('两') && total > 0;
    // 四百五 is 450 or nothing.
    let is_short = waiting.is_some() && last > 10 && total > 0 && !is_after_zero;
    (!text.is_empty() && !is_two && !is_short).then(|| total + waiting.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_the_values_that_books_give_them() {
        for (text, expected) in [
            ("三十六", "36"),
            ("十", "10"),
            ("一十五", "15"),
            ("一千零一", "1001"),
            ("一百零一万一千", "1011000 约"),
            ("四亿五千六百四十二万零一十五", "456420015"),
            ("一万二百五十", "10250"),
            ("两千两百", "2200 约"),
            ("三百", "300 约"),
            ("六点零五", "6.05"),
            ("两千四百万", "2400 万"),
            ("二十几万", "20 万 约"),
            ("五百余万", "500 万 约"),
            ("四亿五千万", "450000000 约"),
            ("一万五千亿", "15000 亿"),
            ("二十一万亿", "21 万亿"),
        ] {
            let found = numeral(text).expect(text);
            let about = if found.is_approximate { " 约" } else { "" };
            let value = found.value.to_plain_text();
            let shown = format!("{value} {}{about}", found.multiplier);
            assert_eq!(shown.trim_end().replace("  ", " "), expected, "{text}");
        }
    }

    #[test]
    fn what_is_guessed_or_said_in_short_is_no_numeral() {
        for text in [
            "",
            "万",
            "百三",
            "二〇二〇",
            "三四十",
            "二三",
            "一万三",
            "四百五",
            "几十",
            "数百",
            "三几",
            "二十两",
            "一千点",
            "百十",
        ] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }
}
