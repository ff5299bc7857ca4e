//! What figures are called in their own words, where no list knows these: 生活用水量 of 生活用水量减少3.7亿立方米. Names are
//! compared by the pairs of neighbours in them, as 生活用水 and 生活用水量 are one.

use std::collections::BTreeSet;

use crate::extract::{directions, is_joint};
use crate::figures::{Figure, FigureKind, clause};

/// What stands in front of a name or behind it and is none of it.
const FILLERS: &[&str] = &[
    "其中",
    "截至",
    "年末",
    "年底",
    "月末",
    "全国",
    "全省",
    "全市",
    "全县",
    "全区",
    "全年",
    "同期",
    "上半年",
    "共有",
    "共计",
    "合计",
    "总计",
    "达到",
    "分别",
    "依次",
    "略有",
    "有所",
    "净增",
    "完成",
    "实现",
    "年均",
    "平均",
    "约为",
    "升至",
    "降至",
    "增至",
    "减至",
    "即由",
];
/// Characters that say nothing of what is counted.
const EMPTY: &str = "的了数为有共是达约总年月日，,（）()：:“” 　0123456789.-—";
/// So much of the shorter of two names is in the other, of ten.
const LEAST: usize = 7;
/// No list of names is longer.
const MOST: usize = 20;

/// What a figure is called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Name {
    pairs: BTreeSet<(char, char)>,
}

impl Name {
    pub(crate) fn of(text: &str) -> Self {
        let text = FILLERS
            .iter()
            .fold(text.to_owned(), |text, word| text.replace(word, ""));
        let solid: Vec<char> = text.chars().filter(|c| !EMPTY.contains(*c)).collect();
        Self {
            pairs: solid.windows(2).map(|pair| (pair[0], pair[1])).collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether two figures can be of one thing, by their names.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let shorter = self.pairs.len().min(other.pairs.len());
        shorter > 0 && self.shared(other) * 10 >= shorter * LEAST
    }

    /// How like two names are, in hundredths: what they share of all that either has.
    pub(crate) fn likeness(&self, other: &Self) -> usize {
        let all = self.pairs.union(&other.pairs).count();
        (self.shared(other) * 100).checked_div(all).unwrap_or(0)
    }

    fn shared(&self, other: &Self) -> usize {
        self.pairs.intersection(&other.pairs).count()
    }
}

/// The names of figures, in their order.
pub(crate) fn names(figures: &[Figure<'_>]) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::with_capacity(figures.len());
    let mut start = 0;
    while start < figures.len() {
        let goes_on = |figure: &&Figure<'_>| is_joint(figure.before);
        let len = 1 + figures[start + 1..].iter().take_while(goes_on).count();
        let list = &figures[start..start + len];
        if let Some(named) = members(list[0].before, len) {
            found.extend(named);
        } else {
            for (at, figure) in list.iter().enumerate() {
                let own = if at == 0 {
                    Name::of(&words(figure.before))
                } else {
                    Name::default()
                };
                let name = if own.is_empty() {
                    inherited(&figures[..start + at], &found, figure)
                } else {
                    own
                };
                found.push(name);
            }
        }
        start += len;
    }
    found
}

/// The words of a figure: its last clause, without what it is compared with and which way it went.
pub(crate) fn words(before: &str) -> String {
    let clause = clause(before);
    let compared = ["比", "较"]
        .iter()
        .filter_map(|word| clause.find(word))
        .min();
    // 占比, 比重 compare nothing.
    let compared = compared.filter(|at| {
        !clause[..*at].ends_with('占')
            && !clause[*at..].starts_with("比重")
            && !clause[*at..].starts_with("比例")
    });
    let own = compared.map_or(clause, |at| &clause[..at]);
    let mut own = own.to_owned();
    for range in directions(own.as_str()).into_iter().rev() {
        own.replace_range(range, "");
    }
    own
}

/// The names in front of a list of as many numbers: 生活、工业和农业用水分别为1、2和3.
fn members(before: &str, len: usize) -> Option<Vec<Name>> {
    let (named, _) = ["分别", "依次"]
        .iter()
        .find_map(|word| before.rsplit_once(word))?;
    let named = named.rsplit(['，', ',', '；', '。', '：', ':']).next()?;
    let parts: Vec<&str> = named
        .split(['、', '和', '及', '与'])
        .filter(|part| !part.is_empty())
        .take(MOST)
        .collect();
    let last = parts.len().checked_sub(len).filter(|_| len > 1)?;
    Some(parts[last..].iter().map(|part| Name::of(part)).collect())
}

/// The name of what a figure goes on with, where it has none of its own: 机构44073个，比上年末减少391个.
fn inherited(before: &[Figure<'_>], names: &[Name], figure: &Figure<'_>) -> Name {
    let here = before.iter().zip(names).rev();
    let here = here
        .take_while(|(other, _)| (other.block, other.sentence) == (figure.block, figure.sentence));
    let here: Vec<_> = here.filter(|(_, name)| !name.is_empty()).collect();
    let is_level = |kind: FigureKind| {
        !matches!(
            kind,
            FigureKind::Change | FigureKind::Growth | FigureKind::Points
        )
    };
    let level = here.iter().find(|(other, _)| is_level(other.kind));
    // 累计净增电话用户4351.9万户，总数达到102512.3万户.
    let found = level.or(here.first());
    found.map(|(_, name)| (*name).clone()).unwrap_or_default()
}
