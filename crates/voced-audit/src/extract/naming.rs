//! Whether a number is called by its name, or only sounds like one.
//!
//! A contradiction is only found between numbers that are named: 毕业生3263人 is the number of
//! graduates, 自主创业的毕业生193人 is not, though its words are the same.

use std::collections::{BTreeSet, HashMap};

use voced_domain::{Edition, IndicatorCode, Quantity};

use crate::claim::{Claim, Kind};
use crate::lexicon::plain;

/// Shorter names, 专业 and 招生, are words of their own as well.
const SHORTEST_NAME: usize = 3;
/// Words between a name and its number that say nothing of their own; the longest first where one
/// begins the other.
const FILLERS: &[&str] = &[
    "中职学校",
    "中职",
    "人员",
    "人数",
    "总数",
    "总量",
    "总计",
    "总额",
    "共计",
    "合计",
    "学生",
    "分别",
    "达到",
    "仅为",
    "共有",
    "比例",
    "已有",
    "教师",
    "平均",
    "年均",
    "其中",
    "数",
    "共",
    "总",
    "计",
    "为",
    "是",
    "有",
    "达",
    "仅",
    "已",
    "约",
    "近",
    "的",
    "：",
    ":",
];

/// Words in front of a name that leave it the whole region's.
const WHOLE: &[&str] = &[
    "全市",
    "我市",
    "本市",
    "中等职业学校",
    "中等职业教育",
    "中职学校",
    "中职",
    "其中",
    "另有",
    "现有",
    "共有",
    "拥有",
    "有",
    "年度",
    "年",
];

/// The names of an item or indicator, without what people write in different ways.
pub(crate) fn names(edition: &Edition, code: &IndicatorCode) -> Vec<String> {
    let indicator = edition.indicator(code).into_iter();
    let names = indicator.flat_map(|found| std::iter::once(&found.name).chain(&found.aliases));
    names.map(|name| plain(name)).collect()
}

fn is_long(name: &str) -> bool {
    name.chars().count() >= SHORTEST_NAME
}

/// Whether one of the names stands somewhere in a text.
pub(super) fn stands_in(names: &[String], text: &str) -> bool {
    let text = plain(text);
    let mut names = names.iter().filter(|name| is_long(name));
    names.any(|name| text.contains(name.as_str()))
}

/// Whether one of the names stands right in front of a number, or right behind it.
pub(super) fn stands_by(names: &[String], before: &str, unit: &str, after: &str) -> bool {
    let (before, after) = (plain(before), plain(after));
    let with_unit = format!("{unit}{after}");
    names.iter().any(|name| {
        let is_behind = after.starts_with(name.as_str()) || with_unit.starts_with(name.as_str());
        (is_behind && is_long(name)) || ends_with(&before, name, unit)
    })
}

/// Whether only fillers stand between a name and the end of a text, and nothing narrows it.
fn ends_with(before: &str, name: &str, unit: &str) -> bool {
    let Some((head, gap)) = before.rsplit_once(name) else {
        return false;
    };
    if !is_long(name) && !is_of_whole(head) {
        return false;
    }
    // 在市区就业的学生占直接就业学生的34.6%.
    let gap = match gap.split_once('占') {
        Some((gap, whole)) if unit == "%" && !whole.contains('，') => gap,
        _ => gap,
    };
    // 升学的毕业生, 师范类毕业生 are some of them.
    !head.ends_with(['的', '类', '型']) && is_filler(gap)
}

fn is_filler(gap: &str) -> bool {
    consists_of(gap, FILLERS)
}

/// Whether what stands in front of a name in its clause speaks of the whole region: 2020年，全市中职.
pub(crate) fn is_of_whole(head: &str) -> bool {
    let clause = head.rsplit('，').next().unwrap_or(head);
    consists_of(
        clause.trim_start_matches(|c: char| c.is_ascii_digit()),
        WHOLE,
    )
}

fn consists_of(text: &str, words: &[&str]) -> bool {
    let mut rest = text;
    while let Some(next) = words.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    rest.is_empty()
}

/// Settles what is named by looking at all claims: what one paragraph says in two ways is two
/// things; what equals a named number is that number; a change is named as its level is.
pub(super) fn settle(claims: &mut [Claim]) {
    doubt(claims);
    confirm(claims);
    follow(claims);
}

type Key = (IndicatorCode, crate::claim::Entity, Option<u16>);

fn key(claim: &Claim) -> Option<Key> {
    let fact = claim.fact.clone().filter(|_| claim.kind == Kind::Level)?;
    Some((fact, claim.entity.clone(), claim.year))
}

/// Nobody contradicts himself within a paragraph: one of the numbers means something else, and it
/// cannot be told which.
fn doubt(claims: &mut [Claim]) {
    let mut by_paragraph: HashMap<(usize, Key), Vec<usize>> = HashMap::new();
    for (idx, claim) in claims.iter().enumerate() {
        if let (Some(key), true, None) = (key(claim), claim.is_named, claim.place.cell) {
            let group = by_paragraph.entry((claim.place.block, key)).or_default();
            group.push(idx);
        }
    }
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each group is looked at by itself, in any order"
    )]
    for group in by_paragraph.values() {
        let first = claims[group[0]].value.clone();
        if group.iter().any(|idx| claims[*idx].value != first) {
            group.iter().for_each(|idx| claims[*idx].is_named = false);
        }
    }
}

fn confirm(claims: &mut [Claim]) {
    let mut named: HashMap<Key, BTreeSet<Quantity>> = HashMap::new();
    for claim in claims.iter().filter(|claim| claim.is_named) {
        if let Some(key) = key(claim) {
            named.entry(key).or_default().insert(claim.value.clone());
        }
    }
    for claim in claims {
        let values = key(claim).and_then(|key| named.get(&key));
        claim.is_named |= values.is_some_and(|values| values.contains(&claim.value));
    }
}

fn follow(claims: &mut [Claim]) {
    for idx in 0..claims.len() {
        let claim = &claims[idx];
        if claim.kind != Kind::Change || claim.is_named || !claim.is_in_text() {
            continue;
        }
        let earlier = claims[..idx].iter().rev();
        let level = earlier
            .take_while(|level| level.place.block == claim.place.block)
            .find(|level| level.kind == Kind::Level && level.fact == claim.fact);
        claims[idx].is_named = claim.fact.is_some() && level.is_some_and(|level| level.is_named);
    }
}
