//! Findings: a fault in the data is a value, with its place and its remedy.

use std::borrow::Cow;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingStatus {
    /// Nobody answered it.
    Open,
    /// The school explained it.
    Explained,
    /// The bureau waived it.
    Waived,
}

impl FindingStatus {
    /// The status in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            FindingStatus::Open => "待处理",
            FindingStatus::Explained => "已说明",
            FindingStatus::Waived => "已豁免",
        }
    }
}

/// What answered a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The explanation, or the reason of a waiver.
    pub text: String,
    /// Who gave it: the school, or the office that waived.
    pub by: String,
    /// The day of a waiver, `2020-11-20`; an explanation has the day of its workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

impl Reply {
    /// Who answered, where it was the school itself.
    pub const SCHOOL: &'static str = "学校";

    /// What the school wrote.
    pub fn by_school(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            by: Self::SCHOOL.into(),
            on: None,
        }
    }

    /// Whether the school wrote it.
    pub fn is_by_school(&self) -> bool {
        self.by == Self::SCHOOL
    }
}

/// What a rule is: the entry of a registry. Reading, checking and auditing register their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCard {
    /// Stable code, `STR004`.
    pub code: Cow<'static, str>,
    /// Name of the fault, `缺少工作表`.
    pub name: Cow<'static, str>,
    /// How grave it is.
    pub severity: Severity,
    /// Where rule and severity come from.
    pub source: Cow<'static, str>,
    /// What people read of it.
    pub manual: Manual,
}

/// The manual of a rule, in sentences that a clerk understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manual {
    /// What it finds.
    pub finds: Cow<'static, str>,
    /// Why that matters.
    pub matters: Cow<'static, str>,
    /// How to correct it.
    pub correct: Cow<'static, str>,
    /// What it looks like.
    pub example: Cow<'static, str>,
}

impl RuleCard {
    /// A card of constants, for the registries.
    pub const fn new(
        code: &'static str,
        name: &'static str,
        severity: Severity,
        source: &'static str,
        manual: Manual,
    ) -> Self {
        Self {
            code: Cow::Borrowed(code),
            name: Cow::Borrowed(name),
            severity,
            source: Cow::Borrowed(source),
            manual,
        }
    }

    /// The rule's code.
    pub fn rule(&self) -> RuleCode {
        RuleCode::new(&*self.code).expect("a test checks the codes of all registries")
    }
}

impl Manual {
    /// A manual of constants.
    pub const fn new(
        finds: &'static str,
        matters: &'static str,
        correct: &'static str,
        example: &'static str,
    ) -> Self {
        Self {
            finds: Cow::Borrowed(finds),
            matters: Cow::Borrowed(matters),
            correct: Cow::Borrowed(correct),
            example: Cow::Borrowed(example),
        }
    }
}

/// A place that a finding points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// The values that the finding rests on, `7.03=712；7.02=421`. An explanation or a waiver
    /// answers the finding only as long as they stay. Empty where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Other rules that the same cause breaks, which have no finding of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<RuleCode>,
    /// How many checks cannot be made before this is mended.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub muted: u32,
    /// What answered it, or an answer that no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
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
            rule: card.rule(),
            name: card.name.to_string(),
            severity: card.severity,
            status: FindingStatus::Open,
            school: None,
            message: message.into(),
            remedy: remedy.into(),
            found: found.into(),
            expected: expected.into(),
            difference: None,
            locations: Vec::new(),
            evidence: String::new(),
            also: Vec::new(),
            muted: 0,
            reply: None,
        }
    }

    /// The primary place.
    pub fn place(&self) -> Option<&Location> {
        self.locations.first()
    }

    /// What an explanation or a waiver must name to answer this and no other finding.
    pub fn token(&self) -> &str {
        if self.evidence.is_empty() {
            &self.found
        } else {
            &self.evidence
        }
    }

    /// Whether it is told under this rule, or under another that the same cause breaks.
    pub fn is_under(&self, rule: &RuleCode) -> bool {
        self.rule == *rule || self.also.contains(rule)
    }

    /// Whether it rests on nothing but values that an answer names, so that the answer holds for it.
    pub fn rests_within(&self, values: &str) -> bool {
        let named: Vec<&str> = values.split('；').collect();
        let token = self.token();
        token == values || token.split('；').all(|value| named.contains(&value))
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

/// How often a rule passed, failed, or could not judge for want of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleTally {
    /// The rule.
    pub code: RuleCode,
    /// How often it passed.
    pub pass: u32,
    /// How often it failed.
    pub fail: u32,
    /// How often an answer was missing without which it cannot judge.
    pub not_evaluable: u32,
}

impl RuleTally {
    /// Adds the counts of the same rule elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.pass += other.pass;
        self.fail += other.fail;
        self.not_evaluable += other.not_evaluable;
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
