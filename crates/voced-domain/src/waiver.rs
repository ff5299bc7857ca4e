//! Waivers (豁免): findings that the bureau answers itself, with who, when and why.

use std::fmt;

use serde::Deserialize;

use crate::code::{EntityCode, RuleCode};
use crate::finding::Finding;
use crate::toml_words;

/// A finding that the bureau lets stand. It holds as long as the values it names are the ones that
/// the finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    pub rule: RuleCode,
    /// The school, or the region for figures of all schools together.
    pub school: EntityCode,
    /// The values that the finding rests on, as the check report shows them: `7.03=712；7.02=421`.
    pub values: String,
    /// The office that waives.
    pub by: String,
    /// The day, `2020-11-20`.
    pub on: String,
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
    waiver: Vec<toml::Spanned<Waiver>>,
}

/// Reads a `waivers.toml`.
///
/// # Errors
/// A [`WaiverError`] where the text is no TOML of this shape, or a waiver does not say who, when
/// and why.
pub fn waivers(text: &str) -> Result<Vec<Waiver>, WaiverError> {
    let line = |offset: usize| {
        text.as_bytes()[..offset.min(text.len())]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1
    };
    let file: File = toml::from_str(text).map_err(|error| WaiverError {
        line: line(error.span().map_or(0, |span| span.start)),
        message: toml_words::in_chinese(error.message()),
    })?;
    let checked = |spanned: toml::Spanned<Waiver>| {
        let start = spanned.span().start;
        let waiver = spanned.into_inner();
        let said = [&waiver.values, &waiver.by, &waiver.on, &waiver.reason];
        if said.iter().any(|text| text.trim().is_empty()) {
            let message = "values、by、on、reason都要写明".into();
            let line = line(start);
            return Err(WaiverError { line, message });
        }
        if !is_day(&waiver.on) {
            let message = format!("on是“{}”，应为日期，如2020-11-20", waiver.on);
            let line = line(start);
            return Err(WaiverError { line, message });
        }
        Ok(waiver)
    };
    file.waiver.into_iter().map(checked).collect()
}

/// Whether a text is a day, `2020-11-20`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    match parts.as_slice() {
        [year, month, day] => {
            year.len() == 4 && (1..=12).contains(&number(month)) && (1..=31).contains(&number(day))
        }
        _ => false,
    }
}

impl Waiver {
    /// Whether it speaks of the finding, whatever the values are now.
    pub fn is_about(&self, finding: &Finding) -> bool {
        finding.is_under(&self.rule) && finding.school.as_ref() == Some(&self.school)
    }

    /// Whether it answers the finding.
    pub fn answers(&self, finding: &Finding) -> bool {
        self.is_about(finding) && finding.rests_on().is_within(&self.values)
    }
}
