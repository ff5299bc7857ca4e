//! Data items (数据项) and their groups, which become the sheets of a workbook.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::code::{DefinitionVersion, GroupCode, IndicatorCode, ItemCode, RuleCode};
use crate::unit::Unit;
use crate::year::{ReferenceYear, Years};

use super::former::{FormerName, old_names, put_back};
use super::indicator::{ChangeRule, Formula, Indicator};

/// Whose workbook asks for the items of a group: the unit that reports them, in the words of SDMX.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportingUnit {
    /// Each school's workbook.
    School,
    /// The bureau's own workbook, for the whole region.
    #[serde(rename = "city")]
    Region,
}

/// A group of data items: one sheet of the workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Code, `scale`.
    pub code: GroupCode,
    /// Name, `规模`.
    pub name: String,
    /// Whose workbook holds the sheet.
    #[serde(rename = "holder")]
    pub reporting_unit: ReportingUnit,
    /// Present where the sheet is a repeating table with one row for each major or enterprise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// What the clerk should know before filling in the sheet.
    pub instruction: String,
    /// Why a bureau has it; nobody must say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// First year in force.
    pub since: ReferenceYear,
    /// Last year in force; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ReferenceYear>,
    /// What it was called before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerName>,
}

/// A repeating table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// How many rows the template offers.
    pub rows: u16,
    /// The column without which a row counts as not filled in.
    pub key: ItemCode,
    /// Whether a school may have nothing to put into it.
    #[serde(default)]
    pub may_be_empty: bool,
}

/// What kind of answer an item takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A whole number, zero or more.
    Count,
    /// An amount of money, zero or more, with the item's decimals.
    Money,
    /// A mean that the school computed itself, zero or more; schools are weighted by heads.
    Mean,
    /// Free text.
    Text,
    /// One of the item's choices.
    Choice,
    /// A calendar date.
    Date,
}

impl Kind {
    /// Whether answers are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Count | Kind::Money | Kind::Mean)
    }

    /// The kind in Chinese, as prompts name it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Count => "不小于0的整数",
            Kind::Money => "不小于0的金额",
            Kind::Mean => "不小于0的平均数",
            Kind::Text => "文字",
            Kind::Choice => "下拉选项之一",
            Kind::Date => "日期",
        }
    }
}

/// An official list of choices that changes with the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficialList {
    /// The 大类 of the 专业目录 in force, `05 加工制造类`.
    MajorCategories,
}

/// A data item: one figure or text that a workbook asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataItem {
    /// Code, `students.enrolled`.
    pub code: ItemCode,
    /// Number in the workbook, `3.01`.
    pub number: String,
    /// Name as printed, `在籍学生数`.
    pub name: String,
    /// Whether it is a part of the item above it, and labelled 其中.
    #[serde(default)]
    pub part: bool,
    /// The sheet it stands on.
    pub group: GroupCode,
    /// Kind of answer.
    pub kind: Kind,
    /// Unit; numbers have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Decimals of money and means; counts have none.
    #[serde(default)]
    pub decimals: u8,
    /// Decimals that sums are printed with, where they are fewer than what is entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum_decimals: Option<u8>,
    /// Definition (口径), as the clerk reads it.
    pub definition: String,
    /// 统计时点: a date, a school year, a calendar year or a graduating class.
    pub reference: String,
    /// Whether the answer may be left blank. Blank is never taken for zero.
    #[serde(default)]
    pub optional: bool,
    /// Whether 不适用 is an answer.
    #[serde(default)]
    pub may_not_apply: bool,
    /// Whether zero is an answer. A school without students is a slip.
    #[serde(default = "yes")]
    pub may_be_zero: bool,
    /// A text of exactly so many digits: 6 for a 专业代码, whose leading zero counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<u8>,
    /// The closed list of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// An official list that the choices are taken from instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices_from: Option<OfficialList>,
    /// Whether the template fills the answer in from what the bureau knows, locked.
    #[serde(default)]
    pub prefilled: bool,
    /// Whether a school's answer in the row of a table stands in its next workbook already, to be corrected:
    /// what a major or a partner is, not how many.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried_over: bool,
    /// Whether the answer is about a person: a name, a telephone number. It is for the bureau alone, and no
    /// published file bears it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// Whether schools' answers may be added up. Means and identities may not.
    #[serde(default = "yes")]
    pub additive: bool,
    /// Whether adding it up makes a figure worth printing.
    #[serde(default = "yes")]
    pub published: bool,
    /// The rule that uses the item, where neither an indicator nor a relation does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_rule: Option<RuleCode>,
    /// Other names under which reports mention it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// 口径 version of the definition.
    #[serde(default = "DefinitionVersion::national")]
    pub version: DefinitionVersion,
    /// Why a bureau defines it otherwise than the nation.
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

/// A name in quotation marks; marks within it become single ones.
pub fn quoted(name: &str) -> String {
    format!("“{}”", name.replace('“', "‘").replace('”', "’"))
}

fn yes() -> bool {
    true
}

impl Group {
    /// The years in which the group is in force.
    pub fn years(&self) -> Years {
        Years {
            since: self.since,
            until: self.until,
        }
    }

    /// The group as it was called in a year.
    pub(super) fn in_year(&self, year: ReferenceYear) -> Self {
        let mut group = self.clone();
        put_back(&self.former, year, |then| {
            group.name = then.name.clone().unwrap_or_else(|| group.name.clone());
            let instruction = then.instruction.clone();
            group.instruction = instruction.unwrap_or_else(|| group.instruction.clone());
        });
        group
    }
}

impl DataItem {
    /// The item as it was called in a year; what it was called before is another name of it.
    pub(super) fn in_year(&self, year: ReferenceYear) -> Self {
        let mut item = self.clone();
        put_back(&self.former, year, |then| {
            item.name = then.name.clone().unwrap_or_else(|| item.name.clone());
            let definition = then.definition.clone();
            item.definition = definition.unwrap_or_else(|| item.definition.clone());
        });
        item.aliases.extend(old_names(&self.former, year).cloned());
        item
    }

    /// The years in which the item is in force.
    pub fn years(&self) -> Years {
        Years {
            since: self.since,
            until: self.until,
        }
    }

    /// The name as it stands in the workbook.
    pub fn label(&self) -> String {
        let of_above = if self.part { "其中：" } else { "" };
        format!("{of_above}{}", self.name)
    }

    /// The name in quotation marks; marks within it become single ones.
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// Decimals that the item's figures are printed with: none for counts.
    pub fn printed_decimals(&self) -> u8 {
        match self.kind {
            Kind::Money | Kind::Mean => self.sum_decimals.unwrap_or(self.decimals),
            _ => 0,
        }
    }

    /// Decimals that an answer is entered and shown with: none for counts. A sum may be printed with
    /// fewer.
    pub fn entered_decimals(&self) -> u8 {
        match self.kind {
            Kind::Money | Kind::Mean => self.decimals,
            _ => 0,
        }
    }

    /// The indicator that adds the item up over schools and carries the item's own code; `None`
    /// for items whose sum means nothing.
    pub fn sum(&self) -> Option<Indicator> {
        let unit = self.unit.filter(|_| self.additive && self.published)?;
        self.kind.is_number().then(|| Indicator {
            code: IndicatorCode::from(self.code.clone()),
            name: self.name.clone(),
            group: self.group.clone(),
            version: self.version.clone(),
            formula: Formula::Sum {
                of: vec![self.code.clone()],
            },
            unit,
            decimals: self.printed_decimals(),
            change: ChangeRule::Absolute,
            aliases: self.aliases.clone(),
            definition: self.definition.clone(),
            reason: self.reason.clone(),
            source: self.source.clone(),
            since: self.since,
            until: self.until,
            former: self.former.clone(),
        })
    }
}

impl fmt::Display for DataItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.name)
    }
}
