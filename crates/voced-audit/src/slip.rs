//! Slips of the hand: one digit wrong, two neighbours turned round, a digit lost or doubled.

use voced_domain::Quantity;

use crate::figures::decimals;
use crate::interval::Interval;

/// Of a calculation that allows more numbers than these only the one that it gives counts.
const MOST_ALLOWED: i64 = 20;

/// Whether a printed number misses all that a calculation allows, one of which it became by a slip. What the
/// calculation rests on was rounded too, so that it allows several: 1.06万÷23.41万 is 4.51% to 4.55%.
pub(crate) fn is_slip_of(
    printed: &Quantity,
    half: &Quantity,
    allowed: &Interval,
    given: &Quantity,
) -> bool {
    let place = if half.is_zero() {
        Quantity::from(1)
    } else {
        half * &Quantity::from(2)
    };
    let steps = |to: &Quantity| (to - printed).checked_div(&place);
    let first = steps(&(&allowed.low - half)).and_then(|steps| ceil(&steps));
    let last = steps(&(&allowed.high + half)).and_then(|steps| steps.floor());
    let (Some(first), Some(last)) = (first, last) else {
        return false;
    };
    if allowed.meets(&Interval::around(printed, half)) {
        return false;
    }
    let text = |value: &Quantity| value.round(decimals(half)).to_string();
    let own = text(printed);
    let is_many = last.checked_sub(first).is_none_or(|n| n > MOST_ALLOWED);
    is_slip(&own, &text(given))
        || !is_many
            && (first..=last).any(|n| {
                let value = printed + &(&place * &Quantity::from(n));
                !value.is_negative() && is_slip(&own, &text(&value))
            })
}

fn ceil(value: &Quantity) -> Option<i64> {
    let down = (&Quantity::zero() - value).floor()?;
    down.checked_neg()
}

/// Whether one printed number became the other by a single slip. Signs and points do not count.
pub(crate) fn is_slip(printed: &str, expected: &str) -> bool {
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
    let (one, other) = (digits(printed), digits(expected));
    if one == other {
        return false;
    }
    if one.len() == other.len() {
        return is_one_wrong(&one, &other) || is_turned(&one, &other);
    }
    let (long, short) = if one.len() > other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.len() == short.len() + 1 && is_lost(&long, &short)
}

fn is_one_wrong(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).filter(|(a, b)| a != b).count() == 1
}

fn is_turned(one: &[u8], other: &[u8]) -> bool {
    let Some(at) = one.iter().zip(other).position(|(a, b)| a != b) else {
        return false;
    };
    let mut turned = one.to_vec();
    if at + 1 >= turned.len() {
        return false;
    }
    turned.swap(at, at + 1);
    turned == other
}

fn is_lost(long: &[u8], short: &[u8]) -> bool {
    (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_and_no_more() {
        for (printed, expected) in [
            ("25.06", "25.60"),
            ("8170", "8110"),
            ("1,234", "124"),
            ("99", "999"),
        ] {
            assert!(is_slip(printed, expected), "{printed} {expected}");
        }
        for (printed, expected) in [("8170", "8170"), ("8170", "8111"), ("12", "1234")] {
            assert!(!is_slip(printed, expected), "{printed} {expected}");
        }
    }

    #[test]
    fn a_slip_is_of_what_is_allowed_where_that_is_not_much() {
        // Printed, from where to where it is allowed, and what the calculation gives.
        let is_slip_of = |printed: &str, low: &str, high: &str, given: &str| {
            let value = |text: &str| -> Quantity { text.parse().expect("a number") };
            let (low, high) = (value(low), value(high));
            let half = Quantity::half_unit(2);
            is_slip_of(
                &value(printed),
                &half,
                &Interval { low, high },
                &value(given),
            )
        };
        // One of a few, though it is not the one that is given.
        assert!(is_slip_of("4.15", "4.50", "4.52", "4.50"));
        // Of many only the one that is given.
        assert!(is_slip_of("3.03", "3.14", "3.47", "3.30"));
        assert!(!is_slip_of("3.13", "3.14", "3.47", "3.30"));
        // What is allowed is right.
        assert!(!is_slip_of("3.31", "3.30", "3.32", "3.30"));
    }
}
