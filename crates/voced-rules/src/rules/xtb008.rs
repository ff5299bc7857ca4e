//! XTB008: a sheet that is the same at two schools.

use std::collections::BTreeMap;

use voced_domain::{
    EntityCode, Explains, FindingText, Group, GroupCode, LooksAt, Manual, Quantity, RuleCard,
    School, Severity, Years,
};

use crate::rule::{Rule, RuleContext};
use crate::sheet;
use crate::wording;
use crate::year::{Cell, place};

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
    )
    .looking_at(LooksAt::Sheet)
    .explained_by(Explains::Nothing),
    in_force: Years::since(2019),
    check,
};

/// Who had these numbers on this sheet first.
type Seen<'a> = BTreeMap<(&'a GroupCode, Vec<&'a Quantity>), &'a EntityCode>;

fn check(cx: &mut RuleContext<'_, '_>) {
    let mut seen = Seen::new();
    for school in cx.inputs.schools() {
        let least = sheet::least_values(cx, &school.code);
        for group in sheet::groups(cx.inputs) {
            let cells = sheet::large_numbers(cx.inputs, &school.code, group);
            if cells.len() >= least {
                judge(cx, &mut seen, school, group, &cells);
            }
        }
    }
}

fn judge<'a>(
    cx: &mut RuleContext<'_, 'a>,
    seen: &mut Seen<'a>,
    school: &'a School,
    group: &'a Group,
    cells: &[Cell<'a>],
) {
    let numbers = cells.iter().map(|cell| cell.number).collect();
    let first = *seen.entry((&group.code, numbers)).or_insert(&school.code);
    if *first == school.code {
        return cx.pass();
    }
    // Which of the two copied cannot be seen, so both are asked.
    let of_first = sheet::large_numbers(cx.inputs, first, group);
    same(cx, first, &school.code, group, &of_first);
    same(cx, &school.code, first, group, cells);
}

fn same(
    cx: &mut RuleContext<'_, '_>,
    school: &EntityCode,
    other: &EntityCode,
    group: &Group,
    cells: &[Cell<'_>],
) {
    let other = cx.inputs.short(other);
    let text = FindingText {
        message: format!("“{}”的{}个数字与{other}全部相同", group.name, cells.len()),
        found: format!("{}个数字相同", cells.len()),
        expected: "本校自己的数字".into(),
        remedy: "请核对这张表是不是本校的；确实相同的，在“问题清单”表写明原因".into(),
    };
    let finding = cx
        .finding(school, text)
        .at_each(cells.iter().map(|cell| place(cell.observation)))
        .resting_on(wording::evidence(cx.edition(), cells));
    cx.fail_because_of(finding, cells.iter().map(Cell::id));
}
