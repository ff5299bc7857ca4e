//! Where a figure comes from: formula, 口径, terms and cells, in words ready to be shown.

use serde::{Deserialize, Serialize};
use voced_domain::FactKey;

/// Where one fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The fact.
    pub key: FactKey,
    /// Name of the indicator.
    pub name: String,
    /// Name of the school or region, in full.
    pub entity: String,
    /// The value with its unit, or the word for its absence: `97.8%`.
    pub display: String,
    /// The formula in words: `就业人数 ÷ 毕业生数`.
    pub formula: String,
    /// Definition (口径).
    pub definition: String,
    /// Which version of it: `国家口径`, or the bureau's own.
    pub version: String,
    /// Source of the definition.
    pub source: String,
    /// Why the bureau defines it otherwise than the nation.
    pub reason: Option<String>,
    /// The calculation with its numbers and its rounding: `3191 ÷ 3263 × 100 = 97.793…，…`.
    pub calculation: String,
    /// How many of the schools concerned it rests on, `5/6所学校`; absent for a single school.
    pub coverage: Option<String>,
    /// Change against the year before, with its sign and unit: `+2.1个百分点`.
    pub change: Option<String>,
    /// The change before rounding, where both years' exact values are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unrounded_change: Option<String>,
    /// What it is the sum of, for a figure of the year before about a school or region that was
    /// another then; or why a school has none of the year before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The change over the schools of both years, where a school is missing in one of them:
    /// `两年都报数的7所学校：7311人 → 7345人，+34人`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_schools: Option<String>,
    /// The value of the year before.
    pub last: Option<LastYear>,
    /// Numerator and denominator, or the sum; none for a figure taken from print.
    pub terms: Vec<TraceTerm>,
    /// The same indicator of each school, or of each region below, for a region.
    pub contributions: Vec<Contribution>,
    /// Whether those are regions.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_region: bool,
}

/// The value of the year before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastYear {
    /// The year, `2019`.
    pub year: String,
    /// The value with its unit.
    pub display: String,
    /// Where it comes from: 汇总, 已公布, 由已公布数推出.
    #[serde(rename = "vintage")]
    pub provenance: String,
    /// What it is the sum of, where that is not the school or region as it was: `合并前甲校、乙校之和`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// A side of a quotient, or a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceTerm {
    /// 分子, 分母 or 合计.
    pub role: String,
    /// Its exact value.
    pub value: String,
    /// The cells it is made of.
    pub sources: Vec<SourceCell>,
}

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCell {
    /// Short name of the school or region whose workbook it is.
    pub entity: String,
    /// Name of the item.
    pub item: String,
    /// The value as it was read.
    pub value: String,
    /// File name.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Cell in A1.
    pub cell: String,
}

/// What a school, or a region below, has in a region's figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// Short name of the school.
    pub school: String,
    /// Its own value with unit, or the word for its absence.
    pub display: String,
    /// Its numerator, or its part of the sum.
    pub numerator: String,
    /// Its denominator; empty where nothing is divided.
    pub denominator: String,
}
