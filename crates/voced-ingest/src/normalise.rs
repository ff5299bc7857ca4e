//! Numbers as clerks write them: full width, spaces, separators, units.

use voced_domain::{Quantity, Unit};

use voced_text::{half_width_char, letters};

/// What a text in a number's cell means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// A number in the item's unit.
    Number {
        quantity: Quantity,
        /// What was done to read it: `全角`, `千分位` …
        habits: Vec<String>,
        /// Whether another unit was converted.
        converted: bool,
        /// Whether a unit stands behind the digits.
        names_unit: bool,
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
    if is_parted(text) {
        return Meaning::Unreadable;
    }
    let (plain, mut habits) = plain(text);
    let trimmed = plain.trim_matches(is_space);
    if trimmed.is_empty() {
        return Meaning::Blank;
    }
    let Some(dense) = without_spaces(trimmed) else {
        return Meaning::Unreadable;
    };
    if dense != plain {
        habits.push("空格".into());
    }
    if matches!(
        dense.as_str(),
        "-" | "—" | "——" | "–" | "/" | "无" | "不适用" | "N/A" | "n/a"
    ) {
        return Meaning::NotApplicable;
    }
    let Some((digits, typed_unit, power)) = split_unit(&dense, unit) else {
        return Meaning::Unreadable;
    };
    let names_unit = digits.len() < dense.len();
    if names_unit {
        habits.push("单位".into());
    }
    let Some((digits, separated)) = without_separators(digits) else {
        return Meaning::Unreadable;
    };
    if separated {
        habits.push("千分位".into());
    }
    if separated && is_doubtful(text, trimmed) && counts_persons_or_things(unit) {
        return Meaning::Unreadable;
    }
    let Some(quantity) = in_unit(&digits, typed_unit, power, unit) else {
        return Meaning::Unreadable;
    };
    if habits.is_empty() {
        habits.push("以文字存放".into());
    }
    Meaning::Number {
        quantity,
        habits,
        converted: typed_unit != unit || power > 0,
        names_unit,
    }
}

/// Whether what groups the digits of a count may as well stand between two numbers: behind three digits
/// a space, or the comma of Chinese lists, which is also what a Chinese keyboard writes for any other.
fn is_doubtful(text: &str, plain: &str) -> bool {
    let first = plain.chars().take_while(char::is_ascii_digit).count();
    let behind = plain[first..].chars().next();
    let is_spaced = behind.is_some_and(letters::is_space);
    first == 3 && (is_spaced || text.contains('，'))
}

fn counts_persons_or_things(unit: Unit) -> bool {
    !matches!(
        unit.base().0,
        Unit::Yuan | Unit::Volume | Unit::YuanPerMonth
    )
}

/// A text in half width, without letters that nobody sees, and what was done for that.
fn plain(text: &str) -> (String, Vec<String>) {
    let mut habits = Vec::new();
    let visible = letters::visible(text);
    habits.extend(letters::invisible_named(text));
    let characters = letters::plain_characters(&visible);
    if characters != visible {
        habits.push("部首字".into());
    }
    let plain = half_width(&characters);
    if plain != characters {
        habits.push("全角".into());
    }
    (plain, habits)
}

/// Digits of a unit, in the unit of the item.
fn in_unit(digits: &str, typed: Unit, power: u8, unit: Unit) -> Option<Quantity> {
    // "1/2" parses as a ratio, but nobody means one in such a cell.
    if digits.contains('/') {
        return None;
    }
    let quantity: Quantity = digits.parse().ok()?;
    typed.convert(&quantity.scaled(power), unit)
}

/// A text in half width, with the minus sign and the full stop as people type them into numbers.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '−' => '-',
            '。' => '.',
            c => half_width_char(c),
        })
        .collect()
}

/// White space, and letters that nobody sees.
pub(crate) fn is_space(c: char) -> bool {
    letters::is_space(c) || letters::is_invisible(c)
}

/// Takes the spaces out. Between digits one stands for the comma between groups of three, which is
/// looked at as such; a tab or the end of a line between digits stands between two numbers.
fn without_spaces(text: &str) -> Option<String> {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut dense = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(letters::is_space) {
        dense.push_str(&rest[..at]);
        let behind = rest[at..].trim_start_matches(letters::is_space);
        let spaces = &rest[at..rest.len() - behind.len()];
        rest = behind;
        let (before, next) = (dense.chars().next_back(), rest.chars().next());
        let (Some(before), Some(next)) = (before, next) else {
            continue;
        };
        if !is_of_number(before) || !is_of_number(next) {
            continue;
        }
        // Behind a comma stands another number.
        if !spaces.chars().all(is_between_digits) || before == ',' || next == ',' {
            return None;
        }
        if before.is_ascii_digit() && next.is_ascii_digit() {
            dense.push(',');
        }
    }
    dense.push_str(rest);
    Some(dense)
}

/// Spaces that people put between groups of digits.
fn is_between_digits(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Whether something stands between two digits that a person sees as a gap or a box, though it is no
/// space: what is on its two sides are two numbers.
fn is_parted(text: &str) -> bool {
    let mut before = None;
    let mut gap = false;
    for c in text.chars() {
        if letters::is_gap(c) {
            gap = true;
            continue;
        }
        let is_digit = |c: char| {
            half_width(&c.to_string())
                .bytes()
                .all(|byte| byte.is_ascii_digit())
        };
        if gap && is_digit(c) && before.is_some_and(is_digit) {
            return true;
        }
        if !letters::is_invisible(c) {
            (before, gap) = (Some(c), false);
        }
    }
    false
}

/// A text without the word behind a number that counts single things, in a cell that counts single
/// things as well: as part of a format it says nothing new.
pub(crate) fn without_counter(text: &str, unit: Unit) -> &str {
    const COUNTERS: [&str; 4] = ["人", "名", "位", "个"];
    let counts_things = matches!(
        unit,
        Unit::Person
            | Unit::Piece
            | Unit::School
            | Unit::Enterprise
            | Unit::Household
            | Unit::Entry
    );
    let bare = COUNTERS
        .iter()
        .find_map(|counter| text.strip_suffix(counter));
    let bare = bare
        .filter(|bare| counts_things && bare.trim_end().ends_with(|c: char| c.is_ascii_digit()));
    bare.map_or(text, str::trim_end)
}

/// Whether digits stand in a text in more than one place.
pub(crate) fn has_two_numbers(text: &str) -> bool {
    let text = half_width(text);
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    runs.filter(|run| run.contains(|c: char| c.is_ascii_digit()))
        .nth(1)
        .is_some()
}

/// Splits a unit and 万 or 亿 off the end: the digits, the unit that was typed (the item's own
/// where none was), and the power of ten that 万, 百万 or 亿 stands for. `None` where it is not
/// certain what they multiply.
fn split_unit(text: &str, unit: Unit) -> Option<(&str, Unit, u8)> {
    let mut alike: Vec<(&str, Unit)> = Unit::ALL
        .iter()
        .filter(|typed| typed.base().0 == unit.base().0)
        .map(|typed| (typed.symbol(), *typed))
        .collect();
    match unit {
        Unit::Person => alike.push(("名", unit)),
        Unit::Volume => alike.push(("本", unit)),
        Unit::YuanPerMonth => alike.push(("元", unit)),
        _ => {}
    }
    // 万册 before 册.
    alike.sort_by_key(|(symbol, _)| std::cmp::Reverse(symbol.len()));
    let found = alike
        .into_iter()
        .find_map(|(symbol, typed)| Some((text.strip_suffix(symbol)?, typed)));
    let (rest, typed) = found.unwrap_or((text, unit));
    let (digits, power) = split_power(rest);
    // "1503.6万" in a cell that is in 万元 already: so many 万 of 元.
    if found.is_none() && power > 0 && unit.base().1 > 0 {
        return Some((digits, typed, power.checked_sub(unit.base().1)?));
    }
    Some((digits, typed, power))
}

/// Splits `百万` off the end, as the power of ten that it stands for.
fn split_power(text: &str) -> (&str, u8) {
    const POWERS: [(char, u8); 5] = [('十', 1), ('百', 2), ('千', 3), ('万', 4), ('亿', 8)];
    let (mut rest, mut power) = (text, 0_u8);
    while let Some((digits, more)) = POWERS
        .iter()
        .find_map(|(letter, power)| Some((rest.strip_suffix(*letter)?, *power)))
    {
        rest = digits;
        power = power.saturating_add(more);
    }
    (rest, power)
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
    // No number of thousands begins with a zero.
    if !grouped || first.starts_with('0') || fraction.is_some_and(|fraction| fraction.contains(','))
    {
        return None;
    }
    Some((text.replace(',', ""), true))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, unit: Unit) -> String {
        match number(text, unit) {
            Meaning::Number {
                quantity,
                habits,
                converted,
                ..
            } => {
                let converted = if converted { "，换算" } else { "" };
                format!("{quantity}（{}{converted}）", habits.join("、"))
            }
            other => format!("{other:?}"),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of cases")]
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
            ("2.27亿", Unit::TenThousandYuan),
            ("1.5百万", Unit::TenThousandYuan),
            ("24千元", Unit::TenThousandYuan),
            ("5千", Unit::TenThousandYuan),
            ("1.2千人", Unit::Person),
            ("1 190", Unit::Person),
            ("1\u{a0}190", Unit::Person),
            ("12 345 678.5", Unit::TenThousandYuan),
            ("2. 4", Unit::TenThousandYuan),
            ("119 人", Unit::Person),
            ("119\n", Unit::Person),
            ("60 59", Unit::Person),
            ("1 2", Unit::Person),
            ("2020 119", Unit::Person),
            ("119 1", Unit::Person),
            ("60\n59", Unit::Person),
            ("1\n190", Unit::Person),
            ("1\t190", Unit::Person),
            ("2\n.4", Unit::TenThousandYuan),
            ("1、024", Unit::Person),
            ("60/59", Unit::Person),
            ("60+59", Unit::Person),
            ("60:59", Unit::Person),
            ("60～59", Unit::Person),
            ("60-59", Unit::Person),
            ("60\u{2800}59", Unit::Person),
            ("60\u{3164}59", Unit::Person),
            ("60\u{e004}59", Unit::Person),
            ("60\u{fffc}59", Unit::Person),
            ("0 119", Unit::Person),
            ("0,119", Unit::Person),
            ("120 119", Unit::Person),
            ("120,119", Unit::Person),
            ("120，119", Unit::Person),
            ("1，190", Unit::Person),
            ("１２，１３０", Unit::Person),
            ("1 234 567", Unit::Person),
            ("12, 130", Unit::Person),
            ("120 119", Unit::Volume),
            ("1 503.6", Unit::TenThousandYuan),
            ("60;59", Unit::Person),
            ("5¹", Unit::Person),
            ("\u{202a}119\u{202c}", Unit::Person),
            ("1\u{200b}19", Unit::Person),
            ("119⼈", Unit::Person),
            ("120人次", Unit::Person),
            ("1503.6", Unit::TenThousandYuan),
            ("5000本", Unit::Volume),
            ("5000本", Unit::Piece),
            ("3500元/月", Unit::YuanPerMonth),
            ("3500元", Unit::Person),
            ("2十人", Unit::Person),
            ("3亿", Unit::Yuan),
            ("万", Unit::Person),
            ("1,234.5", Unit::TenThousandYuan),
            ("1,234.5,6", Unit::TenThousandYuan),
            ("-1,234", Unit::Yuan),
            ("1234,567", Unit::Yuan),
            (",123", Unit::Yuan),
            ("1 , 190", Unit::Person),
            ("5 .5", Unit::TenThousandYuan),
            ("约 5", Unit::Person),
            ("119\n人", Unit::Person),
            ("12 345", Unit::Person),
            ("60\u{2800}人", Unit::Person),
            ("６０\u{2800}５９", Unit::Person),
            ("60\u{2800}\u{200b}59", Unit::Person),
            ("\u{2800}60", Unit::Person),
        ];
        let lines: Vec<_> = cases
            .iter()
            .map(|(text, unit)| format!("{text:<10} [{unit}] → {}", read(text, *unit)))
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn a_word_that_counts_is_taken_off_where_single_things_are_counted() {
        let cases = [
            ("120人", Unit::Person),
            ("120 名", Unit::Person),
            ("12位", Unit::Enterprise),
            ("12个", Unit::Household),
            ("12个", Unit::Piece),
            ("12个", Unit::School),
            ("12个", Unit::Entry),
            ("12个", Unit::TenThousandYuan),
            ("12个", Unit::PersonTime),
            ("约人", Unit::Person),
            ("人", Unit::Person),
            ("120", Unit::Person),
            ("120家", Unit::Enterprise),
        ];
        let lines = cases.map(|(text, unit)| {
            let bare = without_counter(text, unit);
            format!("{text} [{unit}] → {bare}")
        });
        insta::assert_snapshot!(lines.join("\n"), @"
        120人 [人] → 120
        120 名 [人] → 120
        12位 [家] → 12
        12个 [户] → 12
        12个 [个] → 12
        12个 [所] → 12
        12个 [项] → 12
        12个 [万元] → 12个
        12个 [人次] → 12个
        约人 [人] → 约人
        人 [人] → 人
        120 [人] → 120
        120家 [家] → 120家
        ");
    }

    #[test]
    fn two_numbers_are_seen_in_whatever_stands_between_them() {
        for text in ["60/59", "60 59", "男６０女５９", "1-2", "3.5、4"] {
            assert!(has_two_numbers(text), "{text}");
        }
        for text in [
            "60",
            "3.5",
            "约60人",
            "６０．５",
            "没有",
            "",
            "...",
            "5人。",
        ] {
            assert!(!has_two_numbers(text), "{text}");
        }
    }

    #[test]
    fn letters_in_full_width_become_those_of_the_keyboard() {
        assert_eq!(
            half_width("ＡＢｃ１２３％（）！～　−５。５人"),
            "ABc123%()!~ -5.5人"
        );
    }

    #[test]
    fn white_space_and_what_nobody_sees_is_space() {
        for space in [' ', '\u{3000}', '\u{a0}', '\n', '\u{200b}', '\u{feff}'] {
            assert!(is_space(space), "{space:?}");
        }
        for other in ['0', '人', '-', '.'] {
            assert!(!is_space(other), "{other}");
        }
    }

    /// A way of writing a number that changes nothing of it.
    fn habits() -> impl Strategy<Value = fn(&str) -> String> {
        let habits: Vec<fn(&str) -> String> = vec![
            str::to_owned,
            |text| format!(" {text} "),
            |text| format!("{text}元"),
            |text| format!("{text} 元"),
            |text| format!("\u{202a}{text}\u{202c}"),
            |text| text.replace('.', "．"),
            |text| {
                let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
                text.chars().map(wide).collect()
            },
        ];
        proptest::sample::select(habits)
    }

    /// Digits with a comma before each three from the end on.
    fn grouped(digits: &str) -> String {
        let behind = |idx: usize| digits.len() - idx;
        let with_comma = |(idx, c): (usize, char)| match behind(idx) % 3 {
            0 if idx > 0 => format!(",{c}"),
            _ => c.to_string(),
        };
        digits.chars().enumerate().map(with_comma).collect()
    }

    proptest! {
        #[test]
        fn however_a_number_is_written_it_is_read_as_that_number(
            whole in 0u64..10_000_000_000,
            fraction in 0u32..1_000,
            is_grouped in any::<bool>(),
            habit in habits(),
        ) {
            let digits = whole.to_string();
            let digits = if is_grouped { grouped(&digits) } else { digits };
            let typed = habit(&format!("{digits}.{fraction:03}"));
            let expected: Quantity = format!("{whole}.{fraction:03}").parse().unwrap();
            match number(&typed, Unit::Yuan) {
                Meaning::Number { quantity, converted, .. } => {
                    prop_assert_eq!(quantity, expected, "{}", typed);
                    prop_assert!(!converted, "{}", typed);
                }
                other => prop_assert!(false, "{typed}: {other:?}"),
            }
        }

        #[test]
        fn ten_thousands_are_so_many_times_ten_thousand(thousandths in 0i64..10_000_000) {
            let typed = format!("{}.{:03}万", thousandths / 1_000, thousandths % 1_000);
            let read = number(&typed, Unit::Volume);
            let expected = Quantity::from(thousandths * 10);
            let is_expected = matches!(
                &read,
                Meaning::Number { quantity, converted: true, names_unit: true, .. } if *quantity == expected
            );
            prop_assert!(is_expected, "{typed}: {read:?}");
        }

        /// What is no number is refused and never read in part.
        #[test]
        fn no_text_is_read_as_a_number_that_does_not_stand_in_it(text in "[0-9,. /人万-]{0,8}") {
            if let Meaning::Number { quantity, .. } = number(&text, Unit::Person) {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let significant = digits.trim_matches('0');
                let read: String = quantity.to_plain_text().chars().filter(char::is_ascii_digit).collect();
                prop_assert_eq!(read.trim_matches('0'), significant, "{}", text);
            }
        }
    }
}
