//! The same thing said more than once.

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "repeat";

/// Nothing is said more often in a report.
const MOST: usize = 100;
/// Numbers of so many digits are long.
const LONG: usize = 4;

/// A claim with its value and by how much rounding in print may have moved it.
type Said = (usize, Quantity, Quantity);

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let groups = ledger.groups().into_iter();
    let mut judged: Vec<Judged> = groups
        .flat_map(|(_, claims)| {
            let judged = group(ledger, claims);
            if judged.is_empty() {
                slips(ledger, claims)
            } else {
                judged
            }
        })
        .collect();
    judged.extend(turned(ledger));
    judged
}

/// Long numbers of the same unit, in two sections, that differ in the order of two digits alone:
/// whatever they are called, this is hardly chance.
fn turned(ledger: &Ledger<'_>) -> Vec<Judged> {
    let is_long = |claim: &Claim| {
        let digits = claim.text.chars().filter(char::is_ascii_digit).count();
        digits >= LONG && claim.kind == Kind::Level && claim.is_in_text() && !claim.is_approximate
    };
    let mut by_digits: BTreeMap<(Vec<char>, &str), Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger
        .claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| is_long(claim))
    {
        let mut digits: Vec<char> = claim.text.chars().collect();
        digits.sort_unstable();
        by_digits
            .entry((digits, &claim.unit))
            .or_default()
            .push(idx);
    }
    let pairs = by_digits
        .values()
        .filter_map(|claims| <[usize; 2]>::try_from(&claims[..]).ok());
    let is_turned = |[one, other]: &[usize; 2]| {
        let (one, other) = (&ledger.claims[*one], &ledger.claims[*other]);
        let is_same = one.fact == other.fact || one.fact.is_none() || other.fact.is_none();
        is_same && one.text != other.text
    };
    pairs
        .filter(is_turned)
        .flat_map(|pair| slips(ledger, &pair))
        .collect()
}

/// Numbers of the same thing, as far as words can tell, that differ as slips of the hand do: in one
/// digit, or in the order of two.
fn slips(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let of = |idx: &usize| &ledger.claims[*idx];
    let is_number =
        |claim: &Claim| claim.kind == Kind::Level && claim.is_in_text() && !claim.is_approximate;
    let claims: Vec<usize> = claims
        .iter()
        .copied()
        .filter(|idx| is_number(of(idx)))
        .collect();
    let [one, other] = claims[..] else {
        return Vec::new();
    };
    let is_apart = of(&one).place.section != of(&other).place.section;
    if !is_apart || of(&one).unit != of(&other).unit || !is_slip(&of(&one).text, &of(&other).text) {
        return Vec::new();
    }
    [(one, other), (other, one)]
        .map(|(own, other)| Judged {
            claim: own,
            verdict: Verdict::Tension,
            check: NAME,
            expected: None,
            reason: format!(
                "{}这里是{}，第{}{}是{}，像是笔误",
                what(ledger, of(&own)),
                of(&own).display(),
                of(&other).place.line,
                ledger.measure.name(),
                of(&other).display()
            ),
            related: vec![other],
        })
        .into()
}

/// Whether two numbers of the same length differ in one digit, or in the order of two neighbours.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() != other.len() || one.len() < 2 {
        return false;
    }
    let off: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
    match off[..] {
        [_] => true,
        [a, b] => b == a + 1 && one[a] == other[b] && one[b] == other[a],
        _ => false,
    }
}

/// What most of them say is held to be right; where none has a majority, none is.
fn group(ledger: &Ledger<'_>, claims: &[usize]) -> Vec<Judged> {
    let said = claims.iter().filter_map(|idx| said(ledger, *idx));
    let said: Vec<Said> = said.take(MOST).collect();
    if said.len() < 2 {
        return Vec::new();
    }
    said.iter()
        .filter_map(|own| one(ledger, own, &said))
        .collect()
}

/// Whether a change is told against a year of its own: 比2012届上升0.5个百分点，比2011届上升1.3个百分点.
fn has_own_base(ledger: &Ledger<'_>, claim: usize) -> bool {
    let at = ledger
        .figures
        .binary_search_by_key(&claim, |figure| figure.claim);
    let before = at.map_or("", |at| ledger.figures[at].before);
    let base = before.rfind(['比', '较']).map_or("", |at| &before[at..]);
    base.contains(|c: char| c.is_ascii_digit())
}

/// Two sentences about like-sounding things are no repetition.
fn said(ledger: &Ledger<'_>, idx: usize) -> Option<Said> {
    let claim = &ledger.claims[idx];
    let (value, slack) = ledger.value(claim)?;
    let is_number = claim.kind != Kind::Trend && !claim.is_approximate;
    if claim.kind == Kind::Change && has_own_base(ledger, idx) {
        return None;
    }
    (claim.is_named && is_number).then_some((idx, value, slack))
}

/// Whether two numbers are the same but for their decimals: 46.9% and 47%.
fn is_same(one: &Said, other: &Said) -> bool {
    (&one.1 - &other.1).abs() <= if one.2 > other.2 { &one.2 } else { &other.2 }.clone()
}

/// How many say the same as this one, itself among them.
fn following(own: &Said, said: &[Said]) -> usize {
    said.iter().filter(|other| is_same(own, other)).count()
}

fn one(ledger: &Ledger<'_>, own: &Said, said: &[Said]) -> Option<Judged> {
    let claim = &ledger.claims[own.0];
    let what = what(ledger, claim);
    let other = said.iter().find(|other| !is_same(own, other));
    let (verdict, reason) = match other {
        None => (
            Verdict::Agrees,
            format!("{what}在文中{}处所印一致", said.len()),
        ),
        Some(other) => {
            let other = &ledger.claims[other.0];
            let reason = format!(
                "{what}这里是{}，第{}{}是{}",
                claim.display(),
                other.place.line,
                ledger.measure.name(),
                other.display()
            );
            (against(own, said)?, reason)
        }
    };
    let others = said.iter().filter(|other| other.0 != own.0);
    Some(Judged {
        claim: own.0,
        verdict,
        check: NAME,
        expected: None,
        reason,
        related: others.map(|other| other.0).collect(),
    })
}

/// Nothing for the majority, a contradiction for who stands against it.
fn against(own: &Said, said: &[Said]) -> Option<Verdict> {
    let is_majority = |one: &Said| following(one, said) * 2 > said.len();
    if is_majority(own) {
        None
    } else if said.iter().any(is_majority) {
        Some(Verdict::Contradicts)
    } else {
        Some(Verdict::Tension)
    }
}

fn what(ledger: &Ledger<'_>, claim: &Claim) -> String {
    let name = claim.fact.as_ref().map_or("", |fact| ledger.name(fact));
    match claim.kind {
        Kind::Change => format!("{name}的变化"),
        Kind::Level | Kind::Trend => name.to_owned(),
    }
}
