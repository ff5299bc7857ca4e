//! Schools and regions as a roster lists them.

use serde::{Deserialize, Serialize};

use crate::code::EntityCode;
use crate::year::{ReferenceYear, Years};

use super::Level;

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
    /// The first year in which it is one; always where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<ReferenceYear>,
    /// The last year in which it is one; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ReferenceYear>,
    /// What it was called before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerRegion>,
}

/// What a region was called up to some year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerRegion {
    /// The last year in which it was called so.
    pub until: ReferenceYear,
    /// Name as it was printed.
    pub name: String,
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
    /// 办学类型, so far as standards differ by it.
    #[serde(default, skip_serializing_if = "SchoolKind::is_general")]
    pub kind: SchoolKind,
    /// Titles: 国家级重点校 …
    #[serde(default)]
    pub honours: Vec<String>,
    /// Who at the school is to be reminded; empty where nobody wrote it down.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// That person's telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The first year in which it hands in a workbook; always where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<ReferenceYear>,
    /// The last year in which it hands in a workbook; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ReferenceYear>,
    /// The school that it became part of, the year after its last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<EntityCode>,
    /// The school that it was part of, the year before its first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<EntityCode>,
    /// What was otherwise before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerSchool>,
}

impl School {
    /// The names that it has and had: full, short, former ones.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.former.iter();
        let former = former.flat_map(|then| [&then.name, &then.short].into_iter().flatten());
        [&self.name, &self.short]
            .into_iter()
            .chain(former)
            .map(String::as_str)
    }
}

/// What type of school (办学类型) it is, so far as standards differ by it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum SchoolKind {
    /// An ordinary secondary vocational school.
    #[default]
    #[serde(rename = "一般")]
    General,
    /// 技工学校.
    #[serde(rename = "技工")]
    Technician,
    /// A school of arts or sports, whose standards the province sets.
    #[serde(rename = "艺术体育")]
    ArtsAndSports,
    /// Classes attached to another school, for which no standard is set.
    #[serde(rename = "附设中职班")]
    Attached,
    /// A school in a border area or one lifted out of poverty, whose standards the province sets.
    #[serde(rename = "边远脱贫")]
    Remote,
}

impl SchoolKind {
    /// Every type.
    pub const ALL: [Self; 5] = [
        Self::General,
        Self::Technician,
        Self::ArtsAndSports,
        Self::Attached,
        Self::Remote,
    ];

    /// The type in Chinese, as a roster has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::General => "一般",
            Self::Technician => "技工",
            Self::ArtsAndSports => "艺术体育",
            Self::Attached => "附设中职班",
            Self::Remote => "边远脱贫",
        }
    }

    fn is_general(&self) -> bool {
        *self == Self::General
    }
}

/// What was otherwise of a school up to some year; what is absent was as it is now, or as a later
/// entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerSchool {
    /// The last year in which it was so.
    pub until: ReferenceYear,
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The region to which its figures were added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<EntityCode>,
    /// 隶属.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// 所在县(市、区).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// 办学性质.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ownership: Option<String>,
    /// Titles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub honours: Option<Vec<String>>,
}

impl Region {
    /// A region of all years.
    pub fn new(code: EntityCode, name: String, level: Level) -> Self {
        Self {
            code,
            name,
            level,
            parent: None,
            since: None,
            until: None,
            former: Vec::new(),
        }
    }

    /// All of the region in a word, as in 全市1234人: 全区 of 东湖区, 全州 of 凉山州.
    pub fn whole(&self) -> &'static str {
        match self.name.chars().last() {
            Some('区') => "全区",
            Some('县') => "全县",
            Some('旗') => "全旗",
            Some('市') => "全市",
            Some('州') => "全州",
            Some('盟') => "全盟",
            Some('省') => "全省",
            _ => self.level.whole(),
        }
    }

    pub(super) fn is_in(&self, year: ReferenceYear) -> bool {
        is_within(self.since, self.until, year)
    }

    /// The region as it was in a year.
    pub(super) fn in_year(&self, year: ReferenceYear) -> Self {
        let mut region = self.clone();
        for former in then(&self.former, year, |former| former.until) {
            region.name.clone_from(&former.name);
        }
        region
    }
}

impl School {
    /// A school of all years, of which nothing else is known.
    pub fn new(code: EntityCode, name: String) -> Self {
        Self {
            code,
            short: name.clone(),
            name,
            region: None,
            affiliation: String::new(),
            county: String::new(),
            ownership: String::new(),
            kind: SchoolKind::General,
            honours: Vec::new(),
            contact: String::new(),
            phone: String::new(),
            since: None,
            until: None,
            merged_into: None,
            split_from: None,
            former: Vec::new(),
        }
    }

    /// Whether it hands in a workbook of a year.
    pub(super) fn is_in(&self, year: ReferenceYear) -> bool {
        is_within(self.since, self.until, year)
    }

    /// The school as it was in a year.
    pub(super) fn in_year(&self, year: ReferenceYear) -> Self {
        let mut school = self.clone();
        for former in then(&self.former, year, |former| former.until) {
            let FormerSchool {
                until: _,
                name,
                short,
                region,
                affiliation,
                county,
                ownership,
                honours,
            } = former.clone();
            let texts = [
                (name, &mut school.name),
                (short, &mut school.short),
                (affiliation, &mut school.affiliation),
                (county, &mut school.county),
                (ownership, &mut school.ownership),
            ];
            for (was, is) in texts {
                *is = was.unwrap_or_else(|| std::mem::take(is));
            }
            school.region = region.or(school.region);
            school.honours = honours.unwrap_or(school.honours);
        }
        school
    }
}

fn is_within(
    since: Option<ReferenceYear>,
    until: Option<ReferenceYear>,
    year: ReferenceYear,
) -> bool {
    let since = since.unwrap_or(year);
    Years { since, until }.contains(year)
}

/// What held in a year, the latest first, so that what held earlier has the last word.
fn then<T>(
    former: &[T],
    year: ReferenceYear,
    until: impl Fn(&T) -> ReferenceYear,
) -> impl Iterator<Item = &T> {
    let mut held: Vec<&T> = former.iter().filter(|one| year <= until(one)).collect();
    held.sort_by_key(|one| std::cmp::Reverse(until(one)));
    held.into_iter()
}
