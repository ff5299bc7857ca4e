//! YOY004: a small rate that doubled or was halved.

use voced_domain::{
    ChangeKind, Concerns, FindingText, Manual, Quantity, RuleCard, Severity, Years,
};

use crate::figure::Figure;
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "YOY004",
        "小比率成倍变化",
        Severity::Explain,
        "本局审核经验，界限见阈值",
        Manual::new(
            "不到10%的比率比上年翻倍或减半，涉及的人数不少于10人。",
            "小比率升降不到5个百分点也可能是成倍的变化，只看百分点会漏掉。",
            "核对分子；确实变化的写明原因。",
            "创业率上年2.4%，本年6.0%，是上年的2.5倍。",
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
    let is_rate = matches!(&figure.fact.change, Some(change) if change.kind == ChangeKind::Pp);
    let entity = &figure.fact.key.entity;
    let bound = |name| cx.bound_for(name, &figure.indicator.code, entity);
    let (Some(this), Some(last)) = (figure.printed(), figure.last()) else {
        return;
    };
    let bounds = (bound("small"), bound("factor"), bound("heads"));
    let (Some(small), Some(factor), Some(heads)) = bounds else {
        return;
    };
    if !is_rate || this > small || last > small || last.is_zero() {
        return;
    }
    let is_few = people(figure, &last).is_none_or(|people| people < heads);
    let is_near = this < &last * &factor && last < &this * &factor;
    if is_few || is_near {
        return cx.pass();
    }
    let then = format!("上年{}{}", last.to_short_text(), figure.indicator.unit);
    let text = FindingText {
        message: format!(
            "{}本年{}，{then}，{}",
            figure.quoted(),
            figure.display(),
            times(&this, &last)
        ),
        found: figure.display(),
        expected: format!("与{then}相近"),
        remedy: "请核对分子和分母".into(),
    };
    cx.fail(figure.finding(cx, text).differing_by((&this - &last).abs()));
}

/// How many people the larger of the two rates is about.
fn people(figure: &Figure<'_>, last: &Quantity) -> Option<Quantity> {
    let (numerator, denominator) = figure.fact.terms();
    let then = (&denominator?.value * last).checked_div(&Quantity::from(100))?;
    Some(numerator?.value.clone().max(then))
}

fn times(this: &Quantity, last: &Quantity) -> String {
    let ratio = this.checked_div(last).map(|ratio| ratio.round(1));
    ratio.map_or_else(String::new, |ratio| format!("是上年的{ratio}倍"))
}
