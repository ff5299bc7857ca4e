//! YOY005: a sheet that is last year's.

use voced_domain::{EntityCode, Finding, Group, Manual, Quantity, RuleCard, Severity, Years};

use crate::expectation;
use crate::rule::{Rule, Verdicts};
use crate::scene::{Cell, Scene, place};
use crate::sheet;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "YOY005",
        "与上年的数相同",
        Severity::Explain,
        "本局审核经验，界限见阈值",
        Manual::new(
            "一张表上有八成以上的数字与上年完全相同。",
            "各项都不变很少见，多半是把上年的表当作本年的交了回来。",
            "核对是不是本年的数；确实没有变化的写明原因。",
            "“表4设施设备”的5个数字与上年全部相同。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    if scene.last.is_none() {
        return;
    }
    for school in scene.schools() {
        let least = sheet::least_values(scene, rule, &school.code);
        for group in sheet::groups(scene) {
            let cells = sheet::large_numbers(scene, &school.code, group);
            if cells.len() >= least {
                judge(rule, scene, verdicts, &school.code, group, &cells);
            }
        }
    }
}

fn judge(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    school: &EntityCode,
    group: &Group,
    cells: &[Cell<'_>],
) {
    let is_same = |cell: &&Cell<'_>| {
        let last = expectation::last_year(scene, cell.observation);
        last.is_some_and(|last| last.number == cell.number)
    };
    let same: Vec<&Cell<'_>> = cells.iter().filter(is_same).collect();
    let any = "any".to_owned();
    let about = voced_domain::IndicatorCode::new(any).expect("a constant that is a code");
    let Some(bound) = scene.bound(rule, "share", &about, school) else {
        return;
    };
    let count = |n: usize| Quantity::from(i64::try_from(n).unwrap_or(i64::MAX));
    if count(same.len()).scaled(2) < &bound * &count(cells.len()) {
        return verdicts.pass(&rule.card);
    }
    let mut finding = Finding::new(
        &rule.card,
        format!(
            "“{}”的{}个数字中，{}个与上年完全相同",
            group.name,
            cells.len(),
            same.len()
        ),
        format!("{}个相同", same.len()),
        "本年的数",
        "请核对是不是把上年的数交了回来；确实没有变化的，在“问题清单”表写明原因",
    );
    for cell in &same {
        finding = finding.at(place(cell.observation));
    }
    let evidence = crate::wording::evidence(scene.this.edition, same.iter().copied());
    let finding = crate::wording::resting_on(finding, evidence);
    verdicts.fail(
        &rule.card,
        finding.of_school(Some(school.clone())),
        same.iter().map(|cell| cell.id()),
    );
}
