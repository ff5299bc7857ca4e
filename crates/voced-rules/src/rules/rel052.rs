//! REL052: a major listed twice.

use std::collections::BTreeMap;

use voced_domain::{Explains, FindingText, Manual, RuleCard, School, Severity, Years};

use crate::rows::{MajorRow, majors};
use crate::rule::{Rule, RuleContext};
use crate::year::place;

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
    )
    .explained_by(Explains::AnyItem),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    for school in cx.inputs.schools() {
        let rows = majors(cx.inputs, &school.code);
        let mut by_code: BTreeMap<&str, Vec<&MajorRow<'_>>> = BTreeMap::new();
        for row in &rows {
            by_code.entry(row.digits()).or_default().push(row);
        }
        for (code, rows) in by_code {
            judge(cx, school, code, &rows);
        }
    }
}

fn judge(cx: &mut RuleContext<'_, '_>, school: &School, code: &str, rows: &[&MajorRow<'_>]) {
    if rows.len() == 1 {
        return cx.pass();
    }
    let numbers: Vec<String> = rows.iter().map(|row| row.label()).collect();
    let text = FindingText {
        message: format!("{}的专业代码都是{code}", numbers.join("和")),
        found: code.into(),
        expected: "每个专业一行".into(),
        remedy: "请合并成一行，人数相加；误填的清空".into(),
    };
    // The later one is the one too many.
    let places = rows.iter().rev().map(|row| place(row.code));
    let finding = cx.finding(&school.code, text).at_each(places);
    cx.fail_because_of(finding, rows.iter().map(|row| row.code.id));
}
