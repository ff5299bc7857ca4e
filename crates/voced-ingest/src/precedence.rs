//! Which of a school's workbooks came later, by everything that says so: the round and the data that a workbook
//! from the bureau answers, and the names of files and folders. Where two of these disagree, nothing is told.

use std::cmp::Ordering;

use voced_domain::ReplyTo;

use crate::order::{self, Order};
use crate::reading::Reading;

/// What says when a workbook came.
#[derive(Clone, Debug)]
pub(crate) struct Precedence {
    /// The name of the file, or of its folder where that alone says something.
    named: String,
    data_code: Option<String>,
    reply_to: Option<ReplyTo>,
}

impl Precedence {
    pub(crate) fn of(reading: &Reading) -> Self {
        let is_marked = |name: &str| !matches!(order::order(name), Order::Copy(_));
        let folder = reading.folder.as_deref();
        let folder = folder.filter(|folder| !is_marked(&reading.file) && is_marked(folder));
        Self {
            named: folder.unwrap_or(&reading.file).to_owned(),
            data_code: reading.submission.as_ref().map(|found| found.data_code()),
            reply_to: reading.reply_to.clone(),
        }
    }

    /// Whether this one came before (less) or after (greater) another, as far as that is told.
    pub(crate) fn to(&self, other: &Self) -> Option<Ordering> {
        let told = [
            self.by_data(other),
            self.by_round(other),
            order::later(&self.named, &other.named),
        ];
        let mut told = told.into_iter().flatten();
        let first = told.next()?;
        told.all(|other| other == first).then_some(first)
    }

    /// Orders what is not told, so that the same files always give the same.
    pub(crate) fn usual(&self) -> (Order, &str) {
        (order::order(&self.named), &self.named)
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

    /// What the bureau never sent back came in the first round.
    fn by_round(&self, other: &Self) -> Option<Ordering> {
        let round = |one: &Self| one.reply_to.as_ref().map_or(1, |reply| reply.round);
        let is_issued = self.reply_to.is_some() || other.reply_to.is_some();
        let order = round(self).cmp(&round(other));
        (is_issued && order != Ordering::Equal).then_some(order)
    }
}

/// The readings in the order in which they came, as far as that is told.
pub(crate) fn in_order(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_by(|a, b| {
        let (of_a, of_b) = (Precedence::of(a), Precedence::of(b));
        (of_a.usual(), &a.file).cmp(&(of_b.usual(), &b.file))
    });
    let mut ordered = Vec::new();
    while !readings.is_empty() {
        let told: Vec<Precedence> = readings.iter().map(Precedence::of).collect();
        let is_next = |one: &Precedence| {
            let mut others = told.iter();
            others.all(|other| other.to(one) != Some(Ordering::Less))
        };
        // In a circle nothing is told.
        let next = told.iter().position(is_next).unwrap_or(0);
        ordered.push(readings.remove(next));
    }
    ordered
}
