//! Numbers as clerks write them: full width, spaces, separators, units.

use voced_domain::{Quantity, Unit};

/// What a text in a number's cell means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// A number in the item's unit.
    Number {
        quantity: Quantity,
        /// What was done to read it: `全角`, `千分位` …
        habits: Vec<&'static str>,
        /// Whether another unit was converted.
        converted: bool,
    },
    /// 不适用, 无, —.
    NotApplicable,
    /// Nothing but spaces.
    Blank,
    /// No number can be read.
    Unreadable,
}

/// Reads a text in the cell of an item of `unit`.
pub(crate) fn number(text: &str, unit: Unit) -> Meaning {
    let mut habits = Vec::new();
    let plain = half_width(text);
    if plain != text {
        habits.push("全角");
    }
    let dense: String = plain.chars().filter(|c| !is_space(*c)).collect();
    if dense.is_empty() {
        return Meaning::Blank;
    }
    if dense.len() < plain.len() {
        habits.push("空格");
    }
    if matches!(
        dense.as_str(),
        "-" | "—" | "——" | "–" | "/" | "无" | "不适用" | "N/A" | "n/a"
    ) {
        return Meaning::NotApplicable;
    }
    let (digits, typed_unit, power) = split_unit(&dense, unit);
    if digits.len() < dense.len() {
        habits.push("单位");
    }
    let Some((digits, separated)) = without_separators(digits) else {
        return Meaning::Unreadable;
    };
    if separated {
        habits.push("千分位");
    }
    let Ok(quantity) = digits.parse::<Quantity>() else {
        return Meaning::Unreadable;
    };
    // "1/2" parses as a ratio, but nobody means one in such a cell.
    if digits.contains('/') {
        return Meaning::Unreadable;
    }
    if habits.is_empty() {
        habits.push("以文字存放");
    }
    let in_base = typed_unit.to_base(&quantity.scaled(power));
    let one = unit.to_base(&Quantity::from(1));
    let Some(quantity) = in_base.checked_div(&one) else {
        return Meaning::Unreadable;
    };
    Meaning::Number {
        quantity,
        habits,
        converted: typed_unit != unit || power > 0,
    }
}

/// Full-width letters, digits and signs as their ASCII forms. A full-width space becomes a space.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            '−' => '-',
            '。' => '.',
            '、' => ',',
            c => c,
        })
        .collect()
}

/// White space, and characters that take no room.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{a0}'
        )
}

/// Splits a unit and 万 or 亿 off the end: the digits, the unit that was typed (the item's own
/// where none was), and the power of ten that 万 or 亿 stands for.
fn split_unit(text: &str, unit: Unit) -> (&str, Unit, u8) {
    let mut alike: Vec<(&str, Unit)> = Unit::ALL
        .iter()
        .filter(|typed| typed.base().0 == unit.base().0)
        .map(|typed| (typed.symbol(), *typed))
        .collect();
    if unit == Unit::Person {
        alike.push(("名", unit));
    }
    if unit == Unit::YuanPerMonth {
        alike.push(("元", unit));
    }
    // 万册 before 册.
    alike.sort_by_key(|(symbol, _)| std::cmp::Reverse(symbol.len()));
    let found = alike
        .into_iter()
        .find_map(|(symbol, typed)| Some((text.strip_suffix(symbol)?, typed)));
    let bare = found.is_none();
    let (rest, typed) = found.unwrap_or((text, unit));
    if let Some(digits) = rest.strip_suffix('亿') {
        return (digits, typed, 8);
    }
    match rest.strip_suffix('万') {
        // "1503.6万" in a cell that is in 万元 already.
        Some(digits) if bare && unit.base().1 == 4 => (digits, unit, 0),
        Some(digits) => (digits, typed, 4),
        None => (rest, typed, 0),
    }
}

/// Takes thousands separators out; `None` where commas do not group thousands.
fn without_separators(text: &str) -> Option<(String, bool)> {
    if !text.contains(',') {
        return Some((text.to_owned(), false));
    }
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = unsigned.split(',');
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if !grouped || fraction.is_some_and(|fraction| fraction.contains(',')) {
        return None;
    }
    Some((text.replace(',', ""), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: Unit) -> String {
        match number(text, unit) {
            Meaning::Number {
                quantity,
                habits,
                converted,
            } => {
                let converted = if converted { "，换算" } else { "" };
                format!("{quantity}（{}{converted}）", habits.join("、"))
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_habits_of_clerks_are_understood_and_named() {
        let cases = [
            ("134", Unit::Person),
            ("３５０１", Unit::Person),
            (" 815 ", Unit::Person),
            ("10,367", Unit::Person),
            ("１９８，３００册", Unit::Volume),
            ("68.2万册", Unit::Volume),
            ("68.2万", Unit::Volume),
            ("0.5亿元", Unit::TenThousandYuan),
            ("1503.6万元", Unit::TenThousandYuan),
            ("1503.6万", Unit::TenThousandYuan),
            ("15036000元", Unit::TenThousandYuan),
            ("2366.7元", Unit::YuanPerMonth),
            ("120名", Unit::Person),
            ("-5", Unit::Person),
            ("—", Unit::Person),
            ("无", Unit::Person),
            ("不适用", Unit::Person),
            ("　", Unit::Person),
            ("97.8%", Unit::Person),
            ("1,23", Unit::Person),
            ("1.2.3", Unit::Person),
            ("约120", Unit::Person),
            ("1/2", Unit::Person),
            ("十二", Unit::Person),
            ("120人次", Unit::Person),
        ];
        let lines: Vec<_> = cases
            .iter()
            .map(|(text, unit)| format!("{text:<10} [{unit}] → {}", read(text, *unit)))
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }
}
