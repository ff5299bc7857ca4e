//! Thresholds (阈值): the bounds that rules judge by, as data.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bureau::{School, SchoolKind};
use crate::code::{EntityCode, IndicatorCode, RuleCode};
use crate::quantity::Quantity;
use crate::year::{ReferenceYear, Years};

/// One bound of one rule. The nation sets it for everything; an entry that says more — an item or
/// indicator, a school, or that it is the bureau's own — stands in front of it for just that, and
/// leaves the rule's other bounds as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The rule, `YOY002`.
    pub rule: RuleCode,
    /// Which of the rule's bounds, `relative`.
    pub name: String,
    /// The bound.
    pub value: Quantity,
    /// Its unit, as people read it.
    pub unit: String,
    /// The item or indicator that it is for; all that the rule looks at where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<IndicatorCode>,
    /// The school that it is for; only in a bureau's own file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<EntityCode>,
    /// The type of school that it is for; every type where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SchoolKind>,
    /// Only for schools that were there before this year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founded_before: Option<ReferenceYear>,
    /// Why a bureau sets it otherwise than the nation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// First year in force.
    pub since: ReferenceYear,
    /// Last year in force; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<ReferenceYear>,
}

impl Threshold {
    /// The years in which it is in force.
    pub fn years(&self) -> Years {
        Years {
            since: self.since,
            until: self.until,
        }
    }

    /// Of the bounds of a rule, the most particular first, the one for an item or indicator and a school.
    pub fn in_force<'a>(
        of_rule: &'a [Self],
        name: &str,
        about: Option<&IndicatorCode>,
        school: Option<&School>,
    ) -> Option<&'a Self> {
        let mut named = of_rule.iter().filter(|found| found.name == name);
        named.find(|found| found.covers(about, school))
    }

    /// Whether it is a matter of the school if it holds.
    pub fn is_of_some_schools(&self) -> bool {
        self.school.is_some() || self.kind.is_some() || self.founded_before.is_some()
    }

    /// Whether it speaks of this: what it leaves open, it says of everything.
    pub(super) fn covers(&self, about: Option<&IndicatorCode>, school: Option<&School>) -> bool {
        let about_fits = self.about.is_none() || self.about.as_ref() == about;
        let code = school.map(|school| &school.code);
        let school_fits = self.school.is_none() || self.school.as_ref() == code;
        let kind_fits = self.kind.is_none() || self.kind == school.map(|school| school.kind);
        let is_new = |before| {
            let since = school.and_then(|school| school.since);
            since.is_some_and(|since| before <= since)
        };
        about_fits && school_fits && kind_fits && !self.founded_before.is_some_and(is_new)
    }

    /// How much it says; the most particular one decides.
    pub(super) fn particularity(&self, of_bureau: bool) -> (bool, bool, bool, bool) {
        let is_of_kind = self.kind.is_some();
        let (school, about) = (self.school.is_some(), self.about.is_some());
        (school, about, of_bureau, is_of_kind)
    }

    /// What must not stand twice in one layer.
    pub(super) fn key(&self) -> String {
        let about = self.about.as_ref().map_or("", IndicatorCode::as_str);
        let school = self.school.as_ref().map_or("", EntityCode::as_str);
        let kind = self.kind.map_or("", SchoolKind::name);
        [self.rule.as_str(), &self.name, about, school, kind].join("·")
    }
}

impl fmt::Display for Threshold {
    /// The bound with its unit, `20%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value.to_plain_text(), self.unit)
    }
}
