//! What a finding rests on, which an explanation or a waiver names to answer that and no other.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::cell::Position;
use crate::code::{IndicatorCode, ItemCode};
use crate::quantity::Quantity;

/// Between two values as they are written.
const SEPARATOR: char = '；';
/// Between the name of a value and the value.
const EQUALS: char = '=';

/// The values that a finding rests on, `7.03=712；7.02=421`. An answer to the finding holds as long
/// as they stay.
///
/// Written for people, who copy it into a waiver or find it beside their answer in a returned
/// workbook; read back from there, it names its values as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence(Vec<(EvidenceKey, EvidenceValue)>);

/// What a value of the evidence is a value of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceKey {
    /// The answers to an item. It is known by its code, whatever number it has on the sheet.
    Item {
        /// The item.
        item: ItemCode,
        /// 编号 as people know it, with the 口径 version where that is not the nation's.
        number: String,
        /// Which of its answers.
        part: EvidencePart,
    },
    /// A figure as it is printed.
    Figure {
        /// The indicator.
        indicator: IndicatorCode,
        /// Its name, with the 口径 version where that is not the nation's.
        name: String,
    },
    /// What a cell shows, whatever stands there.
    Cell {
        /// Title of the sheet.
        sheet: String,
        /// The cell.
        position: Position,
    },
    /// Something that has no code.
    Named(String),
    /// A value that says itself what it is.
    Unnamed,
}

/// Which answers to an item a value of the evidence is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidencePart {
    /// The one answer.
    Whole,
    /// The answer in a row of a table, counted from zero.
    Row(u16),
    /// The sum of several.
    Total,
}

/// A value that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceValue {
    /// A number.
    Number(Quantity),
    /// What was typed, or how a figure is printed.
    Text(String),
}

impl Evidence {
    /// Values in the order in which they are named.
    pub fn new(values: impl IntoIterator<Item = (EvidenceKey, EvidenceValue)>) -> Self {
        Self(values.into_iter().collect())
    }

    /// One value.
    pub fn of(key: EvidenceKey, value: impl Into<EvidenceValue>) -> Self {
        Self(vec![(key, value.into())])
    }

    /// The same evidence with one more value.
    #[must_use]
    pub fn and(mut self, key: EvidenceKey, value: impl Into<EvidenceValue>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// The values in order.
    pub fn values(&self) -> &[(EvidenceKey, EvidenceValue)] {
        &self.0
    }

    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether each of its values is among those that somebody wrote, so that what was said of them
    /// holds. Items may be written by their number or by their code, numbers in any form that is the
    /// same number.
    pub fn is_within(&self, written: &str) -> bool {
        let written = written.trim().replace(';', "；");
        let parts: Vec<&str> = written.split(SEPARATOR).collect();
        let is_written = |(key, value): &(EvidenceKey, EvidenceValue)| {
            let text = shown(key, value);
            let is_said = |part: &&str| key.is_called(part, value);
            // What was typed into a cell may hold the separator itself.
            text.split(SEPARATOR).all(|part| parts.contains(&part)) || parts.iter().any(is_said)
        };
        self.to_string() == written || self.0.iter().all(is_written)
    }

    /// Whether it and what somebody wrote speak of one thing at least: the one is what the other was
    /// before.
    pub fn shares_a_name_with(&self, written: &str) -> bool {
        let written = written.trim().replace(';', "；");
        let written: BTreeSet<&str> = written.split(SEPARATOR).map(name_of).collect();
        self.0.iter().any(|(key, value)| {
            let text = shown(key, value);
            let mut parts = text.split(SEPARATOR).map(name_of);
            let by_code = key.by_code();
            let is_code = by_code.is_some_and(|code| written.contains(&*code));
            is_code || parts.any(|name| written.contains(name))
        })
    }
}

/// What stands before the first `=`.
fn name_of(part: &str) -> &str {
    part.split(EQUALS).next().unwrap_or(part)
}

fn shown(key: &EvidenceKey, value: &EvidenceValue) -> String {
    match key {
        EvidenceKey::Unnamed => value.to_string(),
        key => format!("{key}{EQUALS}{value}"),
    }
}

impl EvidenceKey {
    /// Whether a part of what somebody wrote names this key with this number.
    fn is_called(&self, part: &str, value: &EvidenceValue) -> bool {
        let Some((name, written)) = part.trim().rsplit_once(EQUALS) else {
            return false;
        };
        let is_named = name == self.to_string() || self.by_code().is_some_and(|code| code == name);
        let is_same = match value {
            EvidenceValue::Number(number) => written
                .parse()
                .is_ok_and(|found: Quantity| found == *number),
            EvidenceValue::Text(text) => written == text,
        };
        is_named && is_same
    }

    /// The key by its code, which stays where numbers and names change: `students.enrolled合计`.
    fn by_code(&self) -> Option<String> {
        match self {
            EvidenceKey::Item { item, part, .. } => Some(format!("{item}{part}")),
            EvidenceKey::Figure { indicator, .. } => Some(indicator.to_string()),
            _ => None,
        }
    }
}

impl fmt::Display for EvidenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EvidenceKey::Item { number, part, .. } => write!(f, "{number}{part}"),
            EvidenceKey::Figure { name, .. } | EvidenceKey::Named(name) => f.write_str(name),
            EvidenceKey::Cell { sheet, position } => write!(f, "{sheet}!{position}"),
            EvidenceKey::Unnamed => Ok(()),
        }
    }
}

impl fmt::Display for EvidencePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EvidencePart::Whole => Ok(()),
            EvidencePart::Row(row) => write!(f, "序号{}", u32::from(*row) + 1),
            EvidencePart::Total => f.write_str("合计"),
        }
    }
}

impl fmt::Display for EvidenceValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EvidenceValue::Number(number) => f.write_str(&number.to_short_text()),
            EvidenceValue::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, (key, value)) in self.0.iter().enumerate() {
            if idx > 0 {
                write!(f, "{SEPARATOR}")?;
            }
            f.write_str(&shown(key, value))?;
        }
        Ok(())
    }
}

impl From<Quantity> for EvidenceValue {
    fn from(number: Quantity) -> Self {
        Self::Number(number)
    }
}

impl From<&Quantity> for EvidenceValue {
    fn from(number: &Quantity) -> Self {
        Self::Number(number.clone())
    }
}

impl From<String> for EvidenceValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for EvidenceValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl FromStr for Evidence {
    type Err = Infallible;

    /// Reads what [`Display`](fmt::Display) wrote: names as they were written, values as texts.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let value = |part: &str| match part.split_once(EQUALS) {
            Some((name, value)) => (EvidenceKey::Named(name.to_owned()), value.into()),
            None => (EvidenceKey::Unnamed, part.into()),
        };
        let parts = text.split(SEPARATOR).filter(|part| !part.is_empty());
        Ok(Self(parts.map(value).collect()))
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text
            .parse()
            .unwrap_or_else(|never: Infallible| match never {}))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: &str, code: &str, part: EvidencePart) -> EvidenceKey {
        EvidenceKey::Item {
            item: ItemCode::constant(code),
            number: number.into(),
            part,
        }
    }

    fn of_relation() -> Evidence {
        Evidence::of(
            item("7.03", "placement.matched", EvidencePart::Whole),
            Quantity::from(712),
        )
        .and(
            item("3.01", "students.enrolled", EvidencePart::Total),
            Quantity::from(20),
        )
        .and(EvidenceKey::Unnamed, "上年应为19")
    }

    #[test]
    fn it_is_written_as_people_copy_it() {
        let cell = EvidenceKey::Cell {
            sheet: "表5教师".into(),
            position: Position { row: 3, column: 4 },
        };
        let row = item("1.02", "major.code", EvidencePart::Row(2));
        let all = of_relation().and(row, "090100").and(cell, "#REF!");
        assert_eq!(
            all.to_string(),
            "7.03=712；3.01合计=20；上年应为19；1.02序号3=090100；表5教师!E4=#REF!"
        );
        assert_eq!(
            all.to_string().parse(),
            Ok::<_, Infallible>(all.to_string().parse::<Evidence>().expect("never fails"))
        );
    }

    #[test]
    fn an_answer_holds_for_the_values_that_it_names_however_they_are_written() {
        let holds = |written: &str| of_relation().is_within(written);
        for written in [
            "7.03=712；3.01合计=20；上年应为19",
            " 7.03=712;3.01合计=20;上年应为19 ",
            "上年应为19；5.01=7；3.01合计=20；7.03=712",
            "placement.matched=712.0；students.enrolled合计=20；上年应为19",
        ] {
            assert!(holds(written), "{written}");
        }
        for written in [
            "",
            "7.03=712",
            "7.03=713；3.01合计=20；上年应为19",
            "7.03=712；3.01=20；上年应为19",
            "7.03=712；3.01合计=20；上年应为18",
            "7.02=712；3.01合计=20；上年应为19",
        ] {
            assert!(!holds(written), "{written}");
        }
    }

    #[test]
    fn a_typed_value_may_hold_the_separator() {
        let typed = Evidence::of(EvidenceKey::Named("5.10".into()), "甲；乙");
        assert!(typed.is_within("5.10=甲；乙"));
        assert!(typed.is_within("5.01=7；5.10=甲；乙"));
        assert!(!typed.is_within("5.10=甲"));
    }

    #[test]
    fn what_was_said_of_earlier_values_is_known_by_a_name_in_common() {
        let shares = |written: &str| of_relation().shares_a_name_with(written);
        assert!(shares("7.03=500；7.02=421"));
        assert!(shares("placement.matched=500"));
        assert!(!shares("7.02=421；3.01=20"));
        assert!(!Evidence::default().shares_a_name_with("7.03=500"));
    }
}
