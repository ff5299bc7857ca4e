//! One quantity in two units, side by side: 118332千公顷（177498万亩）, 5802公斤/公顷（387公斤/亩）.

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "conversion";
/// What may stand between the two, beside a bracket.
const LEADS: &[&str] = &["", "合", "折合", "即", "约合", "折"];
/// What misses by less than one in so many is meant to be the same.
const NEARLY: i64 = 10;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let pairs = ledger.figures.windows(2);
    let judged = pairs.filter_map(|pair| beside(&pair[0], &pair[1]));
    judged.flatten().collect()
}

/// The verdict on a number in brackets, and on the one before it where they agree.
fn beside(first: &Figure<'_>, second: &Figure<'_>) -> Option<Vec<Judged>> {
    let lead = second.before.trim_matches(|c: char| "（(，, ".contains(c));
    let is_again = second.is_aside && second.block == first.block && LEADS.contains(&lead);
    let is_amount = |figure: &Figure<'_>| {
        let kinds = [FigureKind::Level, FigureKind::Change, FigureKind::Mean];
        kinds.contains(&figure.kind) && !figure.is_approximate
    };
    if !is_again || !is_amount(first) || !is_amount(second) {
        return None;
    }
    let factor = factor(first.counted, second.counted)?;
    let scaled = |value: &Quantity| value * &factor;
    let (allowed, middle) = {
        let own = first.interval();
        let allowed = Interval {
            low: scaled(&own.low),
            high: scaled(&own.high),
        };
        (allowed, scaled(&first.value))
    };
    let places = decimals(&second.half);
    let shown = format!("{}{}", middle.round(places), second.counted);
    let how = format!("{}{}合{shown}", first.value.to_plain_text(), first.counted);
    if allowed.meets(&second.interval()) {
        let of = |claim, other| Judged::agrees(NAME, claim, how.clone(), vec![other]);
        return Some(vec![
            of(second.claim, first.claim),
            of(first.claim, second.claim),
        ]);
    }
    let printed = second.value.round(places);
    let reason = format!("{how}，所印是{printed}{}", second.counted);
    let judged = Judged::contradicts(NAME, second.claim, shown, reason, vec![first.claim]);
    let off = (&middle - &second.value).abs();
    let is_near = &off * &Quantity::from(NEARLY) <= second.value;
    let is_meant = is_near || is_slip_of(&second.value, &second.half, &allowed, &middle);
    let verdict = if is_meant {
        Verdict::Contradicts
    } else {
        Verdict::Tension
    };
    Some(vec![Judged { verdict, ..judged }])
}

/// How many of another unit make one of a unit; nothing where they are of different kinds, or the same.
fn factor(one: &str, other: &str) -> Option<Quantity> {
    if one == other {
        return None;
    }
    match (one.split_once('/'), other.split_once('/')) {
        (None, None) => factor_of(one, other),
        // Of 公斤/公顷 and 公斤/亩 the dividends are the same.
        (Some((part, whole)), Some((other_part, other_whole))) => {
            let of_part = factor_of(part, other_part)?;
            of_part.checked_div(&factor_of(whole, other_whole)?)
        }
        _ => None,
    }
}

fn factor_of(one: &str, other: &str) -> Option<Quantity> {
    let lines = include_str!("../../data/conversions.txt").lines();
    let mut kinds = lines.filter(|line| !line.starts_with('#'));
    kinds.find_map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        let of = |unit: &str| -> Option<Quantity> {
            let found = words.chunks_exact(2).find(|entry| entry[1] == unit)?;
            found[0].parse().ok()
        };
        of(one)?.checked_div(&of(other)?)
    })
}

#[cfg(test)]
mod tests {
    use super::factor;

    #[test]
    fn units_of_one_kind_are_so_many_of_each_other() {
        let shown = |one: &str, other: &str| factor(one, other).map(|n| n.to_short_text());
        assert_eq!(shown("公顷", "亩").as_deref(), Some("15"));
        assert_eq!(shown("吨", "斤").as_deref(), Some("2000"));
        assert_eq!(shown("公斤/亩", "公斤/公顷").as_deref(), Some("15"));
        for (one, other) in [
            ("公顷", "公顷"),
            ("公顷", "吨"),
            ("公斤/亩", "亩"),
            ("人", "亩"),
        ] {
            assert_eq!(shown(one, other), None, "{one} {other}");
        }
    }
}
