//! What rules look at: the answers of two years and the facts computed from them.

use std::sync::OnceLock;

use voced_domain::{
    Bureau, Entity, EntityCode, Facts, ItemCode, Observation, ObservationId, Origin, Region,
    ReportingUnit, School,
};

use crate::peers::Peers;
use crate::year::{Cell, Year};

/// Everything a rule may look at.
#[derive(Debug)]
pub struct RuleInputs<'a> {
    /// The bureau and its schools.
    pub bureau: &'a Bureau,
    /// The year that is checked.
    pub this: Year<'a>,
    /// The year before, where its workbooks are there.
    pub last: Option<Year<'a>>,
    /// The facts of both years; of the year before perhaps only what was printed.
    pub facts: &'a Facts,
    /// Whose figures are judged together.
    district: District<'a>,
    /// What schools have of each item for each student, found when it is first asked for.
    peers: OnceLock<Peers>,
}

/// A region and its schools: the bureau's own, or one within.
#[derive(Debug)]
struct District<'a> {
    region: &'a Region,
    /// The schools that handed in a workbook, in the bureau's order.
    schools: Vec<&'a School>,
    /// Whether all of them did.
    is_complete: bool,
}

impl<'a> RuleInputs<'a> {
    /// A year's answers with the year before, where its workbooks are there, and the facts of both.
    pub fn new(
        bureau: &'a Bureau,
        this: Year<'a>,
        last: Option<Year<'a>>,
        facts: &'a Facts,
    ) -> Self {
        let schools = bureau.schools().iter().collect();
        Self {
            bureau,
            this,
            last,
            facts,
            district: District::of(&this, bureau.own_region(), schools),
            peers: OnceLock::new(),
        }
    }

    /// What is judged by itself. A region that hands in a workbook is compared with its own schools,
    /// and they with each other; a region above those has no schools left.
    pub(crate) fn districts(&self) -> Vec<Self> {
        let own = self.region();
        let reporting = self.bureau.reporting_regions(own);
        let above = (!reporting.contains(&own)).then_some(District {
            region: own,
            schools: Vec::new(),
            is_complete: false,
        });
        let of_schools = reporting.into_iter().map(|region| {
            let schools = self.bureau.schools_of(Entity::Region(region));
            District::of(&self.this, region, schools)
        });
        let all = above.into_iter().chain(of_schools);
        all.map(|district| Self {
            district,
            peers: OnceLock::new(),
            ..*self
        })
        .collect()
    }

    /// What schools have of each item for each student.
    pub(crate) fn peers(&self) -> &Peers {
        self.peers
            .get_or_init(|| Peers::of(&self.this, self.schools()))
    }

    /// Schools that handed in a workbook, in the bureau's order.
    pub(crate) fn schools(&self) -> impl Iterator<Item = &'a School> {
        self.district.schools.iter().copied()
    }

    /// Whether every school handed in a workbook.
    pub(crate) fn is_complete(&self) -> bool {
        self.district.is_complete
    }

    /// The region whose figures are judged with its schools.
    pub(crate) fn region(&self) -> &'a Region {
        self.district.region
    }

    /// The entities whose answers to an item are added up for the region: all schools, or the region.
    pub(crate) fn holders(&self, item: &ItemCode) -> Vec<&'a EntityCode> {
        match self.this.edition.reporting_unit_of(item) {
            Some(ReportingUnit::Region) => vec![&self.region().code],
            _ => self.schools().map(|school| &school.code).collect(),
        }
    }

    /// The observation with this id, of either year.
    pub(crate) fn observation(&self, id: ObservationId) -> Option<&'a Observation> {
        let of_last = || self.last?.dataset.observation(id);
        self.this.dataset.observation(id).or_else(of_last)
    }

    /// The region's name where a figure is the region's; a school knows its own.
    pub(crate) fn region_name(&self, entity: &EntityCode) -> &'a str {
        self.bureau.region(entity).map_or("", |region| &region.name)
    }

    /// The name of an entity of either year for narrow places.
    pub(crate) fn short(&self, code: &EntityCode) -> &'a str {
        let entity = self.bureau.entity_of_two_years(code);
        entity.map_or("", Entity::short)
    }

    /// The answers of the year before that a school's answer is compared with: its own, or those of
    /// all schools that it was made of. Nothing where one of them is no number, or where the school is
    /// new or only a part of what it was.
    pub(crate) fn last_numbers(
        &self,
        school: &EntityCode,
        item: &ItemCode,
    ) -> Option<Vec<Cell<'a>>> {
        let last = self.last?;
        let school = self.bureau.school(school)?;
        let origins = self.bureau.schools_before(Entity::School(school));
        let cells = origins
            .into_iter()
            .map(|then| last.number(&then.code, item));
        let cells: Vec<Cell<'a>> = cells.collect::<Option<_>>()?;
        (!cells.is_empty()).then_some(cells)
    }

    /// Whether a school is compared with itself.
    pub(crate) fn is_itself(&self, school: &EntityCode) -> bool {
        let school = self.bureau.school(school);
        school.is_some_and(|school| self.bureau.origin(school) == Origin::Itself)
    }
}

impl<'a> District<'a> {
    fn of(year: &Year<'_>, region: &'a Region, mut schools: Vec<&'a School>) -> Self {
        let n_schools = schools.len();
        schools.retain(|school| year.dataset.has(&school.code));
        Self {
            region,
            is_complete: schools.len() == n_schools,
            schools,
        }
    }
}
