//! YOY004: a small rate that doubled or was halved.

use voced_domain::{ChangeKind, Manual, Quantity, RuleCard, Severity, Years};

use crate::figure::{Figure, Said};
use crate::rule::{Rule, Verdicts};
use crate::scene::Scene;
use crate::wording;

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
    let is_rate = matches!(&figure.fact.change, Some(change) if change.kind == ChangeKind::Pp);
    let entity = &figure.fact.key.entity;
    let bound = |name| scene.bound(rule, name, &figure.indicator.code, entity);
    let (Some(this), Some(last)) = (figure.printed(), figure.last()) else {
        return;
    };
    let (Some(small), Some(factor), Some(heads)) =
        (bound("small"), bound("factor"), bound("heads"))
    else {
        return;
    };
    if !is_rate || this > small || last > small || last.is_zero() {
        return;
    }
    let is_few = people(figure, &last).is_none_or(|people| people < heads);
    let is_near = this < &last * &factor && last < &this * &factor;
    if is_few || is_near {
        return verdicts.pass(&rule.card);
    }
    let unit = figure.indicator.unit.symbol();
    let raised = figure.finding(
        scene,
        &rule.card,
        Said {
            message: format!(
                "{}本年{}，上年{}{unit}，{}",
                figure.quoted(),
                figure.display(),
                wording::plain(&last),
                times(&this, &last)
            ),
            found: figure.display(),
            expected: format!("与上年{}{unit}相近", wording::plain(&last)),
            difference: Some(wording::plain(&(&this - &last).abs())),
            remedy: "请核对分子和分母".into(),
        },
    );
    verdicts.fail(&rule.card, raised.finding, raised.causes);
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
