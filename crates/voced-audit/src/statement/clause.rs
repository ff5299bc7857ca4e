//! What stands in a clause before a number: what it speaks of, and what that is held against.

use super::lexicon::{Mark, Units};
use super::measure::is_employed;
use super::phrase::{Item, Measure, Stop};

/// The pieces of a clause up to a number.
pub(super) struct Clause<'c, 't> {
    /// What it speaks of.
    pub(super) subject: &'c [Item<'t>],
    /// What stands behind 占.
    pub(super) whole: &'c [Item<'t>],
    /// What stands behind 比.
    pub(super) versus: &'c [Item<'t>],
    /// Whether it tells a part: 其中.
    pub(super) is_part: bool,
    /// Whether it says that its number is a share.
    pub(super) tells_share: bool,
    /// Whether it tells how fast something grows: 增速.
    pub(super) is_of_pace: bool,
    /// Whether its numbers are those of a list: 分别.
    pub(super) is_each: bool,
}

impl<'c, 't> Clause<'c, 't> {
    /// Whether its whole is all who have work.
    pub(super) fn is_of_employed(&self) -> bool {
        let is_employed =
            |item: &Item<'_>| matches!(item, Item::Measure(whole) if is_employed(&whole.name));
        self.whole.iter().any(is_employed)
    }

    /// Whether it says nothing of what its number is of, as between the numbers of a list.
    pub(super) fn is_silent(&self) -> bool {
        let is_silent = |item: &Item<'_>| {
            matches!(
                item,
                Item::Mark(Mark::And | Mark::Nothing | Mark::In | Mark::Pace)
            )
        };
        self.subject.iter().all(is_silent)
    }

    /// Whether where people went stands right in front of its number: 升学839人.
    pub(super) fn ends_with_goal(&self) -> bool {
        matches!(self.subject.last(), Some(Item::Scope(kind, _)) if kind.is_goal())
    }

    /// Splits a clause at 占 and 比.
    pub(super) fn of(items: &'c [Item<'t>]) -> Self {
        let items = &items[..position(items, Mark::Except).unwrap_or(items.len())];
        let (whole, versus) = (position(items, Mark::Whole), position(items, Mark::Versus));
        let end = items.len();
        // 占全国的比重比上年: either ends where the other begins.
        let between = |from: Option<usize>, to: Option<usize>| {
            from.map_or(&[][..], |from| {
                let to = to.filter(|to| from < *to).unwrap_or(end);
                &items[from + 1..to]
            })
        };
        // 在一般公共预算支出中占15%: the whole stands before.
        let within = position(items, Mark::In).filter(|at| whole.is_some_and(|whole| *at < whole));
        let first = [whole, versus, within].into_iter().flatten().min();
        Self {
            subject: &items[..first.unwrap_or(end)],
            whole: match within {
                Some(_) => between(within, whole),
                None => between(whole, versus),
            },
            versus: between(versus, whole),
            tells_share: whole.is_some() || position(items, Mark::Rate).is_some(),
            is_of_pace: position(items, Mark::Pace).is_some(),
            is_each: position(items, Mark::Each).is_some(),
            is_part: position(items, Mark::Part).is_some(),
        }
    }
}

fn position(items: &[Item<'_>], mark: Mark) -> Option<usize> {
    items.iter().position(|item| *item == Item::Mark(mark))
}

/// What is counted in some pieces: the measure nearest to their end that can be printed in a unit.
pub(super) fn measure<'t>(
    items: &[Item<'t>],
    fits: impl Fn(Units<'t>) -> bool,
) -> Option<Measure<'t>> {
    let (at, found) = items
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, item)| match item {
            Item::Measure(measure) if fits(measure.units) => Some((at, measure.clone())),
            Item::Mark(Mark::Count) => Some((at, counted(&items[..at])?)),
            _ => None,
        })?;
    Some(joined(&items[..at], found))
}

/// 参加技能鉴定的人数 is a measure of its own, and so are 升学的人数.
fn counted<'t>(before: &[Item<'t>]) -> Option<Measure<'t>> {
    let mut before = before.iter().rev();
    let item = before.find(|item| **item != Item::Mark(Mark::Nothing))?;
    let of = match item {
        Item::Phrase(phrase) => phrase,
        Item::Scope(kind, word) if kind.is_goal() => word,
        _ => return None,
    };
    Some(Measure {
        name: format!("{of}人数").into(),
        units: Units("人/人次"),
    })
}

/// A rate that no list has may be told in two words: 职业资格证书 and 取得率.
fn joined<'t>(before: &[Item<'t>], found: Measure<'t>) -> Measure<'t> {
    let is_short = found.name.chars().count() <= SHORTEST_RATE;
    match before.last() {
        Some(Item::Measure(of))
            if found.units.is_rate() && is_short && of.units.is_of_documents() =>
        {
            Measure {
                name: format!("{}{}", of.name, found.name).into(),
                units: found.units,
            }
        }
        _ => found,
    }
}

/// Rates of so few characters do not say what they are of: 取得率.
const SHORTEST_RATE: usize = 3;

/// What stands right in front of what is counted: 外出 in 外出农民工.
pub(super) fn told_apart<'a>(items: &[Item<'a>]) -> Option<&'a str> {
    let at = items
        .iter()
        .rposition(|item| matches!(item, Item::Measure(_)))?;
    match (&items[at], items.get(at.checked_sub(1)?)?) {
        (Item::Measure(measure), Item::Phrase(phrase))
            if !measure.units.is_rate() && says_something(phrase) =>
        {
            Some(phrase)
        }
        _ => None,
    }
}

/// What stands behind a number up to the end of the part.
pub(super) fn before_part<'c, 'a>(behind: &'c [Item<'a>]) -> &'c [Item<'a>] {
    let is_end = |item: &Item<'_>| matches!(item, Item::Stop(Stop::Part | Stop::Sentence));
    let end = behind.iter().position(is_end).unwrap_or(behind.len());
    &behind[..end]
}

/// Whether a phrase is no rest of something else, as is one character, and no 第七次.
fn says_something(phrase: &str) -> bool {
    phrase.chars().nth(1).is_some() && !phrase.starts_with('第')
}

pub(super) fn last_phrase<'a>(items: &[Item<'a>]) -> Option<&'a str> {
    items.iter().rev().find_map(|item| match item {
        Item::Phrase(text) if says_something(text) => Some(*text),
        _ => None,
    })
}
