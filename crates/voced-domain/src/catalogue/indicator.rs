//! Indicators (指标): a closed set of forms over data items, no expression language.

use serde::{Deserialize, Serialize};

use crate::code::{DefinitionVersion, GroupCode, IndicatorCode, ItemCode};
use crate::unit::Unit;
use crate::year::{ReferenceYear, Years};

use super::former::{FormerName, old_names, put_back};

/// How an indicator follows from data items. A list of items means their sum; a region's figure
/// is always the sum of numerators over the sum of denominators of its schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Formula {
    /// The sum of items over schools.
    Sum {
        /// Items added up.
        of: Vec<ItemCode>,
    },
    /// How many distinct texts stand in an item, within a school and over the union of schools.
    Distinct {
        /// The text item, usually a column of a table.
        of: ItemCode,
        /// Only the first so many characters tell texts apart: 2 for the 大类 of a 专业代码.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prefix: Option<u8>,
    },
    /// How many answers an item has, or how many equal one text: schools, 市属 schools, offerings.
    Tally {
        /// The text or choice item.
        of: ItemCode,
        /// The text that counts; any where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        equals: Option<String>,
    },
    /// A part of a whole, in percent. Undefined where the part exceeds the whole.
    Share {
        /// The part.
        numerator: Vec<ItemCode>,
        /// The whole.
        denominator: Vec<ItemCode>,
    },
    /// One thing for each of another that does not contain it: 外聘 to 专任, students to a teacher,
    /// volumes to a student.
    Ratio {
        /// What is divided.
        numerator: Vec<ItemCode>,
        /// By what.
        denominator: Vec<ItemCode>,
    },
    /// A mean of schools' means, weighted by heads.
    WeightedMean {
        /// The mean of each school.
        of: ItemCode,
        /// The heads that each school's mean is over.
        weight: ItemCode,
    },
    /// A figure that another office gives, taken as it is.
    Given {
        /// The item of the bureau's own workbook.
        of: ItemCode,
    },
    /// Two parts that make up a whole, printed as two shares of it: `25.1:74.9`. The first share
    /// is rounded, the second is what is left of 100.
    Complement {
        /// The first part.
        part: Vec<ItemCode>,
        /// The other part.
        other: Vec<ItemCode>,
    },
}

impl Formula {
    /// The items of the numerator, or all there are where nothing is divided.
    pub fn numerator(&self) -> &[ItemCode] {
        match self {
            Formula::Sum { of } => of,
            Formula::Distinct { of, .. } | Formula::Tally { of, .. } | Formula::Given { of } => {
                std::slice::from_ref(of)
            }
            Formula::WeightedMean { of, .. } => std::slice::from_ref(of),
            Formula::Share { numerator, .. } | Formula::Ratio { numerator, .. } => numerator,
            Formula::Complement { part, .. } => part,
        }
    }

    /// The items of the denominator, without those of the numerator where it contains them.
    pub fn denominator(&self) -> &[ItemCode] {
        match self {
            Formula::Sum { .. }
            | Formula::Distinct { .. }
            | Formula::Tally { .. }
            | Formula::Given { .. } => &[],
            Formula::WeightedMean { weight, .. } => std::slice::from_ref(weight),
            Formula::Share { denominator, .. } | Formula::Ratio { denominator, .. } => denominator,
            Formula::Complement { other, .. } => other,
        }
    }

    /// All items the form mentions.
    pub fn items(&self) -> impl Iterator<Item = &ItemCode> {
        self.numerator().iter().chain(self.denominator())
    }
}

/// How the change against the year before is expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeRule {
    /// The difference of the printed values; for rates it is in percentage points.
    Absolute,
    /// Relative growth in percent with the given decimals, for money only.
    Relative {
        /// Decimals of the growth.
        decimals: u8,
    },
}

/// One definition of an indicator, in force for a span of years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Code, `employment_rate`.
    pub code: IndicatorCode,
    /// Name as printed, `就业率`.
    pub name: String,
    /// The group under which it is printed.
    pub group: GroupCode,
    /// 口径 version.
    #[serde(default = "DefinitionVersion::national")]
    pub version: DefinitionVersion,
    /// How it is computed.
    #[serde(rename = "form")]
    pub formula: Formula,
    /// Unit of the printed value.
    pub unit: Unit,
    /// Decimals of the printed value.
    pub decimals: u8,
    /// How its change is expressed.
    #[serde(default = "absolute")]
    pub change: ChangeRule,
    /// Other names under which reports mention it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Definition (口径) in words.
    pub definition: String,
    /// Why a bureau defines it otherwise than the nation; printed with the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where the definition comes from.
    pub source: String,
    /// First year in force.
    pub since: ReferenceYear,
    /// Last year in force; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ReferenceYear>,
    /// What it was called before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerName>,
}

fn absolute() -> ChangeRule {
    ChangeRule::Absolute
}

impl Indicator {
    /// The indicator as it was called in a year; what it was called before is another name of it.
    pub(super) fn in_year(&self, year: ReferenceYear) -> Self {
        let mut indicator = self.clone();
        put_back(&self.former, year, |then| {
            indicator.name = then.name.clone().unwrap_or_else(|| indicator.name.clone());
            let definition = then.definition.clone();
            indicator.definition = definition.unwrap_or_else(|| indicator.definition.clone());
        });
        let old_names = old_names(&self.former, year).cloned();
        indicator.aliases.extend(old_names);
        indicator
    }

    /// Whether another definition gives the same figure, whatever it is called.
    pub(super) fn gives_the_same(&self, other: &Self) -> bool {
        let same = |a: &Self, b: &Self| {
            a.formula == b.formula && a.unit == b.unit && a.decimals == b.decimals
        };
        self.code == other.code && same(self, other)
    }

    /// The years in which the definition is in force.
    pub fn years(&self) -> Years {
        Years {
            since: self.since,
            until: self.until,
        }
    }
}
