//! YOY002: a sum that jumped against the year before.

use voced_domain::{
    ChangeRule, Concerns, FindingText, LooksAt, Manual, Quantity, RuleCard, Severity, Years,
};

use crate::figure::Figure;
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "YOY002",
        "数量比上年变化大",
        Severity::Explain,
        "各级质量年报审核中通行的做法，界限见阈值",
        Manual::new(
            "数量比上年增减超过20%，并且不少于20个单位。",
            "变化大的数是读者首先要问的，也是填错最常露出来的地方。",
            "对照上年的工作簿核对；确实变化的写明原因。",
            "实训实习工位上年5523个，本年7257个，增长31.4%。",
        ),
    )
    .looking_at(LooksAt::Sum)
    .concerning(Concerns::Both),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    for entity in cx.inputs.compared() {
        for figure in cx.inputs.figures(entity) {
            if is_own_count(&figure) {
                judge(cx, &figure);
            }
        }
    }
}

/// A sum of one item: a sum of several would only repeat what is said of them.
fn is_own_count(figure: &Figure<'_>) -> bool {
    figure.is_sum()
        && figure.indicator.formula.numerator().len() == 1
        && matches!(figure.indicator.change, ChangeRule::Absolute)
}

fn judge<'a>(cx: &mut RuleContext<'_, 'a>, figure: &Figure<'a>) {
    let entity = &figure.fact.key.entity;
    let bound = |name| cx.bound_for(name, &figure.indicator.code, entity);
    let (Some(this), Some(last)) = (figure.printed(), figure.last()) else {
        return;
    };
    let (Some(relative), Some(absolute)) = (bound("relative"), bound("absolute")) else {
        return;
    };
    let change = &this - &last;
    let percent = change.abs().scaled(2);
    if change.abs() < absolute || percent <= &relative * &last {
        return cx.pass();
    }
    let unit = figure.indicator.unit.symbol();
    let (now, then) = (this.to_short_text(), last.to_short_text());
    let text = FindingText {
        message: format!(
            "{}本年{now}{unit}，上年{then}{unit}{}",
            figure.quoted(),
            growth(&change, &last, &relative)
        ),
        found: format!("{now}{unit}"),
        expected: format!("与上年{then}{unit}相差不超过{}%", relative.to_short_text()),
        remedy: "请对照上年核对".into(),
    };
    cx.fail(figure.finding(cx, text).differing_by(change.abs()));
}

/// `，增长31.4%，超过20%`; there is no growth from nothing.
fn growth(change: &Quantity, last: &Quantity, bound: &Quantity) -> String {
    let word = if change.is_negative() {
        "减少"
    } else {
        "增长"
    };
    match change.abs().checked_div(last) {
        Some(ratio) => {
            let (size, bound) = (ratio.scaled(2).round(1), bound.to_short_text());
            format!("，{word}{size}%，超过{bound}%")
        }
        None => String::new(),
    }
}
