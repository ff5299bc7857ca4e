//! YOY005: a sheet whose larger numbers, those of 10 and more, are nearly all the same as last year's.

use voced_domain::{
    EntityCode, Explains, FindingText, Group, LooksAt, Manual, Quantity, RuleCard, Severity, Years,
};

use crate::expectation;
use crate::rule::{Rule, RuleContext};
use crate::sheet;
use crate::wording;
use crate::year::{Cell, place};

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
    )
    .looking_at(LooksAt::Sheet)
    .explained_by(Explains::Nothing),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    if cx.inputs.last.is_none() {
        return;
    }
    for school in cx.inputs.schools() {
        let least_numbers = sheet::least_values(cx, &school.code);
        for group in sheet::groups(cx.inputs) {
            let cells = sheet::large_numbers(cx.inputs, &school.code, group);
            if cells.len() >= least_numbers {
                judge(cx, &school.code, group, &cells);
            }
        }
    }
}

fn judge(cx: &mut RuleContext<'_, '_>, school: &EntityCode, group: &Group, cells: &[Cell<'_>]) {
    // An item that is new this year counts as changed.
    let is_same = |cell: &&Cell<'_>| {
        let last = expectation::last_year(cx.inputs, cell.observation);
        last.is_some_and(|last| last.number == cell.number)
    };
    let same: Vec<&Cell<'_>> = cells.iter().filter(is_same).collect();
    let Some(least_percent) = cx.bound("share", school) else {
        return;
    };
    let count = |n: usize| Quantity::from(i64::try_from(n).unwrap_or(i64::MAX));
    let same_times_100 = count(same.len()).scaled(2);
    if same_times_100 < &least_percent * &count(cells.len()) {
        return cx.pass();
    }
    let text = FindingText {
        message: format!(
            "“{}”的{}个数字中，{}个与上年完全相同",
            group.name,
            cells.len(),
            same.len()
        ),
        found: format!("{}个相同", same.len()),
        expected: "本年的数".into(),
        remedy: "请核对是不是把上年的数交了回来；确实没有变化的，在“问题清单”表写明原因".into(),
    };
    let finding = cx
        .finding(school, text)
        .at_each(same.iter().map(|cell| place(cell.observation)))
        .resting_on(wording::evidence(cx.edition(), same.iter().copied()));
    cx.fail_because_of(finding, same.iter().map(|cell| cell.id()));
}
