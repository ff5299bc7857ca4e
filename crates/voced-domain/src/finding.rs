//! Findings: a fault in the data is a value, with its place and its remedy.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::code::{EntityCode, ItemCode, RuleCode};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 强制: must be corrected.
    Error,
    /// 核实: correct it or explain it.
    Explain,
    /// 提示: for information.
    Notice,
}

impl Severity {
    /// The severity in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "强制",
            Severity::Explain => "核实",
            Severity::Notice => "提示",
        }
    }

    /// Whether an open finding of this severity keeps a run from being done.
    pub fn blocks(self) -> bool {
        matches!(self, Severity::Error | Severity::Explain)
    }
}

/// Whether a finding still waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingStatus {
    /// Nobody answered it.
    Open,
    /// The school explained it.
    Explained,
    /// The bureau waived it.
    Waived,
}

/// What a rule is: the entry of a registry. Reading, checking and auditing register their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleCard {
    /// Stable code, `STR004`.
    pub code: &'static str,
    /// Name of the fault, `缺少工作表`.
    pub name: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where rule and severity come from.
    pub source: &'static str,
    /// What it finds, why that matters, how to correct it.
    pub manual: &'static str,
}

/// A place that a finding points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// File name.
    pub file: String,
    /// Sheet; absent where the whole workbook is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell in A1; absent where the whole sheet is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The item that stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
}

/// A fault in the data, said so that the person who gets it can mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: RuleCode,
    /// Name of the fault.
    pub name: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether it waits for an answer.
    pub status: FindingStatus,
    /// The school it concerns, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<EntityCode>,
    /// What is the matter, in one sentence without place and remedy.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// By how much they differ, for numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// Places concerned; the first is the primary one.
    pub locations: Vec<Location>,
}

impl Finding {
    /// A finding under a rule, open, without a school, a difference or a place as yet.
    pub fn new(
        card: &RuleCard,
        message: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule: RuleCode::new(card.code).expect("a test checks the codes of all registries"),
            name: card.name.into(),
            severity: card.severity,
            status: FindingStatus::Open,
            school: None,
            message: message.into(),
            remedy: remedy.into(),
            found: found.into(),
            expected: expected.into(),
            difference: None,
            locations: Vec::new(),
        }
    }

    /// The same finding with one more place.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.locations.push(location);
        self
    }

    /// The same finding, of a school.
    #[must_use]
    pub fn of_school(mut self, school: Option<EntityCode>) -> Self {
        self.school = school;
        self
    }

    /// Whether it is open and grave enough to keep the run from being done.
    pub fn blocks(&self) -> bool {
        self.status == FindingStatus::Open && self.severity.blocks()
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " {sheet}")?;
        }
        if let Some(cell) = &self.cell {
            write!(f, "!{cell}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Finding {
    /// Place, what is the matter, remedy, rule: one line as a clerk reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = self.locations.first() {
            write!(f, "{location} ")?;
        }
        write!(f, "{}。{}（{}）", self.message, self.remedy, self.rule)
    }
}
