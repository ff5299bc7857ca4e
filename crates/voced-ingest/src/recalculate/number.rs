//! Numbers as formulas write them and as spreadsheets show them.

use voced_domain::Quantity;

/// As many digits as spreadsheets show.
const SHOWN_DIGITS: i32 = 15;
/// Below this a whole number has no more digits than are shown.
const FEW_DIGITS: i64 = 1_000_000_000_000_000;
/// Nobody types a longer number.
const LONGEST: usize = 255;
/// The largest exponent of the numbers of spreadsheets.
const LARGEST_EXPONENT: i32 = 308;
/// No number has more digits; see [`length`].
pub(super) const MOST_DIGITS: u32 = 2_000;
/// Rounding to so many zeros leaves nothing of any number.
const MOST_ZEROS: i32 = 2_001;
/// No number of a spreadsheet has a decimal behind these.
const MOST_DECIMALS: i32 = 400;

/// Reads `1`, `1.5`, `.5`, `5.` and `1e3`, with a sign or without.
pub(super) fn read(text: &str) -> Option<Quantity> {
    if text.len() > LONGEST {
        return None;
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    // `Quantity` wants digits on both sides of a point.
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + fraction.len() == 0
        || !(-LARGEST_EXPONENT..=LARGEST_EXPONENT).contains(&exponent)
    {
        return None;
    }
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let number: Quantity = format!("{sign}0{whole}.{fraction}0").parse().ok()?;
    Some(shifted(&number, exponent))
}

/// The number that arithmetic takes a text for; blanks around it do not count.
pub(super) fn of_text(text: &str) -> Option<Quantity> {
    read(text.trim_matches(' '))
}

/// Whether a text that is no plain number may be one to a spreadsheet all the same: `1,000`, `50%`,
/// `2020/1/5`. It depends on the program and the country.
pub(super) fn is_ambiguous(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_other = |c: char| c.is_whitespace() || "+-.,/:%()¥￥$€£，．％年月日时分秒eE".contains(c);
    text.chars().any(is_digit) && text.chars().all(|c| is_digit(c) || is_other(c))
}

/// About how many digits a number takes; 0 for the counts that nearly all are.
pub(super) fn length(number: &Quantity) -> u32 {
    if number.is_integer() && number.abs() < Quantity::from(FEW_DIGITS) {
        return 0;
    }
    u32::try_from(number.to_string().len()).unwrap_or(u32::MAX)
}

/// The nearest number with so many decimals, or tens, hundreds for negative ones; a tie goes away
/// from zero.
pub(super) fn rounded(number: &Quantity, decimals: i32) -> Quantity {
    let scaled = shifted(number, decimals);
    shifted(&scaled.round(0).to_quantity(), -decimals)
}

/// The decimals that ROUND is asked for: cut off to a whole number, and no more of them than tell
/// anything.
pub(super) fn decimals(number: &Quantity) -> i32 {
    let size = number.abs().floor();
    let size = size.and_then(|size| i32::try_from(size).ok());
    let size = size.unwrap_or(i32::MAX);
    if number.is_negative() {
        -size.min(MOST_ZEROS)
    } else {
        size.min(MOST_DECIMALS)
    }
}

/// The number as it is shown: to 15 significant digits, a tie away from zero.
pub(super) fn shown(number: &Quantity) -> Quantity {
    if length(number) == 0 {
        return number.clone();
    }
    rounded(number, SHOWN_DIGITS - magnitude(&number.abs()))
}

/// The smallest power of ten that is above a number, which is itself above zero.
fn magnitude(number: &Quantity) -> i32 {
    let one = Quantity::from(1);
    if *number >= one {
        return whole_digits(number);
    }
    let Some(inverse) = one.checked_div(number) else {
        return 0;
    };
    let below = 1 - whole_digits(&inverse);
    let is_power = *number == shifted(&one, below);
    if is_power { below + 1 } else { below }
}

/// How many digits a number of at least one has before the point.
fn whole_digits(number: &Quantity) -> i32 {
    let nearest = number.round(0).to_quantity();
    let whole = if nearest > *number {
        &nearest - &Quantity::from(1)
    } else {
        nearest
    };
    i32::try_from(whole.to_string().len()).unwrap_or(i32::MAX)
}

/// The number times ten to a power.
fn shifted(number: &Quantity, power: i32) -> Quantity {
    let mut factor = Quantity::from(1);
    let mut left = power.unsigned_abs();
    while left > 0 {
        let step = u8::try_from(left).unwrap_or(u8::MAX);
        factor = factor.scaled(step);
        left -= u32::from(step);
    }
    if power < 0 {
        number.checked_div(&factor).unwrap_or_default()
    } else {
        number * &factor
    }
}
