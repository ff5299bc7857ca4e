//! Two reports held against each other: this year's against the last, which print the same year's figures twice.

use std::collections::HashMap;

use voced_domain::IndicatorCode;

use crate::claim::{Claim, Entity, Kind};
use crate::figures::{FigureKind, of_cell};
use crate::interval::Interval;
use crate::number::magnitude;
use crate::verdict::Audit;

/// A number that two reports say differently, by its claim in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// In the first.
    pub one: usize,
    /// In the other.
    pub other: usize,
}

/// What was meant to be is not what was.
const PLANS: &[&str] = &["计划", "预计", "目标", "力争", "规划"];

/// What a number is about: as the catalogue calls it, where it is named to the letter, or as its sentence does.
#[derive(PartialEq, Eq, Hash)]
enum Subject<'a> {
    Fact(&'a IndicatorCode, &'a Entity),
    Said(&'a str, &'a [String], FigureKind),
}

/// A subject in a year, counted so.
type Key<'a> = (Subject<'a>, u16, &'a str);

/// The numbers of one year and thing that two reports print differently, short of rounding. What one of them prints twice
/// and differently agrees with the other where either does: that it contradicts itself its own audit says.
pub fn disagreements(one: &Audit, other: &Audit) -> Vec<Disagreement> {
    let mut told: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for idx in 0..other.claims.len() {
        if let Some(key) = key(other, idx) {
            told.entry(key).or_default().push(idx);
        }
    }
    let mut found = Vec::new();
    for idx in 0..one.claims.len() {
        let same = key(one, idx).and_then(|key| told.get(&key));
        let Some(same) = same else { continue };
        let own = interval(&one.claims[idx], idx);
        let agrees = |at: &&usize| interval(&other.claims[**at], **at).meets(&own);
        if !same.iter().any(|at| agrees(&at)) {
            found.push(Disagreement {
                one: idx,
                other: same[0],
            });
        }
    }
    found
}

fn key(audit: &Audit, idx: usize) -> Option<Key<'_>> {
    let claim = &audit.claims[idx];
    let year = claim.year?;
    let is_plan = PLANS.iter().any(|word| claim.sentence.contains(word));
    if claim.is_approximate || claim.kind != Kind::Level || is_plan {
        return None;
    }
    let (counted, _) = magnitude(&claim.unit);
    if let Some(fact) = claim.fact.as_ref().filter(|_| claim.is_named) {
        return Some((Subject::Fact(fact, &claim.entity), year, counted));
    }
    // What no catalogue names is one thing only where all its words are.
    let statement = &audit.statements[idx];
    let is_told = !statement.measure.is_empty() && !statement.scope.is_empty();
    let subject = Subject::Said(&statement.measure, &statement.scope, audit.kinds[idx]);
    (is_told && claim.is_in_text() && claim.fact.is_none()).then_some((subject, year, counted))
}

fn interval(claim: &Claim, idx: usize) -> Interval {
    of_cell(claim, idx).interval()
}
