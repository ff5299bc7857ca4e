//! Numbers that cannot be, whatever else the workbook says.

use voced_domain::{Manual, RuleCard, Severity};

use super::office::OFFICE;

pub(crate) static NOT_ZERO: RuleCard = RuleCard::new(
    "RNG001",
    "不应为零",
    Severity::Error,
    OFFICE,
    Manual::new(
        "填的是0，而这一项为零不可能成立，例如学校没有学生或没有专任教师。",
        "合计会偏小，以它为除数的指标算不出来。",
        "请核对后改正。",
        "表3规模!E4 “在籍学生数”是0，不可能成立。",
    ),
);
