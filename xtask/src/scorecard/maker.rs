//! A workbook in which an error is made, and what every kind of error is made with.

use std::collections::BTreeMap;

use voced_domain::Quantity;
use voced_template::Typed;
use voced_writers::template::Entry;

use super::bench::{Bench, Place};
use super::retouch::Retouch;
use crate::random::Random;

/// A school's workbook in which an error is made.
pub(crate) struct Maker<'a> {
    pub(crate) bench: &'a Bench<'a>,
    pub(crate) random: &'a mut Random,
    /// Which school, as index.
    pub(crate) school: usize,
    pub(crate) answers: &'a mut BTreeMap<Entry, Typed>,
    /// A sheet to leave out of the workbook.
    pub(crate) without: &'a mut Option<String>,
    /// What is done to the workbook after it is written.
    pub(super) retouches: &'a mut Vec<Retouch>,
}

impl Maker<'_> {
    /// The number that is typed there.
    pub(super) fn typed(&self, entry: &Entry) -> Option<Quantity> {
        match self.answers.get(entry)? {
            Typed::Number(number) => Some(number.clone()),
            Typed::Blank | Typed::Text(_) => None,
        }
    }

    /// Answers that are numbers, in tables too.
    pub(super) fn numbers(&self) -> Vec<Entry> {
        let entries = self
            .answers
            .keys()
            .filter(|entry| self.typed(entry).is_some());
        entries.cloned().collect()
    }

    fn place(&self, entry: &Entry) -> Vec<Place> {
        self.bench.place(entry).into_iter().collect()
    }

    /// Types something else into one cell.
    pub(super) fn retyped(
        &mut self,
        make: fn(&mut Random, &str) -> Option<Typed>,
    ) -> Option<Vec<Place>> {
        let entry = self.random.pick(&self.numbers())?.clone();
        let number = self.typed(&entry)?.to_plain_text();
        let typed = make(self.random, &number)?;
        self.answers.insert(entry.clone(), typed);
        Some(self.place(&entry))
    }

    /// Nothing where the number stays what it is.
    pub(super) fn set(
        &mut self,
        entry: &Entry,
        before: &Quantity,
        after: Quantity,
    ) -> Option<Vec<Place>> {
        if *before == after {
            return None;
        }
        self.answers.insert(entry.clone(), Typed::Number(after));
        Some(self.place(entry))
    }
}

/// Something typed that is no number.
pub(super) fn text(text: &str) -> Option<Typed> {
    Some(Typed::Text(text.into()))
}

/// A number that is no zero.
pub(super) fn positive(number: &str) -> Option<&str> {
    (number != "0").then_some(number)
}

/// A number with another digit in the place of one of its own.
pub(super) fn replaced(random: &mut Random, digits: &str) -> Option<String> {
    let places: Vec<usize> = (0..digits.len())
        .filter(|at| digits.as_bytes()[*at] != b'.')
        .collect();
    let at = *random.pick(&places)?;
    let digit = random.between(i64::from(at == 0), 9);
    Some(format!("{}{digit}{}", &digits[..at], &digits[at + 1..]))
}
