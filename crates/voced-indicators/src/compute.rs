//! All facts of a year.

use rayon::prelude::*;
use voced_domain::{
    Bureau, Dataset, Edition, Entity, Fact, FactKey, Facts, Figure, Formula, Indicator, Outcome,
    Provenance, Published, Quantity, ReportingUnit, Term, Undefined,
};

use crate::change::change;
use crate::term::{Quotient, Schools, Scope};

/// Computes every definition of the edition for every entity of the bureau.
///
/// `prior` are the facts of the year before, computed or from print; changes are taken against
/// them. The order is that of the bureau's entities, then of the edition's definitions.
pub fn compute(bureau: &Bureau, edition: &Edition, dataset: &Dataset, prior: &Facts) -> Vec<Fact> {
    facts(Schools::of_the_year(bureau), edition, dataset, prior)
}

/// Computes the facts of the year before that those of the bureau's year are compared with: for a
/// school those of the schools that it was made of, for a region those of the schools that would have
/// been in it. A school that is new, or only a part of what it was, has none; one that has no successor
/// has its own behind the others.
///
/// Where nothing became of schools and regions, these are the facts of that year's own report.
pub fn compute_last_year(bureau: &Bureau, edition: &Edition, dataset: &Dataset) -> Vec<Fact> {
    let schools = Schools::of_the_year_before(bureau);
    facts(schools, edition, dataset, &Facts::default())
}

fn facts<'a>(
    schools: Schools<'a>,
    edition: &'a Edition,
    dataset: &'a Dataset,
    prior: &Facts,
) -> Vec<Fact> {
    let bureau = schools.bureau();
    let entities = bureau.entities().chain(schools.without_successor());
    let entities = entities.filter(|entity| schools.has(*entity));
    let entities: Vec<Entity<'_>> = entities.collect();
    entities
        .par_iter()
        .flat_map_iter(|entity| {
            let scope = Scope::new(schools, edition, dataset, *entity);
            let facts: Vec<Fact> = edition
                .definitions()
                .filter(|indicator| concerns(bureau, edition, dataset, indicator, *entity))
                .map(|indicator| fact(edition, &scope, indicator, prior))
                .collect();
            facts
        })
        .collect()
}

/// An indicator with an item of a region's own workbook is that region's, and of those that contain
/// it; neither a school's nor that of a region within.
fn concerns(
    bureau: &Bureau,
    edition: &Edition,
    dataset: &Dataset,
    indicator: &Indicator,
    entity: Entity<'_>,
) -> bool {
    match entity {
        Entity::Region(region)
            if !bureau.is_within_reporting(region) || dataset.has(&region.code) =>
        {
            true
        }
        Entity::Region(_) | Entity::School(_) => indicator
            .formula
            .items()
            .all(|item| edition.reporting_unit_of(item) == Some(ReportingUnit::School)),
    }
}

fn fact(edition: &Edition, scope: &Scope<'_>, indicator: &Indicator, prior: &Facts) -> Fact {
    let (quotient, coverage) = scope.quotient(&indicator.formula);
    let key = FactKey {
        indicator: indicator.code.clone(),
        version: indicator.version.clone(),
        year: edition.year(),
        entity: scope.entity().code().clone(),
        provenance: Provenance::Collected,
    };
    let mut fact = Fact {
        key,
        level: scope.entity().level(),
        in_force: edition
            .indicator(&indicator.code)
            .is_some_and(|found| found.version == indicator.version),
        outcome: quotient.map_or(Outcome::Missing, |quotient| outcome(indicator, quotient)),
        coverage,
        change: None,
    };
    fact.change = change(indicator, &fact, prior);
    fact
}

pub(crate) fn outcome(indicator: &Indicator, quotient: Quotient) -> Outcome {
    let Quotient {
        numerator,
        denominator,
    } = quotient;
    let Some(denominator) = denominator else {
        let exact = numerator.value.clone();
        return value(indicator, exact, numerator, None);
    };
    let is_share = matches!(
        indicator.formula,
        Formula::Share { .. } | Formula::Complement { .. }
    );
    let undefined = |numerator, denominator, reason| Outcome::Undefined {
        numerator,
        denominator,
        reason,
    };
    match numerator.value.checked_div(&denominator.value) {
        None => undefined(numerator, denominator, Undefined::ZeroDenominator),
        Some(exact) if is_share && exact > Quantity::from(1) => {
            undefined(numerator, denominator, Undefined::PartExceedsWhole)
        }
        Some(exact) => value(indicator, exact, numerator, Some(denominator)),
    }
}

fn value(
    indicator: &Indicator,
    exact: Quantity,
    numerator: Term,
    denominator: Option<Term>,
) -> Outcome {
    Outcome::Value(Figure {
        published: Published::of(&exact, indicator.unit, indicator.decimals),
        exact: Some(exact),
        numerator: Some(numerator),
        denominator,
    })
}
