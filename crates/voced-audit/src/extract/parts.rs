//! Counts that a rate behind them tells what they are: of 参加9038人，合格7563人，体质测评合格率83.7% the
//! two counts are what the rate is made of, if they give it.

use voced_domain::{Edition, IndicatorCode};

use crate::claim::{Claim, Kind};
use crate::passage::is_count;

/// Gives counts that have no name of their own the item that they are.
pub(super) fn tell(claims: &mut [Claim], edition: &Edition) {
    for rate in 0..claims.len() {
        let Some([numerator, denominator]) = items(&claims[rate], edition) else {
            continue;
        };
        let Some([part, whole]) = counts_before(claims, rate) else {
            continue;
        };
        let quotient = claims[part]
            .value
            .scaled(2)
            .checked_div(&claims[whole].value);
        let printed = claims[rate].printed();
        let gives = quotient.is_some_and(|exact| exact.round(claims[rate].decimals) == printed);
        for (count, item) in [(part, numerator), (whole, denominator)] {
            if gives && !claims[count].is_named {
                claims[count].fact = Some(item);
            }
        }
    }
}

/// The items whose quotient a rate is.
fn items(rate: &Claim, edition: &Edition) -> Option<[IndicatorCode; 2]> {
    let fact = rate
        .fact
        .as_ref()
        .filter(|_| rate.kind == Kind::Level && rate.unit == "%")?;
    let formula = &edition.indicator(fact)?.formula;
    match (formula.numerator(), formula.denominator()) {
        ([numerator], [denominator]) => {
            Some([numerator, denominator].map(|item| item.clone().into()))
        }
        _ => None,
    }
}

/// The two counts before a rate in its sentence.
fn counts_before(claims: &[Claim], rate: usize) -> Option<[usize; 2]> {
    let place = |claim: &Claim| (claim.place.block, claim.place.sentence);
    let before = (0..rate).rev();
    let mut counts = before
        .take_while(|idx| claims[*idx].is_in_text() && place(&claims[*idx]) == place(&claims[rate]))
        .filter(|idx| is_count(&claims[*idx]));
    Some([counts.next()?, counts.next()?])
}
