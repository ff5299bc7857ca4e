//! XTB008: a sheet that is the same at two schools.

use std::collections::BTreeMap;

use voced_domain::{
    EntityCode, Finding, Group, GroupCode, Manual, Quantity, RuleCard, Severity, Years,
};

use crate::rule::{Rule, Verdicts};
use crate::scene::{Cell, Scene, place};
use crate::sheet;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "XTB008",
        "与别校的表相同",
        Severity::Explain,
        "本局审核经验，个数见阈值",
        Manual::new(
            "一张表上的数字与另一所学校的同一张表完全相同。",
            "两所学校不会各项都一样，多半是复制时拿错了学校的表，全市合计会把一所学校算两次。",
            "核对这张表是不是本校的；确实相同的写明原因。",
            "“表5教师队伍”的12个数字与另一所学校全部相同。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

type Seen<'a> = BTreeMap<(&'a GroupCode, Vec<&'a Quantity>), &'a EntityCode>;

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    let mut seen = Seen::new();
    for school in scene.schools() {
        for group in sheet::groups(scene) {
            let cells = sheet::large_numbers(scene, &school.code, group);
            let least = sheet::least_values(scene, rule, &school.code);
            if cells.len() < least {
                continue;
            }
            let numbers = cells.iter().map(|cell| cell.number).collect();
            match seen.get(&(&group.code, numbers)) {
                Some(first) => {
                    // Which of the two copied cannot be seen, so both are asked.
                    let of_first = sheet::large_numbers(scene, first, group);
                    for (one, cells, other) in [
                        (*first, &of_first, &school.code),
                        (&school.code, &cells, *first),
                    ] {
                        let finding = finding(rule, scene, other, group, cells);
                        let finding = finding.of_school(Some(one.clone()));
                        verdicts.fail(&rule.card, finding, cells.iter().map(Cell::id));
                    }
                }
                None => verdicts.pass(&rule.card),
            }
            let numbers = cells.iter().map(|cell| cell.number).collect();
            seen.entry((&group.code, numbers)).or_insert(&school.code);
        }
    }
}

fn finding(
    rule: &Rule,
    scene: &Scene<'_>,
    other: &EntityCode,
    group: &Group,
    cells: &[Cell<'_>],
) -> Finding {
    let other = scene.short(other);
    let mut finding = Finding::new(
        &rule.card,
        format!("“{}”的{}个数字与{other}全部相同", group.name, cells.len()),
        format!("{}个数字相同", cells.len()),
        "本校自己的数字",
        "请核对这张表是不是本校的；确实相同的，在“问题清单”表写明原因",
    );
    for cell in cells {
        finding = finding.at(place(cell.observation));
    }
    let evidence = crate::wording::evidence(scene.this.edition, cells);
    crate::wording::resting_on(finding, evidence)
}
