//! How a printed number may have come out of an exact one.

use voced_domain::{Quantity, Rounded};

/// The way of rounding that gives a printed number where the right one does not; nothing where none
/// does.
pub(crate) fn explained(exact: &Quantity, printed: &Rounded, decimals: u8) -> Option<String> {
    let first = exact.round(decimals + 1);
    if first.to_quantity().round(decimals) == *printed {
        return Some(format!("只有先修约成{first}再修约（连续修约）"));
    }
    let one = Quantity::from(1);
    let unit = one.checked_div(&one.scaled(decimals))?;
    let floor = Quantity::from(exact.scaled(decimals).floor()?);
    let floor = floor.checked_div(&one.scaled(decimals))?;
    let printed = printed.to_quantity();
    if floor == printed {
        return Some("只有舍去尾数".into());
    }
    if &floor + &unit == printed {
        return Some("只有进位".into());
    }
    None
}
