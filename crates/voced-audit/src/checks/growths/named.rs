//! A change, or a growth, against two numbers that stand in other sentences and are called as it is: 2021年用水总量5920.2亿
//! 立方米。…2022年用水总量5998.2亿立方米。…与2021年相比，用水总量增加78.0亿立方米. No list has to know the name.

use voced_domain::Quantity;

use super::{Other, Step, difference, is_step};
use crate::figures::{Figure, FigureKind, decimals, is_at_constant_prices};
use crate::ledger::Ledger;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

/// The numbers stand no farther from the change, in pieces.
const FARTHEST: usize = 30;
/// With fewer digits a change is missed by a slip by chance.
const LEAST_DIGITS: usize = 3;
/// What misses by less than one in so many is near.
const NEARLY: i64 = 20;
/// So many other changes of a paragraph that are borne out leave no doubt of what it tells.
const MANY: usize = 2;
/// Names that are so much alike, in hundredths, are one.
const ALIKE: usize = 60;

pub(super) fn judge(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let result = &figures[at];
    let year = result.year?;
    let base_year = base_year(figures, at, year)?;
    if ledger.names[at].is_empty() || base_year >= year || is_at_constant_prices(result.before) {
        return None;
    }
    let last = figures[..at].last();
    let change = last.filter(|last| {
        let is_beside = (last.block, last.part) == (result.block, result.part);
        is_step(last.kind) && is_beside && result.kind == FigureKind::Growth
    });
    // 增加20个，增长0.6%: the change is judged, and the growth by it.
    if change.is_some() {
        return None;
    }
    let levels = like(ledger, at, year);
    let level = subject(ledger, at).or_else(|| closest(ledger, at, &levels))?;
    let mut bases = like(ledger, at, base_year);
    bases.retain(|base| is_same_kind(&figures[level], &figures[*base]));
    let agrees = |base: &usize| {
        let judged = compared(ledger, at, level, *base)?;
        (judged.verdict == Verdict::Agrees).then_some(judged)
    };
    if let Some(judged) = bases.iter().find_map(agrees) {
        return Some(judged);
    }
    let base = closest(ledger, at, &bases)?;
    doubtful(ledger, at, compared(ledger, at, level, base)?)
}

/// The number that a growth goes on with, of its own part of the sentence: 国家铁路30.38亿人，增长9.6%.
fn subject(ledger: &Ledger<'_>, at: usize) -> Option<usize> {
    let figures = &ledger.figures;
    let own = &figures[at];
    let is_bare = words_before(own).is_empty();
    let here = (0..at).rev();
    let mut here = here.take_while(|other| {
        let other = &figures[*other];
        (other.block, other.part) == (own.block, own.part) && !is_step(other.kind)
    });
    let found = here.find(|other| {
        let other = &figures[*other];
        matches!(other.kind, FigureKind::Level | FigureKind::Mean) && !other.is_approximate
    });
    found.filter(|other| is_bare && figures[*other].year == own.year)
}

/// What of the clause of a growth is its own name: nothing of 比上年增长.
fn words_before(own: &Figure<'_>) -> String {
    crate::names::words(own.before)
        .chars()
        .filter(|c| !"，, 　".contains(*c))
        .collect()
}

fn is_same_kind(level: &Figure<'_>, base: &Figure<'_>) -> bool {
    level.counted == base.counted && level.kind == base.kind
}

/// The year that a change is against: the one that its words name, or those of a change of its sentence before, or the last one.
fn base_year(figures: &[Figure<'_>], at: usize, year: u16) -> Option<u16> {
    let own = &figures[at];
    let here = figures[..=at].iter().rev();
    let mut here =
        here.take_while(|other| (other.block, other.sentence) == (own.block, own.sentence));
    let named = here.find_map(|other| compared_with(other.before));
    let n_years = years_told(own.before).unwrap_or(1);
    named.or(year.checked_sub(n_years))
}

/// Over how many years words tell a change: 三年间, 五年来.
fn years_told(before: &str) -> Option<u16> {
    const NUMERALS: &str = "零一二三四五六七八九十";
    let at = ["年间", "年来"]
        .iter()
        .filter_map(|word| before.find(word))
        .min()?;
    let numeral = before[..at].chars().next_back()?;
    let n_years = match numeral {
        '两' => 2,
        numeral => NUMERALS.chars().position(|c| c == numeral)?,
    };
    u16::try_from(n_years).ok().filter(|n_years| *n_years > 0)
}

/// The year that words compare with: 比2012年末增加.
fn compared_with(before: &str) -> Option<u16> {
    let at = ["比", "较", "与"]
        .iter()
        .filter_map(|word| before.rfind(word))
        .max()?;
    let digits: String = before[at..]
        .chars()
        .skip(1)
        .take_while(char::is_ascii_digit)
        .collect();
    (digits.len() == 4).then(|| digits.parse().ok())?
}

/// The numbers of a year that are called as a change is, as indices.
fn like(ledger: &Ledger<'_>, at: usize, year: u16) -> Vec<usize> {
    let figures = &ledger.figures;
    let result = &figures[at];
    let is_like = |other: &usize| {
        let figure = &figures[*other];
        let is_number = matches!(figure.kind, FigureKind::Level | FigureKind::Mean);
        let is_counted = result.kind == FigureKind::Growth || figure.counted == result.counted;
        is_number
            && is_counted
            && !figure.is_approximate
            && figure.year == Some(year)
            && ledger.names[*other].is_like(&ledger.names[at])
    };
    let first = figures.partition_point(|other| other.block + FARTHEST < result.block);
    let end = figures.partition_point(|other| other.block <= result.block + FARTHEST);
    (first..end).filter(is_like).collect()
}

/// Of several numbers the one that is called most like the change, where it is one and no other says something else.
fn closest(ledger: &Ledger<'_>, at: usize, found: &[usize]) -> Option<usize> {
    let likeness = |other: &usize| ledger.names[*other].likeness(&ledger.names[at]);
    let best = found.iter().max_by_key(|other| likeness(other))?;
    let most = likeness(best);
    let alike = found.iter().filter(|other| likeness(other) == most);
    let figures = &ledger.figures;
    let interval = figures[*best].interval();
    let mut intervals = alike.map(|other| figures[*other].interval());
    let is_one = found.len() == 1 || most >= ALIKE;
    (is_one && intervals.all(|other| other.meets(&interval))).then_some(*best)
}

fn compared(ledger: &Ledger<'_>, at: usize, level: usize, base: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let (result, level, base) = (&figures[at], &figures[level], &figures[base]);
    if result.kind == FigureKind::Growth {
        let other = Other::Base(base);
        return Step { level, other }.judge(result);
    }
    difference(result, level, base, "")
}

/// A miss is a contradiction only within a paragraph, or where other changes of the paragraph are borne out so: the number of
/// the year before may have been revised since.
fn doubtful(ledger: &Ledger<'_>, at: usize, judged: Judged) -> Option<Judged> {
    let result = &ledger.figures[at];
    let expected = judged.expected.as_ref()?;
    let printed = result.value.round(decimals(&result.half)).to_string();
    let n_digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let is_long = result.digits >= LEAST_DIGITS || n_digits(expected) > LEAST_DIGITS;
    // What is no slip of what the numbers allow was only near.
    let middle: Option<Quantity> = number_of(expected);
    let off = middle.map(|middle| (&middle - &result.value).abs());
    let is_near = off.is_some_and(|off| &off * &Quantity::from(NEARLY) <= result.value);
    let is_slip = is_slip(&printed, expected) || !is_near;
    let is_sure = is_long && is_slip;
    let is_here = is_told_here(ledger, &judged, result);
    let is_voted = || n_borne_out(ledger, at) >= MANY;
    if is_sure && is_here || is_slip && is_voted() {
        return Some(judged);
    }
    let reason = format!("{}；两年的数不在一段，可能修订过", judged.reason);
    is_sure.then_some(Judged {
        verdict: Verdict::Tension,
        reason,
        ..judged
    })
}

/// The number that an expected value begins with.
fn number_of(expected: &str) -> Option<Quantity> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let end = expected.find(|c| !is_digit(c)).unwrap_or(expected.len());
    expected[..end].parse().ok()
}

/// Whether both numbers stand in the paragraph of their change, and none is said to be what was published once.
fn is_told_here(ledger: &Ledger<'_>, judged: &Judged, result: &Figure<'_>) -> bool {
    const WORDS: &[&str] = &["公报", "公布", "快报", "初步"];
    let figures = ledger.figures.iter();
    let mut related = figures.filter(|figure| judged.related.contains(&figure.claim));
    related.all(|figure| {
        let is_published = WORDS.iter().any(|word| figure.before.contains(word));
        figure.block == result.block && !is_published
    })
}

/// How many other changes of the paragraph are what two numbers of other sentences make them.
fn n_borne_out(ledger: &Ledger<'_>, at: usize) -> usize {
    let result = &ledger.figures[at];
    let others = (0..ledger.figures.len()).filter(|other| {
        let figure = &ledger.figures[*other];
        *other != at && figure.block == result.block && figure.kind == result.kind
    });
    let borne_out = others.filter(|other| is_borne_out(ledger, *other));
    borne_out.take(MANY).count()
}

fn is_borne_out(ledger: &Ledger<'_>, at: usize) -> bool {
    let result = &ledger.figures[at];
    let Some(year) = result.year else {
        return false;
    };
    let Some(base_year) = base_year(&ledger.figures, at, year) else {
        return false;
    };
    let [levels, bases] = [year, base_year].map(|year| like(ledger, at, year));
    let mut pairs = levels
        .iter()
        .flat_map(|level| bases.iter().map(move |base| (*level, *base)));
    pairs.any(|(level, base)| {
        let judged = compared(ledger, at, level, base);
        judged.is_some_and(|judged| judged.verdict == Verdict::Agrees)
    })
}
