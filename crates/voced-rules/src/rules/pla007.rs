//! PLA007: a number of another order than last year's or the peers'.

use voced_domain::{
    Finding, IndicatorCode, Manual, Observation, Quantity, RuleCard, Severity, Years,
};

use crate::expectation;
use crate::rule::{Rule, Verdicts};
use crate::scene::{Cell, Scene, place};
use crate::wording;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA007",
        "量级不符",
        Severity::Explain,
        "本局审核经验，倍数见阈值",
        Manual::new(
            "数字是本校上年的八倍以上或八分之一以下；没有上年数的，与其他学校按学生数折算后相差三十倍以上。",
            "多半是元和万元、册和万册填混了，或者多一位、少一位数字，全市合计会因此完全不对。",
            "核对单位和位数；确实变化很大的写明原因。",
            "教学仪器设备总值填15036000，单位是万元，应为1503.6。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    for school in scene.schools() {
        for observation in scene.this.dataset.of(&school.code) {
            if let Some(cell) = Cell::of(observation) {
                judge(rule, scene, verdicts, cell);
            }
        }
    }
}

fn judge(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts, cell: Cell<'_>) {
    let observation = cell.observation;
    let about = IndicatorCode::from(observation.item.clone());
    let bound = |name| scene.bound(rule, name, &about, &observation.entity);
    let last = expectation::last_year(scene, observation);
    let (expected, factor, whose) = match last {
        Some(last) => (Some(last.number.clone()), bound("factor"), "上年"),
        None => (
            expectation::of(scene, observation),
            bound("peers"),
            "按学生数与其他学校相比",
        ),
    };
    let (Some(expected), Some(factor), Some(least)) = (expected, factor, bound("absolute")) else {
        return;
    };
    let large = cell.number.max(&expected);
    let is_small = *large < least || cell.number.is_zero() || expected.is_zero();
    let is_near = *cell.number < &expected * &factor && expected < cell.number * &factor;
    if is_small || is_near {
        return verdicts.pass(&rule.card);
    }
    let finding = finding(rule, scene, &cell, &expected, whose);
    let causes = [Some(cell.id()), last.map(|last| last.id())];
    verdicts.fail(&rule.card, finding, causes.into_iter().flatten().take(1));
}

fn finding(
    rule: &Rule,
    scene: &Scene<'_>,
    cell: &Cell<'_>,
    expected: &Quantity,
    whose: &str,
) -> Finding {
    let edition = scene.this.edition;
    let observation: &Observation = cell.observation;
    let item = wording::item(edition, observation);
    let unit = item.and_then(|item| item.unit);
    let found = wording::with_unit(cell.number, unit);
    let near = wording::with_unit(&nearest(expected), unit);
    let in_unit = unit.map_or(String::new(), |unit| format!("（单位是{unit}）"));
    let remedy = wording::or_explain(
        scene,
        &rule.card,
        &observation.entity,
        format!("请核对单位{in_unit}和位数"),
        wording::number(edition, observation),
    );
    let said = if whose == "上年" {
        format!("上年是{near}")
    } else {
        format!("{whose}应在{near}上下")
    };
    let name = wording::name(edition, observation);
    let mut finding = Finding::new(
        &rule.card,
        format!("{name}是{found}，{said}，量级不符"),
        found,
        format!("与{near}同一量级"),
        remedy,
    )
    .at(place(observation));
    if let Some(last) = expectation::last_year(scene, observation) {
        finding = finding.at(place(last.observation));
    }
    let evidence = wording::evidence(edition, [cell]);
    wording::resting_on(finding, evidence).of_school(Some(observation.entity.clone()))
}

/// Two digits are enough for what is only an order of size.
fn nearest(expected: &Quantity) -> Quantity {
    if expected.is_integer() {
        return expected.clone();
    }
    expected
        .round(if *expected < Quantity::from(10) { 1 } else { 0 })
        .to_quantity()
}
