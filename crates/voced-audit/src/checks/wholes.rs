//! Shares against the counts that they are shares of, whatever these are called: 毕业生8636人，其中本科8295人，
//! 占96.05%.
//!
//! The whole is seldom named where the share stands. It is the number that most shares of the paragraph
//! fit; a share that fits none, where at least two others agree on one, contradicts them.

use std::collections::BTreeMap;
use std::ops::Range;

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind, Interval, clause, decimals};
use crate::ledger::Ledger;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "whole";
/// So many pieces before a share may hold its whole.
const PIECES_BEFORE: usize = 12;
/// So many pieces behind it.
const PIECES_BEHIND: usize = 2;
/// No paragraph has more wholes than are looked at, the nearest ones.
const MOST_WHOLES: usize = 60;
/// A share that no other bears out needs so many digits not to fit by chance.
const LEAST_DIGITS: usize = 3;

/// A share with the count that it is the share of.
struct Part<'f, 'a> {
    share: &'f Figure<'a>,
    count: &'f Figure<'a>,
    /// Whether the words between them leave no doubt.
    is_told: bool,
}

/// What may be a whole: a number of the text, or the sum of the parts.
#[derive(Clone)]
struct Whole {
    value: Interval,
    counted: String,
    /// How it is told.
    shown: String,
    /// The claims it rests on.
    from: Vec<usize>,
    block: usize,
    sentence: usize,
}

/// The shares of a piece with what may be their wholes.
struct Group<'f, 'a> {
    parts: Vec<Part<'f, 'a>>,
    wholes: Vec<Whole>,
    /// Of each part the wholes that it fits, as indices.
    fits: Vec<Vec<usize>>,
    /// What the counts of each sentence add up to.
    sums: Vec<Interval>,
}

/// How many shares of the report fit a whole, by the claims that it rests on.
type Votes = BTreeMap<Vec<usize>, usize>;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let figures = &ledger.figures;
    let mut groups = Vec::new();
    let mut start = 0;
    while start < figures.len() {
        let block = figures[start].block;
        let n_here = figures[start..].partition_point(|figure| figure.block == block);
        groups.extend(Group::of(figures, start..start + n_here));
        start += n_here;
    }
    let mut votes = Votes::new();
    for group in &groups {
        for whole in group.fits.iter().flatten() {
            *votes.entry(group.wholes[*whole].from.clone()).or_default() += 1;
        }
    }
    groups
        .iter()
        .flat_map(|group| group.judge(&votes))
        .collect()
}

impl<'f, 'a> Group<'f, 'a> {
    fn of(figures: &'f [Figure<'a>], here: Range<usize>) -> Option<Self> {
        let parts = parts(&figures[here.clone()]);
        if parts.is_empty() {
            return None;
        }
        let wholes = wholes(figures, here, &parts);
        let sums = sums(&parts).map(|sum| sum.value).collect();
        let fits = parts.iter().map(|part| fitting(part, &wholes)).collect();
        Some(Self {
            parts,
            wholes,
            fits,
            sums,
        })
    }

    fn judge(&self, votes: &Votes) -> Vec<Judged> {
        let judge = |(part, fits): (&Part<'_, '_>, &Vec<usize>)| {
            if let Some(whole) = self.best(part, fits, votes) {
                return agreeing(part, whole, self.votes(whole, votes));
            }
            if !fits.is_empty() || !part.is_told {
                return None;
            }
            match self.voted(part, votes) {
                Some(whole) => Some(self.missing(part, whole)),
                None => self.slipped(part),
            }
        };
        self.parts
            .iter()
            .zip(&self.fits)
            .filter_map(judge)
            .collect()
    }

    /// 毕业生490人，其中升学286人，占58.47%: a share that misses the only whole that can be meant by a slip.
    fn slipped(&self, part: &Part<'_, '_>) -> Option<Judged> {
        let is_rate = part.share.kind == FigureKind::Rate;
        if !is_rate && !part.count.before.contains("其中") {
            return None;
        }
        let mut before = self.wholes.iter().filter(|whole| {
            whole.block == part.count.block
                && whole.sentence == part.count.sentence
                && whole.from.len() == 1
                && whole.from[0] < part.count.claim
        });
        // A smaller number may stand between them, such as that of the year before.
        let whole = before.find(|whole| can_be_of(part, whole))?;
        let printed = part.share.value.round(decimals(&part.share.half));
        let expected = quotient(part, whole);
        let is_slip = is_slip(&printed.to_string(), expected.trim_end_matches('%'));
        let reason = words_of(part, whole);
        (is_slip && part.share.digits >= LEAST_DIGITS).then(|| Judged {
            reason,
            ..contradicting(part, whole)
        })
    }

    /// The verdict on a share that misses its whole: 凑整 where one last place makes the list 100.
    fn missing(&self, part: &Part<'_, '_>, whole: &Whole) -> Judged {
        let judged = contradicting(part, whole);
        let exact = middle(part, whole).unwrap_or_else(Quantity::zero);
        let expected = exact.round(decimals(&part.share.half)).to_quantity();
        let off = (&expected - &part.share.value).abs();
        let place = &part.share.half * &Quantity::from(2);
        let list = self.parts.iter().filter(|other| {
            other.share.sentence == part.share.sentence && other.share.half == part.share.half
        });
        let sum: Quantity = list.map(|other| &other.share.value).sum();
        if off > place || sum != Quantity::from(100) {
            return judged;
        }
        Judged {
            verdict: Verdict::Rounding,
            reason: format!(
                "{}，差末位一个单位，各项之和因此是100%",
                words_of(part, whole)
            ),
            ..judged
        }
    }

    fn votes(&self, whole: &Whole, votes: &Votes) -> usize {
        votes.get(&whole.from).copied().unwrap_or(0)
    }

    /// How many shares of the piece itself fit a whole.
    fn votes_here(&self, whole: usize) -> usize {
        self.fits
            .iter()
            .filter(|fits| fits.contains(&whole))
            .count()
    }

    /// Of the wholes that a share fits, the one that most others fit as well; none where it may be
    /// chance.
    fn best(&self, part: &Part<'_, '_>, fits: &[usize], votes: &Votes) -> Option<&Whole> {
        let best = fits.iter().copied().max_by_key(|whole| {
            let all = self.votes(&self.wholes[*whole], votes);
            (self.votes_here(*whole), all, std::cmp::Reverse(*whole))
        })?;
        let is_voted = self.votes_here(best) >= 2;
        let whole = &self.wholes[best];
        let is_beside = whole.block == part.share.block && whole.sentence == part.share.sentence;
        (is_voted || part.share.digits >= LEAST_DIGITS || is_beside).then_some(whole)
    }

    /// The whole of the other shares of the piece, where these leave no choice.
    fn voted(&self, part: &Part<'_, '_>, votes: &Votes) -> Option<&Whole> {
        let wholes = self.wholes.iter().enumerate();
        let candidates = wholes.filter(|(_, whole)| can_be_of(part, whole));
        let voted = candidates.map(|(idx, whole)| {
            // That the counts add up to it says as much as another share.
            let is_sum = self.sums.iter().any(|sum| sum.meets(&whole.value));
            let here = self.votes_here(idx) + usize::from(is_sum);
            ((here, self.votes(whole, votes)), whole)
        });
        let ((here, all), whole) = voted.max_by_key(|(votes, _)| *votes)?;
        (here >= 2 || here == 1 && all >= 3).then_some(whole)
    }
}

/// Each share with the count before it.
fn parts<'f, 'a>(figures: &'f [Figure<'a>]) -> Vec<Part<'f, 'a>> {
    let mut found = Vec::new();
    for (at, share) in figures.iter().enumerate() {
        if !share.is_part() {
            continue;
        }
        let is_count = |other: &&Figure<'a>| {
            other.kind == FigureKind::Level && !other.is_approximate && !other.is_aside
        };
        let Some(count) = figures[..at].iter().rev().find(is_count) else {
            continue;
        };
        if share.sentence - count.sentence <= 1 {
            let between = figures[..at].iter().rev();
            let between = between.take_while(|other| other.claim != count.claim);
            let is_next = between
                .filter(|other| !other.is_aside)
                .all(|other| is_change(other.kind));
            let is_told = is_next
                && share.sentence == count.sentence
                && (is_share_of(share.before) || is_rate_of(share, count));
            found.push(Part {
                share,
                count,
                is_told,
            });
        }
    }
    found
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
    let words = before.trim_matches(|c: char| "，,、（()） 约".contains(c));
    let is_bracket = words.is_empty() && before.contains(['（', '(']);
    let ends = [
        "占",
        "占比",
        "的",
        "比例",
        "比重",
        "为",
        "比例为",
        "比重为",
        "占比为",
    ];
    let is_led = ends.iter().any(|end| words.ends_with(end));
    is_bracket || words.starts_with('占') && is_led && words.chars().count() <= LONGEST_WHOLE
}

/// 就业348人，就业率为95.6%: the word of a rate is that of its count.
fn is_rate_of(share: &Figure<'_>, count: &Figure<'_>) -> bool {
    let clause = clause(share.before);
    let Some((name, _)) = clause.split_once('率') else {
        return false;
    };
    // 2006年就业率: the name begins behind what says when and of whom.
    let name = name
        .rsplit(['年', '届', '的', '中', ' '])
        .next()
        .unwrap_or(name);
    name.chars().count() >= SHORTEST_RATE && count.before.contains(name)
}

/// A rate is named by no fewer characters in front of 率.
const SHORTEST_RATE: usize = 2;

fn wholes(figures: &[Figure<'_>], here: Range<usize>, parts: &[Part<'_, '_>]) -> Vec<Whole> {
    let block = figures[here.start].block;
    let first = figures.partition_point(|figure| figure.block + PIECES_BEFORE < block);
    let last = figures.partition_point(|figure| figure.block <= block + PIECES_BEHIND);
    // The nearest first: those of the piece itself, then what stands before, then what follows.
    let order = here
        .clone()
        .rev()
        .chain((first..here.start).rev())
        .chain(here.end..last);
    let levels = order
        .map(|idx| &figures[idx])
        .filter(|figure| figure.is_level());
    let mut found: Vec<Whole> = levels.take(MOST_WHOLES).map(Whole::of).collect();
    found.extend(sums(parts));
    found
}

/// What the counts of each sentence add up to, and those of all: one sentence may divide by industry and
/// the next by place.
fn sums<'p>(parts: &'p [Part<'_, '_>]) -> impl Iterator<Item = Whole> + use<'p> {
    let mut sentences: Vec<usize> = parts.iter().map(|part| part.share.sentence).collect();
    sentences.dedup();
    let all = (sentences.len() > 1).then(|| sum_of(&parts.iter().collect::<Vec<_>>()));
    let of_each = sentences.into_iter().map(|sentence| {
        let here = parts.iter().filter(|part| part.share.sentence == sentence);
        sum_of(&here.collect::<Vec<_>>())
    });
    of_each.chain(all).flatten()
}

/// The whole of which all parts of a list are told.
fn sum_of(parts: &[&Part<'_, '_>]) -> Option<Whole> {
    let first = parts.first()?;
    let same = |part: &&&Part<'_, '_>| part.count.counted == first.count.counted;
    let mut counts: Vec<&Figure<'_>> = parts.iter().filter(same).map(|part| part.count).collect();
    counts.dedup_by_key(|count| count.claim);
    if counts.len() < 2 {
        return None;
    }
    let value = Interval::sum(counts.iter().map(|count| count.interval()));
    let total: Quantity = counts.iter().map(|count| &count.value).sum();
    Some(Whole {
        value,
        counted: first.count.counted.to_owned(),
        shown: format!("各项之和{}", total.to_plain_text()),
        from: counts.iter().map(|count| count.claim).collect(),
        block: first.share.block,
        sentence: first.share.sentence,
    })
}

impl Whole {
    fn of(figure: &Figure<'_>) -> Self {
        Self {
            value: figure.interval(),
            counted: figure.counted.to_owned(),
            shown: figure.value.to_plain_text(),
            from: vec![figure.claim],
            block: figure.block,
            sentence: figure.sentence,
        }
    }
}

fn can_be_of(part: &Part<'_, '_>, whole: &Whole) -> bool {
    (part.count.counted.is_empty() || whole.counted == part.count.counted)
        && whole.value.high >= part.count.interval().low
        && whole.from != [part.count.claim]
}

fn expected(part: &Part<'_, '_>, whole: &Whole) -> Option<Interval> {
    Interval::quotient(&part.count.interval(), &whole.value, 100)
}

fn fitting(part: &Part<'_, '_>, wholes: &[Whole]) -> Vec<usize> {
    let fits = |whole: &Whole| {
        let expected = expected(part, whole);
        can_be_of(part, whole)
            && expected.is_some_and(|expected| expected.meets(&part.share.interval()))
    };
    (0..wholes.len())
        .filter(|idx| fits(&wholes[*idx]))
        .collect()
}

fn agreeing(part: &Part<'_, '_>, whole: &Whole, votes: usize) -> Option<Judged> {
    let words = words(part, whole)?;
    let others = if votes > 1 {
        format!("，另有{}个占比也以此为整体", votes - 1)
    } else {
        String::new()
    };
    Some(Judged {
        claim: part.share.claim,
        verdict: Verdict::Agrees,
        check: NAME,
        expected: None,
        reason: format!("{words}{others}"),
        related: related(part, whole),
    })
}

fn contradicting(part: &Part<'_, '_>, whole: &Whole) -> Judged {
    Judged {
        claim: part.share.claim,
        verdict: Verdict::Contradicts,
        check: NAME,
        expected: Some(quotient(part, whole)),
        reason: format!("{}；其他占比以此为整体都相符", words_of(part, whole)),
        related: related(part, whole),
    }
}

fn words(part: &Part<'_, '_>, whole: &Whole) -> Option<String> {
    let count = part.count.value.to_plain_text();
    Some(format!(
        "{count}÷{}得{}",
        whole.shown,
        quotient(part, whole)
    ))
}

/// The share, exactly.
fn middle(part: &Part<'_, '_>, whole: &Whole) -> Option<Quantity> {
    let middle = (&whole.value.low + &whole.value.high).checked_div(&Quantity::from(2))?;
    (&part.count.value * &Quantity::from(100)).checked_div(&middle)
}

fn words_of(part: &Part<'_, '_>, whole: &Whole) -> String {
    let printed = part.share.value.round(decimals(&part.share.half));
    let words = words(part, whole).unwrap_or_default();
    format!("{words}，所印是{printed}%")
}

/// The share as it is to be printed.
fn quotient(part: &Part<'_, '_>, whole: &Whole) -> String {
    middle(part, whole).map_or_else(String::new, |share| {
        format!("{}%", share.round(decimals(&part.share.half)))
    })
}

fn related(part: &Part<'_, '_>, whole: &Whole) -> Vec<usize> {
    let mut related = vec![part.count.claim];
    related.extend(
        whole
            .from
            .iter()
            .filter(|claim| **claim != part.count.claim),
    );
    related
}
