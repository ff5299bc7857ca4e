//! Changes against the two numbers beside them, whatever they are called: columns 上年, 本年, 增减 of
//! a table; 总值3218万元，上年2946万元，增加272万元 in a sentence.

use std::collections::BTreeMap;

use voced_domain::{IndicatorCode, Quantity};

use crate::claim::{Claim, Entity, Kind};
use crate::figures::is_at_constant_prices;
use crate::ledger::Ledger;
use crate::number::magnitude;
use crate::passage::same_unit;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "difference";

/// A miss by less than one in so many is near.
const NEAR: i64 = 10;

/// What the claims of one row or column of a table are about.
type Line<'l> = (
    usize,
    Option<usize>,
    Option<usize>,
    Option<&'l IndicatorCode>,
    &'l Entity,
);

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut judged = of_tables(ledger);
    for passage in &ledger.passages {
        for at in 2..passage.here.len() {
            let three = [at - 2, at - 1, at].map(|at| passage.here[at]);
            judged.extend(one(ledger, three));
        }
    }
    judged
}

fn of_tables(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut lines: BTreeMap<Line<'_>, Vec<usize>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        let Some((row, column)) = claim.place.cell else {
            continue;
        };
        let block = claim.place.block;
        for at in [(Some(row), None), (None, Some(column))] {
            let line = (block, at.0, at.1, claim.fact.as_ref(), &claim.entity);
            lines.entry(line).or_default().push(idx);
        }
    }
    let threes = lines
        .into_values()
        .filter_map(|line| <[usize; 3]>::try_from(line).ok());
    threes.filter_map(|three| one(ledger, three)).collect()
}

/// This year's number, last year's and the change, in any order.
fn one(ledger: &Ledger<'_>, three: [usize; 3]) -> Option<Judged> {
    let is = |kind: Kind| {
        three
            .iter()
            .copied()
            .filter(move |idx| ledger.claims[*idx].kind == kind)
    };
    let change = is(Kind::Change).next()?;
    let mut levels: Vec<usize> = is(Kind::Level).collect();
    levels.sort_by_key(|idx| std::cmp::Reverse(ledger.claims[*idx].year));
    let [this, last] = levels[..] else {
        return None;
    };
    let [of, this_claim, last_claim] = [change, this, last].map(|idx| &ledger.claims[idx]);
    let years = this_claim.year? == last_claim.year? + 1 && of.year == this_claim.year;
    let all = [of, this_claim, last_claim];
    let is_exact = all
        .iter()
        .all(|claim| !claim.is_approximate && claim.entity == of.entity);
    let is_last = of.is_in_text() && change != three[2];
    // In a sentence, what is counted without a known unit may be anything.
    let is_unknown = of.is_in_text() && (of.unit.is_empty() || this_claim.unit.is_empty());
    if is_unknown || !years || !is_exact || is_last || !same_unit(this_claim, last_claim) {
        return None;
    }
    let expected = expected(of, this_claim, last_claim)?;
    // In a sentence, three numbers that are far from fitting are of different things.
    let off = (&expected.abs() - &of.value.abs()).abs();
    let is_far = &off * &Quantity::from(NEAR) > of.value.abs();
    let shown = expected.abs().round(of.decimals).to_string();
    let is_real_growth = of.unit == "%" && is_at_constant_prices(&of.sentence);
    // 1543亿元 was rounded, as no count is: the check of growths allows for that.
    let is_rounded = of.unit == "%" && magnitude(&this_claim.unit).1 > 0;
    if is_real_growth || is_rounded {
        return None;
    }
    if of.is_in_text() && is_far && !is_slip(&of.text, &shown) {
        return None;
    }
    Some(judged(change, [this, last], all, &expected))
}

fn expected(change: &Claim, this: &Claim, last: &Claim) -> Option<Quantity> {
    let difference = &this.value - &last.value;
    let is_points = matches!(&*change.unit, "%" | "个百分点");
    let is_rate = matches!(&*this.unit, "%" | "%:%");
    // Without a unit the levels may be anything, and a percentage of them a growth.
    if change.unit == "%" && this.unit.is_empty() {
        return None;
    }
    let is_growth = change.unit == "%" && !is_rate && !this.unit.is_empty();
    if is_growth {
        Some(difference.checked_div(&last.value)?.scaled(2))
    } else if is_points == is_rate || change.unit.is_empty() || this.unit.is_empty() {
        (same_unit(change, this) || is_points || change.unit.is_empty()).then_some(difference)
    } else {
        None
    }
}

fn judged(change: usize, levels: [usize; 2], all: [&Claim; 3], expected: &Quantity) -> Judged {
    let [of, this, last] = all;
    let decimals = this.decimals.max(last.decimals).max(of.decimals);
    let rounded = if of.unit == "%" {
        of.decimals
    } else {
        decimals
    };
    let slack = [this, last].map(|claim| {
        if of.decimals < claim.decimals {
            of.half_unit()
        } else {
            Quantity::zero()
        }
    });
    let off = (&of.value - &expected.round(rounded).to_quantity()).abs();
    // Who does not know how another counts allows for the rounding of all three.
    let rounding: Quantity = all
        .iter()
        .map(|claim| claim.half_unit())
        .collect::<Vec<_>>()
        .iter()
        .sum();
    let is_rounded = of.fact.is_none() && of.unit != "%" && this.decimals > 0;
    let agrees = off <= slack[0].clone().max(slack[1].clone()) || is_rounded && off <= rounding;
    let word = if expected.is_negative() {
        "减少"
    } else {
        "增加"
    };
    // 18.2 of 万人次 is no 18.2.
    let is_multiplied = magnitude(&of.unit).1 > 0;
    let unit = if is_multiplied { &of.unit } else { "" };
    let shown = format!("{}{unit}", expected.abs().round(rounded));
    let words = if agrees {
        "与所印相符".to_owned()
    } else {
        format!("所印是{}", of.display())
    };
    Judged {
        claim: change,
        verdict: Verdict::of(agrees),
        check: NAME,
        expected: (!agrees).then(|| format!("{word}{shown}")),
        reason: format!(
            "本年{}，上年{}，{word}{shown}，{words}",
            this.display(),
            last.display()
        ),
        related: levels.into(),
    }
}
