//! Findings: a fault in the data is a value, with its place and its remedy.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::code::{EntityCode, ItemCode, RuleCode};
use crate::evidence::{Evidence, EvidenceKey};
use crate::location::Location;
use crate::quantity::Quantity;
use crate::rule_card::{Concerns, Explains, LooksAt, RuleCard, Severity};

/// The rule that the data are still those that were signed for.
pub const CHANGED_AFTER_SIGNING: &str = "IDN008";

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
    /// The day of a waiver; an explanation has the day of its workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
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

/// By how much what was found misses what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// By just this.
    Exactly(Quantity),
    /// By something between these two, where what was expected is known within limits only.
    Between(Quantity, Quantity),
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Gap::Exactly(size) => f.write_str(&size.to_short_text()),
            Gap::Between(least, most) => {
                write!(f, "{}至{}", least.to_short_text(), most.to_short_text())
            }
        }
    }
}

impl From<Quantity> for Gap {
    fn from(size: Quantity) -> Self {
        Self::Exactly(size)
    }
}

impl Serialize for Gap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Gap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = |text: &str| text.parse::<Quantity>().map_err(de::Error::custom);
        Ok(match text.split_once('至') {
            Some((least, most)) => Self::Between(number(least)?, number(most)?),
            None => Self::Exactly(number(&text)?),
        })
    }
}

/// What is said of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingText {
    /// What is the matter, in one sentence without place and remedy.
    pub message: String,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub remedy: String,
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
    /// What the rule looks at. Not written with the finding.
    #[serde(skip)]
    pub looks_at: LooksAt,
    /// What a school's explanation of an item says of it. Not written with the finding.
    #[serde(skip)]
    pub explains: Explains,
    /// Who can mend it; not written where that is the school.
    #[serde(default, skip_serializing_if = "is_schools")]
    pub concerns: Concerns,
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
    pub difference: Option<Gap>,
    /// Places concerned; the first is the primary one.
    pub locations: Vec<Location>,
    /// The values that the finding rests on. Empty where it rests on what was found, as it stands.
    #[serde(default, skip_serializing_if = "Evidence::is_empty")]
    pub evidence: Evidence,
    /// Other rules that the same cause breaks, which have no finding of their own.
    #[serde(default, rename = "also", skip_serializing_if = "Vec::is_empty")]
    pub same_cause: Vec<RuleCode>,
    /// How many checks cannot be made before this is mended.
    #[serde(default, rename = "muted", skip_serializing_if = "is_zero")]
    pub blocked_checks: u32,
    /// What answered it, or an answer that no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
}

fn is_schools(concerns: &Concerns) -> bool {
    *concerns != Concerns::Bureau
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Finding {
    /// A finding under a rule, open, without a school, a difference or a place as yet.
    pub fn new(card: &RuleCard, text: FindingText) -> Self {
        Self {
            rule: card.rule(),
            name: card.name.to_string(),
            severity: card.severity,
            looks_at: card.looks_at,
            explains: card.explains,
            concerns: card.concerns,
            status: FindingStatus::Open,
            school: None,
            message: text.message,
            remedy: text.remedy,
            found: text.found,
            expected: text.expected,
            difference: None,
            locations: Vec::new(),
            evidence: Evidence::default(),
            same_cause: Vec::new(),
            blocked_checks: 0,
            reply: None,
        }
    }

    /// The primary place.
    pub fn place(&self) -> Option<&Location> {
        self.locations.first()
    }

    /// What an explanation or a waiver must name to answer this and no other finding: its evidence,
    /// or what was found.
    pub fn rests_on(&self) -> Cow<'_, Evidence> {
        if self.evidence.is_empty() {
            Cow::Owned(Evidence::of(EvidenceKey::Unnamed, &*self.found))
        } else {
            Cow::Borrowed(&self.evidence)
        }
    }

    /// Whether it is told under this rule, or under another that the same cause breaks.
    pub fn is_under(&self, rule: &RuleCode) -> bool {
        self.rule == *rule || self.same_cause.contains(rule)
    }

    /// The same finding with one more place.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.locations.push(location);
        self
    }

    /// The same finding with one more place for each of these.
    #[must_use]
    pub fn at_each(mut self, locations: impl IntoIterator<Item = Location>) -> Self {
        self.locations.extend(locations);
        self
    }

    /// The same finding, resting on these values.
    #[must_use]
    pub fn resting_on(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// The same finding, of numbers that differ by this.
    #[must_use]
    pub fn differing_by(mut self, gap: impl Into<Gap>) -> Self {
        self.difference = Some(gap.into());
        self
    }

    /// The same finding, of a school.
    #[must_use]
    pub fn of_school(mut self, school: Option<EntityCode>) -> Self {
        self.school = school;
        self
    }

    /// Whether the bureau alone can mend it, by its filing or its own figures; its schools do not hear of it.
    pub fn is_bureaus(&self) -> bool {
        self.concerns == Concerns::Bureau
    }

    /// Whether a school had better not sign before the bureau has mended it: that it signed for other data
    /// ([`CHANGED_AFTER_SIGNING`]) is mended by signing.
    pub fn keeps_from_signing(&self) -> bool {
        self.blocks() && self.is_bureaus() && self.rule.as_str() != CHANGED_AFTER_SIGNING
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

/// A relation that could not be judged although some of its items were answered: what was answered
/// stands unchecked against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// The relation.
    pub rule: RuleCode,
    /// Whose answers: a school's, or the region's where sums over its schools are related.
    pub entity: EntityCode,
    /// Items of the relation that were answered with numbers.
    pub answered: Vec<ItemCode>,
    /// Items without a usable number; none where whole schools are absent.
    pub missing: Vec<ItemCode>,
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
