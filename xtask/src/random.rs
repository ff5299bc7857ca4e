//! Numbers that look like chance and are the same on every machine.

use rand_core::{RngCore, SeedableRng};
use rand_xoshiro::SplitMix64;

/// A stream of numbers.
pub(crate) struct Random(SplitMix64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(SplitMix64::seed_from_u64(seed))
    }

    /// A whole number between both ends.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap_or(0) + 1;
        low + i64::try_from(self.0.next_u64() % span).unwrap_or(0)
    }

    /// A number a few percent off, at least one either way.
    pub(crate) fn near(&mut self, number: i64, percent: i64) -> i64 {
        let spread = (number * percent / 100).max(1);
        self.between(number - spread, number + spread).max(0)
    }

    /// One of a list; `None` of an empty one.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(list.len()).ok()?.checked_sub(1)?;
        list.get(usize::try_from(self.between(0, last.max(0))).ok()?)
    }
}
