//! DEF001: the definition of an indicator changed between the two years.

use voced_domain::{ChangeKind, Manual, RuleCard, Severity, Years};

use crate::figure::Said;
use crate::rule::{Rule, Verdicts};
use crate::scene::Scene;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "DEF001",
        "两年口径不同",
        Severity::Notice,
        "本局口径，见指标定义",
        Manual::new(
            "指标两年的口径不同，或者上年公布时没有写明口径。",
            "口径不同的两个数相减没有意义，报告里不写变化，只写两年各自的数。",
            "不需要学校改正；要比较时请按同一口径重算上年。",
            "“生师比”上年公布15.3:1，没有写明分母。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    for figure in scene.figures(&scene.region().code) {
        let Some(change) = &figure.fact.change else {
            continue;
        };
        if change.kind != ChangeKind::Break {
            verdicts.pass(&rule.card);
            continue;
        }
        let raised = figure.finding(
            scene,
            &rule.card,
            Said {
                message: format!(
                    "{}本年按{}计算，{}年不是或没有写明，两年不能比较",
                    figure.quoted(),
                    figure.indicator.version.in_words(),
                    change.from_year
                ),
                found: "口径不同".into(),
                expected: "两年口径相同".into(),
                difference: None,
                remedy: "报告里不写变化；要比较时请按同一口径重算上年".into(),
            },
        );
        // The definition is the cause, not an answer.
        verdicts.fail(&rule.card, raised.finding, []);
    }
}
