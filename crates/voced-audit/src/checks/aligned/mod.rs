//! Shares that are told one after the other, behind the numbers that they are the shares of, in the same order:
//! 三次产业增加值125964万元、130344万元、273449万元，分别占23.8%、24.6%、51.6%; 三次产业的比重为11.6:54.3:34.1.

mod totals;

use voced_domain::Quantity;

use crate::additions::is_nested;
use crate::figures::{Figure, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "aligned";
/// Fewer shares fit by chance.
const LEAST: usize = 3;
/// A list is no longer.
const MOST: usize = 12;
/// The numbers stand so many figures before.
const FARTHEST: usize = 30;

/// A share of a list, by the claim that it stands in.
struct Share {
    claim: usize,
    value: Quantity,
    half: Quantity,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let figures = &ledger.figures;
    let mut judged = Vec::new();
    let mut at = 0;
    while at < figures.len() {
        let (shares, end) = list(ledger, figures, at);
        // 53.6:46.4 puts its two parts side by side.
        let is_ratio =
            shares.len() > 1 && shares.iter().all(|share| share.claim == shares[0].claim);
        let least = if is_ratio { 2 } else { LEAST };
        if (least..=MOST).contains(&shares.len()) {
            let first = at.saturating_sub(FARTHEST);
            let found = align(&figures[first..at], figures[at].block, &shares);
            if found.is_empty() {
                judged.extend(totals::judge(figures, at, &shares));
            }
            judged.extend(found);
        }
        at = end.max(at + 1);
    }
    judged
}

/// The shares that begin at a figure: one behind the other, or the parts of 11.6:54.3:34.1.
fn list(ledger: &Ledger<'_>, figures: &[Figure<'_>], at: usize) -> (Vec<Share>, usize) {
    let first = &figures[at];
    if ledger.claims[first.claim].unit.contains(':') {
        return (parts_of(&ledger.claims[first.claim].text, first), at + 1);
    }
    let run = figures[at..].iter().take_while(|figure| {
        figure.is_part() && (figure.block, figure.sentence) == (first.block, first.sentence)
    });
    let shares: Vec<Share> = run
        .map(|figure| Share {
            claim: figure.claim,
            value: figure.value.clone(),
            half: figure.half.clone(),
        })
        .collect();
    let end = at + shares.len();
    (shares, end)
}

fn parts_of(text: &str, figure: &Figure<'_>) -> Vec<Share> {
    let part = |text: &str| {
        let value: Quantity = text.trim_end_matches('%').parse().ok()?;
        let decimals = text
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        let half = Quantity::half_unit(u8::try_from(decimals).ok()?);
        Some(Share {
            claim: figure.claim,
            value,
            half,
        })
    };
    let parts = text.split(':').map(part);
    parts.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Finds the numbers that the shares are of: as many in a row, the nearest first, of one total. What is part of one of them may
/// stand between: 第二产业65585万元，其中工业40653万元.
fn align(before: &[Figure<'_>], block: usize, shares: &[Share]) -> Vec<Judged> {
    let is_level = |at: &usize| {
        let figure = &before[*at];
        figure.is_level() && !figure.is_aside && figure.block + 1 >= block
    };
    let all: Vec<usize> = (0..before.len()).filter(is_level).collect();
    let top = all.iter().copied().filter(|at| !is_nested(before, *at));
    let lists = [all.clone(), top.collect()].into_iter();
    let mut aligned = lists.map(|list| {
        let levels: Vec<&Figure<'_>> = list.iter().map(|at| &before[*at]).collect();
        of_levels(&levels, shares)
    });
    aligned
        .find(|judged| !judged.is_empty())
        .unwrap_or_default()
}

fn of_levels(levels: &[&Figure<'_>], shares: &[Share]) -> Vec<Judged> {
    for window in levels.windows(shares.len()).rev() {
        let is_same = |level: &&Figure<'_>| level.counted == window[0].counted;
        if !window.iter().all(is_same) {
            continue;
        }
        let total = total(window);
        let fits = |slack: i64| -> Vec<bool> {
            let pairs = window.iter().zip(shares);
            pairs
                .map(|(level, share)| fits(level, &total, share, slack))
                .collect()
        };
        // One last place off is nearly right.
        let n_near = fits(NEARLY).iter().filter(|fits| **fits).count();
        let is_beside = shares.len() == 2 && window[0].part == window[1].part;
        if n_near + 1 >= shares.len() && (n_near >= LEAST - 1 || is_beside && n_near == 2) {
            return told(window, shares, &fits(1));
        }
    }
    Vec::new()
}

fn total(window: &[&Figure<'_>]) -> Interval {
    Interval::sum(window.iter().map(|level| level.interval()))
}

/// Within how many halves of a last place a share is nearly right.
const NEARLY: i64 = 3;

/// Whether a share is right within so many halves of its last place.
fn fits(level: &Figure<'_>, total: &Interval, share: &Share, halves: i64) -> bool {
    let own = Interval::around(&share.value, &(&share.half * &Quantity::from(halves)));
    let expected = Interval::quotient(&level.interval(), total, 100);
    expected.is_some_and(|expected| expected.meets(&own))
}

fn sum_of(shares: &[Share]) -> Quantity {
    shares.iter().map(|share| &share.value).sum()
}

fn told(window: &[&Figure<'_>], shares: &[Share], fits: &[bool]) -> Vec<Judged> {
    let all: Quantity = window.iter().map(|level| &level.value).sum();
    // What is nearly right, of shares that make no hundred, is of another whole.
    let is_whole = sum_of(shares) == Quantity::from(100);
    let n_missed = fits.iter().filter(|fits| !**fits).count();
    let is_near_whole = (&sum_of(shares) - &Quantity::from(100)).abs() <= Quantity::from(1);
    let are_short = shares
        .iter()
        .all(|share| share.half >= Quantity::half_unit(0));
    if !is_whole && n_missed > 1 || are_short && !is_near_whole {
        return Vec::new();
    }
    let is_one = shares.iter().all(|share| share.claim == shares[0].claim);
    let sum = sum_of(shares);
    let mut judged = Vec::new();
    for ((level, share), fits) in window.iter().zip(shares).zip(fits) {
        let exact = (&level.value * &Quantity::from(100)).checked_div(&all);
        let Some(exact) = exact else { continue };
        let decimals = decimals(&share.half);
        let expected = exact.round(decimals);
        let printed = share.value.round(decimals);
        let how = format!(
            "{}÷各项之和{}得{expected}%",
            level.value.to_plain_text(),
            all.to_plain_text()
        );
        let off = (&expected.to_quantity() - &share.value).abs();
        let is_last_place = off <= &share.half * &Quantity::from(2);
        let (verdict, reason) = if *fits {
            (Verdict::Agrees, how)
        } else if is_last_place && sum == Quantity::from(100) {
            let words = format!("{how}，所印是{printed}%，差末位一个单位，各项之和因此是100%");
            (Verdict::Rounding, words)
        } else {
            (
                Verdict::Contradicts,
                format!("{how}，所印是{printed}%；其他各项都相符"),
            )
        };
        judged.push(Judged {
            claim: share.claim,
            verdict,
            check: NAME,
            expected: (!fits).then(|| format!("{expected}%")),
            reason,
            related: window.iter().map(|level| level.claim).collect(),
        });
    }
    // A ratio is one claim, and as right as its worst part.
    if is_one {
        judged.sort_by_key(|judged| judged.verdict);
        judged.truncate(1);
    }
    judged
}
