//! Lists against how many things they announce: 五个专业：…, 四大举措：一是…二是….

use crate::claim::Kind;
use crate::ledger::Ledger;
use crate::passage::Passage;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "list";
/// Longer lists are not announced by a number in front.
const MOST: usize = 30;
/// What is announced is named by no more characters.
const LONGEST_NAME: usize = 14;
const ORDINALS: &[&str] = &[
    "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是",
];
const IN_TURN: &[&str] = &["首先", "其次", "再次", "最后"];
/// What a list begins with.
const BEGINS: &[&str] = &[
    "：",
    "，分别是",
    "，分别为",
    "，即",
    "，包括",
    "，具体是",
    "，它们是",
];
/// Words that leave a list open.
const OPEN: &[&str] = &["等", "……", "例如", "比如", "如："];
const JOINTS: &[char] = &['和', '与', '及'];

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut judged = Vec::new();
    for passage in &ledger.passages {
        judged.extend((0..passage.here.len()).filter_map(|at| one(passage, at)));
    }
    judged
}

fn one(passage: &Passage<'_>, at: usize) -> Option<Judged> {
    let claim = passage.claim(at);
    if claim.decimals > 0 || claim.is_approximate || claim.kind != Kind::Level {
        return None;
    }
    let announced = claim.value.floor().and_then(|n| usize::try_from(n).ok())?;
    if !(2..=MOST).contains(&announced) || claim.unit.is_empty() {
        return None;
    }
    let (name, list) = split(passage.rest(at))?;
    let is_name =
        name.chars().count() <= LONGEST_NAME && !name.contains(['，', '。', '；', '、', '（']);
    // What lists numbers is a sum, and no list of names.
    let is_of_names = !list.starts_with(|c: char| c.is_ascii_digit());
    if !is_name || !is_of_names {
        return None;
    }
    let counted = ordinals(list, ORDINALS)
        .or_else(|| ordinals(list, IN_TURN))
        .map_or_else(|| [names(list), clauses(list)].concat(), |n| vec![n]);
    let agrees = counted.contains(&announced);
    let first = if agrees { announced } else { *counted.first()? };
    Some(Judged {
        claim: passage.here[at],
        verdict: Verdict::of(agrees),
        check: NAME,
        expected: (!agrees).then(|| first.to_string()),
        reason: format!("说有{}，后面列出{first}项", claim.display()),
        related: Vec::new(),
    })
}

/// What is announced, and the list that follows it.
fn split(text: &str) -> Option<(&str, &str)> {
    let at = BEGINS
        .iter()
        .filter_map(|word| Some((text.find(word)?, word.len())));
    let (at, length) = at.min()?;
    Some((&text[..at], &text[at + length..]))
}

/// How many ordinals follow one another from the first.
fn ordinals(list: &str, words: &[&str]) -> Option<usize> {
    let mut rest = list;
    let mut n = 0;
    if !list.starts_with(words[0]) {
        return None;
    }
    for word in words {
        let Some((_, after)) = rest.split_once(word) else {
            break;
        };
        n += 1;
        rest = after;
    }
    Some(n)
}

/// How many clauses a list has, where each says more than a name: 有三类：就业的255人，占73%；经商的36人；升学的57人.
fn clauses(list: &str) -> Vec<usize> {
    let end = list.find(['。', '！']).unwrap_or(list.len());
    let list = list[..end].trim_end_matches(['；', ';']);
    let n_clauses = list.split(['；', ';']).count();
    (n_clauses > 1).then_some(n_clauses).into_iter().collect()
}

/// How many names a list has: between its last two 和 may join two, or be part of one.
fn names(list: &str) -> Vec<usize> {
    let end = list.find(['。', '；', '！']).unwrap_or(list.len());
    let list = &list[..end];
    let titles = list.matches('《').count();
    if list.starts_with('《') && titles > 1 {
        return vec![titles];
    }
    // What goes on behind a comma is no part of a list of 、.
    let list = match (list.find('、'), list.find('，')) {
        (Some(_), Some(comma)) => &list[..comma],
        _ => list,
    };
    let parts: Vec<&str> = list.split(['、', '，']).collect();
    if OPEN.iter().any(|word| list.contains(word)) || parts.len() < 2 {
        return Vec::new();
    }
    let last = parts.last().copied().unwrap_or("");
    let joins = last.matches(JOINTS).count();
    (0..=joins).map(|more| parts.len() + more).collect()
}
