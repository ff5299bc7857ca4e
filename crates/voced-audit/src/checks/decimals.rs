//! Decimals that differ within one column of a table. What an earlier report printed keeps its
//! decimals.

use std::collections::BTreeMap;

use crate::claim::Kind;
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "decimals";
/// So many others are named.
const MOST: usize = 20;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut columns: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        if let (Some((table, _)), Some(fact), Kind::Level) =
            (claim.column(), &claim.fact, claim.kind)
            // What we printed ourselves has the decimals of its source: an old report may have left them out.
            && claim.tag.is_none()
        {
            columns
                .entry((table, fact.to_string()))
                .or_default()
                .push(idx);
        }
    }
    columns
        .values()
        .flat_map(|claims| column(ledger, claims))
        .collect()
}

fn column(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let most = claims
        .iter()
        .map(|idx| ledger.claims[*idx].decimals)
        .max()
        .unwrap_or(0);
    let years = claims.iter().map(|idx| ledger.claims[*idx].year);
    let latest = years.max().flatten();
    let fewer = claims.iter().filter(|idx| {
        let claim = &ledger.claims[**idx];
        claim.decimals < most && claim.year == latest
    });
    fewer
        .map(|idx| Judged {
            claim: *idx,
            verdict: Verdict::Style,
            check: NAME,
            expected: None,
            reason: format!(
                "同一列其他数印{most}位小数，这里印{}位",
                ledger.claims[*idx].decimals
            ),
            related: claims
                .iter()
                .filter(|other| *other != idx)
                .take(MOST)
                .copied()
                .collect(),
        })
        .collect()
}
