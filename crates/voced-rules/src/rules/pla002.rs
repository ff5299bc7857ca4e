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
        // If the whole region is at 100% or 0, that is reported once and not again for each school.
        let is_extreme = judge(cx, region, &indicator.code) == Judged::Extreme;
        for school in cx.inputs.schools().filter(|_| !is_extreme) {
            judge(cx, &school.code, &indicator.code);
        }
    }
}

/// What came of looking at one rate.
#[derive(PartialEq, Eq)]
enum Judged {
    Extreme,
    Ordinary,
}

fn judge(cx: &mut RuleContext<'_, '_>, entity: &EntityCode, code: &IndicatorCode) -> Judged {
    let Some(figure) = cx.inputs.figure(entity, code) else {
        return Judged::Ordinary;
    };
    let Some(extreme) = extreme(cx, &figure) else {
        cx.pass();
        return Judged::Ordinary;
    };
    let text = FindingText {
        message: format!("{}恰为{extreme}", figure.quoted()),
        found: figure.display(),
        expected: "很少恰为100%或0".into(),
        remedy: "请核对分子和分母；数字无误的不需要改正".into(),
    };
    cx.fail(figure.finding(cx, text));
    Judged::Extreme
}

/// `100%` or `0`, where the rate is just that. `None` where it lies between, is of few people, or has
/// no numerator or denominator: a rate that is missing is no extreme one, and is told as missing.
fn extreme(cx: &RuleContext<'_, '_>, figure: &Figure<'_>) -> Option<&'static str> {
    let about = &figure.indicator.code;
    let least = cx.bound_for("heads", about, &figure.fact.key.entity)?;
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
