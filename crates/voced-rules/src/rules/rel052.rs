//! REL052: a major listed twice.

use std::collections::BTreeMap;

use voced_domain::{Finding, Manual, RuleCard, Severity, Years};

use crate::rows::{MajorRow, majors};
use crate::rule::{Rule, Verdicts};
use crate::scene::{Scene, place};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "REL052",
        "专业重复",
        Severity::Error,
        "本局填报要求：同一专业代码只填一行",
        Manual::new(
            "同一个专业代码填了两行。",
            "专业点数会多算；两行的人数也可能是重复填的。",
            "同一专业的不同方向合并成一行，人数相加；误填的清空。",
            "序号2和序号5的专业代码都是090600。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    for school in scene.schools() {
        let rows = majors(scene, &school.code);
        let mut by_code: BTreeMap<&str, Vec<&MajorRow<'_>>> = BTreeMap::new();
        for row in &rows {
            by_code.entry(row.digits()).or_default().push(row);
        }
        for (code, rows) in by_code {
            if rows.len() == 1 {
                verdicts.pass(&rule.card);
                continue;
            }
            let numbers: Vec<String> = rows.iter().map(|row| row.row()).collect();
            let mut finding = Finding::new(
                &rule.card,
                format!("{}的专业代码都是{code}", numbers.join("和")),
                code,
                "每个专业一行",
                "请合并成一行，人数相加；误填的清空",
            );
            // The later one is the one too many.
            for row in rows.iter().rev() {
                finding = finding.at(place(row.code));
            }
            let causes: Vec<_> = rows.iter().map(|row| row.code.id).collect();
            verdicts.fail(
                &rule.card,
                finding.of_school(Some(school.code.clone())),
                causes,
            );
        }
    }
}
