//! The education bureau, its regions and its schools.

mod before;
mod roster;
mod school;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::EntityCode;

use before::Before;
pub use before::{Origin, RosterChange};
pub use roster::{DayOfYear, Roster};
pub use school::{FormerRegion, FormerSchool, Region, School, SchoolKind};

/// So many lines of a table, bars of a chart or names in a sentence can be taken in.
pub const MOST_LINES: usize = 40;

/// Level of an entity for which indicators are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 学校.
    School,
    /// 县(市、区).
    County,
    /// 市(地、州).
    City,
    /// 省(自治区、直辖市).
    Province,
    /// 全国.
    Nation,
}

impl Level {
    /// The level in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Level::School => "学校",
            Level::County => "县(市、区)",
            Level::City => "市",
            Level::Province => "省",
            Level::Nation => "全国",
        }
    }

    /// All of a region of this level, where its name does not say it otherwise.
    fn whole(self) -> &'static str {
        match self {
            Level::School => "全校",
            Level::County => "全县",
            Level::City => "全市",
            Level::Province => "全省",
            Level::Nation => "全国",
        }
    }
}

/// A bureau of one year, as its [`Roster`] has it: checked, and with everything in it
/// quick to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bureau {
    /// Name of the bureau, `四平市教育局`.
    pub name: String,
    /// The day by which the year's workbooks are to be returned, where the bureau set one.
    pub deadline: Option<NaiveDate>,
    /// Whom schools ask at the bureau, with a telephone number; empty where nobody is named.
    pub contact: String,
    regions: Vec<Region>,
    schools: Vec<School>,
    index: Index,
    /// The schools of the year before; absent where the roster knows of no other year.
    before: Option<Before>,
}

/// Where regions and schools stand in their lists, and who belongs to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Index {
    own_region: usize,
    regions: HashMap<EntityCode, usize>,
    schools: HashMap<EntityCode, usize>,
    /// For each region the schools in it and in the regions within it, in the bureau's order.
    schools_in: Vec<Vec<usize>>,
    /// For each region the regions next below it, in the bureau's order.
    within: Vec<Vec<usize>>,
}

/// An entity for which indicators are computed: a school or a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity<'a> {
    /// A school.
    School(&'a School),
    /// A region, whose figures are sums over the schools in it.
    Region(&'a Region),
}

/// What is wrong with a `bureau.toml`; the text is for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BureauError {
    /// Position in the file, if the fault has one, and what is wrong.
    pub message: String,
}

impl fmt::Display for BureauError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for BureauError {}

impl Bureau {
    /// A bureau of these regions and schools, in the order in which they are printed. Exactly one
    /// region, the bureau's own, has no parent.
    ///
    /// # Errors
    /// A [`BureauError`] where a code or short name stands twice, a region or parent is unknown or
    /// circular, or the bureau's own region is not unique.
    pub fn new(
        name: String,
        regions: Vec<Region>,
        schools: Vec<School>,
    ) -> Result<Self, BureauError> {
        let index = Index::new(&regions, &schools)?;
        Ok(Self {
            name,
            deadline: None,
            contact: String::new(),
            regions,
            schools,
            index,
            before: None,
        })
    }

    /// Regions as listed.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Schools in the order in which they are printed.
    pub fn schools(&self) -> &[School] {
        &self.schools
    }

    /// The bureau's own region, of which the report is.
    pub fn own_region(&self) -> &Region {
        &self.regions[self.index.own_region]
    }

    /// The region with this code.
    pub fn region(&self, code: &EntityCode) -> Option<&Region> {
        self.index.regions.get(code).map(|idx| &self.regions[*idx])
    }

    /// The school with this code.
    pub fn school(&self, code: &EntityCode) -> Option<&School> {
        self.index.schools.get(code).map(|idx| &self.schools[*idx])
    }

    /// The entity with this code.
    pub fn entity(&self, code: &EntityCode) -> Option<Entity<'_>> {
        let school = self.school(code).map(Entity::School);
        school.or_else(|| self.region(code).map(Entity::Region))
    }

    /// The region or school that somebody calls by its code, or else by its full name, or else by
    /// the short one, or else by a name that a school once had.
    pub fn find(&self, called: &str) -> Option<Entity<'_>> {
        let names: [fn(Entity<'_>) -> &str; 3] = [
            |entity| entity.code().as_str(),
            |entity| entity.name(),
            |entity| entity.short(),
        ];
        let by = |name: fn(Entity<'_>) -> &str| {
            let mut all = self.entities();
            all.find(|entity| name(*entity) == called)
        };
        names.into_iter().find_map(by).or_else(|| {
            let was_called = |school: &&School| {
                let mut former = school.former.iter();
                former.any(|then| {
                    [&then.name, &then.short]
                        .into_iter()
                        .flatten()
                        .any(|name| name == called)
                })
            };
            self.schools.iter().find(was_called).map(Entity::School)
        })
    }

    /// The school that somebody calls so; see [`Bureau::find`].
    pub fn find_school(&self, called: &str) -> Option<&School> {
        match self.find(called)? {
            Entity::School(school) => Some(school),
            Entity::Region(_) => None,
        }
    }

    /// The schools whose name, short name or former name stands in a text, such as the name of a file. Of
    /// names that stand at one place the longest counts: 四平职教中心 is no 四平职教.
    pub fn schools_named_in(&self, text: &str) -> Vec<&School> {
        let named = |school| Some((school, longest_name_in(school, text)?));
        let found: Vec<(&School, Range<usize>)> = self.schools.iter().filter_map(named).collect();
        let is_within_another = |range: &Range<usize>| {
            let mut others = found.iter().map(|(_, other)| other);
            others.any(|other| {
                other.len() > range.len() && other.start <= range.start && range.end <= other.end
            })
        };
        let kept = found.iter().filter(|(_, range)| !is_within_another(range));
        kept.map(|(school, _)| *school).collect()
    }

    /// All entities: regions as listed, then schools as listed.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        let regions = self.regions.iter().map(Entity::Region);
        regions.chain(self.schools.iter().map(Entity::School))
    }

    /// Where an entity stands where schools are listed before regions, as workbooks are.
    pub fn rank(&self, code: &EntityCode) -> Option<usize> {
        let school = self.index.schools.get(code).copied();
        let region = || self.index.regions.get(code);
        school.or_else(|| region().map(|idx| self.schools.len() + idx))
    }

    /// The region and those that contain it, from the inside out.
    pub fn lineage(&self, code: &EntityCode) -> Vec<&Region> {
        let Some(idx) = self.index.regions.get(code) else {
            return Vec::new();
        };
        let lineage = self.index.lineage(*idx, &self.regions);
        lineage.into_iter().map(|idx| &self.regions[idx]).collect()
    }

    /// The code of the region that the school's figures are added to first.
    pub fn region_of<'a>(&'a self, school: &'a School) -> &'a EntityCode {
        school.region.as_ref().unwrap_or(&self.own_region().code)
    }

    /// The schools whose figures make up the entity's: the school itself, or all in the region and
    /// in the regions within it.
    pub fn schools_of<'a>(&'a self, entity: Entity<'a>) -> Vec<&'a School> {
        match entity {
            Entity::School(school) => vec![school],
            Entity::Region(region) => {
                let within = self.index.regions.get(&region.code);
                let schools = within.map_or(&[][..], |idx| &self.index.schools_in[*idx]);
                schools.iter().map(|idx| &self.schools[*idx]).collect()
            }
        }
    }

    /// What a region's figures are broken down into where there is room for a few lines: its
    /// schools, or, where they are more than [`MOST_LINES`], the regions below it.
    pub fn parts_of<'a>(&'a self, region: &'a Region) -> Vec<Entity<'a>> {
        let schools = self.schools_of(Entity::Region(region));
        let within: Vec<&Region> = self.regions_within(region).collect();
        match &*within {
            _ if schools.len() <= MOST_LINES => schools.into_iter().map(Entity::School).collect(),
            [] => schools.into_iter().map(Entity::School).collect(),
            // One that is all of it breaks nothing down.
            [only] => self.parts_of(only),
            _ => within.into_iter().map(Entity::Region).collect(),
        }
    }

    /// The regions next below a region.
    pub fn regions_within(&self, region: &Region) -> impl Iterator<Item = &Region> {
        let idx = self.index.regions.get(&region.code);
        let within = idx.map_or(&[][..], |idx| &self.index.within[*idx]);
        within.iter().map(|idx| &self.regions[*idx])
    }

    /// The regions that hand in a workbook of their own, for what no school can know: a region
    /// itself, unless it is above the cities and has some within it; then those within are asked.
    pub fn reporting_regions<'a>(&'a self, region: &'a Region) -> Vec<&'a Region> {
        if !self.has_cities_within(region) {
            return vec![region];
        }
        let within = self.regions_within(region);
        within
            .flat_map(|region| self.reporting_regions(region))
            .collect()
    }

    /// Whether another region, which contains this one, hands in the workbook in its place.
    pub fn is_within_reporting(&self, region: &Region) -> bool {
        let parent = region.parent.as_ref().and_then(|code| self.region(code));
        parent.is_some_and(|parent| !self.has_cities_within(parent))
    }

    fn has_cities_within(&self, region: &Region) -> bool {
        let mut within = self.regions_within(region);
        region.level > Level::City
            && within.any(|within| within.level == Level::City || self.has_cities_within(within))
    }
}

/// Where the longest of a school's names stands in a text.
fn longest_name_in(school: &School, text: &str) -> Option<Range<usize>> {
    let at = |name: &str| text.find(name).map(|start| start..start + name.len());
    let named = school.names().filter(|name| !name.is_empty());
    named.filter_map(at).max_by_key(Range::len)
}

impl Index {
    fn new(regions: &[Region], schools: &[School]) -> Result<Self, BureauError> {
        let fail = |message: String| Err(BureauError { message });
        let mut index = Self {
            schools_in: vec![Vec::new(); regions.len()],
            within: vec![Vec::new(); regions.len()],
            ..Self::default()
        };
        for (idx, region) in regions.iter().enumerate() {
            if index.regions.insert(region.code.clone(), idx).is_some() {
                return fail(format!("代码{}出现两次", region.code));
            }
        }
        let mut shorts = HashSet::new();
        for (idx, school) in schools.iter().enumerate() {
            let is_taken = index.regions.contains_key(&school.code);
            if is_taken || index.schools.insert(school.code.clone(), idx).is_some() {
                return fail(format!("代码{}出现两次", school.code));
            }
            if !shorts.insert(&school.short) {
                return fail(format!("学校简称“{}”出现两次", school.short));
            }
            let region = school.region.as_ref();
            if let Some(region) = region.filter(|code| !index.regions.contains_key(*code)) {
                return fail(format!("学校“{}”的地区{region}没有定义", school.short));
            }
        }
        let mut own = (0..)
            .zip(regions)
            .filter(|(_, region)| region.parent.is_none());
        let (Some((own_region, _)), None) = (own.next(), own.next()) else {
            return fail("应有且只有一个没有上级(parent)的地区，即本局所辖地区".into());
        };
        index.own_region = own_region;
        for (idx, region) in regions.iter().enumerate() {
            if region.level == Level::School {
                return fail(format!("地区“{}”的级别不能是school", region.name));
            }
            if !index.reaches_the_top(idx, regions) {
                return fail(format!("地区“{}”的上级不存在或成环", region.name));
            }
            let parent = region.parent.as_ref().map(|parent| index.regions[parent]);
            if let Some(parent) = parent {
                index.within[parent].push(idx);
            }
        }
        for (idx, school) in schools.iter().enumerate() {
            let region = school.region.as_ref().map(|code| index.regions[code]);
            for within in index.lineage(region.unwrap_or(own_region), regions) {
                index.schools_in[within].push(idx);
            }
        }
        Ok(index)
    }

    /// The region and those that contain it, from the inside out; as many steps as there are
    /// regions suffice, unless they go in a circle.
    fn lineage(&self, idx: usize, regions: &[Region]) -> Vec<usize> {
        let parent = |idx: &usize| regions[*idx].parent.as_ref();
        std::iter::successors(Some(idx), |idx| self.regions.get(parent(idx)?).copied())
            .take(regions.len() + 1)
            .collect()
    }

    fn reaches_the_top(&self, idx: usize, regions: &[Region]) -> bool {
        let lineage = self.lineage(idx, regions);
        lineage
            .last()
            .is_some_and(|top| regions[*top].parent.is_none())
    }
}

impl<'a> Entity<'a> {
    /// The entity's code.
    pub fn code(self) -> &'a EntityCode {
        match self {
            Entity::School(school) => &school.code,
            Entity::Region(region) => &region.code,
        }
    }

    /// Full name.
    pub fn name(self) -> &'a str {
        match self {
            Entity::School(school) => &school.name,
            Entity::Region(region) => &region.name,
        }
    }

    /// Name for narrow columns.
    pub fn short(self) -> &'a str {
        match self {
            Entity::School(school) => &school.short,
            Entity::Region(region) => &region.name,
        }
    }

    /// Level of the entity.
    pub fn level(self) -> Level {
        match self {
            Entity::School(_) => Level::School,
            Entity::Region(region) => region.level,
        }
    }
}
