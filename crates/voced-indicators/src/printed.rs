//! Figures from print: the year before that was only published, and this year's report to compare
//! with.

use voced_domain::{
    Bureau, Comparison, Coverage, Difference, Edition, Fact, FactKey, Facts, Figure, Indicator,
    Level, Outcome, PrintedFigure, PrintedKind, Published, Quantity, Rounded, Unit,
};

/// Facts of a year of which only print exists. Constants: nothing is computed from them but
/// changes. Figures of indicators that the edition does not know are left out, and so is what follows from a
/// printed figure that does not hold.
pub fn prior_facts(bureau: &Bureau, edition: &Edition, printed: &[PrintedFigure]) -> Vec<Fact> {
    let levels = printed
        .iter()
        .filter(|figure| figure.kind == PrintedKind::Level && !figure.is_doubtful);
    levels
        .filter_map(|figure| fact(bureau, edition, figure))
        .collect()
}

fn fact(bureau: &Bureau, edition: &Edition, printed: &PrintedFigure) -> Option<Fact> {
    let indicator = edition.indicator(&printed.indicator)?;
    let number = converted(&printed.number, printed.unit, indicator.unit)?;
    Some(Fact {
        key: FactKey {
            indicator: printed.indicator.clone(),
            version: printed
                .version
                .clone()
                .unwrap_or_else(|| indicator.version.clone()),
            year: printed.year,
            entity: printed.entity.clone(),
            provenance: printed.provenance,
        },
        level: bureau
            .entity(&printed.entity)
            .map_or(Level::City, |entity| entity.level()),
        in_force: true,
        outcome: Outcome::Value(Figure {
            published: Published {
                number,
                unit: indicator.unit,
            },
            exact: None,
            numerator: None,
            denominator: None,
        }),
        coverage: Coverage {
            reported: 0,
            expected: 0,
        },
        change: None,
    })
}

/// A printed number in another unit of the same kind, with as much of it as was printed: 67.2 万册 as
/// 672 000 册, 15 036 000 元 as 1503.6000 万元; unchanged where the unit is the same.
fn converted(number: &Rounded, from: Unit, to: Unit) -> Option<Rounded> {
    if from == to {
        return Some(number.clone());
    }
    let quantity = from.convert(&number.to_quantity(), to)?;
    let decimals = number.decimals().saturating_add(to.base().1);
    Some(quantity.round(decimals.saturating_sub(from.base().1)))
}

/// Compares printed figures with facts, each to the decimals that were printed.
pub fn compare(edition: &Edition, facts: &Facts, printed: &[PrintedFigure]) -> Comparison {
    let mut comparison = Comparison::default();
    for figure in printed {
        let Some(indicator) = edition.indicator(&figure.indicator) else {
            continue;
        };
        let is_change = figure.kind == PrintedKind::Change;
        if is_change && indicator.unit.is_rate() && figure.unit == Unit::Percent {
            comparison.unit_slips.push(figure.clone());
        }
        match verdict(indicator, facts, figure) {
            Verdict::Agrees => comparison.agreed.push(figure.clone()),
            Verdict::Differs {
                computed,
                exact,
                reason,
            } => {
                comparison.differences.push(Difference {
                    printed: figure.clone(),
                    computed,
                    exact,
                    reason: if figure.note.is_empty() {
                        reason
                    } else {
                        figure.note.clone()
                    },
                });
            }
        }
    }
    comparison
}

enum Verdict {
    Agrees,
    Differs {
        computed: String,
        exact: String,
        reason: String,
    },
}

fn verdict(indicator: &Indicator, facts: &Facts, printed: &PrintedFigure) -> Verdict {
    let differs = |computed: String, exact: String, reason: &str| Verdict::Differs {
        computed,
        exact,
        reason: reason.into(),
    };
    let found = facts
        .versions(&printed.entity, &printed.indicator, printed.year)
        .find(|fact| match &printed.version {
            Some(version) => fact.key.version == *version,
            None => fact.in_force,
        });
    let Some(fact) = found else {
        return differs("缺".into(), String::new(), "没有汇总数据");
    };
    if printed.kind == PrintedKind::Change {
        return change_verdict(indicator, fact, printed);
    }
    match &fact.outcome {
        Outcome::Missing => differs(fact.display(), String::new(), "数据缺报"),
        Outcome::Undefined {
            numerator,
            denominator,
            reason,
        } => differs(
            fact.display(),
            format!("{}/{}", numerator.value, denominator.value),
            reason.words(),
        ),
        Outcome::Value(figure) => {
            // What was taken from print has no other value than the printed one.
            let in_print = match &figure.exact {
                Some(exact) => exact.scaled(indicator.unit.print_power()),
                None => figure.published.number.to_quantity(),
            };
            let in_unit = indicator.unit.convert(&in_print, printed.unit);
            let agrees = in_unit.is_some_and(|value| {
                same(&value.round(printed.number.decimals()), &printed.number)
            });
            if agrees {
                return Verdict::Agrees;
            }
            let unit = figure.published.unit_symbol();
            differs(
                format!("{}{unit}", figure.published),
                shown(figure.exact.as_ref()),
                "数值不同，原因未查明",
            )
        }
    }
}

fn change_verdict(indicator: &Indicator, fact: &Fact, printed: &PrintedFigure) -> Verdict {
    let Some(change) = &fact.change else {
        return Verdict::Differs {
            computed: "无".into(),
            exact: String::new(),
            reason: "上年或本年没有可比的数".into(),
        };
    };
    let unit = change.kind.unit_symbol(indicator.unit);
    let computed = format!("{}{unit}", change.display());
    let agrees = change.value.as_ref().is_some_and(|value| {
        // A rate's change printed as % is compared by its number; the slip is listed apart.
        let quantity = value.to_quantity();
        let in_print = indicator
            .unit
            .convert(&quantity, printed.unit)
            .unwrap_or(quantity);
        same(&in_print.round(printed.number.decimals()), &printed.number)
    });
    if agrees {
        return Verdict::Agrees;
    }
    Verdict::Differs {
        computed,
        exact: shown(change.exact.as_ref()),
        reason: "数值不同，原因未查明".into(),
    }
}

/// An exact value, where there is one.
fn shown(exact: Option<&Quantity>) -> String {
    exact.map_or(String::new(), Quantity::to_string)
}

fn same(a: &Rounded, b: &Rounded) -> bool {
    a.to_quantity() == b.to_quantity()
}
