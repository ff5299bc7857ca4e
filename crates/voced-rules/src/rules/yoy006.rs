//! YOY006: printed figures of the year before that imply denominators which exclude each other.

use voced_domain::{
    Concerns, Evidence, EvidenceKey, FindingText, LooksAt, Manual, RuleCard, Severity, Years,
};

use crate::implied::{self, Implied};
use crate::peers;
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "YOY006",
        "上年公布的数互不相容",
        Severity::Explain,
        "由已公布的数按四舍五入的范围反推",
        Manual::new(
            "上年公布的几个生均数反推出的学生数，没有一个共同的数。",
            "上年的生均数不是用同一个学生数算的，与它们相比得到的变化也不可靠。",
            "上年已公布的数不再改动；由教育局写明，下年按工作簿计算。",
            "生均设备0.61万元反推11726—11921人，生均图书61.5册反推10910—10943人。",
        ),
    )
    .looking_at(LooksAt::Figure)
    .concerning(Concerns::Bureau),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    let implied = implied::denominators(cx.inputs, &peers::base());
    if implied.len() < 2 {
        return cx.not_evaluable();
    }
    let excludes = |a: &Implied| implied.iter().any(|b| a.excludes(b));
    if !implied.iter().any(excludes) {
        return cx.pass();
    }
    let year = cx.edition().year().previous();
    let said: Vec<String> = implied
        .iter()
        .map(|found| format!("“{}”{}是{}", found.name, found.printed, found.in_words()))
        .collect();
    let text = FindingText {
        message: format!(
            "{year}年公布的生均数反推学生数，互不相容：{}",
            said.join("，")
        ),
        found: said.join("，"),
        expected: "各项反推的学生数有共同部分".into(),
        remedy: "已公布的数不再改动；请写明上年各项的分母，下年按工作簿计算".into(),
    };
    let printed = implied.iter().map(|found| {
        let key = EvidenceKey::Named(found.name.clone());
        (key, found.printed.clone().into())
    });
    let finding = cx
        .finding(&cx.inputs.region().code, text)
        .at(cx.inputs.printed_last_year())
        .resting_on(Evidence::new(printed));
    cx.fail_because_of(finding, []);
}
