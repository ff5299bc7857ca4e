//! Report years and the spans of years in which a definition is in force.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The year a report is about (本年). The year before it is 上年.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct ReferenceYear(u16);

/// A year outside 2000–2099.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearError {
    /// The number that was found.
    pub year: u16,
}

impl fmt::Display for YearError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "年度{}不在2000—2099之间", self.year)
    }
}

impl std::error::Error for YearError {}

impl ReferenceYear {
    /// The last year there can be: what has no end is in force in it.
    pub const LAST: Self = Self(2099);

    /// Checks a calendar year.
    ///
    /// # Errors
    /// A [`YearError`] outside 2000–2099: such a number is a slip, not a report year.
    pub fn new(year: u16) -> Result<Self, YearError> {
        (2000..2100)
            .contains(&year)
            .then_some(Self(year))
            .ok_or(YearError { year })
    }

    /// The calendar year as a number.
    pub fn get(self) -> u16 {
        self.0
    }

    /// The day of issue that stands in a report where none is given: the first of December, since
    /// reports are collected in autumn. This project's own.
    pub fn usual_day_of_issue(self) -> NaiveDate {
        self.first_of(12)
    }

    /// The day that workbooks bear when they are handed out: the first of September, when the school
    /// year begins. This project's own.
    pub fn usual_day_of_handing_out(self) -> NaiveDate {
        self.first_of(9)
    }

    fn first_of(self, month: u32) -> NaiveDate {
        let day = NaiveDate::from_ymd_opt(self.0.into(), month, 1);
        day.expect("every month has a first day")
    }

    /// 上年.
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// 下年; none after the last year there can be.
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1).ok()
    }
}

impl Years {
    /// From a year on, for registries, whose entries are constants.
    pub const fn since(year: u16) -> Self {
        assert!(2000 <= year && year < 2100, "a report year");
        Self {
            since: ReferenceYear(year),
            until: None,
        }
    }
}

impl TryFrom<u16> for ReferenceYear {
    type Error = YearError;
    fn try_from(year: u16) -> Result<Self, YearError> {
        Self::new(year)
    }
}

impl From<ReferenceYear> for u16 {
    fn from(year: ReferenceYear) -> u16 {
        year.0
    }
}

impl fmt::Display for ReferenceYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The years in which an entry of the catalogue is in force, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Years {
    /// The first year.
    pub since: ReferenceYear,
    /// The last year; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ReferenceYear>,
}

impl Years {
    /// Whether the entry is in force in `year`.
    pub fn contains(self, year: ReferenceYear) -> bool {
        self.since <= year && self.until.is_none_or(|until| year <= until)
    }

    /// Whether two spans share a year.
    pub fn overlaps(self, other: Self) -> bool {
        let starts_in = |a: Self, b: Self| a.contains(b.since);
        starts_in(self, other) || starts_in(other, self)
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Some(until) => write!(f, "{}—{until}年", self.since),
            None => write!(f, "{}年起", self.since),
        }
    }
}
