//! PLA003: a school's value for each student far from the region's.

use voced_domain::{FindingText, LooksAt, Manual, Quantity, RuleCard, Severity, Unit, Years};

use crate::figure::Figure;
use crate::rule::{Rule, RuleContext};

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
    )
    .looking_at(LooksAt::Rate),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    let whole = cx.inputs.region().whole();
    for region in cx.inputs.figures(&cx.inputs.region().code) {
        if !is_per_student(region.indicator.unit) {
            continue;
        }
        let schools = cx.inputs.schools();
        let figures = schools.filter_map(|school| {
            let own = cx.inputs.figure(&school.code, &region.indicator.code)?;
            let value = own.fact.figure()?.exact.clone()?;
            Some((own, value))
        });
        let figures: Vec<(Figure<'_>, Quantity)> = figures.collect();
        let mut sorted: Vec<&Quantity> = figures.iter().map(|(_, value)| value).collect();
        sorted.sort();
        for (own, value) in &figures {
            if let Some(middle) = Middle::of(&sorted, value, &region, whole) {
                judge(cx, own, value, &middle);
            }
        }
    }
}

fn is_per_student(unit: Unit) -> bool {
    unit.symbol().ends_with("/生")
}

/// What a school is compared with.
struct Middle {
    value: Quantity,
    /// `其他学校的中位数65.8册/生`.
    name: String,
}

impl Middle {
    /// The median of the other schools, which one school's slip does not move; of too few, the region's
    /// value.
    fn of(sorted: &[&Quantity], own: &Quantity, region: &Figure<'_>, whole: &str) -> Option<Self> {
        let others = sorted.len() - 1;
        if others < LEAST_SCHOOLS {
            let value = region.fact.figure()?.exact.clone()?;
            let name = format!("{whole}{}", region.display());
            return Some(Self { value, name });
        }
        let own = sorted.binary_search(&own).ok()?;
        // The school itself is none of the others.
        let other = |idx: usize| sorted[idx + usize::from(idx >= own)];
        let sum = other((others - 1) / 2) + other(others / 2);
        let value = sum.checked_div(&Quantity::from(2))?;
        let indicator = region.indicator;
        let printed = value.round(indicator.decimals);
        let name = format!("其他学校的中位数{printed}{}", indicator.unit.symbol());
        Some(Self { value, name })
    }
}

fn judge<'a>(cx: &mut RuleContext<'_, 'a>, own: &Figure<'a>, value: &Quantity, middle: &Middle) {
    let Some(factor) = cx.bound_for("factor", &own.indicator.code, &own.fact.key.entity) else {
        return;
    };
    let Middle {
        value: middle,
        name,
    } = middle;
    let is_large = *value > middle * &factor;
    if !is_large && value * &factor >= *middle {
        return cx.pass();
    }
    let far = if is_large {
        format!("超过{name}的{}倍", factor.to_short_text())
    } else {
        format!("不到{name}的{}", part(&factor))
    };
    let text = FindingText {
        message: format!("{}是{}，{far}", own.quoted(), own.display()),
        found: own.display(),
        expected: format!("与{name}相近"),
        remedy: "请核对单位和位数".into(),
    };
    cx.fail(own.finding(cx, text));
}

/// `三分之一`, as one says it; other parts as a fraction, `1/8倍`.
fn part(factor: &Quantity) -> String {
    if *factor == Quantity::from(3) {
        return "三分之一".into();
    }
    format!("1/{}倍", factor.to_short_text())
}
