//! How far the collection of a year has come: the status of each school, and the rounds in which
//! workbooks came back.

use serde::{Deserialize, Serialize};

use crate::code::EntityCode;
use crate::finding::Finding;
use crate::location::Location;
use crate::rule_card::{LooksAt, Severity};

/// Where a school stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolStatus {
    /// 未报: nothing came.
    NotReported,
    /// 退回: something must be corrected.
    Returned,
    /// 待说明: something must be corrected or explained.
    ToExplain,
    /// 已通过: nothing is open.
    Passed,
    /// 已签字: nothing is open, and just these data were signed for.
    Signed,
}

impl SchoolStatus {
    /// All of them, in the order in which a bureau calls: who is farthest behind first.
    pub const ALL: [SchoolStatus; 5] = [
        SchoolStatus::NotReported,
        SchoolStatus::Returned,
        SchoolStatus::ToExplain,
        SchoolStatus::Passed,
        SchoolStatus::Signed,
    ];

    /// The status in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            SchoolStatus::NotReported => "未报",
            SchoolStatus::Returned => "退回",
            SchoolStatus::ToExplain => "待说明",
            SchoolStatus::Passed => "已通过",
            SchoolStatus::Signed => "已签字",
        }
    }

    /// The status of a school with these findings; what the bureau has to mend is no fault of the school's.
    /// A workbook that could not be read came all the
    /// same: its finding is about a file, and not about a missing one.
    pub fn of(handed_in: bool, findings: &[&Finding]) -> SchoolStatus {
        let is_open = |severity| {
            let mut open = findings
                .iter()
                .filter(|finding| finding.blocks() && !finding.is_bureaus());
            open.any(|finding| finding.severity == severity)
        };
        if !handed_in {
            let came = findings
                .iter()
                .any(|finding| finding.looks_at != LooksAt::Arrival);
            return if came {
                SchoolStatus::Returned
            } else {
                SchoolStatus::NotReported
            };
        }
        if is_open(Severity::Error) {
            SchoolStatus::Returned
        } else if is_open(Severity::Explain) {
            SchoolStatus::ToExplain
        } else {
            SchoolStatus::Passed
        }
    }
}

/// A school with its status and, where it sent its workbook more than once, what changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolProgress {
    /// The school.
    pub school: EntityCode,
    /// Where it stands.
    pub status: SchoolStatus,
    /// What changed since the round before; absent with the first workbook.
    pub round: Option<Round>,
}

/// What a new workbook of a school changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// How many usable workbooks the school sent, this one included.
    pub number: u32,
    /// The workbook before.
    pub before: String,
    /// Answers that are others now.
    pub changes: Vec<ValueChange>,
    /// Findings that were open and are gone or answered.
    pub closed: Vec<Finding>,
}

/// An answer that is another one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// Where it stands now.
    pub place: Location,
    /// Name of the item.
    pub name: String,
    /// What was answered before.
    pub before: String,
    /// What is answered now.
    pub after: String,
}
