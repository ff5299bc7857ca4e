//! PLA009: a rate below what any school has.

use voced_domain::{Manual, RuleCard, Severity, Years};

use crate::range::{self, Definition};
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA009",
        "比率过低",
        Severity::Explain,
        "本局审核经验，界限见阈值",
        Manual::new(
            "毕业率、合格率、就业率等低得反常。",
            "多半是分母多了一位或分子少了一位，也可能分子分母不是同一届学生。",
            "核对分子和分母；确实很低的写明原因。",
            "应毕业生填4444人，毕业生444人，毕业率10%。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    range::check_schools(cx, Definition::InForce, "请核对分子和分母");
}
