//! What is left of one amount after another: 收入9724.48亿元，支出9296.37亿元，当期结存428.11亿元.

use voced_domain::Quantity;

use super::NAME;
use crate::additions::is_counted;
use crate::figures::{Figure, clause, decimals, digits_like};
use crate::interval::Interval;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// A balance of fewer digits is missed by a slip by chance.
const LEAST_DIGITS: usize = 4;
/// What is left over many years is left of more than is told here.
const OVER_YEARS: &[&str] = &["累计", "滚存", "历年"];

pub(super) fn judge(figures: &[Figure<'_>], at: usize) -> Option<Judged> {
    let balance = &figures[at];
    let words = clause(balance.before);
    let is_balance = is_counted(balance) && balance.is_level() && is_told(words);
    if !is_balance || OVER_YEARS.iter().any(|word| words.contains(word)) {
        return None;
    }
    let before = figures[..at]
        .iter()
        .rev()
        .take_while(|other| other.block == balance.block);
    let mut like = before.filter(|other| is_counted(other) && other.is_like(balance));
    let (last, first) = (like.next()?, like.next()?);
    let is_pair = first.sentence + 1 >= balance.sentence && !is_told(clause(last.before));
    let (more, less) = if first.value > last.value {
        (first, last)
    } else {
        (last, first)
    };
    let left = more.interval().minus(&less.interval());
    let middle = &more.value - &less.value;
    is_pair.then(|| compared(balance, [more, less], &left, &middle))?
}

fn is_told(words: &str) -> bool {
    let lines = include_str!("../../../data/balances.txt").lines();
    let mut all = lines.filter(|line| !line.starts_with('#'));
    all.any(|word| words.contains(word))
}

fn compared(
    balance: &Figure<'_>,
    [more, less]: [&Figure<'_>; 2],
    left: &Interval,
    middle: &Quantity,
) -> Option<Judged> {
    let related = vec![more.claim, less.claim];
    let shown = middle.round(decimals(&balance.half)).to_string();
    let [from, taken] = [more, less].map(|amount| amount.value.to_plain_text());
    let how = format!("{from}−{taken}得{shown}");
    if left.meets(&balance.interval()) {
        return Some(Judged::agrees(NAME, balance.claim, how, related));
    }
    let is_long = balance.digits.max(digits_like(middle, balance)) >= LEAST_DIGITS;
    let printed = balance.value.round(decimals(&balance.half));
    let is_slip = is_slip_of(&balance.value, &balance.half, left, middle);
    let reason = format!("{how}，所印是{printed}");
    (is_long && is_slip)
        .then(|| Judged::contradicts(NAME, balance.claim, shown.clone(), reason, related))
}
