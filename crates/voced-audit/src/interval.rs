//! Values that a calculation with rounded numbers allows.

use voced_domain::Quantity;

/// Values that a calculation allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Quantity,
    pub(crate) high: Quantity,
}

impl Interval {
    pub(crate) fn around(value: &Quantity, half: &Quantity) -> Self {
        Self {
            low: value - half,
            high: value + half,
        }
    }

    /// What several add up to.
    pub(crate) fn sum(of: impl IntoIterator<Item = Self>) -> Self {
        let zero = Self {
            low: Quantity::zero(),
            high: Quantity::zero(),
        };
        of.into_iter().fold(zero, |sum, one| sum.plus(&one))
    }

    /// The quotient of two that are above zero, times a factor.
    pub(crate) fn quotient(of: &Self, by: &Self, factor: i64) -> Option<Self> {
        if by.low.is_negative() || by.low.is_zero() {
            return None;
        }
        let factor = Quantity::from(factor);
        Some(Self {
            low: (&of.low * &factor).checked_div(&by.high)?,
            high: (&of.high * &factor).checked_div(&by.low)?,
        })
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self {
            low: &self.low + &other.low,
            high: &self.high + &other.high,
        }
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self {
            low: &self.low - &other.high,
            high: &self.high - &other.low,
        }
    }

    pub(crate) fn middle(&self) -> Quantity {
        let both = &self.low + &self.high;
        let two = Quantity::from(2);
        // Two is not zero.
        both.checked_div(&two).unwrap_or(both)
    }

    /// Below zero what was above.
    pub(crate) fn negated(&self) -> Self {
        let minus = |value: &Quantity| &Quantity::zero() - value;
        Self {
            low: minus(&self.high),
            high: minus(&self.low),
        }
    }

    pub(crate) fn shifted(&self, by: &Quantity) -> Self {
        Self {
            low: &self.low + by,
            high: &self.high + by,
        }
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}
