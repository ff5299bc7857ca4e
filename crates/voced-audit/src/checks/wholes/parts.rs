//! Shares with the counts that they are the shares of.

use std::ops::Range;

use super::words::whole_named;
use crate::additions::is_nested;
use crate::extract::is_joint;
use crate::figures::{Figure, FigureKind, clause};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::statement::Statement;

/// A share with the count that it is the share of.
pub(super) struct Part<'f, 'a> {
    pub(super) share: &'f Figure<'a>,
    pub(super) count: &'f Figure<'a>,
    /// Whether the words between them leave no doubt.
    pub(super) is_told: bool,
    /// The claim of the whole, where it stands between them: 占财政支出125952亿元的比例为16.13%.
    pub(super) whole: Option<usize>,
    /// The claim of what the count is told to be in: 共19739个，其中甲1934个，占9.8%.
    pub(super) above: Option<usize>,
    /// What the count says.
    pub(super) says: Option<&'f Statement>,
}

/// Each share with the count before it.
pub(super) fn parts<'f, 'a>(ledger: &'f Ledger<'a>, here: Range<usize>) -> Vec<Part<'f, 'a>> {
    let figures = &ledger.figures[here];
    let mut found = Vec::new();
    for (at, share) in figures.iter().enumerate() {
        if !share.is_part() {
            continue;
        }
        match listed(figures, at) {
            Some((count, is_told)) => found.extend(count.map(|count| Part {
                share,
                count,
                is_told,
                whole: None,
                above: None,
                says: None,
            })),
            None => found.extend(behind(figures, at)),
        }
    }
    let mut last: Option<(&Figure<'_>, usize)> = None;
    for part in &mut found {
        part.says = ledger.statements.get(part.count.claim);
        // 其中甲6675人，占3.5%；乙17503人，占9.2%: the second is in what the first is in.
        let goes_on = last.filter(|(count, _)| {
            (count.block, count.sentence) == (part.count.block, part.count.sentence)
                && count.counted == part.count.counted
        });
        part.above = part.above.or(goes_on.map(|(_, above)| above));
        last = part.above.map(|above| (part.count, above));
    }
    found
}

/// The share of the count before it; of each of two where both are said to have it: 甲11.9万个，乙10.3万个，均占0.6%.
fn behind<'f, 'a>(figures: &'f [Figure<'a>], at: usize) -> Vec<Part<'f, 'a>> {
    let share = &figures[at];
    let near = figures[..at].iter().rev();
    let near =
        near.take_while(|other| share.block == other.block && share.sentence - other.sentence <= 1);
    let counts: Vec<&Figure<'a>> = near.filter(|other| is_count(other)).take(2).collect();
    if let [whole, count] = counts[..]
        && is_between(share, whole)
    {
        return vec![Part {
            share,
            count,
            is_told: true,
            whole: Some(whole.claim),
            above: None,
            says: None,
        }];
    }
    // 床位517.2万张（护理型床位占比为58.9%）: a share within the count.
    if counts.first().is_some_and(|count| is_within(share, count)) {
        return Vec::new();
    }
    let is_both = ["均占", "都占", "各占"]
        .iter()
        .any(|word| share.before.contains(word));
    let n = if is_both { 2 } else { 1 };
    let of = |count: &&'f Figure<'a>| Part {
        share,
        count,
        is_told: is_both || is_told(figures, at, count),
        whole: None,
        above: above(figures, count),
        says: None,
    };
    counts.iter().take(n).map(of).collect()
}

/// What says that a part of what was just counted follows.
pub(super) const DIVIDED: &[&str] = &["其中", "内含", "中，", "中,", "里，", "里,"];

/// The number that a count is told to be in.
fn above(figures: &[Figure<'_>], count: &Figure<'_>) -> Option<usize> {
    if !DIVIDED.iter().any(|word| count.before.contains(word)) {
        return None;
    }
    let at = figures.partition_point(|figure| figure.claim < count.claim);
    let before = figures[..at].iter().rev();
    let like = before.filter(|other| is_count(other) && other.is_like(count));
    let mut near =
        like.take_while(|other| other.block == count.block && other.sentence + 1 >= count.sentence);
    let whole = near.next()?;
    // 有效量359.7万件。其中…: of a sentence with several numbers it may be any of them.
    let is_here = whole.sentence == count.sentence;
    let is_only = near.all(|other| other.sentence != whole.sentence);
    (whole.year == count.year && (is_here || is_only)).then_some(whole.claim)
}

/// Whether a bracket behind a count tells what part of the count something else is.
fn is_within(share: &Figure<'_>, count: &Figure<'_>) -> bool {
    let Some((_, inside)) = share.before.rsplit_once(['（', '(']) else {
        return false;
    };
    let name = inside.split(['占', '比']).next().unwrap_or("").trim();
    share.is_aside && inside.contains('占') && !name.is_empty() && !count.before.contains(name)
}

/// Whether a number stands between 占 and its share.
fn is_between(share: &Figure<'_>, whole: &Figure<'_>) -> bool {
    let is_of = share.before.trim_start().starts_with('的');
    is_of && whole.sentence == share.sentence && clause(whole.before).contains('占')
}

fn is_told(figures: &[Figure<'_>], at: usize, count: &Figure<'_>) -> bool {
    let share = &figures[at];
    let between = figures[..at].iter().rev();
    let mut between = between
        .take_while(|other| other.claim != count.claim)
        .filter(|other| !other.is_aside);
    // 占比31.60%，占本科毕业生的36.34%: a share of something else that it names.
    let is_another = whole_named(share).is_some();
    let is_next = between.all(|other| is_change(other.kind) || is_another && other.is_part());
    is_next
        && share.sentence == count.sentence
        && (is_share_of(share.before) || is_rate_of(share, count) || is_named_again(share, count))
}

/// 未定级医院9798个，未定级的占26.8%: what has the share is named as its count is.
fn is_named_again(share: &Figure<'_>, count: &Figure<'_>) -> bool {
    let words = clause(share.before).trim();
    // 提取总额占缴存总额的61.46%.
    let subject = words
        .split_once('占')
        .filter(|(_, whole)| whole.ends_with('的'))
        .map(|(subject, _)| subject);
    let name = words.strip_suffix("的占").or(subject);
    name.is_some_and(|name| !name.is_empty() && count.before.contains(name))
}

fn is_count(figure: &Figure<'_>) -> bool {
    figure.counts() && !figure.is_approximate && !figure.is_aside
}

/// The count of a share in a list, which stands at the same place in a list before: 甲30.5万个，乙183.9万个，分别占1.4%和
/// 8.4%; and whether the words say so. Nothing where the share is in no list.
fn listed<'f, 'a>(figures: &'f [Figure<'a>], at: usize) -> Option<(Option<&'f Figure<'a>>, bool)> {
    let goes_on = |at: &usize| {
        let next = figures.get(*at);
        next.is_some_and(|next| next.is_part() && is_joint(next.before))
    };
    let n_before = (1..=at).rev().take_while(goes_on).count();
    let first = at - n_before;
    let n_behind = (at + 1..figures.len()).take_while(goes_on).count();
    let len = n_before + 1 + n_behind;
    if len == 1 {
        return None;
    }
    let near = figures[..first].iter().rev();
    // 占, 分别占 go on with what was told in the sentence before; what names its own members does not.
    let goes_on = ["占", "分别占", "依次占", "各占", "所占"]
        .iter()
        .any(|word| clause(figures[first].before).trim().starts_with(word));
    let farthest = usize::from(goes_on);
    let near = near.take_while(|other| {
        other.block == figures[first].block && figures[first].sentence - other.sentence <= farthest
    });
    let near: Vec<usize> = (first - near.count()..first).rev().collect();
    let shares = &figures[first..first + len];
    let of = |is_top: bool| -> Vec<&'f Figure<'a>> {
        let counts = near.iter().copied().filter(|at| is_count(&figures[*at]));
        let counts = counts.filter(|at| !is_top || !is_nested(figures, *at));
        let mut counts: Vec<&Figure<'_>> = counts.take(len).map(|at| &figures[at]).collect();
        counts.reverse();
        counts
    };
    let lists = [of(false), of(true)].into_iter().filter(|counts| {
        let is_same = counts
            .iter()
            .all(|count| count.counted == counts[0].counted);
        is_same && counts.len() == len
    });
    // 其中 may list the counts themselves, or what one of them has in it.
    let mut lists: Vec<Vec<&Figure<'a>>> = lists.collect();
    lists.sort_by_key(|counts| std::cmp::Reverse(n_alike(counts, shares)));
    let count = lists.first().and_then(|counts| counts.get(n_before));
    let before = figures[first].before;
    let is_each = ["分别", "依次", "各占"]
        .iter()
        .any(|word| before.contains(word));
    Some((count.copied(), is_each || is_share_of(before)))
}

/// How many shares of a list are of the whole that the first of them implies.
fn n_alike(counts: &[&Figure<'_>], shares: &[Figure<'_>]) -> usize {
    let implied = counts
        .iter()
        .zip(shares)
        .filter_map(|(count, share)| Interval::quotient(&count.interval(), &share.interval(), 100));
    let implied: Vec<Interval> = implied.collect();
    let alike = |one: &Interval| implied.iter().filter(|other| one.meets(other)).count();
    implied.iter().map(alike).max().unwrap_or(0)
}

/// By how much a number changed says of what follows that it is still about the number.
fn is_change(kind: FigureKind) -> bool {
    matches!(
        kind,
        FigureKind::Change | FigureKind::Growth | FigureKind::Points
    )
}

/// What is named between 占 and its share is no longer, in characters.
const LONGEST_WHOLE: usize = 14;

/// Whether nothing but a share of what was just counted can follow these words: 占, 占就业学生数的.
fn is_share_of(before: &str) -> bool {
    let words = clause(before).trim_matches(|c: char| "，,、（()） 约".contains(c));
    let is_bracket = words.is_empty() && before.trim_end().ends_with(['（', '(']);
    const ENDS: &[&str] = &["占", "占比", "的", "比例", "比重", "为", "达", "达到"];
    const CALLED: &[&str] = &["比例", "比重", "占比", "之比", "构成", "结构"];
    let is_led = ENDS.iter().any(|end| words.ends_with(end));
    // 所占比重比上年的76.8%提高: what is compared with is of another year.
    let is_base = ["比上", "比去", "较上", "较去"]
        .iter()
        .any(|word| words.contains(word));
    if is_base {
        return false;
    }
    let is_of = ["占", "相当于"].iter().any(|word| words.starts_with(word));
    let is_called = is_of || CALLED.iter().any(|word| words.contains(word));
    is_bracket || is_called && is_led && words.chars().count() <= LONGEST_WHOLE
}

/// 就业348人，就业率为95.6%: the word of a rate is that of its count.
fn is_rate_of(share: &Figure<'_>, count: &Figure<'_>) -> bool {
    rate_word(share.before).is_some_and(|word| count.before.contains(word))
}

/// A rate is named by no fewer characters in front of 率.
const SHORTEST_RATE: usize = 2;

/// What stands in front of 率: 就业 of 2006年就业率, 城镇 of 城镇化率.
pub(super) fn rate_word(before: &str) -> Option<&str> {
    let (name, _) = clause(before).split_once('率')?;
    // 2006年就业率: the name begins behind what says when and of whom.
    let name = name
        .rsplit(['年', '届', '的', '中', ' '])
        .next()
        .unwrap_or(name);
    // 城镇 of 城镇化率, but 电化 of 电化率.
    let short = name.strip_suffix('化');
    let name = short
        .filter(|short| short.chars().count() >= SHORTEST_RATE)
        .unwrap_or(name);
    let name = ["平均", "总体", "总"]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .unwrap_or(name);
    (name.chars().count() >= SHORTEST_RATE).then_some(name)
}
