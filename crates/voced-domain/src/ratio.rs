//! Ratios of integers of any size, of which nearly all are small: two machine words and no
//! allocation for those, and big integers for what a clerk's slip or a long sum may lead to.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroI64;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

const ONE: NonZeroI64 = NonZeroI64::new(1).expect("one is not zero");

/// A reduced ratio with a positive denominator. There is one form for each number, the small one
/// wherever it fits, so that equal numbers are equal in form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Ratio {
    Small {
        numerator: i64,
        denominator: NonZeroI64,
    },
    Big(Box<BigRational>),
}

impl Ratio {
    pub(crate) fn integer(integer: i64) -> Self {
        Self::Small {
            numerator: integer,
            denominator: ONE,
        }
    }

    /// `numerator ÷ denominator`, reduced; `denominator` is above zero.
    fn reduced(numerator: i128, denominator: i128) -> Self {
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).expect("no larger than the denominator");
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        let small = i64::try_from(denominator).ok().and_then(NonZeroI64::new);
        match (i64::try_from(numerator), small) {
            (Ok(numerator), Some(denominator)) => Self::Small {
                numerator,
                denominator,
            },
            _ => Self::Big(Box::new(BigRational::new(
                numerator.into(),
                denominator.into(),
            ))),
        }
    }

    pub(crate) fn of_big(big: BigRational) -> Self {
        let numerator = big.numer().to_i64();
        let denominator = big.denom().to_i64().and_then(NonZeroI64::new);
        match (numerator, denominator) {
            (Some(numerator), Some(denominator)) => Self::Small {
                numerator,
                denominator,
            },
            _ => Self::Big(Box::new(big)),
        }
    }

    pub(crate) fn of_big_integer(integer: BigInt) -> Self {
        Self::of_big(BigRational::from_integer(integer))
    }

    pub(crate) fn to_big(&self) -> BigRational {
        match self {
            Self::Small {
                numerator,
                denominator,
            } => BigRational::new_raw((*numerator).into(), denominator.get().into()),
            Self::Big(big) => (**big).clone(),
        }
    }

    /// Numerator and denominator, where they are small.
    fn small(&self) -> Option<(i128, i128)> {
        match self {
            Self::Small {
                numerator,
                denominator,
            } => Some(((*numerator).into(), denominator.get().into())),
            Self::Big(_) => None,
        }
    }

    /// Both of two, where both are small.
    fn both(&self, other: &Self) -> Option<[(i128, i128); 2]> {
        Some([self.small()?, other.small()?])
    }

    pub(crate) fn is_zero(&self) -> bool {
        matches!(self, Self::Small { numerator: 0, .. })
    }

    pub(crate) fn is_integer(&self) -> bool {
        match self {
            Self::Small { denominator, .. } => *denominator == ONE,
            Self::Big(big) => big.is_integer(),
        }
    }

    pub(crate) fn is_negative(&self) -> bool {
        match self {
            Self::Small { numerator, .. } => *numerator < 0,
            Self::Big(big) => big.is_negative(),
        }
    }

    pub(crate) fn is_positive(&self) -> bool {
        !self.is_zero() && !self.is_negative()
    }

    pub(crate) fn abs(&self) -> Self {
        match self.small() {
            Some((numerator, denominator)) => Self::reduced(numerator.abs(), denominator),
            None => Self::of_big(self.to_big().abs()),
        }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        // Nearly everything that is added up are counts.
        if let (
            Self::Small {
                numerator: a,
                denominator: ONE,
            },
            Self::Small {
                numerator: b,
                denominator: ONE,
            },
        ) = (self, other)
            && let Some(sum) = a.checked_add(*b)
        {
            return Self::integer(sum);
        }
        let sum = self.both(other).and_then(|[(a, b), (c, d)]| {
            let numerator = (a * d).checked_add(c * b)?;
            Some(Self::reduced(numerator, b * d))
        });
        sum.unwrap_or_else(|| Self::of_big(self.to_big() + other.to_big()))
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        let difference = self.both(other).and_then(|[(a, b), (c, d)]| {
            let numerator = (a * d).checked_sub(c * b)?;
            Some(Self::reduced(numerator, b * d))
        });
        difference.unwrap_or_else(|| Self::of_big(self.to_big() - other.to_big()))
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        match self.both(other) {
            Some([(a, b), (c, d)]) => Self::reduced(a * c, b * d),
            None => Self::of_big(self.to_big() * other.to_big()),
        }
    }

    /// `None` where `other` is zero.
    pub(crate) fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Some(match self.both(other) {
            Some([(a, b), (c, d)]) => Self::reduced(a * d * c.signum(), b * c.abs()),
            None => Self::of_big(self.to_big() / other.to_big()),
        })
    }

    /// The nearest integer; a tie goes away from zero.
    pub(crate) fn rounded(&self) -> Self {
        match self.small() {
            Some((numerator, denominator)) => {
                let size = (2 * numerator.abs() + denominator) / (2 * denominator);
                Self::reduced(size * numerator.signum(), 1)
            }
            None => Self::of_big(self.to_big().round()),
        }
    }

    /// The greatest integer not above this; `None` where it does not fit.
    pub(crate) fn floor(&self) -> Option<i64> {
        match self.small() {
            Some((numerator, denominator)) => i64::try_from(numerator.div_euclid(denominator)).ok(),
            None => self.to_big().floor().to_integer().to_i64(),
        }
    }

    /// The digits of the whole number that is left when the fraction is cut off, without sign.
    pub(crate) fn digits(&self) -> String {
        match self.small() {
            Some((numerator, denominator)) => (numerator / denominator).abs().to_string(),
            None => self.to_big().to_integer().abs().to_string(),
        }
    }

    pub(crate) fn to_f64(&self) -> Option<f64> {
        self.to_big().to_f64()
    }

    /// Ten to a power.
    pub(crate) fn ten_to(power: u8) -> Self {
        match 10i64.checked_pow(power.into()) {
            Some(small) => Self::integer(small),
            None => Self::of_big_integer(BigInt::from(10).pow(power.into())),
        }
    }
}

/// Euclid's; by words where both fit into one, which divide many times faster.
fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        if let (Ok(small_a), Ok(small_b)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd_of_words(small_a, small_b).into();
        }
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_of_words(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Default for Ratio {
    fn default() -> Self {
        Self::integer(0)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.both(other) {
            Some([(a, b), (c, d)]) => (a * d).cmp(&(c * b)),
            None => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Small {
                numerator,
                denominator: ONE,
            } => numerator.fmt(f),
            Self::Small {
                numerator,
                denominator,
            } => write!(f, "{numerator}/{denominator}"),
            Self::Big(big) => big.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::{One, Zero};
    use proptest::prelude::*;

    /// Small numbers, and those about where the small form ends.
    fn integers() -> impl Strategy<Value = i64> {
        prop_oneof![
            -1_000i64..1_000,
            any::<i64>(),
            Just(0),
            Just(i64::MIN),
            Just(i64::MAX)
        ]
    }

    /// What is expected of a ratio is computed by big integers.
    fn bigs() -> impl Strategy<Value = BigRational> {
        let of = |(numerator, denominator): (i64, i64)| {
            let denominator = BigInt::from(denominator);
            (!denominator.is_zero()).then(|| BigRational::new(numerator.into(), denominator))
        };
        (integers(), integers()).prop_filter_map("divided by zero", of)
    }

    /// Of one size, and of twice as many digits.
    fn bigs_of_any_size() -> impl Strategy<Value = BigRational> {
        prop_oneof![bigs(), (bigs(), bigs()).prop_map(|(a, b)| a * b)]
    }

    fn ratios() -> impl Strategy<Value = Ratio> {
        bigs().prop_map(Ratio::of_big)
    }

    fn ratio(numerator: i64, denominator: i64) -> Ratio {
        Ratio::integer(numerator)
            .over(&Ratio::integer(denominator))
            .unwrap()
    }

    #[test]
    fn a_ratio_is_two_words() {
        assert_eq!(size_of::<Ratio>(), 2 * size_of::<u64>());
    }

    #[test]
    fn a_ratio_is_reduced_and_the_sign_stands_above() {
        let shown = |numerator, denominator| ratio(numerator, denominator).to_string();
        assert_eq!(shown(6, 4), "3/2");
        assert_eq!(shown(6, -4), "-3/2");
        assert_eq!(shown(-6, -4), "3/2");
        assert_eq!(shown(6, 3), "2");
        assert_eq!(shown(0, -3), "0");
        assert_eq!(shown(1, i64::MIN), "-1/9223372036854775808");
        assert_eq!(Ratio::default(), Ratio::integer(0));
        assert_eq!(Ratio::integer(1).over(&Ratio::default()), None);
    }

    /// The smallest word has no opposite.
    #[test]
    fn the_small_form_ends_where_a_word_does() {
        let is_small = |ratio: &Ratio| matches!(ratio, Ratio::Small { .. });
        let (most, least) = (Ratio::integer(i64::MAX), Ratio::integer(i64::MIN));
        let one = Ratio::integer(1);
        assert!(is_small(&most) && is_small(&least));
        assert!(!is_small(&least.abs()) && !is_small(&most.plus(&one)));
        assert!(!is_small(&least.minus(&one)) && !is_small(&one.over(&least).unwrap()));
        assert_eq!(least.abs().minus(&one), most);
        assert_eq!(least.minus(&one).plus(&one), least);
    }

    #[test]
    fn a_tie_goes_away_from_zero_and_the_floor_goes_down() {
        let whole = |numerator, denominator| {
            let ratio = ratio(numerator, denominator);
            (ratio.rounded().to_string(), ratio.floor(), ratio.digits())
        };
        assert_eq!(whole(5, 2), ("3".into(), Some(2), "2".into()));
        assert_eq!(whole(-5, 2), ("-3".into(), Some(-3), "2".into()));
        assert_eq!(whole(7, 3), ("2".into(), Some(2), "2".into()));
        assert_eq!(whole(-7, 3), ("-2".into(), Some(-3), "2".into()));
        assert_eq!(whole(-1, 3), ("0".into(), Some(-1), "0".into()));
        assert_eq!(whole(0, 1), ("0".into(), Some(0), "0".into()));
    }

    #[test]
    fn ten_to_a_power_is_so_many_zeros() {
        for power in [0_u8, 1, 18, 19, 40] {
            let shown = format!("1{}", "0".repeat(power.into()));
            assert_eq!(Ratio::ten_to(power).to_string(), shown);
        }
    }

    proptest! {
        /// What big integers would give, and in its one form.
        #[test]
        fn small_and_big_agree(x in bigs_of_any_size(), y in bigs_of_any_size()) {
            let (a, b) = (Ratio::of_big(x.clone()), Ratio::of_big(y.clone()));
            prop_assert_eq!(a.plus(&b), Ratio::of_big(&x + &y));
            prop_assert_eq!(a.minus(&b), Ratio::of_big(&x - &y));
            prop_assert_eq!(a.times(&b), Ratio::of_big(&x * &y));
            let quotient = (!y.is_zero()).then(|| Ratio::of_big(&x / &y));
            prop_assert_eq!(a.over(&b), quotient);
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a.partial_cmp(&b), Some(x.cmp(&y)));
            prop_assert_eq!(a.rounded(), Ratio::of_big(x.round()));
            prop_assert_eq!(a.floor(), x.floor().to_integer().to_i64());
            prop_assert_eq!(a.digits(), x.to_integer().abs().to_string());
            prop_assert_eq!(a.abs(), Ratio::of_big(x.abs()));
            prop_assert_eq!(a.to_string(), x.to_string());
            prop_assert_eq!(a.to_f64().map(f64::to_bits), x.to_f64().map(f64::to_bits));
        }

        #[test]
        fn what_is_asked_of_a_number_does_not_depend_on_its_form(x in bigs_of_any_size()) {
            let a = Ratio::of_big(x.clone());
            prop_assert_eq!(a.is_zero(), x.is_zero());
            prop_assert_eq!(a.is_integer(), x.denom().is_one());
            prop_assert_eq!(a.is_negative(), x.is_negative());
            prop_assert_eq!(a.is_positive(), x.is_positive());
        }

        /// The small one wherever it fits, whatever way a number was come by.
        #[test]
        fn each_number_has_one_form(x in bigs_of_any_size()) {
            let a = Ratio::of_big(x.clone());
            let fits = x.numer().to_i64().is_some() && x.denom().to_i64().is_some();
            prop_assert_eq!(matches!(a, Ratio::Small { .. }), fits);
            let whole = x.numer().to_string();
            prop_assert_eq!(Ratio::of_big_integer(x.numer().clone()).to_string(), whole);
            prop_assert_eq!(a.to_big(), x);
        }

        /// Beyond the small form and back.
        #[test]
        fn nothing_is_lost_on_the_way_through_big_numbers(a in ratios(), b in ratios(), c in ratios()) {
            let product = a.times(&b).times(&c);
            prop_assert_eq!(product.minus(&product.minus(&a)), a);
            prop_assert_eq!(product.plus(&b).minus(&product), b);
        }

        #[test]
        fn the_greatest_common_divisor_leaves_two_numbers_nothing_in_common(a in any::<u64>(), b in 1u64.., times in 1u64..) {
            let (a, b, times) = (u128::from(a), u128::from(b), u128::from(times));
            let common = gcd(a * times, b * times);
            prop_assert_eq!(common, gcd(a, b) * times);
            prop_assert_eq!(gcd(a * times / common, b * times / common), 1);
            prop_assert_eq!(gcd(b, 0), b);
        }
    }
}
