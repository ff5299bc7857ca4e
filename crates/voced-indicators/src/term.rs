//! Sums over the schools of an entity, and who is in them.

use std::collections::BTreeSet;
use std::convert::identity;

use voced_domain::{
    Answer, Bureau, Coverage, Dataset, Edition, Entity, EntityCode, Formula, ItemCode, Observation,
    ObservationId, Quantity, Region, ReportingUnit, School, Term,
};

use crate::same_schools::YearAnswers;

/// What an indicator divides; a sum has no denominator.
pub(crate) struct Quotient {
    pub(crate) numerator: Term,
    pub(crate) denominator: Option<Term>,
}

/// The schools and the workbooks of regions behind one entity.
pub(crate) struct Scope<'a> {
    edition: &'a Edition,
    dataset: &'a Dataset,
    entity: Entity<'a>,
    schools: Vec<&'a EntityCode>,
    districts: Vec<District<'a>>,
}

/// A region whose own workbook tells what no school can know, and the schools it tells it of.
struct District<'a> {
    region: &'a EntityCode,
    schools: Vec<&'a EntityCode>,
}

/// Which schools make up an entity of the bureau: those of its year, or those of the year before that
/// they are compared with.
#[derive(Clone, Copy)]
pub(crate) struct Schools<'a> {
    bureau: &'a Bureau,
    when: When,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Year,
    YearBefore,
}

impl<'a> Schools<'a> {
    pub(crate) fn of_the_year(bureau: &'a Bureau) -> Self {
        Self {
            bureau,
            when: When::Year,
        }
    }

    pub(crate) fn of_the_year_before(bureau: &'a Bureau) -> Self {
        Self {
            bureau,
            when: When::YearBefore,
        }
    }

    pub(crate) fn bureau(self) -> &'a Bureau {
        self.bureau
    }

    /// Schools of the year before that are none of the bureau's any more.
    pub(crate) fn without_successor(self) -> impl Iterator<Item = Entity<'a>> {
        let schools = match self.when {
            When::Year => Vec::new(),
            When::YearBefore => self.bureau.schools_without_successor(),
        };
        let is_gone = move |school: &&School| self.bureau.school(&school.code).is_none();
        schools.into_iter().filter(is_gone).map(Entity::School)
    }

    /// Whether there is anything to say of an entity: a new school was nothing the year before.
    pub(crate) fn has(self, entity: Entity<'a>) -> bool {
        matches!(entity, Entity::Region(_)) || !self.of(entity).is_empty()
    }

    fn of(self, entity: Entity<'a>) -> Vec<&'a School> {
        match self.when {
            When::Year => self.bureau.schools_of(entity),
            When::YearBefore => self.bureau.schools_before(entity),
        }
    }

    fn codes(self, entity: Entity<'a>) -> Vec<&'a EntityCode> {
        let schools = self.of(entity).into_iter();
        schools.map(|school| &school.code).collect()
    }
}

/// Who tells an entity's figures that no school can know: the region itself where it handed in a
/// workbook, and else the regions within it that are to. A school has none.
fn districts<'a>(schools: Schools<'a>, dataset: &Dataset, entity: Entity<'a>) -> Vec<District<'a>> {
    let Entity::Region(region) = entity else {
        return Vec::new();
    };
    let regions = if dataset.has(&region.code) {
        vec![region]
    } else {
        schools.bureau.reporting_regions(region)
    };
    let district = |region: &'a Region| District {
        region: &region.code,
        schools: schools.codes(Entity::Region(region)),
    };
    regions.into_iter().map(district).collect()
}

/// What one respondent answered to a list of items that are added up.
enum Sum {
    Known(Quantity, Vec<ObservationId>),
    /// None of the items applies.
    NotApplicable,
    /// At least one answer is blank or unusable.
    Unknown,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(
        schools: Schools<'a>,
        edition: &'a Edition,
        dataset: &'a Dataset,
        entity: Entity<'a>,
    ) -> Self {
        Self {
            edition,
            dataset,
            entity,
            schools: schools.codes(entity),
            districts: districts(schools, dataset, entity),
        }
    }

    /// Only these schools of an entity, without what a region's own workbook says.
    pub(crate) fn over(
        year: YearAnswers<'a>,
        entity: Entity<'a>,
        schools: Vec<&'a EntityCode>,
    ) -> Self {
        Self {
            edition: year.edition,
            dataset: year.dataset,
            entity,
            schools,
            districts: Vec::new(),
        }
    }

    pub(crate) fn entity(&self) -> Entity<'a> {
        self.entity
    }

    /// The quotient of a form, `None` where nobody answered, and how many schools are in it.
    pub(crate) fn quotient(&self, formula: &Formula) -> (Option<Quotient>, Coverage) {
        match formula {
            Formula::Sum { of } => self.paired(of, &[], identity),
            // What is given for each student of a city cannot be added up over cities.
            Formula::Given { of } if self.is_told_by_several(of) => (None, Coverage::default()),
            Formula::Given { of } => self.paired(std::slice::from_ref(of), &[], identity),
            Formula::Share {
                numerator,
                denominator,
            }
            | Formula::Ratio {
                numerator,
                denominator,
            } => self.paired(numerator, denominator, identity),
            Formula::Complement { part, other } => self.paired(part, other, whole),
            Formula::WeightedMean { of, weight } => self.weighted(of, weight),
            Formula::Distinct { of, prefix } => self.texts(of, |texts| {
                let length = prefix.map_or(usize::MAX, usize::from);
                let distinct: BTreeSet<String> = texts
                    .map(|text| text.chars().take(length).collect())
                    .collect();
                distinct.len()
            }),
            Formula::Tally { of, equals } => self.texts(of, |texts| {
                texts
                    .filter(|text| equals.as_ref().is_none_or(|equal| equal == text))
                    .count()
            }),
        }
    }

    /// Adds numerators and denominators over the respondents that answered both: a school with
    /// only one of them would tilt the quotient.
    fn paired(
        &self,
        numerator: &[ItemCode],
        denominator: &[ItemCode],
        finish: impl Fn(Quotient) -> Quotient,
    ) -> (Option<Quotient>, Coverage) {
        let by = |items: &[ItemCode], reporting_unit| -> Vec<ItemCode> {
            let held =
                |item: &&ItemCode| self.edition.reporting_unit_of(item) == Some(reporting_unit);
            items.iter().filter(held).cloned().collect()
        };
        let of_schools = [numerator, denominator].map(|items| by(items, ReportingUnit::School));
        let of_regions = [numerator, denominator].map(|items| by(items, ReportingUnit::Region));
        let asks = |items: &[Vec<ItemCode>; 2]| items.iter().any(|items| !items.is_empty());
        let mut tally = Tally::default();
        if !asks(&of_regions) {
            self.add_schools(&mut tally, &self.schools, &of_schools);
        } else if let [own] = &*self.districts {
            if asks(&of_schools) {
                self.add_schools(&mut tally, &own.schools, &of_schools);
            }
            tally.add_own(self.sums(own.region, &of_regions));
        } else {
            for district in &self.districts {
                self.add_district(&mut tally, district, &of_schools, &of_regions);
            }
        }
        let coverage = tally.coverage;
        let divides = !denominator.is_empty();
        let quotient = tally.quotient().map(|quotient| Quotient {
            denominator: quotient.denominator.filter(|_| divides),
            ..quotient
        });
        (quotient.map(finish), coverage)
    }

    fn is_told_by_several(&self, item: &ItemCode) -> bool {
        self.edition.reporting_unit_of(item) == Some(ReportingUnit::Region)
            && self.districts.len() > 1
    }

    fn add_schools(&self, tally: &mut Tally, schools: &[&EntityCode], items: &[Vec<ItemCode>; 2]) {
        for school in schools {
            let [numerator, denominator] = self.sums(school, items);
            tally.add(numerator, denominator);
        }
    }

    /// One region of several. Where its own workbook does not answer, its schools are not in the
    /// figure either: their part alone would tilt the quotient.
    fn add_district(
        &self,
        tally: &mut Tally,
        district: &District<'_>,
        of_schools: &[Vec<ItemCode>; 2],
        of_regions: &[Vec<ItemCode>; 2],
    ) {
        let n_schools = u32::try_from(district.schools.len()).expect("fewer than 2³² schools");
        let own = self.sums(district.region, of_regions);
        let answered = own.iter().all(|sum| matches!(sum, Sum::Known(..)));
        if !answered {
            tally.coverage.expected += n_schools;
        } else if of_schools.iter().all(Vec::is_empty) {
            tally.coverage.expected += n_schools;
            tally.coverage.reported += n_schools;
            tally.add_own(own);
        } else {
            self.add_schools(tally, &district.schools, of_schools);
            tally.add_own(own);
        }
    }

    fn sums(&self, respondent: &EntityCode, items: &[Vec<ItemCode>; 2]) -> [Sum; 2] {
        items.each_ref().map(|items| self.sum(respondent, items))
    }

    /// Σ mean × weight over Σ weight.
    fn weighted(&self, of: &ItemCode, weight: &ItemCode) -> (Option<Quotient>, Coverage) {
        let mut tally = Tally::default();
        for school in &self.schools {
            let mean = self.sum(school, std::slice::from_ref(of));
            let heads = self.sum(school, std::slice::from_ref(weight));
            let product = match (&mean, &heads) {
                (Sum::Known(mean, mean_ids), Sum::Known(heads, head_ids)) => {
                    Sum::Known(mean * heads, [mean_ids.as_slice(), head_ids].concat())
                }
                // Nobody to average over: the school has no mean, and none is missing.
                (Sum::NotApplicable, Sum::Known(heads, _)) if !heads.is_zero() => Sum::Unknown,
                (Sum::NotApplicable, _) | (_, Sum::NotApplicable) => Sum::NotApplicable,
                (Sum::Unknown, Sum::Known(heads, _)) if heads.is_zero() => Sum::NotApplicable,
                _ => Sum::Unknown,
            };
            tally.add(product, heads);
        }
        let coverage = tally.coverage;
        (tally.quotient(), coverage)
    }

    /// Counts texts. A school without a single one left its table empty, which is not the same as
    /// having nothing to put there.
    fn texts(
        &self,
        of: &ItemCode,
        count: impl Fn(&mut dyn Iterator<Item = &'a str>) -> usize,
    ) -> (Option<Quotient>, Coverage) {
        let mut coverage = Coverage {
            reported: 0,
            expected: 0,
        };
        let mut found: Vec<(&'a str, ObservationId)> = Vec::new();
        for school in &self.schools {
            coverage.expected += 1;
            let answers = self.dataset.answers(school, of);
            let before = found.len();
            found.extend(answers.filter_map(|seen| Some((seen.answer.text()?, seen.id))));
            coverage.reported += u32::from(found.len() > before);
        }
        if coverage.reported == 0 {
            return (None, coverage);
        }
        let counted = count(&mut found.iter().map(|(text, _)| *text));
        let counted = i64::try_from(counted).expect("fewer texts than cells");
        let numerator = Term {
            value: Quantity::from(counted),
            sources: found.into_iter().map(|(_, id)| id).collect(),
        };
        let quotient = Quotient {
            numerator,
            denominator: None,
        };
        (Some(quotient), coverage)
    }

    fn sum(&self, respondent: &EntityCode, items: &[ItemCode]) -> Sum {
        let mut total = Quantity::zero();
        let mut sources = Vec::new();
        for item in items {
            let mut answers = self.dataset.answers(respondent, item).peekable();
            if answers.peek().is_none() && !self.edition.is_in_table(item) {
                return Sum::Unknown;
            }
            for Observation { id, answer, .. } in answers {
                match answer {
                    Answer::Number(quantity) => {
                        total = &total + quantity;
                        sources.push(*id);
                    }
                    Answer::NotApplicable => {}
                    Answer::Blank | Answer::Unusable(_) | Answer::Text(_) => return Sum::Unknown,
                }
            }
        }
        if sources.is_empty() && !items.is_empty() {
            return Sum::NotApplicable;
        }
        Sum::Known(total, sources)
    }
}

/// Two shares are of the whole that both parts make up.
fn whole(quotient: Quotient) -> Quotient {
    let Quotient {
        numerator,
        denominator,
    } = quotient;
    let denominator = denominator.map(|other| {
        let mut sources = [numerator.sources.as_slice(), &other.sources].concat();
        sources.sort_unstable();
        Term {
            value: &numerator.value + &other.value,
            sources,
        }
    });
    Quotient {
        numerator,
        denominator,
    }
}

/// Running sums over respondents.
struct Tally {
    numerator: Term,
    denominator: Term,
    coverage: Coverage,
    /// A respondent whose answer no school's can stand in for: the bureau itself.
    own_missing: bool,
    any: bool,
}

impl Default for Tally {
    fn default() -> Self {
        let term = || Term {
            value: Quantity::zero(),
            sources: Vec::new(),
        };
        Self {
            numerator: term(),
            denominator: term(),
            coverage: Coverage {
                reported: 0,
                expected: 0,
            },
            own_missing: false,
            any: false,
        }
    }
}

impl Tally {
    /// Adds what a school answered.
    fn add(&mut self, numerator: Sum, denominator: Sum) {
        let applies =
            !matches!(numerator, Sum::NotApplicable) && !matches!(denominator, Sum::NotApplicable);
        self.coverage.expected += u32::from(applies);
        self.coverage.reported += u32::from(self.take(numerator, denominator));
    }

    /// Adds what a region's own workbook answered.
    fn add_own(&mut self, [numerator, denominator]: [Sum; 2]) {
        self.own_missing |= !self.take(numerator, denominator);
    }

    /// Whether both are known.
    fn take(&mut self, numerator: Sum, denominator: Sum) -> bool {
        let (Sum::Known(n, n_ids), Sum::Known(d, d_ids)) = (numerator, denominator) else {
            return false;
        };
        self.numerator.value = &self.numerator.value + &n;
        self.numerator.sources.extend(n_ids);
        self.denominator.value = &self.denominator.value + &d;
        self.denominator.sources.extend(d_ids);
        self.any = true;
        true
    }

    /// What the terms come to; nothing where one is missing.
    fn quotient(self) -> Option<Quotient> {
        let school_missing = self.coverage.expected > 0 && self.coverage.reported == 0;
        if self.own_missing || school_missing || !self.any {
            return None;
        }
        Some(Quotient {
            numerator: self.numerator,
            denominator: Some(self.denominator),
        })
    }
}
