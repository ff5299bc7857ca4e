//! How a school's value stands to the region's.

use voced_domain::{Fact, Formula, Indicator, Quantity};

use crate::model::Tint;

/// A tenth and three tenths of the region's value: beyond them a value is off, and far off.
const OFF: (i64, i64) = (1, 10);
const FAR_OFF: (i64, i64) = (3, 10);

/// Where a school's rate or value per head stands; none for counts, which follow the school's size.
pub(crate) fn tint(indicator: &Indicator, school: &Fact, region: &Fact) -> Option<Tint> {
    let is_comparable = matches!(
        indicator.formula,
        Formula::Share { .. } | Formula::Ratio { .. } | Formula::WeightedMean { .. }
    );
    let exact = |fact: &Fact| fact.figure()?.exact.clone();
    let (school, region) = (exact(school)?, exact(region)?);
    if !is_comparable || region.is_zero() {
        return None;
    }
    let distance = &school.checked_div(&region)? - &Quantity::from(1);
    let size = if distance.is_negative() {
        &Quantity::zero() - &distance
    } else {
        distance.clone()
    };
    let beyond = |(n, d): (i64, i64)| {
        let bound = Quantity::from(n).checked_div(&Quantity::from(d));
        bound.is_some_and(|bound| size > bound)
    };
    match (beyond(OFF), beyond(FAR_OFF), distance.is_negative()) {
        (false, ..) => None,
        (true, false, true) => Some(Tint::Below),
        (true, false, false) => Some(Tint::Above),
        (true, true, true) => Some(Tint::FarBelow),
        (true, true, false) => Some(Tint::FarAbove),
    }
}
