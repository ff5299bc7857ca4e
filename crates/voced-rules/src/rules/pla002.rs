//! PLA002: a rate of exactly 100 % or 0 over many heads.

use voced_domain::{
    Concerns, EntityCode, FindingText, Formula, IndicatorCode, Manual, RuleCard, Severity, Years,
};

use crate::figure::Figure;
use crate::rule::{Rule, RuleContext};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA002",
        "比率恰为100%或0",
        Severity::Notice,
        "本局审核经验，人数见阈值",
        Manual::new(
            "几十人以上的比率恰好是100%或0。",
            "真的一个不差很少见，常见的是两栏抄了同一个数，或者把“没有统计”填成了0。",
            "核对分子和分母；数字无误的不需要改正。没有统计的不要填0。",
            "毕业生3263人，应毕业生3263人，毕业率100%。",
        ),
    )
    .concerning(Concerns::Both),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    let region = &cx.inputs.region().code;
    for indicator in cx.edition().indicators() {
        if !matches!(indicator.formula, Formula::Share { .. }) {
            continue;
        }
        // Where the whole region is so, that is one finding and not one for each school.
        if judge(cx, region, &indicator.code) {
            continue;
        }
        for school in cx.inputs.schools() {
            judge(cx, &school.code, &indicator.code);
        }
    }
}

/// Whether the rate of the entity is one of these.
fn judge(cx: &mut RuleContext<'_, '_>, entity: &EntityCode, code: &IndicatorCode) -> bool {
    let Some(figure) = cx.inputs.figure(entity, code) else {
        return false;
    };
    let Some(extreme) = extreme(cx, &figure) else {
        cx.pass();
        return false;
    };
    let text = FindingText {
        message: format!("{}恰为{extreme}", figure.quoted()),
        found: figure.display(),
        expected: "很少恰为100%或0".into(),
        remedy: "请核对分子和分母；数字无误的不需要改正".into(),
    };
    cx.fail(figure.finding(cx, text));
    true
}

fn extreme(cx: &RuleContext<'_, '_>, figure: &Figure<'_>) -> Option<&'static str> {
    let about = &figure.indicator.code;
    let least = cx.bound("heads", about, &figure.fact.key.entity)?;
    let (numerator, denominator) = figure.fact.terms();
    let (numerator, denominator) = (&numerator?.value, &denominator?.value);
    if *denominator < least {
        None
    } else if numerator == denominator {
        Some("100%")
    } else {
        numerator.is_zero().then_some("0")
    }
}
