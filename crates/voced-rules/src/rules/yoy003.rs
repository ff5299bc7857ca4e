//! YOY003: a rate that jumped against the year before.

use voced_domain::{ChangeKind, Manual, RuleCard, Severity, Years};

use crate::figure::{Figure, Said};
use crate::rule::{Rule, Verdicts};
use crate::scene::Scene;
use crate::wording;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "YOY003",
        "比率比上年变化大",
        Severity::Explain,
        "各级质量年报审核中通行的做法，界限见阈值",
        Manual::new(
            "比率比上年升降超过5个百分点。",
            "比率一般变化不大，升降几个百分点要有原因，也可能是分子或分母填错。",
            "核对分子和分母；确实变化的写明原因。",
            "体质测评合格率上年90.4%，本年83.7%，下降6.7个百分点。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    for entity in scene.compared() {
        for figure in scene.figures(entity) {
            judge(rule, scene, verdicts, &figure);
        }
    }
}

fn judge(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts, figure: &Figure<'_>) {
    let Some(change) = &figure.fact.change else {
        return;
    };
    let entity = &figure.fact.key.entity;
    let bound = scene.bound(rule, "points", &figure.indicator.code, entity);
    let (Some(value), Some(last), Some(bound)) = (&change.value, figure.last(), bound) else {
        return;
    };
    if change.kind != ChangeKind::Pp || figure.is_sum() {
        return;
    }
    let points = value.to_quantity();
    if points.abs() <= bound {
        return verdicts.pass(&rule.card);
    }
    let unit = figure.indicator.unit.symbol();
    let word = if points.is_negative() {
        "下降"
    } else {
        "提高"
    };
    let (size, bound) = (wording::plain(&points.abs()), wording::plain(&bound));
    let raised = figure.finding(
        scene,
        &rule.card,
        Said {
            message: format!(
                "{}本年{}，上年{}{unit}，{word}{size}个百分点，超过{bound}个",
                figure.quoted(),
                figure.display(),
                wording::plain(&last),
            ),
            found: figure.display(),
            expected: format!(
                "与上年{}{unit}相差不超过{bound}个百分点",
                wording::plain(&last)
            ),
            difference: Some(size),
            remedy: "请核对分子和分母".into(),
        },
    );
    verdicts.fail(&rule.card, raised.finding, raised.causes);
}
