//! The change over the schools of both years, where a region lacks a school in one of them.

use voced_domain::{
    Bureau, ChangeKind, Dataset, Edition, Entity, EntityCode, Fact, Figure, Formula, Indicator,
    ReportingUnit, SameSchools, School,
};

use crate::change::between;
use crate::compute::outcome;
use crate::term::Scope;

/// A year's definitions and answers.
#[derive(Clone, Copy, Debug)]
pub struct YearAnswers<'a> {
    /// The definitions.
    pub edition: &'a Edition,
    /// The answers.
    pub dataset: &'a Dataset,
}

/// Puts the change over the schools that are in both years beside every change that is none because
/// sums are over different schools.
///
/// `facts` are those of the bureau's year. A figure that no school but the region itself knows has no
/// such change.
pub fn compare_same_schools<'a>(
    bureau: &Bureau,
    this: YearAnswers<'a>,
    last: YearAnswers<'a>,
    facts: &mut [Fact],
) {
    for fact in facts {
        let change = fact.change.as_mut();
        let Some(change) = change.filter(|change| change.kind == ChangeKind::Coverage) else {
            continue;
        };
        let region = bureau.region(&fact.key.entity);
        let definition = |year: YearAnswers<'a>| {
            let edition = year.edition;
            edition.definition(&fact.key.indicator, &fact.key.version)
        };
        if let (Some(region), Some(now), Some(then)) = (region, definition(this), definition(last))
        {
            let entity = Entity::Region(region);
            let years = [(this, now), (last, then)];
            change.same_schools = same_schools(bureau, entity, years).map(Box::new);
        }
    }
}

fn same_schools(
    bureau: &Bureau,
    entity: Entity<'_>,
    [this, last]: [(YearAnswers<'_>, &Indicator); 2],
) -> Option<SameSchools> {
    let is_of_schools = |(year, indicator): (YearAnswers<'_>, &Indicator)| {
        let mut items = indicator.formula.items();
        items.all(|item| year.edition.reporting_unit_of(item) == Some(ReportingUnit::School))
    };
    if !is_of_schools(this) || !is_of_schools(last) {
        return None;
    }
    let (mut now, mut then): (Vec<&EntityCode>, Vec<&EntityCode>) = (Vec::new(), Vec::new());
    for school in bureau.schools_of(entity) {
        let origins = bureau.schools_before(Entity::School(school));
        let answered = |origin: &&School| answers(last, origin);
        if answers(this, school) && !origins.is_empty() && origins.iter().all(answered) {
            now.push(&school.code);
            then.extend(origins.iter().map(|origin| &origin.code));
        }
    }
    let n_schools = u32::try_from(now.len()).ok()?;
    let this_figure = figure(this, entity, now)?;
    let last_figure = figure(last, entity, then)?;
    let (kind, value, exact) = between(this.1, &this_figure, &last_figure)?;
    Some(SameSchools {
        n_schools,
        this: this_figure.published,
        last: last_figure.published,
        kind,
        value,
        exact,
    })
}

/// Whether a school's answers are in a figure, or would be nothing in it.
fn answers((year, indicator): (YearAnswers<'_>, &Indicator), school: &School) -> bool {
    let entity = Entity::School(school);
    let scope = Scope::over(year, entity, vec![&school.code]);
    let (_, coverage) = scope.quotient(&indicator.formula);
    year.dataset.has(&school.code) && !coverage.is_partial()
}

fn figure(
    (year, indicator): (YearAnswers<'_>, &Indicator),
    entity: Entity<'_>,
    schools: Vec<&EntityCode>,
) -> Option<Figure> {
    // A count of schools is over all of them, whatever they answered.
    let is_count_of_schools = matches!(indicator.formula, Formula::Tally { .. });
    let (quotient, _) = Scope::over(year, entity, schools).quotient(&indicator.formula);
    match outcome(indicator, quotient.filter(|_| !is_count_of_schools)?) {
        voced_domain::Outcome::Value(figure) => Some(figure),
        _ => None,
    }
}
