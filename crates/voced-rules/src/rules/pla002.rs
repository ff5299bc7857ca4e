//! PLA002: a rate of exactly 100 % or 0 over many heads.

use voced_domain::{EntityCode, Form, IndicatorCode, Manual, Quantity, RuleCard, Severity, Years};

use crate::figure::{Figure, Said};
use crate::rule::{Rule, Verdicts};
use crate::scene::Scene;

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
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    let city = &scene.region().code;
    for indicator in scene.this.edition.indicators() {
        if !matches!(indicator.form, Form::Share { .. }) {
            continue;
        }
        // Where the whole city is so, that is one finding and not one for each school.
        let is_cities = judge(rule, scene, verdicts, city, &indicator.code);
        for school in scene.schools().filter(|_| !is_cities) {
            judge(rule, scene, verdicts, &school.code, &indicator.code);
        }
    }
}

/// Whether the rate of the entity is one of these.
fn judge(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    entity: &EntityCode,
    code: &IndicatorCode,
) -> bool {
    let Some(figure) = scene.figure(entity, code) else {
        return false;
    };
    let Some(extreme) = extreme(rule, scene, &figure) else {
        verdicts.pass(&rule.card);
        return false;
    };
    let raised = figure.finding(
        scene,
        &rule.card,
        Said {
            message: format!("{}恰为{extreme}", figure.quoted()),
            found: figure.display(),
            expected: "很少恰为100%或0".into(),
            difference: None,
            remedy: "请核对分子和分母；数字无误的不需要改正".into(),
        },
    );
    verdicts.fail(&rule.card, raised.finding, raised.causes);
    true
}

fn extreme(rule: &Rule, scene: &Scene<'_>, figure: &Figure<'_>) -> Option<&'static str> {
    let about = &figure.indicator.code;
    let least = scene.bound(rule, "heads", about, &figure.fact.key.entity)?;
    let (numerator, denominator) = figure.fact.terms();
    let (numerator, denominator) = (&numerator?.value, &denominator?.value);
    if *denominator < least {
        return None;
    }
    match (numerator == denominator, *numerator == Quantity::zero()) {
        (true, _) => Some("100%"),
        (_, true) => Some("0"),
        _ => None,
    }
}
