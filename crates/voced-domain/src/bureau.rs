//! The education bureau, its regions and its schools.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::code::EntityCode;
use crate::toml_words;

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
}

/// An administrative region whose schools are added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// 行政区划代码.
    pub code: EntityCode,
    /// Name as printed, `四平市`.
    pub name: String,
    /// Level; never [`Level::School`].
    pub level: Level,
    /// The region that contains this one; absent for the bureau's own region only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<EntityCode>,
}

/// A school that hands in a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// 学校标识码, or the bureau's own number for the school.
    pub code: EntityCode,
    /// Full name, `吉林省四平卫生学校`.
    pub name: String,
    /// Short name for narrow columns, `四平卫校`.
    pub short: String,
    /// The region to which the school's figures are added; the bureau's own where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<EntityCode>,
    /// 隶属: 市属, 县属 …
    #[serde(default)]
    pub affiliation: String,
    /// 所在县(市、区).
    #[serde(default)]
    pub county: String,
    /// 办学性质: 公办, 民办.
    #[serde(default)]
    pub ownership: String,
    /// Titles: 国家级重点校 …
    #[serde(default)]
    pub honours: Vec<String>,
}

/// A bureau as its `bureau.toml` describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bureau {
    /// Name of the bureau, `四平市教育局`.
    pub name: String,
    /// Regions; exactly one, the bureau's own, has no parent.
    #[serde(rename = "region")]
    pub regions: Vec<Region>,
    /// Schools in the order in which they are printed.
    #[serde(rename = "school", default)]
    pub schools: Vec<School>,
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
    /// Reads and checks a `bureau.toml`.
    ///
    /// # Errors
    /// A [`BureauError`] where the text is no TOML of this shape, a code or short name stands
    /// twice, a region or parent is unknown or circular, or the bureau's own region is not unique.
    pub fn from_toml(text: &str) -> Result<Self, BureauError> {
        let bureau: Bureau = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.as_bytes().iter().take(start);
            let line = before.filter(|byte| **byte == b'\n').count() + 1;
            BureauError {
                message: format!(
                    "第{line}行读不懂（{}）",
                    toml_words::in_chinese(error.message())
                ),
            }
        })?;
        bureau.check()?;
        Ok(bureau)
    }

    fn check(&self) -> Result<(), BureauError> {
        let fail = |message: String| Err(BureauError { message });
        let mut codes = BTreeSet::new();
        for entity in self.entities() {
            if !codes.insert(entity.code()) {
                return fail(format!("代码{}出现两次", entity.code()));
            }
        }
        let mut shorts = BTreeSet::new();
        for school in &self.schools {
            if !shorts.insert(&school.short) {
                return fail(format!("学校简称“{}”出现两次", school.short));
            }
            let region = school.region.as_ref();
            if let Some(region) = region.filter(|code| self.region(code).is_none()) {
                return fail(format!("学校“{}”的地区{region}没有定义", school.short));
            }
        }
        if self.regions.iter().filter(|r| r.parent.is_none()).count() != 1 {
            return fail("应有且只有一个没有上级(parent)的地区，即本局所辖地区".into());
        }
        for region in &self.regions {
            if region.level == Level::School {
                return fail(format!("地区“{}”的级别不能是school", region.name));
            }
            // As many steps upward as there are regions suffice, unless they go in a circle.
            let lineage = self.lineage(&region.code).take(self.regions.len() + 1);
            if lineage.last().is_none_or(|top| top.parent.is_some()) {
                return fail(format!("地区“{}”的上级不存在或成环", region.name));
            }
        }
        Ok(())
    }

    /// The bureau's own region, of which the report is.
    pub fn own_region(&self) -> &Region {
        self.regions
            .iter()
            .find(|region| region.parent.is_none())
            .expect("checked when read: one region has no parent")
    }

    /// The region with this code.
    pub fn region(&self, code: &EntityCode) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == *code)
    }

    /// The school with this code.
    pub fn school(&self, code: &EntityCode) -> Option<&School> {
        self.schools.iter().find(|school| school.code == *code)
    }

    /// The entity with this code.
    pub fn entity(&self, code: &EntityCode) -> Option<Entity<'_>> {
        let school = self.school(code).map(Entity::School);
        school.or_else(|| self.region(code).map(Entity::Region))
    }

    /// All entities: regions as listed, then schools as listed.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        let regions = self.regions.iter().map(Entity::Region);
        regions.chain(self.schools.iter().map(Entity::School))
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
            Entity::Region(region) => self
                .schools
                .iter()
                .filter(|school| {
                    self.lineage(self.region_of(school))
                        .any(|within| within.code == region.code)
                })
                .collect(),
        }
    }

    /// The region and those that contain it, from the inside out.
    fn lineage<'a>(&'a self, code: &EntityCode) -> impl Iterator<Item = &'a Region> {
        std::iter::successors(self.region(code), |region| {
            region
                .parent
                .as_ref()
                .and_then(|parent| self.region(parent))
        })
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
