//! Runs of pieces whose numbers may make up a total.

use std::collections::BTreeSet;

use voced_domain::Quantity;

use super::Children;
use super::items::Item;
use crate::interval::Interval;
use crate::slip::is_slip_of;

/// So many pieces around a total are looked at, those that have such a number.
const MOST_PIECES: usize = 12;
/// They stand no farther from it, in pieces of the report.
const FARTHEST: usize = 40;
/// A list in the own piece of a total is no shorter.
const LEAST_OF_OWN: usize = 3;
/// A piece has no more parts.
const MOST_PARTS: usize = 40;

/// A total, and one run of pieces with what may be its parts.
pub(super) struct Run<'l> {
    pub(super) total: &'l Item<'l>,
    pub(super) parts: Vec<&'l Item<'l>>,
    pub(super) blocks: Vec<usize>,
    /// Whether these are all that could be its parts.
    pub(super) is_all: bool,
}

/// Every total of one measure with every run of pieces behind it, or before it.
pub(super) fn runs<'l>(items: &[&'l Item<'l>], children: &Children) -> Vec<Run<'l>> {
    let pieces = pieces(items);
    let mut found = Vec::new();
    for total in items {
        let is_near = |piece: &&Vec<&Item<'_>>| {
            let block = piece[0].block;
            let is_own = children
                .get(&block)
                .is_none_or(|parent| *parent == total.block);
            is_own && block.abs_diff(total.block) <= FARTHEST
        };
        let behind = pieces.iter().filter(|piece| piece[0].block > total.block);
        let behind: Vec<_> = behind.filter(is_near).take(MOST_PIECES).collect();
        let before = pieces.iter().rev();
        let before = before.filter(|piece| piece[0].block < total.block);
        let mut before: Vec<_> = before.filter(is_near).take(MOST_PIECES).collect();
        before.reverse();
        for near in [behind, before] {
            for start in 0..near.len() {
                for end in start + 1..=near.len() {
                    let is_all = end - start == near.len();
                    found.extend(run(total, &near[start..end], is_all));
                }
            }
        }
        found.extend(own(total, items));
        found.extend(own_behind(total, items));
    }
    found
}

/// The numbers that stand before a total in its own piece: 幼儿园专任教师14551人；小学专任教师32009人；…。专任教师共76413人.
fn own<'l>(total: &'l Item<'l>, items: &[&'l Item<'l>]) -> Option<Run<'l>> {
    let here = items
        .iter()
        .filter(|item| item.block == total.block && !item.is_cell);
    let before = here.filter(|item| item.claim < total.claim && !item.is_nested);
    let parts: Vec<&Item<'_>> = before.copied().take(MOST_PARTS).collect();
    let is_run = parts.len() >= LEAST_OF_OWN && are_others(total, &parts);
    is_run.then(|| Run {
        total,
        blocks: vec![total.block],
        parts,
        is_all: true,
    })
}

/// The numbers that stand behind a total in its own piece, in sentences of their own: 学校共1131所，在校生700647人。小学937所，
/// …。初中194所，….
fn own_behind<'l>(total: &'l Item<'l>, items: &[&'l Item<'l>]) -> Vec<Run<'l>> {
    let here = items
        .iter()
        .filter(|item| item.block == total.block && !item.is_cell);
    let behind = here.filter(|item| item.claim > total.claim && !item.is_nested);
    let apart = behind.filter(|item| item.sentence != total.sentence);
    let parts: Vec<&Item<'_>> = apart.copied().take(MOST_PARTS).collect();
    let runs = (2..=parts.len().min(MOST_PIECES)).map(|n| Run {
        total,
        blocks: vec![total.block; n],
        parts: parts[..n].to_vec(),
        is_all: n == parts.len(),
    });
    runs.filter(|run| are_others(total, &run.parts)).collect()
}

/// The numbers of each piece: those of its first sentence that has any, without what 其中 puts below them.
fn pieces<'l>(items: &[&'l Item<'l>]) -> Vec<Vec<&'l Item<'l>>> {
    let mut pieces: Vec<Vec<&Item<'_>>> = Vec::new();
    for item in items {
        match pieces.last_mut() {
            Some(piece) if piece[0].block == item.block => {
                if piece[0].sentence == item.sentence && !item.is_nested && piece.len() < MOST_PARTS
                {
                    piece.push(item);
                }
            }
            _ => pieces.push(vec![item]),
        }
    }
    pieces
}

/// A run whose numbers are each of somebody else.
fn run<'l>(total: &'l Item<'l>, pieces: &[&Vec<&'l Item<'l>>], is_all: bool) -> Option<Run<'l>> {
    let parts = pieces.iter().flat_map(|piece| piece.iter().copied());
    let parts: Vec<&Item<'_>> = parts.collect();
    let is_list = (2..=MOST_PARTS).contains(&parts.len());
    let is_run = is_list && is_like(total, &parts) && are_others(total, &parts);
    is_run.then(|| Run {
        total,
        blocks: pieces.iter().map(|piece| piece[0].block).collect(),
        parts,
        is_all,
    })
}

/// Whether parts add up to a total, or miss it by a slip.
fn is_like(total: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let sum = Interval::sum(parts.iter().map(|part| part.interval.clone()));
    let added: Quantity = parts.iter().map(|part| &part.value).sum();
    sum.meets(&total.interval) || is_slip_of(&total.value, &total.half, &sum, &added)
}

/// Whether parts are each of somebody else, and none of whose the total is.
fn are_others(total: &Item<'_>, parts: &[&Item<'_>]) -> bool {
    let scopes: BTreeSet<&BTreeSet<&str>> = parts.iter().map(|part| &part.scope).collect();
    scopes.len() == parts.len() && !scopes.contains(&total.scope)
}
