//! DEF001: the definition of an indicator changed between the two years.

use voced_domain::{ChangeKind, Concerns, FindingText, Manual, RuleCard, Severity, Years};

use crate::rule::{Rule, RuleContext};

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
    )
    .concerning(Concerns::Bureau),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    for figure in cx.inputs.figures(&cx.inputs.region().code) {
        let Some(change) = &figure.fact.change else {
            continue;
        };
        if change.kind != ChangeKind::Break {
            cx.pass();
            continue;
        }
        let text = FindingText {
            message: format!(
                "{}本年按{}计算，{}年不是或没有写明，两年不能比较",
                figure.quoted(),
                figure.indicator.version.in_words(),
                change.from_year
            ),
            found: "口径不同".into(),
            expected: "两年口径相同".into(),
            remedy: "报告里不写变化；要比较时请按同一口径重算上年".into(),
        };
        // The definition is the cause, not an answer.
        cx.fail_because_of(figure.finding(cx, text).finding, []);
    }
}
