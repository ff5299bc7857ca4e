//! A number that is told to be the whole, and that is not what its parts add up to: 事业费928.33亿元。…甲424.96亿元，占45.8%；乙
//! 503.37亿元，占54.2%.

use voced_domain::Quantity;

use super::candidates::{Whole, sums};
use super::{Group, NAME};
use crate::figures::decimals;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// A whole of fewer digits is missed by a slip by chance.
const LEAST_DIGITS: usize = 4;
/// One that is told to have the parts in it needs fewer.
const FEW_DIGITS: usize = 2;
/// It stands in so many pieces before its parts.
const PIECES: usize = 3;

impl Group<'_, '_> {
    /// The number near a list of shares that make a hundred which their counts miss by a slip.
    pub(super) fn told_before(&self) -> Vec<Judged> {
        sums(&self.parts)
            .filter_map(|sum| self.against(&sum))
            .collect()
    }

    fn against(&self, sum: &Whole<'_>) -> Option<Judged> {
        if !self.makes_hundred(sum) || self.wholes.iter().any(|whole| is_told(whole, sum)) {
            return None;
        }
        let near = self.wholes.iter().filter(|whole| {
            let is_near = whole.block <= sum.block && whole.block + PIECES >= sum.block;
            let is_ahead = whole.from.first() < sum.from.first();
            whole.from.len() == 1 && is_near && is_ahead && whole.counted == sum.counted
        });
        let mut slipped = near.filter(|whole| {
            let middle = sum.value.middle();
            let least = if self.is_above(whole, sum) {
                FEW_DIGITS
            } else {
                LEAST_DIGITS
            };
            whole.digits >= least
                && is_slip_of(&whole.value.middle(), &whole.half, &sum.value, &middle)
        });
        // Of two that may have slipped it is not known which.
        let whole = slipped.next().filter(|_| slipped.next().is_none())?;
        let printed = whole.value.middle().round(decimals(&whole.half));
        let added = sum.value.middle().round(decimals(&whole.half)).to_string();
        let reason = format!("{}，占比合计100%，所印是{printed}", sum.shown);
        Some(Judged::contradicts(
            NAME,
            whole.from[0],
            added,
            reason,
            sum.from.clone(),
        ))
    }

    /// Whether a number is told to have the counts in it: 资产6.5万亿元，其中甲3.1万亿元，占47.4%.
    fn is_above(&self, whole: &Whole<'_>, sum: &Whole<'_>) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| {
            part.above.is_some_and(|above| whole.from == [above])
                && sum.from.contains(&part.count.claim)
        })
    }

    /// Whether the shares of the counts that were added up make a hundred, and are of their sum.
    fn makes_hundred(&self, sum: &Whole<'_>) -> bool {
        let here = self
            .parts
            .iter()
            .filter(|part| part.is_told && sum.from.contains(&part.count.claim));
        let shares: Vec<_> = here.collect();
        let total: Quantity = shares.iter().map(|part| &part.share.value).sum();
        let slack: Quantity = shares.iter().map(|part| &part.share.half).sum();
        let off = (&total - &Quantity::from(100)).abs();
        shares.len() == sum.from.len()
            && off <= slack
            && shares.iter().all(|part| super::fits(part, sum))
    }
}

/// Whether a number is what the counts add up to.
fn is_told(whole: &Whole<'_>, sum: &Whole<'_>) -> bool {
    whole.from.len() == 1 && whole.counted == sum.counted && whole.value.meets(&sum.value)
}
