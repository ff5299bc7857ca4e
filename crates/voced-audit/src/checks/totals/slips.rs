//! A total that the parts of its sentence miss by one slip.

use std::collections::BTreeSet;

use voced_domain::Quantity;

use super::{contradicting, words};
use crate::additions::{ADDED_UP, is_counted, is_nested, is_new, leaves_rest, subsets};
use crate::extract::is_joint;
use crate::figures::{Figure, clause, digits_like};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// No list of parts is longer.
const MOST_PARTS: usize = 40;
/// A total that misses its parts by a slip needs so many digits not to do so by chance.
const LEAST_DIGITS: usize = 4;
/// A total of so many digits is missed by some of its parts by no chance, where these are not more.
const SURE_DIGITS: usize = 6;
const MOST_SOME: usize = 5;
/// Where words leave no doubt that all parts are told, a total of so many digits.
const FEW_DIGITS: usize = 2;
/// A list of so many below 其中 is mostly all of it.
const LEAST_LONG: usize = 5;
/// Nothing is divided twice into more.
const MOST_TWICE: usize = 14;
/// A list of so many parts is all of it more often than not.
const MANY: usize = 3;
/// A list of so many may stand behind numbers of something else, so many of them.
const LEAST_LISTED: usize = 4;
const MOST_SKIPPED: usize = 2;
/// What says that the parts follow.
const PARTED: &[&str] = &[
    "其中", "分为", "包括", "分别", "中，", "中,", "里，", "里,", "：", ":",
];

/// The totals that no parts add up to.
pub(super) fn judge(figures: &[Figure<'_>], totals: &BTreeSet<usize>) -> Vec<Judged> {
    let open = (0..figures.len()).filter(|at| {
        let figure = &figures[*at];
        is_counted(figure) && figure.is_amount() && !figure.value.is_zero() && !totals.contains(at)
    });
    open.filter_map(|at| one(&figures[at], &figures[at + 1..]).or_else(|| ahead(figures, at)))
        .collect()
}

/// A total that is said to be of so many before it, 三者合计6179.1亿元, or of all before it in its sentence, 5695个乡镇、60.2万个
/// 村，共计299.2万个.
fn ahead(figures: &[Figure<'_>], at: usize) -> Option<Judged> {
    let total = &figures[at];
    let before = figures[..at].iter().rev();
    let here = before.take_while(|other| other.block == total.block);
    let like = here.filter(|other| is_counted(other) && other.is_like(total));
    let Some(n) = counted_up(clause(total.before)) else {
        return joined(total, like.clone()).or_else(|| {
            let mut here = figures[..=at]
                .iter()
                .rev()
                .take_while(|other| (other.block, other.part) == (total.block, total.part));
            let is_total = here.any(|other| other.before.contains('总'));
            is_total.then(|| summed_up(total, like))?
        });
    };
    let parts: Vec<&Figure<'_>> = like.take(n).collect();
    let is_list = parts.len() == n && parts.iter().all(|part| part.sentence == parts[0].sentence);
    let sum = Interval::sum(parts.iter().map(|part| part.interval()));
    (is_list && !sum.meets(&total.interval())).then(|| contradicting(total, &parts))
}

/// A total that misses by a slip the list right before it.
fn joined<'f>(total: &Figure<'_>, before: impl Iterator<Item = &'f Figure<'f>>) -> Option<Judged> {
    const WORDS: &[&str] = &["共计", "合计", "总计"];
    let is_total = WORDS
        .iter()
        .any(|word| clause(total.before).ends_with(word));
    let here = before.take_while(|part| part.part == total.part);
    let parts: Vec<&Figure<'_>> = here.take(MOST_PARTS).collect();
    let (last, rest) = parts.split_last()?;
    let is_list = parts.len() > 1 && rest.iter().all(|part| is_joint_of(part.before));
    let is_alone = !is_joint_of(last.before);
    let (_, added) = words(parts.iter().copied());
    let sum = Interval::sum(parts.iter().map(|part| part.interval()));
    let is_slip = is_slip_of(&total.value, &total.half, &sum, &added);
    (is_total && is_list && is_alone && is_slip && total.digits >= LEAST_DIGITS - 1)
        .then(|| contradicting(total, &parts))
}

/// A total of all that its sentence listed before a semicolon: 水电4.18亿千瓦，风电3.9亿千瓦，太阳能4.71亿千瓦；总装机13.22亿千瓦.
fn summed_up<'f>(
    total: &Figure<'_>,
    before: impl Iterator<Item = &'f Figure<'f>>,
) -> Option<Judged> {
    let here =
        before.take_while(|part| part.sentence == total.sentence && part.part + 1 >= total.part);
    let parts: Vec<&Figure<'_>> = here.filter(|part| part.part < total.part).collect();
    let (_, added) = words(parts.iter().copied());
    let sum = Interval::sum(parts.iter().map(|part| part.interval()));
    let is_list = parts.len() >= MANY && parts.iter().all(|part| part.is_amount());
    let is_long = total.digits.max(digits_like(&added, total)) >= LEAST_DIGITS;
    let is_slip = is_slip_of(&total.value, &total.half, &sum, &added);
    (is_list && is_long && is_slip).then(|| contradicting(total, &parts))
}

/// Whether a number goes on with the list of the one before, whose name stands between: 个乡镇、, 万元、租金.
fn is_joint_of(before: &str) -> bool {
    before.contains('、') || before.contains('和')
}

/// What is added up is counted in these.
const COUNTERS: &[&str] = &[
    "个行业",
    "个地区",
    "个领域",
    "个方面",
    "大类",
    "者",
    "项",
    "类",
    "级",
    "地",
    "省",
    "市",
    "州",
    "县",
    "区",
    "国",
    "家",
    "年",
    "种",
    "港",
    "个",
];

/// How many numbers words say to be added up: 三者合计, 两项共, 三地合计.
pub(super) fn counted_up(clause: &str) -> Option<usize> {
    const NUMERALS: &str = "零一二三四五六七八九十";
    let (before, _) = ADDED_UP.iter().find_map(|word| clause.rsplit_once(word))?;
    let before = COUNTERS.iter().find_map(|word| before.strip_suffix(word))?;
    let last = before.chars().next_back()?;
    let n = match last {
        '两' => 2,
        last => NUMERALS.chars().position(|c| c == last)?,
    };
    (n > 1).then_some(n)
}

fn one(total: &Figure<'_>, behind: &[Figure<'_>]) -> Option<Judged> {
    let here = behind
        .iter()
        .filter(|other| is_counted(other))
        .take_while(|other| other.block == total.block && other.sentence <= total.sentence + 1);
    let same = here.filter(|other| {
        let is_like = is_new(other) == is_new(total);
        is_like && other.is_like(total) && !other.is_approximate
    });
    let here: Vec<&Figure<'_>> = same.take(MOST_PARTS).collect();
    if let Some(judged) = twice(total, &here) {
        return Some(judged);
    }
    // 其中 holds up to the semicolon, seldom to the full stop, and beyond it seldom at all.
    let in_part = here.iter().take_while(|part| part.part == total.part);
    let in_sentence = here
        .iter()
        .take_while(|part| part.sentence == total.sentence);
    let ends = [in_part.count(), in_sentence.count(), here.len()];
    // Of two numbers in two sentences the second is mostly of something else.
    let is_list = |end: &&usize| {
        let parts = &here[..**end];
        **end > 2 || parts.iter().all(|part| part.sentence == parts[0].sentence)
    };
    let found = ends
        .iter()
        .filter(is_list)
        .find_map(|end| missed(total, &here[..*end]));
    found
        .or_else(|| listed(total, behind))
        .or_else(|| some(total, &here))
}

/// A total of many digits that some of the numbers below 其中 miss by a slip: 水资源总量27088.1亿立方米，其中地表25984.4，地下7924.4，
/// 不重复1103.7, where what is under ground is counted twice.
fn some(total: &Figure<'_>, here: &[&Figure<'_>]) -> Option<Judged> {
    let first = here.first().filter(|first| first.before.contains("其中"))?;
    let end = here
        .iter()
        .take_while(|part| part.sentence == first.sentence);
    let here = &here[..end.count()];
    if total.digits < SURE_DIGITS || here.len() > MOST_SOME {
        return None;
    }
    let mut subsets = subsets(here.len()).filter_map(|subset| {
        let parts: Vec<&Figure<'_>> = subset.into_iter().map(|at| here[at]).collect();
        let (_, added) = words(parts.iter().copied());
        let sum = Interval::sum(parts.iter().map(|part| part.interval()));
        is_slip_of(&total.value, &total.half, &sum, &added).then_some(parts)
    });
    let parts = subsets.next()?;
    Some(contradicting(total, &parts))
}

/// A list of many whose members have parts of their own, behind numbers of something else.
fn listed(total: &Figure<'_>, behind: &[Figure<'_>]) -> Option<Judged> {
    let here = (0..behind.len()).take_while(|at| {
        let other = &behind[*at];
        other.block == total.block && other.sentence <= total.sentence + 1
    });
    let top = here.filter(|at| {
        let other = &behind[*at];
        is_counted(other)
            && other.is_like(total)
            && !other.is_approximate
            && !is_nested(behind, *at)
    });
    let top: Vec<&Figure<'_>> = top.take(MOST_PARTS).map(|at| &behind[at]).collect();
    let starts = 0..=MOST_SKIPPED.min(top.len());
    let lists = starts.map(|start| &top[start..]);
    let mut long = lists.filter(|list| list.len() >= LEAST_LISTED && total.digits >= LEAST_DIGITS);
    long.find_map(|list| missed(total, list))
}

/// A total that is divided twice into parts that add up to the same, by place and by level, but not to the total.
fn twice(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Judged> {
    let parts = &parts[..parts.len().min(MOST_TWICE)];
    let sum = |parts: &[&Figure<'_>]| Interval::sum(parts.iter().map(|part| part.interval()));
    let splits = (2..parts.len()).flat_map(|n| (n + 2..=parts.len()).map(move |end| (n, end)));
    let (n, _) = splits
        .filter(|(n, end)| sum(&parts[..*n]).meets(&sum(&parts[*n..*end])))
        .find(|(n, _)| {
            let (_, added) = words(parts[..*n].iter().copied());
            is_slip_of(&total.value, &total.half, &sum(&parts[..*n]), &added)
        })?;
    let is_long = total.digits >= LEAST_DIGITS - 1;
    is_long.then(|| contradicting(total, &parts[..n]))
}

fn missed(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Judged> {
    let (_, added) = words(parts.iter().copied());
    let of_parts = parts.iter().map(|part| part.digits).max()?;
    let digits = total.digits.max(of_parts);
    let least = least_digits(total, parts)?;
    let is_open = parts.last().is_some_and(|last| leaves_rest(last.after));
    // What there is for each of two is not added up.
    let n_least = if total.is_level() { 2 } else { MANY };
    if parts.len() < n_least || digits < least || is_open {
        return None;
    }
    let sum = Interval::sum(parts.iter().map(|part| part.interval()));
    if is_slip_of(&total.value, &total.half, &sum, &added) {
        let is_sure = least <= LEAST_DIGITS || !leaves_little(total, parts, &added);
        return is_sure.then(|| contradicting(total, parts));
    }
    // Parts that are more than the total, by a slip of one of them.
    let is_more = sum.low > total.interval().high && parts.len() >= MANY;
    is_more.then(|| exceeding(total, parts))?
}

/// Whether a total is only so much more than some parts that one more, smaller than these, may have been left out.
fn leaves_little(total: &Figure<'_>, parts: &[&Figure<'_>], added: &Quantity) -> bool {
    let rest = &total.value - added;
    let smallest = parts.iter().map(|part| &part.value).min();
    !rest.is_negative() && smallest.is_some_and(|smallest| rest < *smallest)
}

/// The part whose slip makes the parts more than their total, where it can only be one.
fn exceeding(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Judged> {
    let slipped = |at: &usize| {
        let others = parts.iter().enumerate().filter(|(other, _)| other != at);
        let others = Interval::sum(others.map(|(_, part)| part.interval()));
        let allowed = total.interval().minus(&others);
        let part = parts[*at];
        let is_long = part.digits >= LEAST_DIGITS;
        let is_left = !allowed.low.is_negative();
        is_long && is_left && is_slip_of(&part.value, &part.half, &allowed, &allowed.middle())
    };
    let found: Vec<usize> = (0..parts.len()).filter(slipped).collect();
    let [_] = found[..] else { return None };
    Some(contradicting(total, parts))
}

/// How many digits a total needs that its parts miss by a slip; nothing where neither words nor their place tell that they
/// are its parts.
fn least_digits(total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<usize> {
    let first = parts.first()?;
    // Of 其中 in the next sentence, up to its semicolon.
    let is_next = first.before.contains("其中") && first.part == total.part + 1;
    let is_one_part =
        parts.iter().all(|part| part.part == first.part) && (first.part == total.part || is_next);
    let is_list = parts.len() >= MANY && parts[1..].iter().all(|part| is_joint(part.before));
    let is_parted = PARTED
        .iter()
        .any(|word| first.before.contains(word) || total.after.contains(word));
    let is_by = |word: char| first.before.contains(word) && first.before.contains('分');
    let is_parted = is_parted || is_by('按') || is_by('看');
    // 共3537人，本科生2488人，专科生1049人.
    let is_added_up = ADDED_UP.iter().any(|word| total.before.ends_with(word));
    let is_told = is_parted || is_added_up && is_one_part;
    let is_each = first.before.contains("分别") || first.before.contains("依次");
    // 其中女教师312人，高级职称45人: those are some of them, and may be the same.
    let is_some = first.before.contains("其中");
    // 学校228所：甲161所、乙15所、丙52所: what stands behind a colon is all of it.
    let is_all = first.before.trim_start().starts_with(['：', ':'])
        || total.after.trim_start().starts_with(['：', ':']);
    let is_listed = is_one_part && !is_some;
    match parts.len() {
        MANY.. if (is_each || is_all) && is_listed => Some(FEW_DIGITS),
        MANY.. if (is_list || is_added_up) && is_listed => Some(LEAST_DIGITS - 1),
        LEAST_LONG.. if is_one_part => Some(LEAST_DIGITS - 1),
        2 if is_all && is_listed => Some(LEAST_DIGITS - 1),
        2 if are_all(parts) => Some(FEW_DIGITS),
        _ if is_told => Some(LEAST_DIGITS),
        _ => is_one_part.then_some(LEAST_DIGITS + 1),
    }
}

/// Whether the words of two numbers are those of two parts that make a whole: 城镇 and 农村.
fn are_all(parts: &[&Figure<'_>]) -> bool {
    let [one, other] = parts else { return false };
    let lines = include_str!("../../../data/pairs.txt").lines();
    let pairs = lines.filter_map(|line| line.split_once(' ').filter(|_| !line.starts_with('#')));
    let is_of = |figure: &Figure<'_>, word: &str| {
        let words = figure
            .before
            .trim_start_matches(|c: char| "，,。；; ".contains(c));
        let words = words
            .trim_start_matches("其中")
            .trim_start_matches(['，', ',', '：', ':']);
        words.starts_with(word)
    };
    let mut pairs = pairs;
    pairs.any(|(first, second)| {
        is_of(one, first) && is_of(other, second) || is_of(one, second) && is_of(other, first)
    })
}
