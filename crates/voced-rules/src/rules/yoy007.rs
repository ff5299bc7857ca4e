//! YOY007: a large number that is just last year's.

use voced_domain::{Finding, IndicatorCode, Manual, RuleCard, Severity, Years};

use crate::expectation;
use crate::rule::{Rule, Verdicts};
use crate::scene::{Cell, Scene, place};
use crate::wording;

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
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    if scene.last.is_none() {
        return;
    }
    let items = scene.this.edition.items().iter();
    let items = items.filter(|item| item.kind.is_number());
    let items: Vec<_> = items
        .filter(|item| !scene.this.edition.is_in_table(&item.code))
        .collect();
    for school in scene.schools() {
        for item in &items {
            if let Some(cell) = scene.this.number(&school.code, &item.code) {
                judge(rule, scene, verdicts, &cell);
            }
        }
    }
}

fn judge(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts, cell: &Cell<'_>) {
    let observation = cell.observation;
    let about = IndicatorCode::from(observation.item.clone());
    let least = scene.bound(rule, "least", &about, &observation.entity);
    let last = expectation::last_year(scene, observation);
    let (Some(least), Some(last)) = (least, last) else {
        return;
    };
    if *cell.number < least || last.number != cell.number {
        return verdicts.pass(&rule.card);
    }
    let edition = scene.this.edition;
    let unit = wording::item(edition, observation).and_then(|item| item.unit);
    let value = wording::with_unit(cell.number, unit);
    let name = wording::name(edition, observation);
    let finding = Finding::new(
        &rule.card,
        format!("{name}是{value}，与上年一字不差"),
        value,
        "本年的数",
        "请核对是不是照抄了上年数；确实没有变化的不需要改正",
    )
    .at(place(observation))
    .at(place(last.observation))
    .of_school(Some(observation.entity.clone()));
    let finding = wording::resting_on(finding, wording::evidence(edition, [cell]));
    verdicts.fail(&rule.card, finding, [cell.id()]);
}
