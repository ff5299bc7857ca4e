//! What reports printed, as lines.

use voced_domain::{
    ChangeKind, Edition, Indicator, IndicatorCode, PrintedFigure, PrintedKind, Provenance, Rounded,
    Unit,
};

use crate::bureau::entity;
use crate::words::{lines, words};

/// Figures that the report of a year printed, a line each: of whom, which indicator, the number, and
/// the unit where it is not the indicator's own. A number with its sign is a change:
///
/// ```text
/// city students.enrolled 18312
/// city books             67.2  万册
/// city employment_rate   +0.5
/// ```
///
/// # Panics
/// Where a line is not of this form, or names an indicator that the edition does not have.
pub fn printed(edition: &Edition, text: &str) -> Vec<PrintedFigure> {
    lines(text).map(|line| figure(edition, line)).collect()
}

fn figure(edition: &Edition, line: &str) -> PrintedFigure {
    let [who, code, number, unit @ ..] = &words(line)[..] else {
        panic!("who, indicator, number: {line}");
    };
    let indicator = IndicatorCode::constant(code);
    let found = edition.indicator(&indicator);
    let found = found.unwrap_or_else(|| panic!("no indicator {code} in {}", edition.year()));
    let kind = if number.starts_with(['+', '-']) {
        PrintedKind::Change
    } else {
        PrintedKind::Level
    };
    let own = || own_unit(found, kind);
    PrintedFigure {
        claim: String::new(),
        indicator,
        version: None,
        entity: entity(who),
        year: edition.year(),
        kind,
        text: (*number).to_owned(),
        number: self::number(number),
        unit: unit.first().map_or_else(own, |symbol| self::unit(symbol)),
        provenance: Provenance::Printed,
        is_doubtful: false,
        section: String::new(),
        note: String::new(),
    }
}

fn own_unit(indicator: &Indicator, kind: PrintedKind) -> Unit {
    match kind {
        PrintedKind::Change if indicator.unit.is_rate() => {
            unit(ChangeKind::Pp.unit_symbol(indicator.unit))
        }
        PrintedKind::Change | PrintedKind::Level => indicator.unit,
    }
}

fn number(text: &str) -> Rounded {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn unit(symbol: &str) -> Unit {
    let found = Unit::ALL.iter().find(|unit| unit.symbol() == symbol);
    *found.unwrap_or_else(|| panic!("no unit {symbol}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition;

    #[test]
    fn a_sign_makes_a_change_and_a_unit_stands_behind_its_number() {
        let lines = "city books 67.2 万册
             city employment_rate 97.8
             city employment_rate +0.5
             city employment_rate -0.5 %";
        let shown = printed(&edition(2020), lines).into_iter().map(|figure| {
            let (kind, number, unit) = (figure.kind, figure.number, figure.unit);
            format!("{} {kind:?} {number} {unit}", figure.indicator)
        });
        insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @"
        books Level 67.2 万册
        employment_rate Level 97.8 %
        employment_rate Change 0.5 个百分点
        employment_rate Change -0.5 %
        ");
    }
}
