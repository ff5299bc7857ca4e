//! Which of a school's workbooks came later, by everything that says so: the round and the data that a workbook
//! from the bureau answers, and the names of files and folders. Where two of these disagree, nothing is told.

use std::cmp::Ordering;

use voced_domain::{ReplyTo, Submission};

use crate::order::{self, Order};
use crate::reading::Reading;

/// What says when a workbook came.
#[derive(Clone, Debug)]
pub(crate) struct Precedence {
    pub(crate) file: String,
    /// The name, where it says something.
    named: Option<String>,
    data_code: Option<String>,
    reply_to: Option<ReplyTo>,
}

impl Precedence {
    /// `is_others` where the name of the file is another school's: what else it says counts for nothing.
    pub(crate) fn of(reading: &Reading, is_others: bool) -> Self {
        Self {
            named: (!is_others).then(|| reading.file.clone()),
            file: reading.file.clone(),
            data_code: reading.submission.as_ref().map(Submission::data_code),
            reply_to: reading.reply_to.clone(),
        }
    }

    /// Whether this one came before (less) or after (greater) another, as far as that is told.
    pub(crate) fn to(&self, other: &Self) -> Option<Ordering> {
        let told = [
            self.by_data(other),
            self.by_round(other),
            self.by_name(other),
        ];
        let mut told = told.into_iter().flatten();
        let first = told.next()?;
        told.all(|other| other == first).then_some(first)
    }

    /// Orders what is not told, so that the same files always give the same.
    fn usual(&self) -> (Order, &str) {
        (order::order(&self.file), &self.file)
    }

    fn by_name(&self, other: &Self) -> Option<Ordering> {
        order::later(self.named.as_ref()?, other.named.as_ref()?)
    }

    /// A workbook that answers the data of another came after it.
    fn by_data(&self, other: &Self) -> Option<Ordering> {
        let answers = |one: &Self, other: &Self| {
            let code = one.reply_to.as_ref().map(|reply| &reply.data_code);
            code.is_some() && code == other.data_code.as_ref()
        };
        match (answers(self, other), answers(other, self)) {
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// Of two that the bureau sent back, the one of the later round. Of what it never saw a workbook that was
    /// sent back says nothing.
    fn by_round(&self, other: &Self) -> Option<Ordering> {
        let round = |one: &Self| one.reply_to.as_ref().map(|reply| reply.round);
        let order = round(self)?.cmp(&round(other)?);
        (order != Ordering::Equal).then_some(order)
    }
}

/// Workbooks of one school in the order in which they came, and which is sure to have come before which.
pub(crate) struct Sequence {
    /// The order; what is not told stands as usual.
    pub(crate) order: Vec<Precedence>,
    before: Vec<Vec<bool>>,
}

impl Sequence {
    pub(crate) fn of(mut all: Vec<Precedence>) -> Self {
        all.sort_by(|a, b| a.usual().cmp(&b.usual()));
        let mut order: Vec<Precedence> = Vec::new();
        while !all.is_empty() {
            let is_next = |one: &Precedence| {
                let mut others = all.iter();
                others.all(|other| other.to(one) != Some(Ordering::Less))
            };
            // In a circle nothing is told.
            let next = all.iter().position(is_next).unwrap_or(0);
            order.push(all.remove(next));
        }
        let n = order.len();
        let told = |a: &Precedence| {
            let of = order.iter().map(|b| a.to(b) == Some(Ordering::Less));
            of.collect::<Vec<bool>>()
        };
        let mut before: Vec<Vec<bool>> = order.iter().map(told).collect();
        // What came before a workbook came before all that followed it.
        for via in 0..n {
            for from in 0..n {
                for to in 0..n {
                    let is_told = before[from][via] && before[via][to];
                    before[from][to] |= is_told;
                }
            }
        }
        Self { order, before }
    }

    /// Whether one file is sure to have come before another.
    pub(crate) fn is_before(&self, one: &str, other: &str) -> bool {
        let at = |file: &str| self.order.iter().position(|found| found.file == file);
        let Some((one, other)) = at(one).zip(at(other)) else {
            return false;
        };
        self.before[one][other] && !self.before[other][one]
    }

    /// Where a file stands.
    pub(crate) fn place(&self, file: &str) -> usize {
        let mut order = self.order.iter();
        order.position(|found| found.file == file).unwrap_or(0)
    }
}
