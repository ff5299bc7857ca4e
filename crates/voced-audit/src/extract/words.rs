//! What words around a number say of it: directions, years, schools, and where sentences end.

use std::ops::Range;

use crate::claim::Direction;

const UP: &[&str] = &[
    "增加", "提高", "上升", "增长", "提升", "增多", "扩大", "净增", "多出", "增产", "增收", "延长",
    "略升", "微升", "增",
];
const DOWN: &[&str] = &[
    "减少", "下降", "降低", "回落", "下滑", "缩小", "净减", "减产", "减收", "缩短", "收窄", "略降",
    "微降", "减",
];
const SAME: &[&str] = &["持平"];
/// What is called by its direction: 降幅28.57%.
const UP_BY: &[&str] = &["增幅", "涨幅", "升幅"];
const DOWN_BY: &[&str] = &["降幅", "跌幅", "减幅"];
/// What may be all that stands in front of a direction in its clause.
const DEGREES: &[&str] = &[
    "", "略有", "有所", "稍有", "略", "明显", "大幅", "小幅", "显著", "又有", "呈",
];
/// What compares with the year before.
const COMPARES: &[&str] = &[
    "较上",
    "比上",
    "较去年",
    "比去年",
    "与上年",
    "与上一年",
    "与去年",
    "和上年",
    "同比",
    "较往年",
];
/// Words between a direction and its number.
const BETWEEN: &[&str] = &["了", "约", "为", "达", "近"];
const LAST_YEAR: &[&str] = &["上一年度", "上年度", "上一年", "上年", "去年"];
pub(crate) const SCHOOL_ENDINGS: &[&str] = &[
    "学校",
    "卫校",
    "中心",
    "中专",
    "职专",
    "学院",
    "技校",
    "职高",
    "职业中学",
    "高级中学",
    "职业高中",
    "职中",
];
/// What ends like the name of a school and names all of a kind.
const KINDS_OF_SCHOOLS: &[&str] = &[
    "各学校",
    "中职学校",
    "中等职业学校",
    "职业学校数",
    "各中专",
    "高等学校",
    "示范学校",
    "所学校",
];
/// What is left of a name without these is its own.
const GENERIC: &[&str] = &[
    "中等", "高级", "职业", "技术", "学校", "中专", "中心", "教育", "技工", "普通", "成人", "初级",
    "高中", "小学", "初中", "特殊", "专门", "民办", "公办", "综合", "完全", "高等", "专科", "本科",
    "学院", "其他", "机构", "各类", "中学",
];
const WHOLE_REGION: &[&str] = &[
    "全市",
    "我市",
    "全县",
    "我县",
    "全区",
    "我区",
    "全州",
    "各校合计",
];
const PLANS: &[&str] = &[
    "计划",
    "力争",
    "目标",
    "预计",
    "规划",
    "争取",
    "拟",
    "确保到",
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
    let text = text.trim_start_matches(['比', '较', '由', '从']);
    let rest = LAST_YEAR.iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| ["", "的", "为", "是", "有", "同期为"].contains(&rest))
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
    // What is new is no change of what was there, unless it is compared with that: 比去年新增3637元.
    let clause = text
        .rsplit(['，', ',', '；', ';', '。'])
        .next()
        .unwrap_or(text);
    let is_new = text.ends_with("新增") && !clause.contains(['比', '较']);
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word)) && !is_new;
    match (ends(UP) || ends(UP_BY), ends(DOWN) || ends(DOWN_BY)) {
        (true, _) => Some(Direction::Up),
        (_, true) => Some(Direction::Down),
        _ => compared(text),
    }
}

/// The direction of a number that nothing but a word of comparison parts from what it is compared with: 比2022年的25.30亿人次
/// 多23.61亿人次.
pub(super) fn compared_with(head: &str, between: &str) -> Option<Direction> {
    let word = between.trim();
    let direction = match word {
        "多" | "多出" | "高" | "高出" | "增加" | "增长" => Direction::Up,
        "少" | "低" | "减少" | "下降" => Direction::Down,
        _ => return None,
    };
    let clause = head.rsplit(['，', ',', '；', ';', '。', '、']).next()?;
    let clause = clause.strip_suffix(between)?;
    clause.contains(['比', '较']).then_some(direction)
}

/// 比2013届高0.6个百分点, 比全国平均少329元; 3.53亿亩，少72.9万亩.
fn compared(text: &str) -> Option<Direction> {
    let clause = text.rsplit(['，', ',', '；', ';', '。', '、']).next()?;
    match clause.trim() {
        "多" if clause.len() < text.len() => return Some(Direction::Up),
        "少" if clause.len() < text.len() => return Some(Direction::Down),
        _ => {}
    }
    let at = clause.rfind(['比', '较'])?;
    // 占比高, 比例高 compare nothing.
    let is_word = clause[..at].ends_with('占')
        || clause[at..].starts_with("比例")
        || clause[at..].starts_with("比重");
    if is_word {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    if ends(&["高", "高出", "多", "多出", "多招", "多收", "领先", "快"]) {
        Some(Direction::Up)
    } else if ends(&["低", "少", "少招", "少收", "落后", "慢"]) {
        Some(Direction::Down)
    } else {
        None
    }
}

/// A word of direction that no number follows.
pub(super) struct Trend<'t> {
    pub(super) direction: Direction,
    /// Where the word stands, in bytes.
    pub(super) range: Range<usize>,
    /// What of its clause stands before the comparison.
    pub(super) clause: &'t str,
}

/// The words of a sentence that compare with the year before and give no number.
pub(super) fn trends(text: &str) -> Vec<Trend<'_>> {
    let found = directions(text).into_iter();
    found.filter_map(|range| trend(text, range)).collect()
}

fn trend(text: &str, range: Range<usize>) -> Option<Trend<'_>> {
    let head = &text[..range.start];
    let start = head
        .rfind(['，', '；', '。', '：', '（'])
        .map_or(0, |at| at + '，'.len_utf8());
    let clause = &head[start..];
    let compared = COMPARES.iter().filter_map(|word| clause.find(word)).min();
    // 上年为92.3%，略有提高; 由上年的6480元下降到6652元.
    let follows = || {
        let is_all = is_end_of_clause(&text[range.end..]);
        (is_all && DEGREES.contains(&clause) && is_last_year(head)).then_some(0)
    };
    let becomes = || {
        let leads = text[range.end..].starts_with(['到', '至']) && clause.contains(['由', '从']);
        leads.then(|| clause.find(['由', '从'])).flatten()
    };
    let is_becoming = compared.is_none() && becomes().is_some();
    let at = compared.or_else(becomes).or_else(follows)?;
    let mut after = text[range.end..].trim_start();
    while let Some(rest) = BETWEEN.iter().find_map(|word| after.strip_prefix(word)) {
        after = rest;
    }
    // 提高2.1个百分点 is a change with its number, 提高到 one with its level.
    let is_numbered =
        !is_becoming && after.starts_with(|c: char| c.is_ascii_digit() || "到至".contains(c));
    let word = &text[range.clone()];
    let direction = if SAME.contains(&word) {
        Direction::Same
    } else if UP.contains(&word) {
        Direction::Up
    } else {
        Direction::Down
    };
    (!is_numbered).then(|| Trend {
        direction,
        range,
        clause: &clause[..at],
    })
}

/// Whether nothing comes behind a word of direction: 提高职业教育的吸引力 is something to do.
fn is_end_of_clause(after: &str) -> bool {
    let after = after.trim_start();
    let after = ["明显", "显著", "较多", "较大", "较快", "了"]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    after.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// Where a text says which way something went, in bytes.
pub(crate) fn directions(text: &str) -> Vec<Range<usize>> {
    let words = UP.iter().chain(DOWN).chain(SAME);
    let mut found: Vec<Range<usize>> = words
        .filter(|word| word.chars().count() > 1)
        .flat_map(|word| text.match_indices(word))
        .map(|(at, word)| at..at + word.len())
        .collect();
    found.sort_by_key(|range| range.start);
    found
}

/// Whether a head is the name of a school, and of no kind of schools.
pub(super) fn is_school(head: &str) -> bool {
    let length = head.chars().count();
    (4..=LONGEST_NAME).contains(&length)
        && SCHOOL_ENDINGS.iter().any(|ending| head.ends_with(ending))
        && !KINDS_OF_SCHOOLS.iter().any(|kind| head.ends_with(kind))
        && !GENERIC
            .iter()
            .fold(head.to_owned(), |rest, word| rest.replace(word, ""))
            .is_empty()
}

/// Where the name of a school that begins a text ends.
pub(super) fn school_end(text: &str) -> Option<usize> {
    let ends = SCHOOL_ENDINGS
        .iter()
        .filter_map(|ending| Some(text.find(ending)? + ending.len()));
    ends.min()
}

/// The end of the last word of a text that speaks of all schools together.
pub(super) fn is_whole_region(text: &str) -> Option<usize> {
    let ends = WHOLE_REGION
        .iter()
        .filter_map(|word| Some(text.rfind(word)? + word.len()));
    ends.max()
}

/// Whether a text speaks of what is to come.
pub(super) fn is_plan(text: &str) -> bool {
    PLANS.iter().any(|word| text.contains(word))
}

/// The school that a paragraph is about: `某某学校：…`.
pub(super) fn school_in_front(text: &str) -> Option<String> {
    let (name, _) = text.split_once(['：', ':'])?;
    is_school(name.trim()).then(|| name.trim().to_owned())
}

/// A piece of a paragraph that ends with a full stop or a semicolon.
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// What stands before it since the last full stop.
    pub(super) before: &'t str,
}

/// The pieces of a paragraph.
pub(super) fn sentences(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut from, mut full) = (0, 0);
    let piece = |from: usize, end: usize, full: usize| Piece {
        text: &text[from..end],
        start: from,
        before: &text[full..from],
    };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if "。！？；;".contains(c) {
            found.push(piece(from, end, full));
            from = end;
        }
        if "。！？".contains(c) {
            full = end;
        }
    }
    if from < text.len() {
        found.push(piece(from, text.len(), full));
    }
    found
}
