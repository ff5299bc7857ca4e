//! A total whose parts stand in pieces of their own: 中小学30所 in one paragraph, 小学17所 and 初中13所 in the next two.
//!
//! What is counted and whose it is (see [`crate::statement`]) tells which numbers can be parts: of one measure, unit
//! and year, each of somebody else. That they add up for several measures says that they are the parts.

mod items;
mod runs;

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::Judged;
use items::{Item, Key, items};
use runs::{Run, runs};

pub(super) const NAME: &str = "outline";
/// Totals of so many digits are no chance, where their parts are two.
const MANY_DIGITS: usize = 5;
/// Totals of so many are none where the parts are more.
const DIGITS: usize = 4;
/// One that is missed by a slip has more.
const LEAST_DIGITS: usize = 3;
/// A total that others beside it bear out needs no more.
const FEW_DIGITS: usize = 2;

/// The pieces that are parts of others, each with what it is a part of.
type Children = BTreeMap<usize, usize>;

/// By the piece of a total and the pieces of its parts, what adds up, and what does not.
type Held<'l> = BTreeMap<(usize, Vec<usize>), Vec<Run<'l>>>;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let items = items(ledger);
    let mut by_key: BTreeMap<&Key<'_>, Vec<&Item<'_>>> = BTreeMap::new();
    for item in &items {
        by_key.entry(&item.key).or_default().push(item);
    }
    let mut held = hold(by_key.values(), &Children::new());
    // What adds up to a piece is not counted again where that piece is a part.
    let children = children(&held);
    if !children.is_empty() {
        for (key, runs) in hold(by_key.values(), &children) {
            held.entry(key).or_insert(runs);
        }
    }
    let mut judged: Vec<Judged> = held.values().flat_map(|runs| told(runs)).collect();
    judged.extend(missed(held.values().flatten()));
    judged
}

/// All that may add up, without pieces that are parts of others.
fn hold<'l, 'k>(
    by_key: impl Iterator<Item = &'k Vec<&'l Item<'l>>>,
    children: &Children,
) -> Held<'l>
where
    'l: 'k,
{
    let mut held: Held<'_> = BTreeMap::new();
    for run in by_key.flat_map(|of_key| runs(of_key, children)) {
        let key = (run.total.block, run.blocks.clone());
        held.entry(key).or_default().push(run);
    }
    held
}

/// The pieces that add up to another for several measures, each with that other.
fn children(held: &Held<'_>) -> Children {
    let firm = held.iter().filter(|(_, runs)| {
        let fit = runs.iter().filter(|run| run.fits());
        fit.count() > 1
    });
    let pairs = firm.flat_map(|((total, blocks), _)| blocks.iter().map(|block| (*block, *total)));
    pairs.filter(|(block, total)| block != total).collect()
}

/// Totals that nothing adds up to: where all that can be their parts misses them by a slip, or two divisions do that
/// make the same.
fn missed<'r, 'l: 'r>(runs: impl Iterator<Item = &'r Run<'l>>) -> Vec<Judged> {
    let mut by_total: BTreeMap<usize, Vec<&Run<'_>>> = BTreeMap::new();
    for run in runs {
        by_total.entry(run.total.claim).or_default().push(run);
    }
    let open = by_total
        .into_values()
        .filter(|runs| !runs.iter().any(|run| run.fits()));
    let judged = open.filter_map(|mut runs| {
        runs.retain(|run| run.is_slip());
        let is_twice = |run: &Run<'_>| {
            let mut others = runs.iter();
            others.any(|other| other.blocks != run.blocks && other.sum().meets(&run.sum()))
        };
        let is_sure = |run: &&&Run<'_>| {
            let is_long = run.digits() >= MANY_DIGITS && run.parts.len() > 2;
            run.is_all && is_long || run.digits() >= DIGITS && is_twice(run)
        };
        runs.iter().find(is_sure).map(|run| run.contradicting(""))
    });
    judged.collect()
}

/// The verdicts on the totals of one piece with parts in the same pieces.
fn told(runs: &[Run<'_>]) -> Vec<Judged> {
    let n_fit = runs.iter().filter(|run| run.fits()).count();
    let is_sure = |run: &&Run<'_>| {
        let digits = run.total.digits;
        digits >= MANY_DIGITS || digits >= DIGITS && run.parts.len() > 2
    };
    let is_borne_out = n_fit > 1
        || runs
            .iter()
            .filter(|run| run.fits())
            .any(|run| is_sure(&run));
    if !is_borne_out {
        return Vec::new();
    }
    let is_long = |run: &&Run<'_>| is_sure(run) || run.total.digits >= FEW_DIGITS;
    runs.iter()
        .filter(is_long)
        .flat_map(|run| run.judge())
        .collect()
}

impl Run<'_> {
    fn fits(&self) -> bool {
        self.sum().meets(&self.total.interval)
    }

    fn sum(&self) -> Interval {
        Interval::sum(self.parts.iter().map(|part| part.interval.clone()))
    }

    fn judge(&self) -> Vec<Judged> {
        let all = std::iter::once(self.total).chain(self.parts.iter().copied());
        let claims: Vec<usize> = all.map(|item| item.claim).collect();
        if self.fits() {
            let (measure, shown) = (self.total.measure, self.shown());
            let reason = format!("各处的{measure}：{shown}得{}", self.added().to_plain_text());
            return claims
                .iter()
                .map(|claim| {
                    let others = claims.iter().copied().filter(|other| other != claim);
                    Judged::agrees(NAME, *claim, reason.clone(), others.collect())
                })
                .collect();
        }
        if self.digits() >= LEAST_DIGITS && self.is_slip() {
            vec![self.contradicting("；同一处的其他数与各处相符")]
        } else {
            Vec::new()
        }
    }

    fn is_slip(&self) -> bool {
        let total = self.total;
        is_slip_of(&total.value, &total.half, &self.sum(), &self.added())
    }

    /// How many digits the total has, or has to have.
    fn digits(&self) -> usize {
        let parts = self.parts.iter().map(|part| part.digits).max();
        self.total.digits.max(parts.unwrap_or(0))
    }

    fn added(&self) -> Quantity {
        self.parts.iter().map(|part| &part.value).sum()
    }

    /// The parts, written as a sum.
    fn shown(&self) -> String {
        let values = self.parts.iter().map(|part| part.value.to_plain_text());
        values.collect::<Vec<_>>().join("＋")
    }

    fn contradicting(&self, why: &str) -> Judged {
        let total = self.total;
        let (added, printed) = (self.added().to_plain_text(), total.value.to_plain_text());
        let (measure, shown) = (total.measure, self.shown());
        let reason = format!("各处的{measure}：{shown}得{added}，所印是{printed}{why}");
        let parts = self.parts.iter().map(|part| part.claim).collect();
        Judged::contradicts(NAME, total.claim, added, reason, parts)
    }
}
