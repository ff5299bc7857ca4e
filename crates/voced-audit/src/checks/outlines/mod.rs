//! A total whose parts stand in pieces of their own: 中小学30所 in one paragraph, 小学17所 and 初中13所 in the next two.
//!
//! What is counted and whose it is (see [`crate::statement`]) tells which numbers can be parts: of one measure, unit
//! and year, each of somebody else. That they add up for several measures says that they are the parts.

mod items;
mod runs;

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::figures::Interval;
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
/// A total that others beside it bear out needs no more.
const FEW_DIGITS: usize = 2;

/// By the piece of a total and the pieces of its parts, what adds up, and what does not.
type Held<'l> = BTreeMap<(usize, Vec<usize>), Vec<Run<'l>>>;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let items = items(ledger);
    let mut by_key: BTreeMap<&Key<'_>, Vec<&Item<'_>>> = BTreeMap::new();
    for item in &items {
        by_key.entry(&item.key).or_default().push(item);
    }
    let mut held: Held<'_> = BTreeMap::new();
    for of_key in by_key.values() {
        for run in runs(of_key) {
            held.entry((run.total.block, run.blocks.clone())).or_default().push(run);
        }
    }
    held.values().flat_map(|runs| told(runs)).collect()
}

/// The verdicts on the totals of one piece with parts in the same pieces.
fn told(runs: &[Run<'_>]) -> Vec<Judged> {
    let n_fit = runs.iter().filter(|run| run.fits()).count();
    let is_sure = |run: &&Run<'_>| {
        let digits = run.total.digits;
        digits >= MANY_DIGITS || digits >= DIGITS && run.parts.len() > 2
    };
    let is_borne_out = n_fit > 1 || runs.iter().filter(|run| run.fits()).any(|run| is_sure(&run));
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
        let added: Quantity = self.parts.iter().map(|part| &part.value).sum();
        let shown: Vec<String> = self.parts.iter().map(|part| part.value.to_plain_text()).collect();
        let shown = shown.join("＋");
        let all = std::iter::once(self.total).chain(self.parts.iter().copied());
        let claims: Vec<usize> = all.map(|item| item.claim).collect();
        let measure = self.total.measure;
        if self.fits() {
            let reason = format!("各处的{measure}：{shown}得{}", added.to_plain_text());
            return claims
                .iter()
                .map(|claim| {
                    let others = claims.iter().copied().filter(|other| other != claim);
                    Judged::agrees(NAME, *claim, reason.clone(), others.collect())
                })
                .collect();
        }
        let total = self.total;
        if !is_slip_of(&total.value, &total.half, &self.sum(), &added) {
            return Vec::new();
        }
        let (added, printed) = (added.to_plain_text(), total.value.to_plain_text());
        let reason = format!("各处的{measure}：{shown}得{added}，所印是{printed}；同一处的其他数与各处相符");
        vec![Judged::contradicts(NAME, total.claim, added, reason, claims[1..].to_vec())]
    }
}
