//! Slips of typing: what a number may have been before it was mistyped.

use voced_domain::Quantity;

/// A way in which a number goes wrong under somebody's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    /// Two neighbouring digits changed places.
    DigitsSwapped,
    /// The unit was mistaken: 元 for 万元, 册 for 万册.
    Unit,
    /// A digit was left out.
    DigitDropped,
    /// A digit was typed twice or added.
    DigitAdded,
    /// A digit was mistyped.
    DigitReplaced,
    /// None of these.
    Unknown,
}

impl Slip {
    /// What it looks like, for a remedy; nothing where it is none of the known ones.
    pub(crate) fn words(self) -> Option<&'static str> {
        match self {
            Slip::DigitsSwapped => Some("像是相邻两位数字颠倒"),
            Slip::Unit => Some("像是单位填错"),
            Slip::DigitDropped => Some("像是漏了一位数字"),
            Slip::DigitAdded => Some("像是多了一位数字"),
            Slip::DigitReplaced => Some("像是输错一位数字"),
            Slip::Unknown => None,
        }
    }

    /// How far it is from what people do; the smaller, the likelier.
    pub(crate) fn cost(self) -> i64 {
        match self {
            Slip::DigitsSwapped | Slip::Unit => 10,
            Slip::DigitDropped | Slip::DigitAdded => 15,
            Slip::DigitReplaced => 25,
            Slip::Unknown => 60,
        }
    }
}

/// The slip that turns `meant` into `typed`.
pub(crate) fn between(meant: &Quantity, typed: &Quantity) -> Slip {
    let found = originals(typed).into_iter().find(|(was, _)| was == meant);
    found.map_or(Slip::Unknown, |(_, slip)| slip)
}

/// Every number from which one slip leads to `typed`, the likeliest slips first.
pub(crate) fn originals(typed: &Quantity) -> Vec<(Quantity, Slip)> {
    let text = typed.to_plain_text();
    let is_plain = text.len() <= 14 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !is_plain {
        return Vec::new();
    }
    let texts = [
        (swapped(&text), Slip::DigitsSwapped),
        (with_one_more(&text), Slip::DigitDropped),
        (with_one_less(&text), Slip::DigitAdded),
        (with_another(&text), Slip::DigitReplaced),
    ];
    let units = [4u8, 1, 2, 3].into_iter().flat_map(|power| {
        let up = typed.scaled(power);
        let down = typed.checked_div(&Quantity::from(1).scaled(power));
        [Some(up), down]
    });
    let units = units.flatten().map(|number| (number, Slip::Unit));
    let typed_texts = texts.into_iter().flat_map(|(texts, slip)| {
        let numbers = texts.into_iter().filter_map(|text| text.parse().ok());
        numbers.map(move |number: Quantity| (number, slip))
    });
    let mut found: Vec<_> = units.chain(typed_texts).collect();
    found.retain(|(number, _)| number != typed);
    found.sort_by_key(|(_, slip)| slip.cost());
    found
}

fn swapped(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let at = |idx: usize| {
        let mut changed = bytes.to_vec();
        changed.swap(idx, idx + 1);
        String::from_utf8(changed).ok()
    };
    let pairs = (0..bytes.len().saturating_sub(1)).filter(|idx| {
        let (a, b) = (bytes[*idx], bytes[idx + 1]);
        a != b && a != b'.' && b != b'.'
    });
    pairs.filter_map(at).collect()
}

fn with_one_more(text: &str) -> Vec<String> {
    let places = 0..=text.len();
    places
        .flat_map(|at| ('0'..='9').map(move |digit| (at, digit)))
        .map(|(at, digit)| format!("{}{digit}{}", &text[..at], &text[at..]))
        .collect()
}

fn with_one_less(text: &str) -> Vec<String> {
    let places = (0..text.len()).filter(|at| text.len() > 1 && text.as_bytes()[*at] != b'.');
    places
        .map(|at| format!("{}{}", &text[..at], &text[at + 1..]))
        .collect()
}

fn with_another(text: &str) -> Vec<String> {
    let places = (0..text.len()).filter(|at| text.as_bytes()[*at] != b'.');
    places
        .flat_map(|at| ('0'..='9').map(move |digit| (at, digit)))
        .map(|(at, digit)| format!("{}{digit}{}", &text[..at], &text[at + 1..]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_apart_by_what_was_meant() {
        let slip = |meant: &str, typed: &str| {
            between(
                &meant.parse().expect("a number"),
                &typed.parse().expect("a number"),
            )
        };
        assert_eq!(slip("3501", "3510"), Slip::DigitsSwapped);
        assert_eq!(slip("68.2", "682000"), Slip::Unit);
        assert_eq!(slip("1503", "153"), Slip::DigitDropped);
        assert_eq!(slip("1503", "15003"), Slip::DigitAdded);
        assert_eq!(slip("1503", "1593"), Slip::DigitReplaced);
        assert_eq!(slip("1503", "2741"), Slip::Unknown);
    }
}
