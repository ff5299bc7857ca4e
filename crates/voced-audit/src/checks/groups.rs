//! Groups of a size and how many people they make: 每组16人，8组，共120人. Only a mismatch is told; that
//! the numbers agree says nothing.

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::passage::{Passage, is_count};
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "groups";
const GROUPS: &[&str] = &["组", "班", "队", "批"];

/// Characters that may stand between 每组 and the number.
const MOST_BETWEEN: usize = 4;

/// How many groups, or how large one is, with what a group is called.
struct Stated {
    claim: usize,
    value: Quantity,
    word: &'static str,
}

/// The number of groups, the size of one and the total of people, as far as they are found in a block.
#[derive(Default)]
struct Found {
    count: Option<Stated>,
    size: Option<Stated>,
    total: Option<(usize, Quantity)>,
}

impl Found {
    /// The total stands before the groups, or after them with 共.
    fn may_be_total(&self, claim: &Claim) -> bool {
        let is_first = self.size.is_none() && self.count.is_none();
        let is_last = self.size.is_some() && self.count.is_some() && self.total.is_none();
        is_first || is_last && claim.sentence.contains('共')
    }
}

/// A total that is not the number of groups times their size.
struct Mismatch {
    total: usize,
    count: usize,
    size: usize,
    product: Quantity,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut by_block: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        if claim.is_in_text() && claim.kind == Kind::Level {
            by_block.entry(claim.place.block).or_default().push(idx);
        }
    }
    let mut judged: Vec<Judged> = by_block
        .values()
        .flat_map(|claims| of_block(ledger, claims))
        .collect();
    let known: Vec<usize> = judged.iter().map(|judged| judged.claim).collect();
    let of_passages = ledger.passages.iter().flat_map(|passage| {
        (2..passage.here.len()).flat_map(move |at| count_size_total(ledger, passage, at))
    });
    judged.extend(of_passages.filter(|judged| !known.contains(&judged.claim)));
    judged
}

/// Count, size and total one after the other, whatever is counted: 社团12个，每个社团25人，共300人. `at` is
/// the index of the total in the passage, at least 2.
fn count_size_total(ledger: &Ledger<'_>, passage: &Passage<'_>, at: usize) -> Vec<Judged> {
    let [count, size, total] = [at - 2, at - 1, at].map(|at| passage.claim(at));
    let is_size = passage.before(at - 1).contains('每') && is_people(&size.unit);
    let is_all = passage.before(at).contains('共') && is_people(&total.unit);
    let are_exact = [count, size, total].iter().all(|claim| is_count(claim));
    let product = &count.value * &size.value;
    if !is_size || !is_all || !are_exact || is_people(&count.unit) || product == total.value {
        return Vec::new();
    }
    let reason = format!(
        "{}、每{}{}应是{}人，文中是{}人",
        count.display(),
        count.unit,
        size.display(),
        product.to_plain_text(),
        total.value.to_plain_text()
    );
    let mismatch = Mismatch {
        total: passage.here[at],
        count: passage.here[at - 2],
        size: passage.here[at - 1],
        product,
    };
    mismatch.judged(ledger, &reason)
}

fn of_block(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let mut found = Found::default();
    for idx in claims {
        let claim = &ledger.claims[*idx];
        let stated = |word: &&'static str| Stated {
            claim: *idx,
            value: claim.value.clone(),
            word,
        };
        if let Some(word) = GROUPS.iter().find(|word| is_size(claim, word)) {
            found.size = Some(stated(word));
        } else if let Some(word) = GROUPS.iter().find(|word| is_group_count(claim, word)) {
            found.count = Some(stated(word));
        } else if is_people(&claim.unit) && found.may_be_total(claim) {
            found.total = Some((*idx, claim.value.clone()));
        }
    }
    let (Some(count), Some(size), Some((total, people))) = (found.count, found.size, found.total)
    else {
        return Vec::new();
    };
    let product = &count.value * &size.value;
    if count.word != size.word || product == people {
        return Vec::new();
    }
    let reason = format!(
        "{}{}、每{}{}人应是{}人，文中是{}人",
        count.value.to_plain_text(),
        count.word,
        size.word,
        size.value.to_plain_text(),
        product.to_plain_text(),
        people.to_plain_text()
    );
    let mismatch = Mismatch {
        total,
        count: count.claim,
        size: size.claim,
        product,
    };
    mismatch.judged(ledger, &reason)
}

impl Mismatch {
    /// The three claims with what is said of them.
    fn judged(&self, ledger: &Ledger<'_>, reason: &str) -> Vec<Judged> {
        let product = self.product.to_plain_text();
        // If the section prints the right total as well, the report contradicts itself: which of the two
        // it means is to be checked.
        let (verdict, reason) = if self.is_product_printed(ledger) {
            let reason = format!("{reason}；文中另印有{product}人，请先核对再公布");
            (Verdict::Tension, reason)
        } else {
            (Verdict::Contradicts, reason.to_owned())
        };
        let all = [self.total, self.count, self.size];
        all.into_iter()
            .map(|claim| Judged {
                claim,
                verdict,
                check: NAME,
                expected: (claim == self.total).then(|| product.clone()),
                reason: reason.clone(),
                related: all.into_iter().filter(|other| *other != claim).collect(),
            })
            .collect()
    }

    fn is_product_printed(&self, ledger: &Ledger<'_>) -> bool {
        let section = &ledger.claims[self.total].place.section;
        ledger.claims.iter().any(|claim| {
            let is_near = claim.place.section == *section;
            is_near && is_people(&claim.unit) && claim.value == self.product
        })
    }
}

/// `8组`, or `订单班6个`.
fn is_group_count(claim: &Claim, group: &str) -> bool {
    let group_then_number = || claim.sentence.contains(&format!("{group}{}个", claim.text));
    let number_then_group = || claim.sentence.contains(&format!("{}个{group}", claim.text));
    claim.unit == group || claim.unit == "个" && (group_then_number() || number_then_group())
}

/// `每组16人`, `每组按16人编制`.
fn is_size(claim: &Claim, group: &str) -> bool {
    let each = format!("每{group}");
    let Some((_, after)) = claim.sentence.split_once(&each) else {
        return false;
    };
    let byte = after.find(&claim.text);
    is_people(&claim.unit) && byte.is_some_and(|byte| after[..byte].chars().count() <= MOST_BETWEEN)
}

fn is_people(unit: &str) -> bool {
    matches!(unit, "人" | "名")
}
