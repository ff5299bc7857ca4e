//! How a figure is marked in a finished document, so that it is found again after editing.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::code::{DefinitionVersion, EntityCode, IndicatorCode};
use crate::fact::{FactKey, Provenance};
use crate::year::ReferenceYear;

/// What of a fact a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Its value.
    Value,
    /// Its change against the year before.
    Change,
    /// Its change over the schools that reported in both years.
    SameSchools,
}

/// The mark of a figure: which fact, what of it, and the how-manieth use of it in the document.
///
/// Written as `employment_rate/national/2020/220300/collected/value/1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureTag {
    /// The fact.
    pub key: FactKey,
    /// Value, change, or change over the same schools.
    pub aspect: Aspect,
    /// Counted from one in the order of reading.
    pub occurrence: u32,
}

/// A figure as it is listed in the properties of a document: its mark and the text it was given.
///
/// Written as `employment_rate/national/2020/220300/collected/value/1|97.8%`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedFigure {
    /// Its mark.
    pub tag: FigureTag,
    /// The text it was given.
    pub text: String,
}

/// The namespace of the part of a document that keeps its text as it was written: `<text>` of `<p>`,
/// in which each figure is a `<figure tag="…">`.
pub const WRITTEN_TEXT: &str = "urn:voced:written-text:1";

/// Between the mark of a figure and its text.
const SEPARATOR: char = '|';

/// A text that is no mark of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureTagError {
    text: String,
}

impl fmt::Display for FigureTagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是数字标记", self.text)
    }
}

impl std::error::Error for FigureTagError {}

const VINTAGES: [(Provenance, &str); 3] = [
    (Provenance::Collected, "collected"),
    (Provenance::Printed, "printed"),
    (Provenance::Derived, "derived"),
];
const ASPECTS: [(Aspect, &str); 3] = [
    (Aspect::Value, "value"),
    (Aspect::Change, "change"),
    (Aspect::SameSchools, "same_schools"),
];

fn word_of<T: PartialEq>(words: &[(T, &'static str)], wanted: &T) -> &'static str {
    let found = words.iter().find(|(value, _)| value == wanted);
    found.map_or("", |(_, word)| word)
}

fn value_of<T: Copy>(words: &[(T, &'static str)], wanted: &str) -> Option<T> {
    let found = words.iter().find(|(_, word)| *word == wanted);
    found.map(|(value, _)| *value)
}

impl fmt::Display for FigureTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FactKey {
            indicator,
            version,
            year,
            entity,
            provenance,
        } = &self.key;
        let (provenance, aspect) = (
            word_of(&VINTAGES, provenance),
            word_of(&ASPECTS, &self.aspect),
        );
        let occurrence = self.occurrence;
        write!(
            f,
            "{indicator}/{version}/{year}/{entity}/{provenance}/{aspect}/{occurrence}"
        )
    }
}

impl FromStr for FigureTag {
    type Err = FigureTagError;

    fn from_str(text: &str) -> Result<Self, FigureTagError> {
        parse(text).ok_or_else(|| FigureTagError { text: text.into() })
    }
}

impl fmt::Display for MarkedFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{SEPARATOR}{}", self.tag, self.text)
    }
}

impl FromStr for MarkedFigure {
    type Err = FigureTagError;

    fn from_str(text: &str) -> Result<Self, FigureTagError> {
        let (tag, given) = text.split_once(SEPARATOR).unwrap_or((text, ""));
        Ok(Self {
            tag: tag.trim().parse()?,
            text: given.to_owned(),
        })
    }
}

fn parse(text: &str) -> Option<FigureTag> {
    let parts: Vec<&str> = text.split('/').collect();
    let [
        indicator,
        version,
        year,
        entity,
        provenance,
        aspect,
        occurrence,
    ] = parts.as_slice()
    else {
        return None;
    };
    Some(FigureTag {
        key: FactKey {
            indicator: IndicatorCode::new(indicator).ok()?,
            version: DefinitionVersion::new(version).ok()?,
            year: ReferenceYear::new(year.parse().ok()?).ok()?,
            entity: EntityCode::new(entity).ok()?,
            provenance: value_of(&VINTAGES, provenance)?,
        },
        aspect: value_of(&ASPECTS, aspect)?,
        occurrence: occurrence.parse().ok()?,
    })
}

impl Serialize for FigureTag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FigureTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_back_from_its_text() {
        let text = "employment_rate/national/2020/220300/collected/value/1";
        let tag: FigureTag = text.parse().unwrap();
        assert_eq!(tag.key.indicator.as_str(), "employment_rate");
        assert_eq!(tag.to_string(), text);
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for text in ["", "a/b", "a/national/2020/220300/collected/value/x"] {
            assert!(text.parse::<FigureTag>().is_err(), "{text}");
        }
    }
}
