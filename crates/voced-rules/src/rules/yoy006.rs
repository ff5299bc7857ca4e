//! YOY006: printed figures of the year before that imply denominators which exclude each other.

use voced_domain::{Finding, Manual, RuleCard, Severity, Years};

use crate::implied;
use crate::peers;
use crate::rule::{Rule, Verdicts};
use crate::scene::{Lacking, Scene};
use crate::wording;

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
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    let implied = implied::denominators(scene, &peers::base());
    if implied.len() < 2 {
        return verdicts.unknown(&rule.card, &Lacking::default());
    }
    let excludes = |a: &implied::Implied| implied.iter().any(|b| a.excludes(b));
    if !implied.iter().any(excludes) {
        return verdicts.pass(&rule.card);
    }
    let year = scene.this.edition.year().previous();
    let said: Vec<String> = implied
        .iter()
        .map(|found| format!("“{}”{}是{}", found.name, found.printed, found.in_words()))
        .collect();
    let finding = Finding::new(
        &rule.card,
        format!(
            "{year}年公布的生均数反推学生数，互不相容：{}",
            said.join("，")
        ),
        said.join("，"),
        "各项反推的学生数有共同部分",
        "已公布的数不再改动；请写明上年各项的分母，下年按工作簿计算",
    )
    .at(scene.printed_last_year())
    .of_school(Some(scene.region().code.clone()));
    let evidence: Vec<String> = implied
        .iter()
        .map(|found| format!("{}={}", found.name, found.printed))
        .collect();
    let finding = wording::resting_on(finding, evidence.join("；"));
    verdicts.fail(&rule.card, finding, []);
}
