//! The roster: the regions and schools of a bureau over the years.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::EntityCode;
use crate::toml_words;
use crate::year::ReferenceYear;

use super::before::Before;
use super::{Bureau, BureauError, Region, School};

/// What a `bureau.toml` says, of all years: schools are founded, renamed, merged, split and closed,
/// and regions with them. [`Roster::in_year`] is the bureau of one year.
///
/// ```
/// use voced_domain::{ReferenceYear, Roster};
///
/// let roster = Roster::from_toml(
///     "name = \"某市教育局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
///      [[school]]\ncode = \"a-1\"\nname = \"甲职业技术学校\"\nshort = \"甲\"\n\
///      former = [{ until = 2021, name = \"甲职业中学\" }]\n\
///      [[school]]\ncode = \"a-2\"\nname = \"乙校\"\nshort = \"乙\"\nuntil = 2021\nmerged_into = \"a-1\"\n",
/// )?;
/// let names = |year| -> Result<Vec<String>, voced_domain::YearError> {
///     let bureau = roster.in_year(ReferenceYear::new(year)?);
///     Ok(bureau.schools().iter().map(|school| school.name.clone()).collect())
/// };
/// assert_eq!(names(2021)?, ["甲职业中学", "乙校"]);
/// assert_eq!(names(2022)?, ["甲职业技术学校"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Described")]
pub struct Roster {
    /// Name of the bureau, `四平市教育局`.
    pub name: String,
    /// By which day of its year workbooks are to be returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DayOfYear>,
    /// Whom schools ask at the bureau, with a telephone number; empty where nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    #[serde(rename = "region")]
    regions: Vec<Region>,
    #[serde(rename = "school")]
    schools: Vec<School>,
}

/// A day of every year, written as month and day: `11-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayOfYear {
    month: u32,
    day: u32,
}

impl DayOfYear {
    /// The day in a year; the first of March for the 29th of February of a year without one.
    pub fn in_year(self, year: ReferenceYear) -> NaiveDate {
        let day = |month, day| NaiveDate::from_ymd_opt(year.get().into(), month, day);
        let found = day(self.month, self.day).or_else(|| day(3, 1));
        found.expect("a day of a leap year, or the first of March")
    }
}

impl TryFrom<String> for DayOfYear {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("“{text}”不是月和日，应写作11-15");
        let (month, day) = text.split_once('-').ok_or_else(wrong)?;
        let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
        let (month, day) = (number(month)?, number(day)?);
        // Of a leap year, which has every day there is.
        NaiveDate::from_ymd_opt(2024, month, day).ok_or_else(wrong)?;
        Ok(Self { month, day })
    }
}

impl From<DayOfYear> for String {
    fn from(day: DayOfYear) -> String {
        format!("{:02}-{:02}", day.month, day.day)
    }
}

/// What stands in a `bureau.toml`, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    name: String,
    #[serde(default)]
    deadline: Option<DayOfYear>,
    #[serde(default)]
    contact: String,
    #[serde(rename = "region")]
    regions: Vec<Region>,
    #[serde(rename = "school", default)]
    schools: Vec<School>,
}

impl TryFrom<Described> for Roster {
    type Error = BureauError;
    fn try_from(described: Described) -> Result<Self, BureauError> {
        let roster = Self::new(described.name, described.regions, described.schools)?;
        Ok(Self {
            deadline: described.deadline,
            contact: described.contact,
            ..roster
        })
    }
}

impl Roster {
    /// Reads and checks a `bureau.toml`.
    ///
    /// # Errors
    /// A [`BureauError`] where the text is no TOML of this shape, or [`Roster::new`] refuses it.
    pub fn from_toml(text: &str) -> Result<Self, BureauError> {
        let described: Described = toml::from_str(text).map_err(|error| {
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
        described.try_into()
    }

    /// A roster of these regions and schools, in the order in which they are printed. In every year
    /// exactly one region, the bureau's own, has no parent.
    ///
    /// # Errors
    /// A [`BureauError`] where a code stands twice, or where in some year a short name stands twice,
    /// a region or parent is unknown or circular, or the bureau's own region is not unique; where a
    /// school became part of, or was part of, one that is not there in the year after or before.
    pub fn new(
        name: String,
        regions: Vec<Region>,
        schools: Vec<School>,
    ) -> Result<Self, BureauError> {
        let roster = Self {
            name,
            deadline: None,
            contact: String::new(),
            regions,
            schools,
        };
        roster.check_codes()?;
        for school in &roster.schools {
            roster.check_years(school)?;
        }
        let turns = roster.turns();
        if turns.is_empty() {
            roster.alone_in(None)?;
        }
        for year in turns {
            let in_year = |error: BureauError| BureauError {
                message: format!("{year}年：{}", error.message),
            };
            roster.alone_in(Some(year)).map_err(in_year)?;
        }
        Ok(roster)
    }

    /// Schools of all years, as they are now or were last.
    pub fn schools(&self) -> &[School] {
        &self.schools
    }

    /// Regions of all years, as they are now or were last.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The bureau as it is in a year: its regions and schools with the names of that year, and how
    /// they came out of those of the year before.
    ///
    /// # Panics
    /// Never: every year was checked when the roster was made.
    pub fn in_year(&self, year: ReferenceYear) -> Bureau {
        let checked = "every year of a roster is checked";
        let mut bureau = self.alone_in(Some(year)).expect(checked);
        bureau.deadline = self.deadline.map(|day| day.in_year(year));
        bureau.contact.clone_from(&self.contact);
        let differs = self.turns().contains(&year);
        bureau.before = differs.then(|| {
            let before = self.alone_in(Some(year.previous())).expect(checked);
            Before::of(Arc::new(before), &bureau)
        });
        bureau
    }

    /// The bureau of a year, or of all where nothing has years, without the year before.
    fn alone_in(&self, year: Option<ReferenceYear>) -> Result<Bureau, BureauError> {
        let (regions, schools) = match year {
            None => (self.regions.clone(), self.schools.clone()),
            Some(year) => {
                let regions = self.regions.iter().filter(|region| region.is_in(year));
                let schools = self.schools.iter().filter(|school| school.is_in(year));
                (
                    regions.map(|region| region.in_year(year)).collect(),
                    schools.map(|school| school.in_year(year)).collect(),
                )
            }
        };
        Bureau::new(self.name.clone(), regions, schools)
    }

    /// The years in which something is otherwise than in the year before, and the first known one.
    fn turns(&self) -> BTreeSet<ReferenceYear> {
        let mut starts = BTreeSet::new();
        let mut ends = BTreeSet::new();
        for region in &self.regions {
            starts.extend(region.since);
            ends.extend(region.until);
            ends.extend(region.former.iter().map(|former| former.until));
        }
        for school in &self.schools {
            starts.extend(school.since);
            ends.extend(school.until);
            ends.extend(school.former.iter().map(|former| former.until));
        }
        let after = ends.iter().filter_map(|end| end.next());
        let before = starts.iter().map(|start| start.previous());
        let first = before.chain(ends.iter().copied()).min();
        starts.iter().copied().chain(after).chain(first).collect()
    }

    fn check_codes(&self) -> Result<(), BureauError> {
        let regions = self.regions.iter().map(|region| &region.code);
        let schools = self.schools.iter().map(|school| &school.code);
        let mut seen: HashMap<&EntityCode, ()> = HashMap::new();
        for code in regions.chain(schools) {
            if seen.insert(code, ()).is_some() {
                return fail(format!("代码{code}出现两次"));
            }
        }
        Ok(())
    }

    fn check_years(&self, school: &School) -> Result<(), BureauError> {
        let School { short, .. } = school;
        if let (Some(since), Some(until)) = (school.since, school.until)
            && until < since
        {
            return fail(format!("学校“{short}”的末年{until}早于首年{since}"));
        }
        if let Some(into) = &school.merged_into {
            let Some(next) = school.until.and_then(ReferenceYear::next) else {
                return fail(format!(
                    "学校“{short}”并入{into}，没有写明单独填报的最后一年（until）"
                ));
            };
            self.check_other(school, into, next, "并入")?;
        }
        if let Some(whole) = &school.split_from {
            let Some(since) = school.since else {
                return fail(format!(
                    "学校“{short}”由{whole}分出，没有写明单独填报的第一年（since）"
                ));
            };
            self.check_other(school, whole, since.previous(), "分出")?;
        }
        Ok(())
    }

    /// The other school is there in the year in which it took this one in, or had it as a part.
    fn check_other(
        &self,
        school: &School,
        other: &EntityCode,
        year: ReferenceYear,
        what: &str,
    ) -> Result<(), BureauError> {
        let found = self.schools.iter().find(|found| found.code == *other);
        match found {
            Some(found) if found.code != school.code && found.is_in(year) => Ok(()),
            Some(_) => fail(format!(
                "学校“{}”{what}的学校{other}不在{year}年的名单里",
                school.short
            )),
            None => fail(format!("学校“{}”{what}的学校{other}没有定义", school.short)),
        }
    }
}

fn fail(message: String) -> Result<(), BureauError> {
    Err(BureauError { message })
}
