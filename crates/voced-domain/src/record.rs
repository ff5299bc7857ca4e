//! The record of a year (办理记录): when workbooks were sent out, how they were found, which sheets came back
//! signed. This project's own.

use chrono::NaiveDate;

use crate::code::EntityCode;
use crate::progress::SchoolStatus;

/// What was done with a school's workbook or the bureau's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordedStep {
    /// 发放: a workbook was made for it to fill in.
    Issued,
    /// 核查: its newest workbook was checked, and it stood so.
    Checked(SchoolStatus),
    /// 签字: its 确认表 came back signed.
    Signed,
}

impl RecordedStep {
    /// All of them, in the order in which they come.
    pub const ALL: [RecordedStep; 6] = [
        RecordedStep::Issued,
        RecordedStep::Checked(SchoolStatus::NotReported),
        RecordedStep::Checked(SchoolStatus::Returned),
        RecordedStep::Checked(SchoolStatus::ToExplain),
        RecordedStep::Checked(SchoolStatus::Passed),
        RecordedStep::Signed,
    ];

    /// The step in Chinese, as the record has it.
    pub fn name(self) -> &'static str {
        match self {
            RecordedStep::Issued => "发放",
            RecordedStep::Checked(status) => status.name(),
            RecordedStep::Signed => "签字",
        }
    }
}

/// A line of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLine {
    /// The day.
    pub on: NaiveDate,
    /// The school or region.
    pub entity: EntityCode,
    /// Its name then, for people.
    pub name: String,
    /// What was done.
    pub step: RecordedStep,
    /// The workbook that it was done with; empty where there was none.
    pub file: String,
    /// The code of the data ([`Dataset::data_hash`](crate::Dataset::data_hash), its first digits); empty where there were none.
    pub code: String,
    /// Who did it, where that was written down.
    pub by: String,
}

/// The lines of a year's record, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The lines.
    pub lines: Vec<RecordLine>,
}

impl Record {
    /// The day on which a workbook was last made for an entity.
    pub fn issued(&self, entity: &EntityCode) -> Option<NaiveDate> {
        let of = self.of(entity);
        let issued = of.rev().find(|line| line.step == RecordedStep::Issued);
        issued.map(|line| line.on)
    }

    /// The last time that a sheet of a school came back signed.
    pub fn signed(&self, entity: &EntityCode) -> Option<&RecordLine> {
        let mut of = self.of(entity).rev();
        of.find(|line| line.step == RecordedStep::Signed)
    }

    /// Whether a school's workbook with these data was checked.
    pub fn is_checked(&self, entity: &EntityCode, code: &str) -> bool {
        let mut of = self.of(entity);
        of.any(|line| matches!(line.step, RecordedStep::Checked(_)) && line.code == code)
    }

    /// Since when a school has stood so without a break, as far as it was checked.
    pub fn since(&self, entity: &EntityCode, status: SchoolStatus) -> Option<NaiveDate> {
        let checked = self
            .of(entity)
            .rev()
            .filter(|line| matches!(line.step, RecordedStep::Checked(_)));
        let same = checked.take_while(|line| line.step == RecordedStep::Checked(status));
        same.last().map(|line| line.on)
    }

    /// Adds a line, but not one that says what the entity's last of this kind said.
    ///
    /// Returns whether it was added.
    pub fn add(&mut self, line: RecordLine) -> bool {
        let is_kind = |other: &&RecordLine| {
            std::mem::discriminant(&other.step) == std::mem::discriminant(&line.step)
        };
        let last = self.of(&line.entity).rev().find(is_kind);
        let says_the_same = |last: &RecordLine| {
            let what = |line: &RecordLine| (line.step, line.file.clone(), line.code.clone());
            let is_same_day = line.step != RecordedStep::Issued || last.on == line.on;
            what(last) == what(&line) && is_same_day
        };
        let is_new = !last.is_some_and(says_the_same);
        if is_new {
            self.lines.push(line);
        }
        is_new
    }

    fn of(&self, entity: &EntityCode) -> impl DoubleEndedIterator<Item = &RecordLine> {
        self.lines.iter().filter(move |line| line.entity == *entity)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn line(on: &str, step: RecordedStep, code: &str) -> RecordLine {
        RecordLine {
            on: on.parse().unwrap(),
            entity: EntityCode::constant("s1"),
            name: "甲校".into(),
            step,
            file: String::new(),
            code: code.into(),
            by: String::new(),
        }
    }

    #[test]
    fn a_school_stands_so_since_the_first_check_that_found_it_so() {
        use SchoolStatus::{Passed, Returned};
        let mut record = Record::default();
        let checked = RecordedStep::Checked;
        assert!(record.add(line("2024-10-08", RecordedStep::Issued, "")));
        assert!(record.add(line("2024-11-01", checked(Returned), "a")));
        assert!(
            !record.add(line("2024-11-02", checked(Returned), "a")),
            "nothing new"
        );
        assert!(record.add(line("2024-11-03", checked(Returned), "b")));
        let school = EntityCode::constant("s1");
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        assert_eq!(record.since(&school, Returned), day("2024-11-01"));
        assert_eq!(record.since(&school, Passed), None);
        assert!(record.add(line("2024-11-05", checked(Passed), "c")));
        assert_eq!(record.since(&school, Passed), day("2024-11-05"));
        assert_eq!(record.since(&school, Returned), None);
        assert!(record.add(line("2024-11-09", RecordedStep::Signed, "c")));
        assert_eq!(record.since(&school, Passed), day("2024-11-05"));
        assert_eq!(record.signed(&school).unwrap().code, "c");
        assert_eq!(record.issued(&school), day("2024-10-08"));
        assert!(
            record.add(line("2024-11-10", RecordedStep::Issued, "")),
            "sent out again"
        );
    }
}
