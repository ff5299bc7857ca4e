//! Groups of a size and how many heads they make: 每组16人，8组，共120人.

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "groups";
const GROUPS: &[&str] = &["组", "班", "队", "批"];

/// A paragraph's number of groups, size of one, and heads before them.
#[derive(Default)]
struct Found {
    count: Option<(usize, Quantity, &'static str)>,
    size: Option<(usize, Quantity, &'static str)>,
    heads: Option<(usize, Quantity)>,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        if claim.is_in_text() && claim.kind == Kind::Level {
            by_line.entry(claim.place.block).or_default().push(idx);
        }
    }
    by_line
        .values()
        .flat_map(|claims| paragraph(ledger, claims))
        .collect()
}

fn paragraph(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let mut found = Found::default();
    for idx in claims {
        let claim = &ledger.claims[*idx];
        if let Some(word) = GROUPS.iter().find(|word| is_size(claim, word)) {
            found.size = Some((*idx, claim.value.clone(), word));
        } else if let Some(word) = GROUPS.iter().find(|word| claim.unit == **word) {
            found.count = Some((*idx, claim.value.clone(), word));
        } else if is_people(&claim.unit) && found.size.is_none() && found.count.is_none() {
            found.heads = Some((*idx, claim.value.clone()));
        }
    }
    let (Some(count), Some(size), Some(heads)) = (found.count, found.size, found.heads) else {
        return Vec::new();
    };
    let product = &count.1 * &size.1;
    if count.2 != size.2 || product == heads.1 {
        return Vec::new();
    }
    let reason = format!(
        "{}{}、每{}{}人应是{}人，文中是{}人",
        count.1.to_plain_text(),
        count.2,
        size.2,
        size.1.to_plain_text(),
        product.to_plain_text(),
        heads.1.to_plain_text()
    );
    // A report that prints the product as well says itself that something is wrong.
    let is_known = ledger.claims.iter().any(|claim| {
        claim.place.section == ledger.claims[heads.0].place.section
            && is_people(&claim.unit)
            && claim.value == product
    });
    let (verdict, reason) = if is_known {
        let product = product.to_plain_text();
        (
            Verdict::Tension,
            format!("{reason}；文中另印有{product}人，请先核对再公布"),
        )
    } else {
        (Verdict::Contradicts, reason)
    };
    let all = [heads.0, count.0, size.0];
    all.into_iter()
        .map(|claim| Judged {
            claim,
            verdict,
            check: NAME,
            expected: (claim == heads.0).then(|| product.to_plain_text()),
            reason: reason.clone(),
            related: all.into_iter().filter(|other| *other != claim).collect(),
        })
        .collect()
}

/// `每组16人`, `每组按16人编制`.
fn is_size(claim: &Claim, group: &str) -> bool {
    let each = format!("每{group}");
    let Some((_, after)) = claim.sentence.split_once(&each) else {
        return false;
    };
    let at = after.find(&claim.text);
    is_people(&claim.unit) && at.is_some_and(|at| after[..at].chars().count() <= 4)
}

fn is_people(unit: &str) -> bool {
    matches!(unit, "人" | "名")
}
