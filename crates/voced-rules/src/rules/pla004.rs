//! PLA004: a school's mean first income outside what graduates earn.

use voced_domain::{Manual, RuleCard, Severity, Years};

use crate::range::{self, Definition};
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA004",
        "月收入不合常情",
        Severity::Explain,
        "本局审核经验，范围见阈值",
        Manual::new(
            "初次就业月均收入低于1000元或高于8000元。",
            "常见的是填了年收入，或以万元、千元为单位；全市平均数会被一所学校带偏。",
            "按“元/月”填写直接就业学生的平均数；确实如此的写明原因。",
            "月均收入填0.24，应为2400；填28800，是全年的收入。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    range::check_schools(cx, Definition::InForce, "请以“元/月”为单位填写平均数");
}
