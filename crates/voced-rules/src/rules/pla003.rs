//! PLA003: a school's value for each student far from the city's.

use voced_domain::{Manual, Quantity, RuleCard, Severity, Unit, Years};

use crate::figure::{Figure, Said};
use crate::rule::{Rule, Verdicts};
use crate::scene::Scene;
use crate::wording;

/// How many other schools have a middle.
const LEAST_SCHOOLS: usize = 3;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA003",
        "生均数远离全市",
        Severity::Explain,
        "本局审核经验，倍数见阈值",
        Manual::new(
            "学校的生均设备、工位或图书，不到其他学校中位数的三分之一，或超过三倍；其他学校不足三所的，与全市相比。",
            "常见的是以元填了万元、以万册填了册，或多、少一位数字。",
            "核对单位和位数；确实如此的写明原因，如新建校区。",
            "生均图书3.1册，其他学校的中位数是65.8册，图书填成了万册数。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    for city in scene.figures(&scene.region().code) {
        if !is_per_student(city.indicator.unit) {
            continue;
        }
        let schools = scene.schools();
        let figures = schools.filter_map(|school| {
            let own = scene.figure(&school.code, &city.indicator.code)?;
            let value = own.fact.figure()?.exact.clone()?;
            Some((own, value))
        });
        let figures: Vec<(Figure<'_>, Quantity)> = figures.collect();
        let mut sorted: Vec<&Quantity> = figures.iter().map(|(_, value)| value).collect();
        sorted.sort();
        for (own, value) in &figures {
            if let Some(measure) = Measure::of(&sorted, value, &city) {
                judge(rule, scene, verdicts, own, value, &measure);
            }
        }
    }
}

fn is_per_student(unit: Unit) -> bool {
    unit.symbol().ends_with("/生")
}

/// What a school is held against.
struct Measure {
    value: Quantity,
    display: String,
}

impl Measure {
    /// The median of the other schools, which one school's slip does not move; of too few, the city's
    /// value.
    fn of(sorted: &[&Quantity], own: &Quantity, city: &Figure<'_>) -> Option<Self> {
        let others = sorted.len() - 1;
        if others < LEAST_SCHOOLS {
            let value = city.fact.figure()?.exact.clone()?;
            let display = format!("{}{}", city.fact.level.whole(), city.display());
            return Some(Self { value, display });
        }
        let own = sorted.binary_search(&own).ok()?;
        // The school itself is none of the others.
        let other = |idx: usize| sorted[idx + usize::from(idx >= own)];
        let sum = other((others - 1) / 2) + other(others / 2);
        let value = sum.checked_div(&Quantity::from(2))?;
        let indicator = city.indicator;
        let printed = value.round(indicator.decimals);
        let display = format!("其他学校的中位数{printed}{}", indicator.unit.symbol());
        Some(Self { value, display })
    }
}

fn judge(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    own: &Figure<'_>,
    value: &Quantity,
    measure: &Measure,
) {
    let school = &own.fact.key.entity;
    let Some(factor) = scene.bound(rule, "factor", &own.indicator.code, school) else {
        return;
    };
    let Measure {
        value: middle,
        display,
    } = measure;
    if *value <= middle * &factor && value * &factor >= *middle {
        return verdicts.pass(&rule.card);
    }
    let (bound, times) = if value > middle {
        ("超过", wording::plain(&factor))
    } else {
        ("不到", format!("1/{}", wording::plain(&factor)))
    };
    let raised = own.finding(
        scene,
        &rule.card,
        Said {
            message: format!(
                "{}是{}，{bound}{display}的{times}倍",
                own.quoted(),
                own.display(),
            )
            .replace("的1/3倍", "的三分之一"),
            found: own.display(),
            expected: format!("与{display}相近"),
            difference: None,
            remedy: "请核对单位和位数".into(),
        },
    );
    verdicts.fail(&rule.card, raised.finding, raised.causes);
}
