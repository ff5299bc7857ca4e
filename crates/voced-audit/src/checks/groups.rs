//! Groups of a size and how many heads they make: 每组16人，8组，共120人.

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::passage::{Passage, is_count};
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

impl Found {
    /// Heads are said first, or last as what all groups come to.
    fn is_open(&self, claim: &Claim) -> bool {
        let is_first = self.size.is_none() && self.count.is_none();
        let is_last = self.size.is_some() && self.count.is_some() && self.heads.is_none();
        is_first || is_last && claim.sentence.contains('共')
    }
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        if claim.is_in_text() && claim.kind == Kind::Level {
            by_line.entry(claim.place.block).or_default().push(idx);
        }
    }
    let mut judged: Vec<Judged> = by_line
        .values()
        .flat_map(|claims| paragraph(ledger, claims))
        .collect();
    let known: Vec<usize> = judged.iter().map(|judged| judged.claim).collect();
    let in_turn = ledger.passages.iter().flat_map(|passage| {
        (2..passage.here.len()).flat_map(move |at| in_turn(ledger, passage, at))
    });
    judged.extend(in_turn.filter(|judged| !known.contains(&judged.claim)));
    judged
}

/// Count, size and heads one after the other, whatever is counted: 社团12个，每个社团25人，共300人.
fn in_turn(ledger: &Ledger<'_>, passage: &Passage<'_>, at: usize) -> Vec<Judged> {
    let [count, size, heads] = [at - 2, at - 1, at].map(|at| passage.claim(at));
    let is_size = passage.before(at - 1).contains('每') && is_people(&size.unit);
    let is_all = passage.before(at).contains('共') && is_people(&heads.unit);
    let are_exact = [count, size, heads].iter().all(|claim| is_count(claim));
    let product = &count.value * &size.value;
    if !is_size || !is_all || !are_exact || is_people(&count.unit) || product == heads.value {
        return Vec::new();
    }
    let reason = format!(
        "{}、每{}{}应是{}人，文中是{}人",
        count.display(),
        count.unit,
        size.display(),
        product.to_plain_text(),
        heads.value.to_plain_text()
    );
    let all = [at, at - 2, at - 1].map(|at| passage.here[at]);
    told(ledger, all, &product, &reason)
}

fn paragraph(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let mut found = Found::default();
    for idx in claims {
        let claim = &ledger.claims[*idx];
        if let Some(word) = GROUPS.iter().find(|word| is_size(claim, word)) {
            found.size = Some((*idx, claim.value.clone(), word));
        } else if let Some(word) = GROUPS.iter().find(|word| is_number(claim, word)) {
            found.count = Some((*idx, claim.value.clone(), word));
        } else if is_people(&claim.unit) && found.is_open(claim) {
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
    told(ledger, [heads.0, count.0, size.0], &product, &reason)
}

fn told(ledger: &Ledger<'_>, all: [usize; 3], product: &Quantity, reason: &str) -> Vec<Judged> {
    let heads = all[0];
    let product_text = product.to_plain_text();
    // A report that prints the product as well says itself that something is wrong.
    let (verdict, reason) = if is_printed(ledger, heads, product) {
        let reason = format!("{reason}；文中另印有{product_text}人，请先核对再公布");
        (Verdict::Tension, reason)
    } else {
        (Verdict::Contradicts, reason.to_owned())
    };
    all.into_iter()
        .map(|claim| Judged {
            claim,
            verdict,
            check: NAME,
            expected: (claim == heads).then(|| product_text.clone()),
            reason: reason.clone(),
            related: all.into_iter().filter(|other| *other != claim).collect(),
        })
        .collect()
}

/// Whether the section prints the product as well.
fn is_printed(ledger: &Ledger<'_>, heads: usize, product: &Quantity) -> bool {
    let section = &ledger.claims[heads].place.section;
    ledger.claims.iter().any(|claim| {
        claim.place.section == *section && is_people(&claim.unit) && claim.value == *product
    })
}

/// `8组`, or `订单班6个`.
fn is_number(claim: &Claim, group: &str) -> bool {
    let is_behind = || claim.sentence.contains(&format!("{group}{}个", claim.text));
    let is_before = || claim.sentence.contains(&format!("{}个{group}", claim.text));
    claim.unit == group || claim.unit == "个" && (is_behind() || is_before())
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
