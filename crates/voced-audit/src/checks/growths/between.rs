//! How far two named numbers of a sentence are apart: 中央企业68.1%，地方国有企业63.7%，地方比中央低4.4个百分点.

use super::difference;
use crate::figures::{Figure, FigureKind, clause};
use crate::ledger::Ledger;
use crate::names::Name;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// The two stand so many figures before, and so many sentences.
const FARTHEST: usize = 12;
const SENTENCES: usize = 1;
/// What says that one is more than the other, or less.
const MORE: &[&str] = &["高", "多", "快", "大"];
const LESS: &[&str] = &["低", "少", "慢", "小"];

pub(super) fn judge(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let result = &figures[at];
    let (one, other, is_less) = compared(clause(result.before))?;
    let counted = if result.kind == FigureKind::Points {
        "%"
    } else {
        result.counted
    };
    let first = at.saturating_sub(FARTHEST);
    let is_near = |idx: &usize| {
        let figure = &figures[*idx];
        figure.block == result.block
            && figure.sentence + SENTENCES >= result.sentence
            && figure.counted == counted
            && !is_step(figure)
            && !figure.is_approximate
    };
    let near: Vec<usize> = (first..at).rev().filter(is_near).collect();
    let called = |name: &str| {
        let own = Name::of(name);
        let has_name = |idx: &&usize| clause(figures[**idx].before).contains(name);
        let is_like = |idx: &&usize| own.is_like(&ledger.names[**idx]);
        let named = near.iter().find(has_name);
        named.or_else(|| near.iter().find(is_like)).copied()
    };
    let (one, other) = (called(one)?, called(other)?);
    if one == other || figures[one].sentence != figures[other].sentence {
        return None;
    }
    let result = Figure {
        is_down: is_less,
        ..result.clone()
    };
    let unit = if counted == "%" { "%" } else { "" };
    difference(&result, &figures[one], &figures[other], unit)
}

/// How far apart the two numbers of its sentence are, where nothing says which: 外出5441元，本地4131元，高出1310元; 甲19.1平方米，乙
/// 28.6平方米，相差9.5平方米.
pub(super) fn bare(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    const WORDS: &[&str] = &["高出", "多出", "相差", "相差了"];
    let figures = &ledger.figures;
    let result = &figures[at];
    let words = clause(result.before).trim();
    let is_bare =
        WORDS.iter().any(|word| words.ends_with(word)) && !words.contains(['比', '较', '与', '和']);
    let here = figures[..at].iter().rev();
    let here =
        here.take_while(|other| (other.block, other.sentence) == (result.block, result.sentence));
    let like = here.filter(|other| {
        let is_number = matches!(other.kind, FigureKind::Level | FigureKind::Mean);
        is_number && other.counted == result.counted && !other.is_approximate && !other.is_aside
    });
    let mut like = like.filter(|_| is_bare);
    let (last, first) = (like.next()?, like.next()?);
    let judged = apart(result, [first, last], "")?;
    let [low, high] = [first, last].map(Figure::interval);
    let allowed = if first.value > last.value {
        low.minus(&high)
    } else {
        high.minus(&low)
    };
    let is_slip = is_slip_of(&result.value, &result.half, &allowed, &allowed.middle());
    (judged.is_agreed() || is_slip).then_some(judged)
}

/// What says how far two rates are apart.
const APART: &[&str] = &["相差", "后者比前者", "前者比后者"];

/// Whether points are told to be between two rates that stand before them.
pub(super) fn is_apart(result: &Figure<'_>) -> bool {
    let words = clause(result.before);
    APART.iter().any(|word| words.contains(word))
}

/// How far the two rates before it are apart: 城镇为83.1%；农村为61.9%。相差21.2个百分点.
/// 与全省相差0.2个百分点 is against what stands elsewhere, and rates of two things are not compared.
pub(super) fn rates(
    ledger: &Ledger<'_>,
    result: &Figure<'_>,
    near: &[Figure<'_>],
) -> Option<Judged> {
    let (ahead, _) = clause(result.before).split_once("相差").unwrap_or_default();
    if ahead.contains(['与', '同', '跟', '和']) {
        return None;
    }
    let here = near
        .iter()
        .rev()
        .take_while(|other| other.block == result.block && result.sentence - other.sentence <= 1);
    let mut rates = here.filter(|other| other.is_part() && !other.is_aside);
    let (last, first) = (rates.next()?, rates.next()?);
    let measure = |figure: &Figure<'_>| &ledger.statements[figure.claim].measure;
    let is_one = first.kind == last.kind && measure(first) == measure(last);
    is_one.then(|| apart(result, [first, last], "%"))?
}

/// How far two numbers are apart, whichever is more.
fn apart(result: &Figure<'_>, [first, last]: [&Figure<'_>; 2], unit: &str) -> Option<Judged> {
    let (more, less) = if first.value > last.value {
        (first, last)
    } else {
        (last, first)
    };
    let result = Figure {
        is_down: false,
        ..result.clone()
    };
    difference(&result, more, less, unit)
}

/// Growths can be told to be apart as shares can, so that only what changes in its own unit is no member.
fn is_step(figure: &Figure<'_>) -> bool {
    matches!(figure.kind, FigureKind::Change | FigureKind::Points)
}

/// No name is longer, in characters.
const LONGEST: usize = 14;
/// What is compared in time has one name.
const TIMES: &[&str] = &[
    "上年", "去年", "前年", "同期", "上月", "上季", "年度", "月份", "届", "年初", "年末",
];

/// The two names of 地方比中央低, and whether the first is less.
fn compared(words: &str) -> Option<(&str, &str, bool)> {
    let words = words.trim().trim_start_matches("其中");
    let (one, rest) = words.split_once(['比', '较'])?;
    let end = |ends: &[&str]| ends.iter().find_map(|end| rest.strip_suffix(end));
    let (other, is_less) = match (end(MORE), end(LESS)) {
        (Some(other), _) => (other, false),
        (None, Some(other)) => (other, true),
        _ => return None,
    };
    let is_name = |name: &str| {
        let n_characters = name.chars().count();
        (2..=LONGEST).contains(&n_characters)
            && !TIMES.iter().any(|time| name.contains(time))
            && !name.contains(|c: char| c.is_ascii_digit())
    };
    (is_name(one) && is_name(other)).then_some((one, other, is_less))
}
