//! PLA001: a school's students to a teacher outside what schools have.

use voced_domain::{Manual, RuleCard, Severity, Years};

use crate::range::{self, Definition};
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA001",
        "生师比不合常情",
        Severity::Explain,
        "本局审核经验，范围见阈值",
        Manual::new(
            "学校的生师比低于5或高于25。",
            "多半是学生数或教师数填错了一个，也可能是师资确实紧缺或富余，两种情况都要说清。",
            "核对在籍学生数和教师数；数字无误的写明原因，如大量使用外聘教师。",
            "3501名学生、131名教职工，生师比26.7，高于25。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    range::check_schools(cx, Definition::InForce, "请核对学生数和教师数");
}
