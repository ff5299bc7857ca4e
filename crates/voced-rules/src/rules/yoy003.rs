//! YOY003: a rate that jumped against the year before.

use voced_domain::{ChangeKind, Concerns, FindingText, Manual, RuleCard, Severity, Years};

use crate::figure::Figure;
use crate::rule::{Rule, RuleContext};

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
    )
    .concerning(Concerns::Both),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    for entity in cx.inputs.compared() {
        for figure in cx.inputs.figures(entity) {
            judge(cx, &figure);
        }
    }
}

fn judge<'a>(cx: &mut RuleContext<'_, 'a>, figure: &Figure<'a>) {
    let Some(change) = &figure.fact.change else {
        return;
    };
    if change.kind != ChangeKind::Pp || figure.is_sum() {
        return;
    }
    let bound = cx.bound_for("points", &figure.indicator.code, &figure.fact.key.entity);
    let (Some(value), Some(last), Some(bound)) = (&change.value, figure.last(), bound) else {
        return;
    };
    let points = value.to_quantity();
    if points.abs() <= bound {
        return cx.pass();
    }
    let word = if points.is_negative() {
        "下降"
    } else {
        "提高"
    };
    let last = format!("上年{}{}", last.to_short_text(), figure.indicator.unit);
    let (size, bound) = (points.abs().to_short_text(), bound.to_short_text());
    let text = FindingText {
        message: format!(
            "{}本年{}，{last}，{word}{size}个百分点，超过{bound}个",
            figure.quoted(),
            figure.display(),
        ),
        found: figure.display(),
        expected: format!("与{last}相差不超过{bound}个百分点"),
        remedy: "请核对分子和分母".into(),
    };
    cx.fail(figure.finding(cx, text).differing_by(points.abs()));
}
