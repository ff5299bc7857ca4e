//! Whole numbers that count nothing by where they stand: years, days and hours, cohorts, ages, numbers of lists and
//! tables.

use voced_domain::Quantity;

/// Years that reports speak of.
const YEARS: std::ops::Range<i64> = 1_900..2_100;
/// 15日 is a day of the month, 365日 are so many.
const LAST_DAY: i64 = 31;
/// Lists and tables have no more entries.
const MOST_LISTED: i64 = 100;
/// What follows a year; a space in front of it changes nothing.
const OF_YEAR: &[&str] = &["年", "届", "级", "学年", "财年", "秋", "春"];
/// What an hour stands behind: 上午8:30, 16日20时.
const OF_DAY: &[&str] = &["午", "晚", "晨", "早", "日", "时间"];
const RANGE: &[char] = &['-', '－', '—', '–', '~', '～', '至', '到'];

/// Whether a whole number between two texts is no figure.
pub(super) fn is_none(before: &str, after: &str, unit: &str, value: &Quantity) -> bool {
    let Some(value) = value.floor() else {
        return false;
    };
    let (before, after) = (before.trim_end(), after.trim_start());
    is_year(value, before, after)
        || before.ends_with('月') && after.starts_with('号')
        || is_hour(before, after, unit)
        || matches!(unit, "岁" | "周岁")
        || unit == "日" && value <= LAST_DAY
        || is_first_age(after)
        || is_first_month(after, value)
        || is_base(before, after, value)
        || is_limit(before, after, unit)
        || unit.is_empty() && is_reference(before)
        || value < MOST_LISTED && is_of_list(before, after)
}

/// What others are told for: 每10万人, 以女性为100.
fn is_base(before: &str, after: &str, value: i64) -> bool {
    let is_hundred = value == 100 && before.ends_with('为') && after.starts_with(['）', ')']);
    before.ends_with('每') && value >= 10 || is_hundred
}

/// What bounds a class: 3001—5000元的, 5000元以上的占.
fn is_limit(before: &str, after: &str, unit: &str) -> bool {
    const BOUNDS: &[&str] = &["及以上", "以上", "及以下", "以下", "以内"];
    const CLASSES: &[&str] = &["的占", "占", "的比例", "者"];
    let is_class = |rest: &str| CLASSES.iter().any(|word| rest.starts_with(word));
    let ends_class = |after: &str| {
        let rest = after.strip_prefix(unit).unwrap_or(after);
        let bounded = BOUNDS.iter().find_map(|word| rest.strip_prefix(word));
        bounded.is_some_and(is_class)
    };
    if ends_class(after) {
        return true;
    }
    let is_digit = |c: char| c.is_ascii_digit();
    // Either end of a range.
    let from = before
        .strip_suffix(RANGE)
        .is_some_and(|rest| rest.ends_with(is_digit));
    let rest = after
        .strip_prefix(RANGE)
        .map(|rest| rest.trim_start_matches(is_digit));
    let behind = match (from, rest) {
        (true, _) => after.strip_prefix(unit),
        (false, Some(rest)) => Some(rest.trim_start_matches(|c| !is_class_word(c))),
        (false, None) => None,
    };
    behind.is_some_and(is_class)
}

/// Whether a character begins a word of [`is_limit`].
fn is_class_word(c: char) -> bool {
    "的占者，。；".contains(c)
}

fn is_year(value: i64, before: &str, after: &str) -> bool {
    // 近4年.
    if before.ends_with('近') && after.starts_with('年') {
        return true;
    }
    if !YEARS.contains(&value) {
        return false;
    }
    // 2015中国高等职业教育质量年度报告, 统计年鉴2008, 报告（2018）.
    let is_first = before.is_empty() && after.starts_with(|c: char| c.is_alphabetic());
    let is_of_book = before.ends_with(['鉴', '报']);
    let is_bracketed = before.ends_with(['（', '(']) && after.starts_with(['）', ')']);
    if is_first && !is_followed_by_unit(after) || is_of_book || is_bracketed {
        return true;
    }
    let is_followed = OF_YEAR.iter().any(|word| after.starts_with(word));
    // 2014/2015学年, 2011、2012届, 2011-2014届.
    let joined = after.trim_start_matches(|c| RANGE.contains(&c) || "/、和及与".contains(c));
    let digits = joined
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(joined.len());
    let is_joined = joined.len() < after.len()
        && digits == 4
        && OF_YEAR
            .iter()
            .any(|word| joined[digits..].trim_start().starts_with(word));
    is_followed || is_joined
}

/// 8:30 is printed as a ratio would be.
fn is_hour(before: &str, after: &str, unit: &str) -> bool {
    let is_told = after.starts_with(['点', '时']) || unit == "%:%";
    let is_behind = OF_DAY.iter().any(|word| before.ends_with(word));
    let half = after.get(..2).unwrap_or("");
    is_told && is_behind || unit == "%:%" && ["am", "pm"].contains(&&*half.to_ascii_lowercase())
}

/// Whether a text begins with what is counted.
fn is_followed_by_unit(after: &str) -> bool {
    !super::unit("", after).is_empty()
}

/// The 0 of 0-14岁.
fn is_first_age(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(RANGE) else {
        return false;
    };
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    digits > 0 && (rest[digits..].starts_with('岁') || rest[digits..].starts_with("周岁"))
}

/// The 1 of 1—10月, and of 5-8日.
fn is_first_month(after: &str, value: i64) -> bool {
    let Some(rest) = after.strip_prefix(RANGE) else {
        return false;
    };
    let rest = rest.trim_start_matches(RANGE);
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let is_time = rest[digits..].starts_with(['月', '日', '时']);
    value <= LAST_DAY && (1..=2).contains(&digits) && is_time
}

/// Whether a number behind this is that of a table or figure: 见表1、图2-3.
fn is_reference(before: &str) -> bool {
    let part = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let before = match part.strip_suffix(['-', '－', '.']) {
        Some(rest) if part.len() < before.len() || before.ends_with(['-', '－', '.']) => {
            rest.trim_end_matches(|c: char| c.is_ascii_digit())
        }
        _ => before,
    };
    let is_word = ["代表", "发表", "报表", "企图", "试图"]
        .iter()
        .any(|word| before.ends_with(word));
    before.ends_with(['表', '图']) && !is_word
}

/// The number of a list or heading, where the text begins: 1、 2. （3）.
fn is_of_list(before: &str, after: &str) -> bool {
    let is_bare = before.is_empty() && after.starts_with(['、', '．', '.']);
    let is_bracketed = matches!(before, "（" | "(") && after.starts_with(['）', ')']);
    is_bare || is_bracketed
}
