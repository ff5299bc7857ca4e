//! The decimal that a binary float stands for.

use voced_domain::Quantity;

/// The decimal that a cell's binary float stands for: the shortest that reads back to it, cut to
/// the 15 digits that spreadsheets show. `None` for what no decimal can stand for.
pub(crate) fn exact(number: f64) -> Option<Quantity> {
    if !number.is_finite() || number.abs() >= 1e15 {
        return None;
    }
    // Most numbers are counts.
    if number.fract() == 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and below 10¹⁵")]
        return Some(Quantity::from(number as i64));
    }
    let shortest = format!("{number:e}");
    let digits = shortest
        .bytes()
        .take_while(|byte| *byte != b'e')
        .filter(u8::is_ascii_digit);
    let text = if digits.count() > 15 {
        format!("{number:.14e}")
    } else {
        shortest
    };
    let (mantissa, exponent) = text.split_once('e')?;
    let mantissa: Quantity = mantissa.parse().ok()?;
    let exponent: i16 = exponent.parse().ok()?;
    let power = u8::try_from(exponent.unsigned_abs()).ok()?;
    if exponent >= 0 {
        Some(mantissa.scaled(power))
    } else {
        mantissa.checked_div(&Quantity::from(1).scaled(power))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cells_float_is_taken_for_the_decimal_that_a_person_typed() {
        for (number, text) in [
            (2366.7, "23667/10"),
            (0.1 + 0.2, "3/10"),
            (1503.6, "7518/5"),
            (10367.0, "10367"),
            (-0.5, "-1/2"),
            (0.0, "0"),
        ] {
            assert_eq!(exact(number).unwrap().to_string(), text);
        }
        for number in [f64::NAN, f64::INFINITY, 1e15, -1e300] {
            assert!(exact(number).is_none());
        }
    }
}
