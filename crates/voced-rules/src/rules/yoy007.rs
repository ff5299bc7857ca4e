//! YOY007: a large number that is just last year's.

use voced_domain::{FindingText, IndicatorCode, LooksAt, Manual, RuleCard, Severity, Years};

use crate::expectation;
use crate::rule::{Rule, RuleContext};
use crate::wording;
use crate::year::{Cell, place};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "YOY007",
        "大数与上年一字不差",
        Severity::Notice,
        "本局审核经验，大小见阈值",
        Manual::new(
            "一个较大的数与上年完全相同。",
            "人数、册数这样的大数很少一个不差，可能是照抄了旁边的“上年数”。",
            "核对是不是本年的数；确实没有变化的不需要改正。",
            "就业人数本年和上年都是791人。",
        ),
    )
    .looking_at(LooksAt::Figure),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    if cx.inputs.last.is_none() {
        return;
    }
    let edition = cx.edition();
    let in_rows = edition
        .items()
        .iter()
        .filter(|item| item.kind.is_number() && !edition.is_in_table(&item.code));
    let items: Vec<_> = in_rows.collect();
    for school in cx.inputs.schools() {
        for item in &items {
            if let Some(cell) = cx.inputs.this.number(&school.code, &item.code) {
                judge(cx, &cell);
            }
        }
    }
}

fn judge(cx: &mut RuleContext<'_, '_>, cell: &Cell<'_>) {
    let observation = cell.observation;
    let about = IndicatorCode::from(observation.item.clone());
    let least = cx.bound_for("least", &about, &observation.entity);
    let last = expectation::last_year(cx.inputs, observation);
    let (Some(least), Some(last)) = (least, last) else {
        return;
    };
    if *cell.number < least || last.number != cell.number {
        return cx.pass();
    }
    let edition = cx.edition();
    let unit = wording::item(edition, observation).and_then(|item| item.unit);
    let value = wording::with_unit(cell.number, unit);
    let name = wording::name(edition, observation);
    let text = FindingText {
        message: format!("{name}是{value}，与上年一字不差"),
        found: value,
        expected: "本年的数".into(),
        remedy: "请核对是不是照抄了上年数；确实没有变化的不需要改正".into(),
    };
    let finding = cx
        .finding(&observation.entity, text)
        .at_each([place(observation), place(last.observation)])
        .resting_on(wording::evidence(edition, [cell]));
    cx.fail_because_of(finding, [cell.id()]);
}
