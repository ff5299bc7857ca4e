//! Shares against the counts that they are shares of, whatever these are called: 毕业生8636人，其中本科8295人，
//! 占96.05%.
//!
//! The whole is seldom named where the share stands. It is the number that most shares of the paragraph
//! fit; a share that fits none, where at least two others agree on one, contradicts them.

mod candidates;
mod parts;
mod slips;
mod together;
mod told;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use voced_domain::Quantity;

use crate::figures::{FigureKind, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};
use candidates::{Whole, sums, wholes};
use parts::{Part, parts};
use words::whole_named;

pub(super) const NAME: &str = "whole";
/// A share that no other bears out needs so many digits not to fit by chance.
const LEAST_DIGITS: usize = 3;
/// So many shares of a piece leave no doubt of its whole.
const MANY_VOTES: usize = 4;

/// The shares of a piece with what may be their wholes.
struct Group<'f, 'a> {
    parts: Vec<Part<'f, 'a>>,
    wholes: Vec<Whole<'a>>,
    /// Of each part the wholes that it fits, as indices.
    fits: Vec<Vec<usize>>,
    /// Of each whole how many parts fit it.
    n_fit: Vec<usize>,
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
        groups.extend(Group::of(ledger, start..start + n_here));
        start += n_here;
    }
    let mut votes = Votes::new();
    for group in &groups {
        for whole in group.fits.iter().flatten() {
            *votes.entry(group.wholes[*whole].from.clone()).or_default() += 1;
        }
    }
    let judged = groups.iter().flat_map(|group| group.judge(&votes));
    judged.chain(together::judge(figures)).collect()
}

impl<'f, 'a> Group<'f, 'a> {
    fn of(ledger: &'f Ledger<'a>, here: Range<usize>) -> Option<Self> {
        let parts = parts(ledger, here.clone());
        if parts.is_empty() {
            return None;
        }
        let wholes = wholes(ledger, here, &parts);
        let sums = sums(&parts).map(|sum| sum.value).collect();
        let fits: Vec<Vec<usize>> = parts.iter().map(|part| fitting(part, &wholes)).collect();
        let mut n_fit = vec![0; wholes.len()];
        for whole in fits.iter().flatten() {
            n_fit[*whole] += 1;
        }
        Some(Self {
            parts,
            wholes,
            fits,
            n_fit,
            sums,
        })
    }

    fn judge(&self, votes: &Votes) -> Vec<Judged> {
        let judge = |(part, fits): (&Part<'_, '_>, &Vec<usize>)| {
            if let Some(whole) = part.whole {
                return self.of_whole(part, whole);
            }
            if let Some(judged) = self.complement(part) {
                return Some(judged);
            }
            let short = self.outvoted(part, fits).or_else(|| self.below(part, fits));
            if short.is_some() {
                return short;
            }
            if let Some(whole) = self.best(part, fits, votes) {
                return agreeing(part, whole, self.votes(whole, votes));
            }
            if !fits.is_empty() || !part.is_told {
                return self.implied(part);
            }
            match self.voted(part, votes) {
                Some(whole) => Some(self.missing(part, whole)),
                None => {
                    let slipped = self.slipped(part).or_else(|| self.implied(part));
                    slipped.or_else(|| self.voted_elsewhere(part, votes))
                }
            }
        };
        let judged = self.parts.iter().zip(&self.fits).filter_map(judge);
        judged.chain(self.told_before()).collect()
    }

    /// A share that misses by a slip the whole of the others in its sentence, though it fits some other number of
    /// the text: with three digits one in a hundred does.
    fn outvoted(&self, part: &Part<'_, '_>, fits: &[usize]) -> Option<Judged> {
        let is_here = |idx: &usize| self.votes_beside(part, *idx) > 0;
        let is_named = whole_named(part.share).is_some();
        if fits.is_empty() || !part.is_told || is_named {
            return None;
        }
        let is_borne_out = |idx: &usize| {
            let whole = &self.wholes[*idx];
            let is_beside =
                (whole.block, whole.sentence) == (part.share.block, part.share.sentence);
            is_here(idx) || is_beside || self.votes_here(*idx) > 1
        };
        if fits.iter().any(is_borne_out) {
            return None;
        }
        // With few digits a share fits some number of the text too often; that of most others of the piece is no chance.
        let is_short = part.share.digits < LEAST_DIGITS;
        let all = 0..self.wholes.len();
        let voted = all.filter(|idx| {
            let is_most = self.votes_here(*idx) >= MANY_VOTES;
            is_most || self.votes_beside(part, *idx) > 1 && !is_short
        });
        let whole = voted
            .map(|idx| &self.wholes[idx])
            .find(|whole| can_be_of(part, whole))?;
        let allowed = expected(part, whole)?;
        let (share, middle) = (part.share, middle(part, whole)?);
        let is_slip = is_slip_of(&share.value, &share.half, &allowed, &middle);
        is_slip.then(|| self.missing(part, whole))
    }

    /// How many other shares of the sentence fit a whole.
    fn votes_beside(&self, part: &Part<'_, '_>, whole: usize) -> usize {
        let others = self.parts.iter().zip(&self.fits);
        others
            .filter(|(other, fits)| {
                other.share.claim != part.share.claim
                    && other.share.sentence == part.share.sentence
                    && fits.contains(&whole)
            })
            .count()
    }

    /// The verdict on a share that misses its whole: 凑整 where one last place makes the list 100.
    fn missing(&self, part: &Part<'_, '_>, whole: &Whole<'_>) -> Judged {
        let reason = format!("{}；其他占比以此为整体都相符", words_of(part, whole));
        let judged = contradicting(part, whole, reason);
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

    fn votes(&self, whole: &Whole<'_>, votes: &Votes) -> usize {
        votes.get(&whole.from).copied().unwrap_or(0)
    }

    /// How many shares of the piece itself fit a whole.
    fn votes_here(&self, whole: usize) -> usize {
        self.n_fit[whole]
    }

    /// Of the wholes that a share fits, the one that it names, or that most others fit as well; none where
    /// it may be chance.
    fn best(&self, part: &Part<'_, '_>, fits: &[usize], votes: &Votes) -> Option<&Whole<'a>> {
        let name = whole_named(part.share);
        let is_named = |whole: &Whole<'_>| name.is_some_and(|name| whole.is_called(part, name));
        let best = fits.iter().copied().max_by_key(|idx| {
            let whole = &self.wholes[*idx];
            let all = self.votes(whole, votes);
            (
                self.votes_here(*idx),
                is_named(whole),
                all,
                std::cmp::Reverse(*idx),
            )
        })?;
        let is_voted = self.votes_here(best) >= 2;
        let whole = &self.wholes[best];
        let is_beside = whole.block == part.share.block && whole.sentence == part.share.sentence;
        let is_sure = is_voted || is_beside || is_named(whole);
        (is_sure || part.share.digits >= LEAST_DIGITS).then_some(whole)
    }

    /// The whole of the other shares of the piece, where these leave no choice.
    fn voted(&self, part: &Part<'_, '_>, votes: &Votes) -> Option<&Whole<'a>> {
        let wholes = self.wholes.iter().enumerate();
        let candidates = wholes.filter(|(_, whole)| can_be_of(part, whole));
        let voted = candidates.map(|(idx, whole)| {
            // That the counts add up to it says as much as another share; that they add up to their own sum does where
            // all other shares are of it.
            let is_sum = self.sums.iter().any(|sum| sum.meets(&whole.value));
            let is_told = whole.from.len() == 1 || self.votes_here(idx) + 1 >= whole.from.len();
            let here = self.votes_here(idx) + usize::from(is_sum && is_told);
            ((here, self.votes(whole, votes)), whole)
        });
        let ((here, all), whole) = voted.max_by_key(|(votes, _)| *votes)?;
        (here >= 2 || here == 1 && all >= 3).then_some(whole)
    }
}

fn can_be_of(part: &Part<'_, '_>, whole: &Whole<'_>) -> bool {
    let is_mean = part.count.kind == FigureKind::Mean;
    (part.count.counted.is_empty() || whole.counted == part.count.counted)
        && whole.is_mean == is_mean
        && whole.value.high >= part.count.interval().low
        && !whole.from.contains(&part.share.claim)
        && whole.from != [part.count.claim]
}

fn expected(part: &Part<'_, '_>, whole: &Whole<'_>) -> Option<Interval> {
    Interval::quotient(&part.count.interval(), &whole.value, 100)
}

fn fits(part: &Part<'_, '_>, whole: &Whole<'_>) -> bool {
    let expected = expected(part, whole);
    can_be_of(part, whole)
        && expected.is_some_and(|expected| expected.meets(&part.share.interval()))
}

fn fitting(part: &Part<'_, '_>, wholes: &[Whole<'_>]) -> Vec<usize> {
    (0..wholes.len())
        .filter(|idx| fits(part, &wholes[*idx]))
        .collect()
}

fn agreeing(part: &Part<'_, '_>, whole: &Whole<'_>, votes: usize) -> Option<Judged> {
    let words = words_for(part, whole)?;
    let others = if votes > 1 {
        format!("，另有{}个占比也以此为整体", votes - 1)
    } else {
        String::new()
    };
    let reason = format!("{words}{others}");
    Some(Judged::agrees(
        NAME,
        part.share.claim,
        reason,
        related(part, whole),
    ))
}

fn contradicting(part: &Part<'_, '_>, whole: &Whole<'_>, reason: String) -> Judged {
    let expected = quotient(part, whole);
    Judged::contradicts(
        NAME,
        part.share.claim,
        expected,
        reason,
        related(part, whole),
    )
}

fn words_for(part: &Part<'_, '_>, whole: &Whole<'_>) -> Option<String> {
    let count = part.count.value.to_plain_text();
    Some(format!(
        "{count}÷{}得{}",
        whole.shown,
        quotient(part, whole)
    ))
}

/// The share, exactly.
fn middle(part: &Part<'_, '_>, whole: &Whole<'_>) -> Option<Quantity> {
    let of_whole = whole.value.middle();
    (&part.count.value * &Quantity::from(100)).checked_div(&of_whole)
}

fn words_of(part: &Part<'_, '_>, whole: &Whole<'_>) -> String {
    let printed = part.share.value.round(decimals(&part.share.half));
    let words = words_for(part, whole).unwrap_or_default();
    format!("{words}，所印是{printed}%")
}

/// The share as it is to be printed.
fn quotient(part: &Part<'_, '_>, whole: &Whole<'_>) -> String {
    middle(part, whole).map_or_else(String::new, |share| {
        format!("{}%", share.round(decimals(&part.share.half)))
    })
}

fn related(part: &Part<'_, '_>, whole: &Whole<'_>) -> Vec<usize> {
    let mut related = vec![part.count.claim];
    let others = whole.from.iter();
    related.extend(others.filter(|claim| **claim != part.count.claim));
    related
}
