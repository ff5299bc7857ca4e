//! Totals of a sentence against the parts that it lists: 在校生4506人：男生2487人，女生2009人.

use voced_domain::Quantity;

use crate::additions::leaves_rest;
use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::passage::{Passage, is_count, same_unit, stem};
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "enumeration";
/// Words in front of a sum of what stands before it.
const SUMS: &[&str] = &["合计", "共计", "总计", "总共"];
/// Words in front of a list of numbers.
const RESPECTIVELY: &[&str] = &["依次", "分别"];
const JOINTS: &[&str] = &["、", "，", "和", "及", "以及", "；"];
/// Words that begin a part of what was just counted.
const PARTS: &[&str] = &["其中", "里面", "当中"];

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut judged = Vec::new();
    for passage in &ledger.passages {
        for at in 0..passage.here.len() {
            judged.extend(after_colon(passage, at));
            judged.extend(before_sum(passage, at));
            judged.extend(in_turn(ledger, passage, at));
            judged.extend(part(passage, at));
        }
    }
    judged
}

/// Whether a claim can be a part of another: of the same unit and about the same year.
fn belongs(one: &Claim, other: &Claim) -> bool {
    let is_sum = |claim: &Claim| claim.kind == Kind::Level && !claim.is_approximate;
    is_sum(one) && is_sum(other) && same_unit(one, other) && one.year == other.year
}

/// A total with all its parts behind a colon.
fn after_colon(passage: &Passage<'_>, at: usize) -> Vec<Judged> {
    let after = passage.after(at);
    let is_divided = after.starts_with("，按");
    if !after.starts_with(['：', ':']) && !is_divided {
        return Vec::new();
    }
    let total = passage.claim(at);
    let last = passage.here.len();
    let parts: Vec<usize> = (at + 1..last).collect();
    let all = parts
        .iter()
        .all(|part| belongs(passage.claim(*part), total));
    if parts.len() < 2 || !all || leaves_rest(passage.after(last - 1)) {
        return Vec::new();
    }
    compared(passage, at, &parts)
}

/// A sum behind its parts.
fn before_sum(passage: &Passage<'_>, at: usize) -> Vec<Judged> {
    let before = stem(passage.before(at));
    if !SUMS.iter().any(|word| before.ends_with(word)) {
        return Vec::new();
    }
    let total = passage.claim(at);
    let is_part = |part: &usize| belongs(passage.claim(*part), total);
    let mut parts: Vec<usize> = (0..at).rev().take_while(is_part).collect();
    parts.reverse();
    let has_part_of = parts.iter().any(|part| {
        let before = passage.before(*part);
        before.contains('每') || PARTS.iter().any(|word| before.contains(word))
    });
    if parts.len() < 2 || parts.len() < at || has_part_of {
        return Vec::new();
    }
    compared(passage, at, &parts)
}

/// A list of numbers without names, 依次为, whose total was said before.
fn in_turn(ledger: &Ledger<'_>, passage: &Passage<'_>, at: usize) -> Vec<Judged> {
    let before = passage.before(at);
    if !RESPECTIVELY.iter().any(|word| before.contains(word)) {
        return Vec::new();
    }
    let is_joint = |part: &usize| JOINTS.contains(&passage.before(*part));
    let mut parts = vec![at];
    parts.extend((at + 1..passage.here.len()).take_while(is_joint));
    let first = passage.claim(at);
    let sum: Quantity = parts.iter().map(|part| &passage.claim(*part).value).sum();
    let whole = (0..passage.here[at])
        .rev()
        .map(|idx| (idx, &ledger.claims[idx]));
    let whole = whole
        .take_while(|(_, claim)| claim.place.block == first.place.block)
        .find(|(_, claim)| is_count(claim) && belongs(claim, first));
    let Some((idx, total)) = whole else {
        return Vec::new();
    };
    // Where the list goes on in other words it is not all.
    let end = at + parts.len();
    let goes_on = (end..passage.here.len()).any(|next| belongs(passage.claim(next), first));
    if goes_on {
        return Vec::new();
    }
    // What is far off is a list of something else.
    // 各校依次为 are all of them.
    let off = (&sum - &total.value).abs().scaled(1);
    let is_like = sum == total.value
        || before.contains('各') && off <= total.value
        || is_slip(&total.value.to_plain_text(), &sum.to_plain_text())
        || total.decimals > 0 && (&sum - &total.value).abs().scaled(2) <= total.value;
    // 其中高级、硕士、女教师分别为 are the same people told three times.
    let is_some = before.contains("其中") && sum != total.value;
    if parts.len() < 3 || !is_like || is_some {
        return Vec::new();
    }
    let parts: Vec<usize> = parts.iter().map(|part| passage.here[*part]).collect();
    told(ledger.claims, idx, &parts, &sum)
}

/// A part that is more than the whole it is of.
fn part(passage: &Passage<'_>, at: usize) -> Vec<Judged> {
    let Some(whole) = at.checked_sub(1) else {
        return Vec::new();
    };
    let before = passage.before(at);
    let begins = before.trim_start_matches(['，', '（', '(', '、']);
    let is_part = PARTS.iter().any(|word| begins.starts_with(word))
        || before.starts_with("中，")
        || before.starts_with("里，");
    let (own, of) = (passage.claim(at), passage.claim(whole));
    if !is_part || !belongs(own, of) || !is_count(of) || own.value <= of.value {
        return Vec::new();
    }
    let reason = format!(
        "这里{}是{}中的一部分，不会更多",
        own.display(),
        of.display()
    );
    let both = [(at, whole), (whole, at)];
    both.map(|(claim, other)| Judged {
        claim: passage.here[claim],
        verdict: Verdict::Contradicts,
        check: NAME,
        expected: (claim == at).then(|| format!("不大于{}", of.value.to_plain_text())),
        reason: reason.clone(),
        related: vec![passage.here[other]],
    })
    .into()
}

fn compared(passage: &Passage<'_>, total: usize, parts: &[usize]) -> Vec<Judged> {
    let sum: Quantity = parts.iter().map(|part| &passage.claim(*part).value).sum();
    let parts: Vec<usize> = parts.iter().map(|part| passage.here[*part]).collect();
    told(passage.claims, passage.here[total], &parts, &sum)
}

fn told(claims: &[Claim], total: usize, parts: &[usize], sum: &Quantity) -> Vec<Judged> {
    let whole = &claims[total];
    let slack: Quantity = parts
        .iter()
        .chain([&total])
        .map(|idx| slack(&claims[*idx]))
        .collect::<Vec<_>>()
        .iter()
        .sum();
    let agrees = (sum - &whole.value).abs() <= slack;
    let shown: Vec<String> = parts
        .iter()
        .map(|part| claims[*part].value.to_plain_text())
        .collect();
    let sum = sum.to_plain_text();
    let words = if agrees {
        "与所印相符".to_owned()
    } else {
        format!("所印是{}", whole.display())
    };
    vec![Judged {
        claim: total,
        verdict: Verdict::of(agrees),
        check: NAME,
        expected: (!agrees).then(|| sum.clone()),
        reason: format!("{}得{sum}，{words}", shown.join("＋")),
        related: parts.to_vec(),
    }]
}

/// What was printed with decimals may have been rounded.
fn slack(claim: &Claim) -> Quantity {
    if claim.decimals == 0 {
        Quantity::zero()
    } else {
        claim.half_unit()
    }
}
