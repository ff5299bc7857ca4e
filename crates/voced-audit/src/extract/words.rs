//! What words around a number say of it: directions, years, schools, and where sentences end.

use crate::claim::Direction;

const UP: &[&str] = &["增加", "提高", "上升", "增长", "提升", "增"];
const DOWN: &[&str] = &["减少", "下降", "降低", "回落", "减"];
/// Words between a direction and its number.
const BETWEEN: &[&str] = &["了", "约", "为", "达", "近"];
const LAST_YEAR: &[&str] = &["上一年度", "上年度", "上一年", "上年", "去年"];
const SCHOOL_ENDINGS: &[&str] = &[
    "学校", "卫校", "中心", "中专", "职专", "学院", "技校", "职高",
];
/// Names of schools are no longer, in characters.
const LONGEST_NAME: usize = 25;
/// What leads from the old number to the new one: 由24.6%提高到25.1%.
const BECOMES: &[&str] = &[
    "变为",
    "变成",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "上升到",
    "上升至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "增至",
    "升至",
    "下降到",
    "下降至",
    "减少到",
    "减少至",
    "降低到",
    "降低至",
    "降到",
    "降至",
];

/// The last year that a text names, `2019年`.
pub(super) fn year_in(text: &str) -> Option<u16> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    compact.rmatch_indices('年').find_map(|(at, _)| {
        let digits = compact.get(at.checked_sub(4)?..at)?;
        let year: u16 = digits.parse().ok()?;
        (1990..2100).contains(&year).then_some(year)
    })
}

/// Whether a text speaks of the year before.
pub(super) fn is_last_year(text: &str) -> bool {
    LAST_YEAR.iter().any(|word| text.contains(word))
}

/// Whether nothing but the year before stands in a text: `，上年为`.
pub(super) fn is_only_last_year(text: &str) -> bool {
    let text = text.trim_start_matches(['，', '、', '（', '(']);
    let rest = LAST_YEAR.iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| ["", "为", "是", "有", "同期为"].contains(&rest))
}

/// Whether a number is the old one of two: 由24.6%提高到25.1%.
pub(super) fn is_old(before: &str, after: &str) -> bool {
    before.ends_with(['由', '从']) && is_new(after)
}

/// Whether what stands in front of a number makes it the new one of two.
pub(super) fn is_new(before: &str) -> bool {
    BECOMES.iter().any(|word| before.starts_with(word))
}

/// A direction right in front of a number.
pub(super) fn direction(before: &str) -> Option<Direction> {
    let mut text = before.trim_end();
    while let Some(rest) = BETWEEN.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest.trim_end();
    }
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    match (ends(UP), ends(DOWN)) {
        (true, _) => Some(Direction::Up),
        (_, true) => Some(Direction::Down),
        _ => None,
    }
}

/// Whether a head is the name of a school.
pub(super) fn is_school(head: &str) -> bool {
    let length = head.chars().count();
    (3..=LONGEST_NAME).contains(&length)
        && SCHOOL_ENDINGS.iter().any(|ending| head.ends_with(ending))
}

/// The school that a paragraph is about: `某某学校：…`.
pub(super) fn school_in_front(text: &str) -> Option<String> {
    let (name, _) = text.split_once(['：', ':'])?;
    is_school(name.trim()).then(|| name.trim().to_owned())
}

/// Without the spaces that word processors put between digits and characters: 2020 年 is 2020年.
pub(super) fn compact(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_wide = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii() || c.is_ascii_digit());
    let keeps = |idx: usize| {
        let before = idx.checked_sub(1).and_then(|before| chars.get(before));
        let is_between = is_wide(before) && is_wide(chars.get(idx + 1));
        let both_digits = before.is_some_and(char::is_ascii_digit)
            && chars.get(idx + 1).is_some_and(char::is_ascii_digit);
        !chars[idx].is_whitespace() || !is_between || both_digits
    };
    let kept = chars.iter().enumerate().filter(|(idx, _)| keeps(*idx));
    kept.map(|(_, c)| *c).collect()
}

/// Without the number or bullet of a list in front.
pub(super) fn without_marker(text: &str) -> &str {
    let text = text.trim_start_matches(['·', '•', '●', ' ', '　']);
    let Some(rest) = text.strip_prefix(['（', '(']) else {
        return text;
    };
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let after = end.filter(|end| *end > 0).and_then(|end| rest.get(end..));
    after
        .and_then(|after| after.strip_prefix(['）', ')']))
        .unwrap_or(text)
}

/// The pieces of a paragraph that end with a full stop or a semicolon, each with what stands before
/// it since the last full stop.
pub(super) fn sentences(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let (mut from, mut full) = (0, 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if "。！？；".contains(c) {
            found.push((&text[full..from], &text[from..end]));
            from = end;
        }
        if "。！？".contains(c) {
            full = end;
        }
    }
    if from < text.len() {
        found.push((&text[full..from], &text[from..]));
    }
    found
}
