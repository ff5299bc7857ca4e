//! PLA003: a school's value for each student far from the city's.

use voced_domain::{Manual, RuleCard, Severity, Unit, Years};

use crate::figure::{Figure, Said};
use crate::rule::{Rule, Verdicts};
use crate::scene::Scene;
use crate::wording;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA003",
        "生均数远离全市",
        Severity::Explain,
        "本局审核经验，倍数见阈值",
        Manual::new(
            "学校的生均设备、工位或图书，不到全市的三分之一，或超过三倍。",
            "常见的是以元填了万元、以万册填了册，或多、少一位数字。",
            "核对单位和位数；确实如此的写明原因，如新建校区。",
            "生均图书3.1册，全市65.8册，图书填成了万册数。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    for figure in scene.figures(&scene.city().code) {
        if !is_per_student(figure.indicator.unit) {
            continue;
        }
        for school in scene.schools() {
            if let Some(own) = scene.figure(&school.code, &figure.indicator.code) {
                judge(rule, scene, verdicts, &own, &figure);
            }
        }
    }
}

fn is_per_student(unit: Unit) -> bool {
    unit.symbol().ends_with("/生")
}

fn judge(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    own: &Figure<'_>,
    city: &Figure<'_>,
) {
    let school = &own.fact.key.entity;
    let exact = |figure: &Figure<'_>| figure.fact.figure()?.exact.clone();
    let factor = scene.bound(rule, "factor", &own.indicator.code, school);
    let (Some(value), Some(mean), Some(factor)) = (exact(own), exact(city), factor) else {
        return;
    };
    if value <= &mean * &factor && &value * &factor >= mean {
        return verdicts.pass(&rule.card);
    }
    let (bound, times) = if value > mean {
        ("超过", wording::plain(&factor))
    } else {
        ("不到", format!("1/{}", wording::plain(&factor)))
    };
    let raised = own.finding(
        scene,
        &rule.card,
        Said {
            message: format!(
                "{}是{}，{bound}全市{}的{times}倍",
                own.quoted(),
                own.display(),
                city.display()
            )
            .replace("的1/3倍", "的三分之一"),
            found: own.display(),
            expected: format!("与全市{}相近", city.display()),
            difference: None,
            remedy: "请核对单位和位数".into(),
        },
    );
    verdicts.fail(&rule.card, raised.finding, raised.causes);
}
