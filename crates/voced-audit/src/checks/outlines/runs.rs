//! Runs of pieces whose numbers may make up a total.

use std::collections::BTreeSet;

use super::items::Item;

/// So many pieces around a total are looked at, those that have such a number.
const MOST_PIECES: usize = 12;
/// They stand no farther from it, in pieces of the report.
const FARTHEST: usize = 40;
/// A piece has no more parts.
const MOST_PARTS: usize = 40;

/// A total, and one run of pieces with what may be its parts.
pub(super) struct Run<'l> {
    pub(super) total: &'l Item<'l>,
    pub(super) parts: Vec<&'l Item<'l>>,
    pub(super) blocks: Vec<usize>,
}

/// Every total of one measure with every run of pieces behind it, or before it.
pub(super) fn runs<'l>(items: &[&'l Item<'l>]) -> Vec<Run<'l>> {
    let pieces = pieces(items);
    let mut found = Vec::new();
    for total in items {
        let is_near = |piece: &&Vec<&Item<'_>>| piece[0].block.abs_diff(total.block) <= FARTHEST;
        let behind = pieces.iter().filter(|piece| piece[0].block > total.block);
        let behind: Vec<_> = behind.take(MOST_PIECES).filter(is_near).collect();
        let before = pieces.iter().rev();
        let before = before.filter(|piece| piece[0].block < total.block);
        let mut before: Vec<_> = before.take(MOST_PIECES).filter(is_near).collect();
        before.reverse();
        for near in [behind, before] {
            for start in 0..near.len() {
                for end in start + 1..=near.len() {
                    found.extend(run(total, &near[start..end]));
                }
            }
        }
    }
    found
}

/// The numbers of each piece: those of its first sentence that has any, without what 其中 puts below them.
fn pieces<'l>(items: &[&'l Item<'l>]) -> Vec<Vec<&'l Item<'l>>> {
    let mut pieces: Vec<Vec<&Item<'_>>> = Vec::new();
    for item in items {
        match pieces.last_mut() {
            Some(piece) if piece[0].block == item.block => {
                if piece[0].sentence == item.sentence && !item.is_nested && piece.len() < MOST_PARTS {
                    piece.push(item);
                }
            }
            _ => pieces.push(vec![item]),
        }
    }
    pieces
}

/// A run whose numbers are each of somebody else.
fn run<'l>(total: &'l Item<'l>, pieces: &[&Vec<&'l Item<'l>>]) -> Option<Run<'l>> {
    let parts: Vec<&Item<'_>> = pieces.iter().flat_map(|piece| piece.iter().copied()).collect();
    let scopes: BTreeSet<&BTreeSet<&str>> = parts.iter().map(|part| &part.scope).collect();
    let are_others = scopes.len() == parts.len() && !scopes.contains(&total.scope);
    let is_run = are_others && (2..=MOST_PARTS).contains(&parts.len());
    is_run.then(|| Run {
        total,
        blocks: pieces.iter().map(|piece| piece[0].block).collect(),
        parts,
    })
}
