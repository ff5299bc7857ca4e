//! Counts of several things with a share each, against the totals that one sentence before tells of these things: 火灾25.8万起，
//! 亡1317人，伤810人，分别占总数的91.8%、94.7%和91.9%.

use voced_domain::Quantity;

use super::{LEAST, MOST, NAME, Share};
use crate::additions::is_counted;
use crate::figures::{Figure, decimals};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// What says that each share is of its own count.
const EACH: &[&str] = &["分别占", "依次占", "各占", "分别为", "依次为"];
/// The totals stand in so many figures before.
const FARTHEST: usize = 120;

/// A count with its share and its total.
struct Pair<'f, 'a> {
    count: &'f Figure<'a>,
    share: &'f Share,
    total: &'f Figure<'a>,
}

pub(super) fn judge(figures: &[Figure<'_>], at: usize, shares: &[Share]) -> Vec<Judged> {
    let n = shares.len();
    let first = &figures[at];
    let is_each = EACH.iter().any(|word| first.before.contains(word));
    if !(LEAST..=MOST).contains(&n) || !is_each {
        return Vec::new();
    }
    let here = figures[..at].iter().enumerate().rev();
    let counts = here
        .take_while(|(_, other)| (other.block, other.sentence) == (first.block, first.sentence))
        .filter(|(_, other)| is_counted(other));
    let mut counts: Vec<(usize, &Figure<'_>)> = counts.take(n).collect();
    counts.reverse();
    let is_mixed = counts
        .iter()
        .any(|(_, count)| count.counted != counts[0].1.counted);
    if counts.len() < n || !is_mixed {
        return Vec::new();
    }
    let before = &figures[counts[0].0.saturating_sub(FARTHEST)..counts[0].0];
    let counts: Vec<&Figure<'_>> = counts.into_iter().map(|(_, count)| count).collect();
    let mut places: Vec<(usize, usize)> = before
        .iter()
        .map(|figure| (figure.block, figure.sentence))
        .collect();
    places.dedup();
    let told = places.iter().rev().map(|place| {
        let totals = before
            .iter()
            .filter(|figure| (figure.block, figure.sentence) == *place && is_counted(figure));
        paired(&counts, shares, &totals.collect::<Vec<_>>())
    });
    let fitting = |pairs: &Vec<Pair<'_, '_>>| pairs.iter().filter(|pair| pair.fits()).count();
    let best = told.max_by_key(fitting);
    let best = best.filter(|pairs| pairs.len() == n && fitting(pairs) + 1 >= n);
    let pairs = best.unwrap_or_default();
    pairs.iter().filter_map(Pair::judged).collect()
}

/// Each count with its total: the one of as many of its unit that stands at its place among them.
fn paired<'f, 'a>(
    counts: &[&'f Figure<'a>],
    shares: &'f [Share],
    totals: &[&'f Figure<'a>],
) -> Vec<Pair<'f, 'a>> {
    let pair = |(at, share): (usize, &'f Share)| {
        let count = counts[at];
        let is_like = |other: &&&Figure<'_>| other.counted == count.counted;
        let place = counts[..at].iter().filter(is_like).count();
        let total = totals.iter().filter(is_like).nth(place)?;
        Some(Pair {
            count,
            share,
            total,
        })
    };
    shares.iter().enumerate().filter_map(pair).collect()
}

impl Pair<'_, '_> {
    fn expected(&self) -> Option<Interval> {
        Interval::quotient(&self.count.interval(), &self.total.interval(), 100)
    }

    fn fits(&self) -> bool {
        let printed = Interval::around(&self.share.value, &self.share.half);
        self.expected()
            .is_some_and(|expected| expected.meets(&printed))
    }

    /// The verdict on the share, where the others of the list are of their totals.
    fn judged(&self) -> Option<Judged> {
        let all = &self.count.value * &Quantity::from(100);
        let middle = all.checked_div(&self.total.value)?;
        let decimals = decimals(&self.share.half);
        let shown = format!("{}%", middle.round(decimals));
        let [count, total] = [self.count, self.total].map(|figure| figure.value.to_plain_text());
        let how = format!("{count}÷{total}得{shown}");
        let related = vec![self.count.claim, self.total.claim];
        if self.fits() {
            return Some(Judged::agrees(NAME, self.share.claim, how, related));
        }
        let expected = self.expected()?;
        let printed = self.share.value.round(decimals);
        let reason = format!("{how}，所印是{printed}%；其他各项都相符");
        is_slip_of(&self.share.value, &self.share.half, &expected, &middle)
            .then(|| Judged::contradicts(NAME, self.share.claim, shown, reason, related))
    }
}
