//! Waivers (豁免): findings that the bureau answers itself, with who, when and why.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::code::{EntityCode, RuleCode};
use crate::finding::Finding;
use crate::toml_words;

/// A finding that the bureau lets stand. It holds as long as the values it names are the ones that
/// the finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule.
    pub rule: RuleCode,
    /// The school, or the region for figures of all schools together.
    pub school: EntityCode,
    /// The values that the finding rests on, as the check report shows them: `7.03=712；7.02=421`.
    pub values: String,
    /// The office that waives.
    pub by: String,
    /// The day, written `2020-11-20`.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A `waivers.toml` that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverError {
    /// Line in the file, counted from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for WaiverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行读不懂（{}）", self.line, self.message)
    }
}

impl std::error::Error for WaiverError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    waiver: Vec<toml::Spanned<Written>>,
}

/// A waiver as it is written.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: RuleCode,
    school: EntityCode,
    values: String,
    by: String,
    on: String,
    reason: String,
}

/// Reads a `waivers.toml`.
///
/// # Errors
/// A [`WaiverError`] where the text is no TOML of this shape, or a waiver does not say who, when
/// and why.
pub fn waivers(text: &str) -> Result<Vec<Waiver>, WaiverError> {
    let line = |offset: usize| {
        let before = &text.as_bytes()[..offset.min(text.len())];
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    };
    let file: File = toml::from_str(text).map_err(|error| WaiverError {
        line: line(error.span().map_or(0, |span| span.start)),
        message: toml_words::in_chinese(error.message()),
    })?;
    let checked = |spanned: toml::Spanned<Written>| {
        let line = line(spanned.span().start);
        let written = spanned.into_inner();
        written
            .checked()
            .map_err(|message| WaiverError { line, message })
    };
    file.waiver.into_iter().map(checked).collect()
}

impl Written {
    fn checked(self) -> Result<Waiver, String> {
        let said = [&self.values, &self.by, &self.on, &self.reason];
        if said.iter().any(|text| text.trim().is_empty()) {
            return Err("values、by、on、reason都要写明".into());
        }
        let on = self
            .on
            .parse()
            .map_err(|_| format!("on是“{}”，应为日期，如2020-11-20", self.on))?;
        Ok(Waiver {
            rule: self.rule,
            school: self.school,
            values: self.values,
            by: self.by,
            on,
            reason: self.reason,
        })
    }
}

impl Waiver {
    /// The waiver as an entry of a `waivers.toml`, whatever characters its texts have.
    pub fn to_toml(&self) -> String {
        #[derive(Serialize)]
        struct One {
            waiver: [Written; 1],
        }
        let written = Written {
            rule: self.rule.clone(),
            school: self.school.clone(),
            values: self.values.clone(),
            by: self.by.clone(),
            on: self.on.to_string(),
            reason: self.reason.clone(),
        };
        let one = One { waiver: [written] };
        toml::to_string(&one).expect("texts under plain keys")
    }

    /// Whether it speaks of the finding, whatever the values are now.
    pub fn is_about(&self, finding: &Finding) -> bool {
        finding.is_under(&self.rule) && finding.school.as_ref() == Some(&self.school)
    }

    /// Whether it answers the finding.
    pub fn answers(&self, finding: &Finding) -> bool {
        self.is_about(finding) && finding.rests_on().is_within(&self.values)
    }
}
