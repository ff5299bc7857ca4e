//! PLA005: a school below the national setting-up standard.

use voced_domain::{Manual, RuleCard, Severity, Years};

use crate::range::{self, Definition};
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA005",
        "低于设置标准",
        Severity::Notice,
        "《中等职业学校设置标准》（教职成〔2010〕12号），各项标准见阈值，据二手资料",
        Manual::new(
            "学生数、专任教师、生师比、高级职称、“双师型”、生均设备或生均图书达不到国家设置标准。",
            "不是填报错误，但报告的“问题”一章应当写到，也是上级检查的内容。",
            "先核对数字；数字无误的不需要改正。",
            "学校在籍127人，设置标准不低于1200人。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    range::check_schools(cx, Definition::National, "请核对；数字无误的不需要改正");
}
