//! Reasons as the report prints its numbers: 5998.2亿 where a calculation has 599820000000.

use voced_domain::Quantity;

use crate::claim::Claim;
use crate::number::multiplied;
use crate::verdict::Judged;

/// 千 is three powers of ten.
const THOUSAND: u8 = 3;
/// Shorter numbers read well as they are.
const LEAST_DIGITS: usize = 5;

/// What a number that a verdict rests on is multiplied by in print.
#[derive(Clone)]
struct Multiplier {
    word: &'static str,
    power: u8,
    decimals: u8,
    /// The number, multiplied out.
    value: Quantity,
}

/// Writes the numbers of a verdict in the multiples of those that it is about.
pub(crate) fn as_printed(judged: &mut Judged, claims: &[Claim]) {
    let about = std::iter::once(&judged.claim).chain(&judged.related);
    let multipliers: Vec<Multiplier> = about.filter_map(|idx| multiplier(&claims[*idx])).collect();
    if multipliers.is_empty() {
        return;
    }
    judged.reason = rewritten(&judged.reason, &multipliers);
    if let Some(expected) = &mut judged.expected {
        *expected = rewritten(expected, &multipliers);
    }
}

fn multiplier(claim: &Claim) -> Option<Multiplier> {
    let (word, power, _) = multiplied(&claim.unit);
    (power > 0).then_some(Multiplier {
        word,
        power,
        decimals: claim.decimals,
        value: claim.value.abs().scaled(power),
    })
}

/// A text whose long numbers without decimals are written in multiples.
fn rewritten(text: &str, multipliers: &[Multiplier]) -> String {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let mut written = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_digit) {
        let (ahead, behind) = rest.split_at(start);
        let end = behind.find(|c| !is_digit(c)).unwrap_or(behind.len());
        let (number, behind) = behind.split_at(end);
        written.push_str(ahead);
        // 1.2万 and 50% are written in multiples already.
        let is_plain = !number.contains('.') && !behind.starts_with(['万', '亿', '%', '‰']);
        let multiple = is_plain.then(|| multiple(number, multipliers)).flatten();
        written.push_str(multiple.as_deref().unwrap_or(number));
        rest = behind;
    }
    written + rest
}

/// A number in the first multiple that loses none of it.
fn multiple(number: &str, multipliers: &[Multiplier]) -> Option<String> {
    let value: Quantity = number
        .parse()
        .ok()
        .filter(|_| number.len() >= LEAST_DIGITS)?;
    // A number of the report in its own multiple, and what was calculated in that of the others; 千 is none but in 千公顷.
    let own = multipliers
        .iter()
        .filter(|multiplier| multiplier.value == value);
    let others = multipliers
        .iter()
        .filter(|multiplier| multiplier.power > THOUSAND);
    let mut written = own.chain(others).filter_map(|multiplier| {
        let by = Quantity::from(1).scaled(multiplier.power);
        let places = value.checked_div(&by)?.round(multiplier.decimals);
        let is_exact = places.to_quantity().scaled(multiplier.power) == value;
        is_exact.then(|| format!("{places}{}", multiplier.word))
    });
    written.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_multiples_of_the_report() {
        let hundred_million = Multiplier {
            word: "亿",
            power: 8,
            decimals: 1,
            value: Quantity::from(599_820_000_000),
        };
        let ten_thousand = Multiplier {
            word: "万",
            power: 4,
            decimals: 2,
            value: Quantity::from(12_500),
        };
        let both = [hundred_million, ten_thousand];
        for (text, expected) in [
            (
                "599820000000−592020000000得7800000000立方米",
                "5998.2亿−5920.2亿得78.0亿立方米",
            ),
            ("12500÷23410000得0.05%", "1.25万÷2341.00万得0.05%"),
            // What no multiple writes without a loss stays.
            ("13217人，2020年", "13217人，2020年"),
            ("3.5万", "3.5万"),
        ] {
            assert_eq!(rewritten(text, &both), expected);
        }
    }
}
