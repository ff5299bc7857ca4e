//! Change against the year before.

use voced_domain::{
    Change, ChangeKind, ChangeRule, Fact, Facts, Figure, Indicator, Quantity, Rounded,
};

/// The change of a fact against the prior one of the same definition; a break where that year was
/// counted under another; nothing where there is no value to compare.
pub(crate) fn change(indicator: &Indicator, fact: &Fact, prior: &Facts) -> Option<Change> {
    let this = fact.figure()?;
    let key = &fact.key;
    let before = || prior.versions(&key.entity, &key.indicator, key.year.previous());
    let same = before()
        .filter(|last| last.key.version == key.version && last.figure().is_some())
        .min_by_key(|last| last.key.provenance);
    let Some(last) = same else {
        // The national definition beside a bureau's own is for comparison and shows no break.
        let other = before().find(|last| fact.in_force && last.figure().is_some())?;
        return Some(without_value(ChangeKind::Break, other));
    };
    // Sums over different schools differ by the schools, not by what happened in a year.
    if fact.coverage.is_partial() || last.coverage.is_partial() {
        return Some(without_value(ChangeKind::Coverage, last));
    }
    let (kind, value, exact) = between(indicator, this, last.figure()?)?;
    Some(Change {
        kind,
        value: Some(value),
        exact,
        from_year: last.key.year,
        from_provenance: last.key.provenance,
        same_schools: None,
    })
}

/// The change between two figures of an indicator: how it is expressed, as printed, and exactly.
pub(crate) fn between(
    indicator: &Indicator,
    this: &Figure,
    figure: &Figure,
) -> Option<(ChangeKind, Rounded, Option<Quantity>)> {
    Some(match indicator.change {
        ChangeRule::Relative { decimals } => (
            ChangeKind::Relative,
            growth(
                &this.published.number.to_quantity(),
                &figure.published.number.to_quantity(),
            )?
            .round(decimals),
            exact_of(this)
                .zip(exact_of(figure))
                .and_then(|(this, last)| growth(&this, &last)),
        ),
        ChangeRule::Absolute => (
            if indicator.unit.is_rate() {
                ChangeKind::Pp
            } else {
                ChangeKind::Abs
            },
            difference(this, figure),
            exact_of(this)
                .zip(exact_of(figure))
                .map(|(this, last)| &this - &last),
        ),
    })
}

fn without_value(kind: ChangeKind, last: &Fact) -> Change {
    Change {
        kind,
        value: None,
        exact: None,
        from_year: last.key.year,
        from_provenance: last.key.provenance,
        same_schools: None,
    }
}

/// Taken between the printed values, so that a reader can check it.
fn difference(this: &Figure, last: &Figure) -> Rounded {
    &this.published.number - &last.published.number
}

/// In percent.
fn growth(this: &Quantity, last: &Quantity) -> Option<Quantity> {
    Some((this - last).checked_div(last)?.scaled(2))
}

/// The exact value in the unit of print.
fn exact_of(figure: &Figure) -> Option<Quantity> {
    let power = figure.published.unit.print_power();
    figure.exact.as_ref().map(|exact| exact.scaled(power))
}
