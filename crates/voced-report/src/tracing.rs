//! From a fact to the words that say where it comes from.

use voced_domain::{
    Coverage, Entity, EntityCode, Fact, FactKey, Figure, Indicator, MOST_LINES, ObservationId,
    Outcome, Provenance, Quantity, Term,
};

use crate::roster_notes::{basis, why_no_last_year};
use crate::run::Run;
use crate::trace::{Contribution, LastYear, SourceCell, Trace, TraceTerm};
use crate::wording::same_schools_words;

/// Digits of an unrounded value: enough to see which way it was rounded.
const SHOWN_DECIMALS: u8 = 6;

impl Trace {
    /// Where the fact with this key comes from; none where the run has no such fact.
    pub fn of_key(run: &Run<'_>, key: &FactKey) -> Option<Self> {
        let edition = run.edition_of(key.year);
        // Print may know a version that the edition does not.
        let known = edition.definition(&key.indicator, &key.version);
        let now = || run.this.edition.indicator(&key.indicator);
        let indicator = known
            .or_else(|| edition.indicator(&key.indicator))
            .or_else(now)?;
        let mut versions = run.facts.versions(&key.entity, &key.indicator, key.year);
        let fact = versions.find(|fact| fact.key == *key)?;
        Some(Self::of(run, indicator, fact))
    }

    /// Where `fact` of `indicator` comes from.
    pub fn of(run: &Run<'_>, indicator: &Indicator, fact: &Fact) -> Self {
        let edition = run.edition_of(fact.key.year);
        let entity = run.bureau.entity_of_two_years(&fact.key.entity);
        let is_of_last_year = fact.key.year < run.this.edition.year();
        let parts = match entity {
            Some(Entity::Region(region)) if is_of_last_year => run.bureau.parts_before(region),
            Some(Entity::Region(region)) => run.bureau.parts_of(region),
            _ => Vec::new(),
        };
        let basis = entity.and_then(|entity| basis(run.bureau, entity));
        Self {
            key: fact.key.clone(),
            name: indicator.name.clone(),
            entity: entity.map_or("", Entity::name).to_owned(),
            display: with_unit(fact),
            formula: indicator.formula.in_words(edition),
            definition: indicator.definition.clone(),
            version: fact.key.version.in_words(),
            source: indicator.source.clone(),
            reason: indicator.reason.clone(),
            calculation: calculation(indicator, fact),
            coverage: coverage(fact.coverage),
            change: change(indicator, fact),
            unrounded_change: unrounded_change(fact),
            same_schools: same_schools(indicator, fact),
            last: last_year(run, indicator, fact, basis.clone()),
            basis: if is_of_last_year {
                basis
            } else {
                entity.and_then(|entity| why_no_last_year(run.bureau, entity))
            },
            terms: terms(run, fact),
            contributions: contributions(run, fact, &parts),
            by_region: matches!(parts.first(), Some(Entity::Region(_))),
        }
    }
}

/// The value with its unit, or the word for its absence.
pub(crate) fn with_unit(fact: &Fact) -> String {
    let unit = fact
        .figure()
        .map_or("", |figure| figure.published.unit_symbol());
    format!("{}{unit}", fact.display())
}

fn coverage(coverage: Coverage) -> Option<String> {
    let Coverage { reported, expected } = coverage;
    let partial = if coverage.is_partial() {
        "，其余缺报，不在其内"
    } else {
        ""
    };
    (expected > 1 || coverage.is_partial()).then(|| format!("{reported}/{expected}所学校{partial}"))
}

fn change(indicator: &Indicator, fact: &Fact) -> Option<String> {
    let change = fact.change.as_ref()?;
    let unit = change.kind.unit_symbol(indicator.unit);
    Some(format!("{}{unit}", change.display()))
}

fn unrounded_change(fact: &Fact) -> Option<String> {
    let exact = fact.change.as_ref()?.exact.as_ref()?;
    Some(decimal(exact))
}

/// The change over the schools of both years, with the figures that it lies between.
fn same_schools(indicator: &Indicator, fact: &Fact) -> Option<String> {
    let same = fact.change.as_ref()?.same_schools.as_ref()?;
    Some(same_schools_words(indicator, same))
}

/// The value that the change is taken against, or else last year's under the same definition.
fn last_year(
    run: &Run<'_>,
    indicator: &Indicator,
    fact: &Fact,
    basis: Option<String>,
) -> Option<LastYear> {
    let year = fact.key.year.previous();
    let from = fact.change.as_ref().map(|change| change.from_provenance);
    let last = run
        .facts
        .versions(&fact.key.entity, &indicator.code, year)
        .filter(|last| from.is_none_or(|provenance| last.key.provenance == provenance))
        // Across a change of definition there is no version in common.
        .min_by_key(|last| {
            (
                last.figure().is_none(),
                last.key.version != fact.key.version,
                last.key.provenance,
            )
        })?;
    last.figure()?;
    Some(LastYear {
        year: year.to_string(),
        display: with_unit(last),
        provenance: last.key.provenance.name().into(),
        basis: basis.filter(|_| last.key.provenance == Provenance::Collected),
    })
}

fn terms(run: &Run<'_>, fact: &Fact) -> Vec<TraceTerm> {
    let (numerator, denominator) = fact.terms();
    let first = if denominator.is_some() {
        "分子"
    } else {
        "合计"
    };
    let pairs = [(first, numerator), ("分母", denominator)];
    pairs
        .into_iter()
        .filter_map(|(role, term)| Some(trace_term(run, role, term?)))
        .collect()
}

fn trace_term(run: &Run<'_>, role: &str, term: &Term) -> TraceTerm {
    let cells = term.sources.iter();
    TraceTerm {
        role: role.into(),
        value: term.value.to_plain_text(),
        // Of more, a reader goes to the regions below, and to their cells there.
        sources: if are_too_many(run, term) {
            Vec::new()
        } else {
            cells.filter_map(|id| source_cell(run, *id)).collect()
        },
    }
}

/// Whether cells are of more workbooks than can be listed. Those of one lie side by side.
fn are_too_many(run: &Run<'_>, term: &Term) -> bool {
    let entities = term.sources.iter().filter_map(|id| run.observation(*id));
    let mut workbooks: Vec<&EntityCode> = entities.map(|seen| &seen.entity).collect();
    workbooks.dedup();
    workbooks.len() > 2 * MOST_LINES
}

fn source_cell(run: &Run<'_>, id: ObservationId) -> Option<SourceCell> {
    let observation = run.observation(id)?;
    let entity = run.bureau.entity_of_two_years(&observation.entity)?;
    let item = run.this.edition.item(&observation.item);
    let answer = &observation.answer;
    let value = match (answer.number(), answer.text()) {
        (Some(number), _) => number.to_plain_text(),
        (None, text) => text.unwrap_or("").to_owned(),
    };
    Some(SourceCell {
        entity: entity.short().into(),
        item: item.map_or_else(String::new, |item| item.name.clone()),
        value,
        file: observation.cell.file.to_string(),
        sheet: observation.cell.sheet.to_string(),
        cell: observation.cell.position.a1(),
    })
}

/// What each school has in a region's figure, as far as it reported; where there are too many of
/// them, what each region below has.
fn contributions(run: &Run<'_>, fact: &Fact, parts: &[Entity<'_>]) -> Vec<Contribution> {
    let key = &fact.key;
    let plain = |term: Option<&Term>| term.map_or(String::new(), |term| term.value.to_plain_text());
    parts
        .iter()
        .filter_map(|part| {
            let own = run
                .facts
                .versions(part.code(), &key.indicator, key.year)
                .find(|own| {
                    own.key.version == key.version && own.key.provenance == key.provenance
                })?;
            let (numerator, denominator) = own.terms();
            Some(Contribution {
                school: part.short().to_owned(),
                display: with_unit(own),
                numerator: plain(numerator),
                denominator: plain(denominator),
            })
        })
        .collect()
}

fn calculation(indicator: &Indicator, fact: &Fact) -> String {
    match &fact.outcome {
        Outcome::Missing => "没有数据".into(),
        Outcome::Undefined {
            numerator,
            denominator,
            reason,
        } => format!(
            "{} ÷ {}：{}",
            numerator.value,
            denominator.value,
            reason.words()
        ),
        Outcome::Value(figure) => match fact.key.provenance {
            Provenance::Collected => rounding(indicator, figure),
            Provenance::Printed => format!("{}年质量年度报告印出的数", fact.key.year),
            Provenance::Derived => format!(
                "由{}年质量年度报告印出的数和变化推出",
                fact.key.year.get() + 1
            ),
        },
    }
}

fn rounding(indicator: &Indicator, figure: &Figure) -> String {
    let published = &figure.published;
    let (Some(exact), Some(numerator)) = (&figure.exact, &figure.numerator) else {
        return published.to_string();
    };
    let Some(denominator) = &figure.denominator else {
        return format!("= {}", numerator.value.to_plain_text());
    };
    let percent = if published.unit.print_power() > 0 {
        " × 100"
    } else {
        ""
    };
    format!(
        "{} ÷ {}{percent} = {}，保留{}位小数，四舍五入得{published}",
        numerator.value.to_plain_text(),
        denominator.value.to_plain_text(),
        decimal(&exact.scaled(published.unit.print_power())),
        indicator.decimals,
    )
}

/// An exact number, or its first decimals with a mark that there are more.
fn decimal(exact: &Quantity) -> String {
    let text = exact.to_plain_text();
    if text.contains('/') {
        format!("{}…", exact.round(SHOWN_DECIMALS))
    } else {
        text
    }
}
