//! Numbers that are told one after the other, 增长6.0%、7.5%和6.5%, and what they take from each other.

use std::ops::Range;

use super::years;
use crate::claim::{Claim, Kind};
use crate::number::{Number, magnitude};

/// What joins the numbers of a list.
const JOINTS: &[&str] = &["、", "和", "及", "与", "以及", "，和", "、和", "/"];

/// Whether a text does nothing but join two numbers.
pub(crate) fn is_joint(between: &str) -> bool {
    // Nothing stands between the parts of 11.6:54.3:34.1.
    between.is_empty() || JOINTS.contains(&between.trim())
}

/// Gives the numbers of a list the unit that stands behind the last: 0.3个、0.7个和1.2个百分点, 12、13和14万人.
pub(super) fn share_units(text: &str, numbers: &mut [Number]) {
    for idx in (1..numbers.len()).rev() {
        let (before, rest) = numbers.split_at_mut(idx);
        let (Some(number), Some(next)) = (before.last_mut(), rest.first()) else {
            continue;
        };
        let between = text.get(number.range.end..next.range.start).unwrap_or("");
        let is_cut = number.unit == "个"
            && next
                .unit
                .strip_prefix("个")
                .is_some_and(|rest| !rest.is_empty());
        let is_bare = number.unit.is_empty() && !number.text.contains([':', '%', '‰']);
        if is_joint(between) && (is_cut || is_bare) && !next.unit.contains(':') {
            number.unit.clone_from(&next.unit);
        }
        // 909.4亿、1049.6亿和316.9亿立方米.
        let (counted, power) = magnitude(&number.unit);
        let is_multiplied = counted.is_empty() && power > 0;
        if is_joint(between) && is_multiplied {
            number.unit.push_str(magnitude(&next.unit).0);
        }
    }
}

/// The lists of a sentence, as the claims that they consist of.
fn lists(text: &str, from: usize, claims: &[Claim]) -> Vec<Range<usize>> {
    let between = |idx: usize| {
        let (one, next) = (&claims[idx].place.range, &claims[idx + 1].place.range);
        let here = one.end.checked_sub(from)?..next.start.checked_sub(from)?;
        text.get(here)
    };
    let mut found = Vec::new();
    let mut start = 0;
    for idx in 0..claims.len() {
        let goes_on = idx + 1 < claims.len() && between(idx).is_some_and(is_joint);
        if !goes_on {
            found.push(start..idx + 1);
            start = idx + 1;
        }
    }
    found.retain(|list| list.len() > 1);
    found
}

/// Gives the claims of each list in a sentence the years that stand before it, one each: 2017—2019年依次为25.41%、
/// 25.43%、31.42%. `from` is where the sentence begins in what claims count their places from.
pub(super) fn tell_years(text: &str, from: usize, claims: &mut [Claim]) {
    for list in lists(text, from, claims) {
        let of_list = &mut claims[list];
        let Some(first) = of_list.first() else {
            continue;
        };
        let end = first.place.range.start.saturating_sub(from);
        let years = years::listed(text.get(..end).unwrap_or(""));
        let are_levels = of_list.iter().all(|claim| claim.kind == Kind::Level);
        if are_levels && years.len() == of_list.len() {
            for (claim, year) in of_list.iter_mut().zip(years) {
                claim.year = Some(year);
            }
        }
    }
}
