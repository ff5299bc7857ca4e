//! Relations (校验关系) between items of one workbook: left, operator, right.

use serde::{Deserialize, Serialize};

use crate::code::{ItemCode, RuleCode};
use crate::rule_card::Severity;
use crate::year::{ReferenceYear, Years};

/// How the left side must stand to the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// Not greater.
    #[serde(rename = "<=")]
    AtMost,
    /// Equal.
    #[serde(rename = "=")]
    Equal,
    /// Not equal: two things that are seldom alike.
    #[serde(rename = "<>")]
    Different,
}

impl Operator {
    /// In words: `应不大于`.
    pub fn words(self) -> &'static str {
        match self {
            Operator::AtMost => "应不大于",
            Operator::Equal => "应等于",
            Operator::Different => "一般不等于",
        }
    }

    /// As a sign: `≤`.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::AtMost => "≤",
            Operator::Equal => "=",
            Operator::Different => "≠",
        }
    }
}

/// What becomes of a side when one of its items has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The relation cannot be judged.
    Unknown,
    /// An item that does not apply counts nothing; a blank one still leaves the relation unknown.
    SkipNotApplicable,
}

/// A relation between sums of items. A column of a table stands for the sum over its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Code, `REL003`.
    pub code: RuleCode,
    /// The items whose sum stands on the left; the first is where a fault is shown.
    pub left: Vec<ItemCode>,
    /// How left must stand to right.
    pub operator: Operator,
    /// The items whose sum stands on the right.
    pub right: Vec<ItemCode>,
    /// Whether it is judged over the sums of all schools although one workbook has all items.
    #[serde(default)]
    pub across: bool,
    /// What a missing answer on the left does.
    #[serde(default = "skip")]
    pub missing_left: Missing,
    /// What a missing answer on the right does.
    #[serde(default = "skip")]
    pub missing_right: Missing,
    /// 强制 only where the contrary cannot be true by arithmetic or by definition.
    pub severity: Severity,
    /// Why the relation must hold, as the clerk reads it.
    pub because: String,
    /// Where severity and relation come from.
    pub source: String,
    /// Why a bureau has it; nobody must say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// First year in force.
    pub since: ReferenceYear,
    /// Last year in force; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ReferenceYear>,
}

fn skip() -> Missing {
    Missing::SkipNotApplicable
}

impl Relation {
    /// The years in which the relation is in force.
    pub fn years(&self) -> Years {
        Years {
            since: self.since,
            until: self.until,
        }
    }
}
