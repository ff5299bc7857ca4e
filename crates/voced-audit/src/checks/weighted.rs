//! The rate of all as the mean of the rates of its parts, weighted by how many each has: 落实率93.41%，其中本科93.01%、
//! 硕士96.03%, where 本科8170人 and 硕士1208人 stand elsewhere.

use std::collections::BTreeMap;

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::statement::Statement;
use crate::verdict::Judged;

pub(super) const NAME: &str = "weighted";
/// A rate of fewer digits lies between those of its parts by chance.
const LEAST_DIGITS: usize = 3;
/// No rate is told of more parts.
const MOST_PARTS: usize = 12;

/// A part with its rate and how many it has.
struct Part<'f, 'a> {
    rate: &'f Figure<'a>,
    count: &'f Figure<'a>,
}

/// The counts of one measure by whom they are of.
type Counts<'f, 'a> = BTreeMap<&'f str, &'f Figure<'a>>;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let by_measure = counts(ledger);
    let figures = &ledger.figures;
    let rates = (0..figures.len()).filter(|at| {
        let figure = &figures[*at];
        figure.kind == FigureKind::Rate && figure.is_part() && figure.digits >= LEAST_DIGITS
    });
    let judged = rates.filter_map(|at| {
        let parts = parts(ledger, at);
        let year = figures[at].year;
        let divided = by_measure
            .iter()
            .filter(|((_, of_year), _)| *of_year == year)
            .find_map(|(_, counts)| weigh(ledger, counts, &parts))?;
        Some(compared(&figures[at], &divided))
    });
    judged.flatten().collect()
}

/// The counts of the report, by what is counted and by the last word that tells whose they are.
fn counts<'f, 'a>(ledger: &'f Ledger<'a>) -> BTreeMap<(&'f str, Option<u16>), Counts<'f, 'a>> {
    let mut found: BTreeMap<(&str, Option<u16>), Counts<'f, 'a>> = BTreeMap::new();
    for figure in ledger.figures.iter().filter(|figure| figure.is_level()) {
        let statement = &ledger.statements[figure.claim];
        let year = ledger.claims[figure.claim].year;
        // What is said of nobody is said of all.
        let whose = statement.scope.last().map_or("", String::as_str);
        if figure.counted == "人" {
            let of_measure = found.entry((statement.measure.as_str(), year)).or_default();
            of_measure.entry(whose).or_insert(figure);
        }
    }
    found
}

/// The rates of the same thing right behind one, each of somebody else.
fn parts<'f, 'a>(ledger: &'f Ledger<'a>, at: usize) -> Vec<&'f Figure<'a>> {
    let figures = &ledger.figures;
    let whole = &figures[at];
    let statement = |figure: &Figure<'_>| -> &'f Statement { &ledger.statements[figure.claim] };
    let behind = figures[at + 1..].iter().take_while(|part| {
        part.block == whole.block
            && part.sentence <= whole.sentence + 1
            && part.is_part()
            && statement(part).measure == statement(whole).measure
            && statement(part).scope != statement(whole).scope
    });
    behind.take(MOST_PARTS).collect()
}

/// Each rate with how many it is of, where one measure has a number for all, and they add up to one that it has for
/// somebody else.
fn weigh<'f, 'a>(
    ledger: &'f Ledger<'a>,
    counts: &Counts<'f, 'a>,
    rates: &[&'f Figure<'a>],
) -> Option<Vec<Part<'f, 'a>>> {
    if rates.len() < 2 {
        return None;
    }
    let part = |rate: &&'f Figure<'a>| {
        let whose = ledger.statements[rate.claim].scope.last()?;
        let count = *counts.get(whose.as_str())?;
        Some(Part { rate, count })
    };
    let parts: Vec<Part<'_, '_>> = rates.iter().map(part).collect::<Option<_>>()?;
    let sum = Interval::sum(parts.iter().map(|part| part.count.interval()));
    let is_whole = counts.values().any(|count| count.interval().meets(&sum));
    is_whole.then_some(parts)
}

fn compared(whole: &Figure<'_>, parts: &[Part<'_, '_>]) -> Vec<Judged> {
    let of = |value: fn(&Part<'_, '_>) -> Quantity| -> Quantity {
        let products = parts.iter().map(|part| &value(part) * &part.count.value);
        products.collect::<Vec<_>>().iter().sum()
    };
    let people: Quantity = parts.iter().map(|part| &part.count.value).sum();
    let mean = |sum: &Quantity| sum.checked_div(&people);
    let bounds = (
        mean(&of(|part| part.rate.interval().low)),
        mean(&of(|part| part.rate.interval().high)),
        mean(&of(|part| part.rate.value.clone())),
    );
    let (Some(low), Some(high), Some(middle)) = bounds else {
        return Vec::new();
    };
    let allowed = Interval { low, high };
    let places = decimals(&whole.half);
    let shown = format!("{}%", middle.round(places));
    let how = format!("按各部分的人数和比率，合起来是{shown}");
    let others: Vec<usize> = parts
        .iter()
        .flat_map(|part| [part.rate.claim, part.count.claim])
        .collect();
    if allowed.meets(&whole.interval()) {
        let rates = parts.iter().map(|part| part.rate.claim);
        let agrees = |claim: usize| {
            let all = std::iter::once(whole.claim).chain(others.iter().copied());
            let related = all.filter(|other| *other != claim).collect();
            Judged::agrees(NAME, claim, how.clone(), related)
        };
        return std::iter::once(whole.claim)
            .chain(rates)
            .map(agrees)
            .collect();
    }
    if !is_slip_of(&whole.value, &whole.half, &allowed, &middle) {
        return Vec::new();
    }
    let reason = format!("{how}，所印是{}%", whole.value.round(places));
    vec![Judged::contradicts(
        NAME,
        whole.claim,
        shown,
        reason,
        others,
    )]
}
