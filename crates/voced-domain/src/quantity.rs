//! Exact numbers and their one rounding.
//!
//! A [`Quantity`] is a ratio of two integers of any size. It is rounded once, at the moment it is
//! shown, half away from zero, as GB/T 8170-2008 asks (its 3.3 forbids rounding a rounded number
//! again). The result is a [`Rounded`], which remembers its decimals: `0.70` is not `0.7`.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ratio::Ratio;

/// An exact rational number without a unit.
///
/// Its text and serde form is the reduced ratio, `"3191/3263"`, or the integer, `"4403"`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(Ratio);

/// A number as it is printed: a decimal fraction with a fixed number of decimals.
///
/// Made by [`Quantity::round`], or read from print by [`str::parse`]. Differences of two printed
/// numbers are exact and keep the larger number of decimals.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rounded {
    /// Whole.
    units: Ratio,
    decimals: u8,
}

/// A text that is no plain decimal number (`-12.50`) and no ratio of integers (`3191/3263`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityError {
    /// The text that was found.
    pub text: String,
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是数字", self.text)
    }
}

impl std::error::Error for QuantityError {}

impl Quantity {
    /// The number zero. Not a stand-in for a missing value.
    pub fn zero() -> Self {
        Self::default()
    }

    /// `numerator ÷ denominator`; `None` where the denominator is zero.
    pub fn checked_div(&self, denominator: &Self) -> Option<Self> {
        self.0.over(&denominator.0).map(Self)
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// The greatest integer not above this; `None` where it does not fit.
    pub fn floor(&self) -> Option<i64> {
        self.0.floor()
    }

    /// Half a unit of the last of `decimals` places: by how much rounding may have moved a number
    /// that is written with them.
    pub fn half_unit(decimals: u8) -> Self {
        let two = Self::from(2).scaled(decimals);
        let half = Self::from(1).checked_div(&two);
        half.expect("twice a power of ten is not zero")
    }

    /// Whether this is a whole number.
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// This number times ten to the given power.
    pub fn scaled(&self, power_of_ten: u8) -> Self {
        Self(self.0.times(&Ratio::ten_to(power_of_ten)))
    }

    /// The nearest decimal with `decimals` places; a tie goes away from zero.
    pub fn round(&self, decimals: u8) -> Rounded {
        Rounded {
            units: self.scaled(decimals).0.rounded(),
            decimals,
        }
    }

    /// The shortest decimal that is exactly this number, `2366.7`, or else the reduced ratio.
    pub fn to_plain_text(&self) -> String {
        /// Nothing that is entered has more decimals.
        const MOST: u8 = 12;
        // Most numbers are counts.
        if self.is_integer() {
            return self.0.to_string();
        }
        let exact = (1..=MOST).find(|decimals| self.scaled(*decimals).is_integer());
        exact.map_or_else(
            || self.to_string(),
            |decimals| self.round(decimals).to_string(),
        )
    }

    /// As it is typed, `2366.7`; what no decimal can be is rounded to two for the eye. For messages,
    /// never for a figure that is printed.
    pub fn to_short_text(&self) -> String {
        let text = self.to_plain_text();
        if text.contains('/') {
            self.round(2).to_string()
        } else {
            text
        }
    }

    /// The nearest binary float, for the cell of a workbook and the bar of a chart, whose formats
    /// know no other number. Never for computing.
    pub fn to_cell_number(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }
}

impl From<i64> for Quantity {
    fn from(integer: i64) -> Self {
        Self(Ratio::integer(integer))
    }
}

impl Add for &Quantity {
    type Output = Quantity;
    fn add(self, other: Self) -> Quantity {
        Quantity(self.0.plus(&other.0))
    }
}

impl Sub for &Quantity {
    type Output = Quantity;
    fn sub(self, other: Self) -> Quantity {
        Quantity(self.0.minus(&other.0))
    }
}

impl Mul for &Quantity {
    type Output = Quantity;
    fn mul(self, other: Self) -> Quantity {
        Quantity(self.0.times(&other.0))
    }
}

impl<'a> Sum<&'a Quantity> for Quantity {
    fn sum<I: Iterator<Item = &'a Quantity>>(quantities: I) -> Self {
        quantities.fold(Quantity::zero(), |total, quantity| &total + quantity)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Quantity({})", self.0)
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            let numerator: Rounded = numerator.parse()?;
            let denominator: Rounded = denominator.parse()?;
            return numerator
                .to_quantity()
                .checked_div(&denominator.to_quantity())
                .ok_or_else(|| QuantityError { text: text.into() });
        }
        Ok(text.parse::<Rounded>()?.to_quantity())
    }
}

impl Rounded {
    /// How many decimals are printed.
    pub fn decimals(&self) -> u8 {
        self.decimals
    }

    /// Half a unit of the last digit that is printed: the exact number is at most so far away.
    pub fn half_unit(&self) -> Quantity {
        Quantity::half_unit(self.decimals)
    }

    /// Exactly the printed number.
    pub fn to_quantity(&self) -> Quantity {
        let quotient = self.units.over(&Ratio::ten_to(self.decimals));
        Quantity(quotient.expect("a power of ten is not zero"))
    }

    /// Whether the printed number is zero, whatever was rounded away.
    pub fn is_zero(&self) -> bool {
        self.units.is_zero()
    }

    /// Whether the printed number is below zero.
    pub fn is_negative(&self) -> bool {
        self.units.is_negative()
    }

    /// The printed number without its sign.
    pub fn abs(&self) -> Self {
        Self {
            units: self.units.abs(),
            decimals: self.decimals,
        }
    }

    /// What is left of `whole` (100 for a two-way share in percent), with the same decimals, so
    /// that both parts print to the whole.
    pub fn complement_to(&self, whole: i64) -> Self {
        Self {
            units: Ratio::integer(whole)
                .times(&Ratio::ten_to(self.decimals))
                .minus(&self.units),
            decimals: self.decimals,
        }
    }

    /// With an explicit sign, for a column of changes: `+0.5`, `-8`, `0`.
    pub fn signed(&self) -> String {
        if self.units.is_positive() {
            format!("+{self}")
        } else {
            self.to_string()
        }
    }

    fn units_at(&self, decimals: u8) -> Ratio {
        self.units.times(&Ratio::ten_to(decimals - self.decimals))
    }
}

impl Sub for &Rounded {
    type Output = Rounded;
    fn sub(self, other: Self) -> Rounded {
        let decimals = self.decimals.max(other.decimals);
        Rounded {
            units: self.units_at(decimals).minus(&other.units_at(decimals)),
            decimals,
        }
    }
}

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let decimals = usize::from(self.decimals);
        let digits = self.units.digits();
        // At least one digit stands before the point.
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        if fraction.is_empty() {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{fraction}")
        }
    }
}

impl fmt::Debug for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rounded({self})")
    }
}

impl FromStr for Rounded {
    type Err = QuantityError;

    /// Reads a plain decimal: an optional sign, ASCII digits, at most one point with digits on
    /// both sides. No exponent, no thousands separator.
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let error = || QuantityError { text: text.into() };
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let has_point = unsigned.len() > whole.len();
        if whole.is_empty() || has_point && fraction.is_empty() {
            return Err(error());
        }
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(error());
        }
        Ok(Self {
            units: units(&format!("{sign}{whole}{fraction}")).ok_or_else(error)?,
            decimals: u8::try_from(fraction.len()).map_err(|_| error())?,
        })
    }
}

/// A whole number of any size.
fn units(text: &str) -> Option<Ratio> {
    let small = text.parse().ok().map(Ratio::integer);
    small.or_else(|| text.parse().ok().map(Ratio::of_big_integer))
}

macro_rules! serde_as_text {
    ($type:ty) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

serde_as_text!(Quantity);
serde_as_text!(Rounded);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quotient(numerator: i64, denominator: i64) -> Quantity {
        Quantity::from(numerator)
            .checked_div(&Quantity::from(denominator))
            .unwrap()
    }

    #[test]
    fn the_printed_enrolment_share_is_25_1_and_not_25_2() {
        let share = quotient(4403, 17509).scaled(2);
        assert_eq!(share.round(1).to_string(), "25.1");
        assert_eq!(share.round(1).complement_to(100).to_string(), "74.9");
    }

    #[test]
    fn ties_go_away_from_zero() {
        for (text, rounded) in [("2.675", "2.68"), ("-2.675", "-2.68"), ("0.005", "0.01")] {
            let quantity: Quantity = text.parse().unwrap();
            assert_eq!(quantity.round(2).to_string(), rounded);
        }
    }

    #[test]
    fn a_difference_of_printed_numbers_keeps_the_larger_number_of_decimals() {
        let this: Rounded = "46.9".parse().unwrap();
        let last: Rounded = "38".parse().unwrap();
        assert_eq!((&this - &last).signed(), "+8.9");
        assert_eq!((&last - &this).signed(), "-8.9");
    }

    #[test]
    fn texts_that_are_no_plain_decimals_are_refused() {
        let too_long = format!("0.{}", "0".repeat(256));
        for text in [
            "", "-", "+", ".5", "5.", "1,000", "1_000", "0.1_0", "1e3", "1.5.2", "١", "1/0", "1/x",
            "NaN", "--1", "+-1", " 1", &too_long,
        ] {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
        }
        let error = "约120".parse::<Quantity>().unwrap_err();
        assert_eq!(error.to_string(), "“约120”不是数字");
    }

    #[test]
    fn a_decimal_is_read_with_its_sign_and_all_its_digits() {
        let read = |text: &str| {
            let rounded: Rounded = text.parse().unwrap();
            (rounded.to_string(), rounded.to_quantity().to_string())
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(read("+12.50"), pair("12.50", "25/2"));
        assert_eq!(read("-0.05"), pair("-0.05", "-1/20"));
        assert_eq!(read("007"), pair("7", "7"));
        let long = "123456789012345678901234567890.5";
        assert_eq!(read(long).0, long);
    }

    #[test]
    fn what_a_number_is() {
        let told = |text: &str| {
            let number: Quantity = text.parse().unwrap();
            let words = [
                (number.is_zero(), "zero"),
                (number.is_negative(), "negative"),
                (number.is_integer(), "whole"),
            ];
            let words = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word);
            let words: Vec<&str> = words.collect();
            let (floor, abs) = (number.floor().unwrap(), number.abs());
            format!("{text} [{}] floor {floor} abs {abs}", words.join(" "))
        };
        let lines = ["0", "2", "-2", "2.5", "-2.5", "-0.5"].map(told);
        insta::assert_snapshot!(lines.join("\n"), @"
        0 [zero whole] floor 0 abs 0
        2 [whole] floor 2 abs 2
        -2 [negative whole] floor -2 abs 2
        2.5 [] floor 2 abs 5/2
        -2.5 [negative] floor -3 abs 5/2
        -0.5 [negative] floor -1 abs 1/2
        ");
    }

    #[test]
    fn a_number_is_shown_as_the_shortest_decimal_or_else_as_a_ratio() {
        let shown = |text: &str| {
            let number: Quantity = text.parse().unwrap();
            let (plain, short) = (number.to_plain_text(), number.to_short_text());
            format!("{number} {plain} {short} {}", number.to_cell_number())
        };
        let lines = [
            "2366.70",
            "4403",
            "-0.5",
            "2/3",
            "0.000000000001",
            "0.0000000000001",
            "12345678901234567890.25",
        ]
        .map(shown);
        insta::assert_snapshot!(lines.join("\n"), @"
        23667/10 2366.7 2366.7 2366.7
        4403 4403 4403 4403
        -1/2 -0.5 -0.5 -0.5
        2/3 2/3 0.67 0.6666666666666666
        1/1000000000000 0.000000000001 0.000000000001 0.000000000001
        1/10000000000000 1/10000000000000 0.00 0.0000000000001
        49382715604938271561/4 12345678901234567890.25 12345678901234567890.25 12345678901234567000
        ");
    }

    #[test]
    fn what_is_printed_keeps_its_decimals() {
        let told = |text: &str| {
            let rounded: Rounded = text.parse().unwrap();
            let words = [
                (rounded.is_zero(), "zero"),
                (rounded.is_negative(), "negative"),
            ];
            let words = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word);
            let words: Vec<&str> = words.collect();
            let (signed, abs, decimals) = (rounded.signed(), rounded.abs(), rounded.decimals());
            let rest = rounded.complement_to(100);
            let words = words.join(" ");
            format!("{signed} [{words}] abs {abs} rest {rest} decimals {decimals}")
        };
        let lines = ["25.10", "-8", "0.0", "0.05", "-0.5"].map(told);
        insta::assert_snapshot!(lines.join("\n"), @"
        +25.10 [] abs 25.10 rest 74.90 decimals 2
        -8 [negative] abs 8 rest 108 decimals 0
        0.0 [zero] abs 0.0 rest 100.0 decimals 1
        +0.05 [] abs 0.05 rest 99.95 decimals 2
        -0.5 [negative] abs 0.5 rest 100.5 decimals 1
        ");
    }

    /// A failed test shows numbers as people read them.
    #[test]
    fn a_number_is_readable_where_a_test_fails() {
        let number: Quantity = "0.25".parse().unwrap();
        let shown = format!("{number:?} {:?}", number.round(1));
        assert_eq!(shown, "Quantity(1/4) Rounded(0.3)");
    }

    proptest! {
        #[test]
        fn sums_differences_and_products_are_those_of_whole_numbers(a in any::<i32>(), b in any::<i32>(), c in any::<i32>()) {
            let [x, y, z] = [a, b, c].map(|n| Quantity::from(i64::from(n)));
            let [a, b, c] = [a, b, c].map(i64::from);
            prop_assert_eq!(&x + &y, Quantity::from(a + b));
            prop_assert_eq!(&x - &y, Quantity::from(a - b));
            prop_assert_eq!(&x * &y, Quantity::from(a * b));
            prop_assert_eq!([&x, &y, &z].into_iter().sum::<Quantity>(), Quantity::from(a + b + c));
        }

        /// What is divided and multiplied by the same is what it was.
        #[test]
        fn division_is_undone_by_multiplication(n in any::<i64>(), d in any::<i64>(), power in 0u8..30) {
            let (number, divisor) = (Quantity::from(n), Quantity::from(d));
            let quotient = number.checked_div(&divisor);
            prop_assert_eq!(quotient.is_none(), divisor.is_zero());
            if let Some(quotient) = quotient {
                prop_assert_eq!(&(&quotient * &divisor), &number);
            }
            let zeros = "0".repeat(power.into());
            prop_assert_eq!(number.scaled(power), format!("{n}{zeros}").parse::<Quantity>().unwrap());
        }
    }

    proptest! {
        #[test]
        fn rounding_moves_a_number_by_at_most_half_a_unit(n in any::<i64>(), d in 1i64.., decimals in 0u8..6) {
            let exact = quotient(n, d);
            let off = &exact.round(decimals).to_quantity() - &exact;
            let bound = quotient(1, 2 * 10i64.pow(decimals.into()));
            prop_assert!(off <= bound && &Quantity::zero() - &off <= bound);
        }

        #[test]
        fn rounding_is_symmetric_about_zero(n in -1_000_000i64..1_000_000, d in 1i64..10_000, decimals in 0u8..4) {
            let positive = quotient(n, d).round(decimals);
            let negative = quotient(-n, d).round(decimals);
            prop_assert_eq!((&positive - &negative).to_quantity(), &positive.to_quantity() + &positive.to_quantity());
        }

        #[test]
        fn text_forms_come_back_unchanged(n in any::<i64>(), d in 1i64.., decimals in 0u8..6) {
            let exact = quotient(n, d);
            prop_assert_eq!(&exact.to_string().parse::<Quantity>().unwrap(), &exact);
            let rounded = exact.round(decimals);
            prop_assert_eq!(rounded.to_string().parse::<Rounded>().unwrap(), rounded);
        }
    }
}
