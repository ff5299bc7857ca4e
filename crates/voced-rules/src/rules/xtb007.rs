//! XTB007: the region's majors against the number that is on file.

use voced_domain::{
    Concerns, Evidence, FindingText, IndicatorCode, ItemCode, Manual, Quantity, RuleCard, School,
    Severity, Years,
};

use crate::figure::Figure;
use crate::inputs::RuleInputs;
use crate::rule::{Rule, RuleContext};
use crate::wording;
use crate::year::{Cell, place};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "XTB007",
        "专业数与备案数不符",
        Severity::Explain,
        "本局核对各校数据的做法",
        Manual::new(
            "各校专业合并后的个数（同一专业只计一个）与备案数不同。",
            "备案数不会少于专业最多的一所学校，也不会多于各校专业点之和；不同时多半是某校代码填错。",
            "对照备案表逐校核对专业代码；统计时点不同的由教育局写明。",
            "各校合并是57个专业，备案56个。",
        ),
    )
    .concerning(Concerns::Bureau),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    let region = &cx.inputs.region().code;
    let on_file = ItemCode::constant("control.majors");
    let distinct = IndicatorCode::constant("majors.distinct");
    let on_file = cx.inputs.this.number(region, &on_file);
    let distinct = cx.inputs.figure(region, &distinct);
    let (Some(on_file), Some(distinct)) = (on_file, distinct) else {
        return cx.not_evaluable();
    };
    let is_known = cx.inputs.is_complete() && !has_unreadable_codes(cx.inputs);
    let Some(value) = distinct.printed().filter(|_| is_known) else {
        return cx.not_evaluable();
    };
    if value == *on_file.number {
        return cx.pass();
    }
    differs(cx, &on_file, &distinct, &value);
}

fn differs<'a>(
    cx: &mut RuleContext<'_, 'a>,
    on_file: &Cell<'a>,
    distinct: &Figure<'a>,
    value: &Quantity,
) {
    let (found, expected) = (value.to_short_text(), on_file.number.to_short_text());
    let text = FindingText {
        message: format!("各校专业合并后是{found}个，备案数是{expected}个"),
        found,
        expected,
        remedy: remedy(cx, on_file).into(),
    };
    let key = wording::key_of(cx.edition(), on_file.observation);
    let finding = cx
        .finding(&cx.inputs.region().code, text)
        .at(place(on_file.observation))
        .resting_on(Evidence::of(distinct.key(), value).and(key, on_file.number));
    cx.fail_because_of(finding, [on_file.id()]);
}

fn remedy(cx: &RuleContext<'_, '_>, on_file: &Cell<'_>) -> &'static str {
    let offerings = IndicatorCode::constant("majors.offerings");
    let offerings = cx.inputs.figure(&cx.inputs.region().code, &offerings);
    let offerings = offerings.and_then(|found| found.printed());
    if offerings.is_none_or(|offerings| *on_file.number <= offerings) {
        "请对照备案表逐校核对专业代码"
    } else {
        "备案数多于各校专业点之和，不可能成立，请先核对备案数"
    }
}

/// Majors whose code cannot be read are in no number of majors.
fn has_unreadable_codes(inputs: &RuleInputs<'_>) -> bool {
    let codes = ItemCode::constant("major.code");
    let unreadable = |school: &School| {
        let mut answers = inputs.this.dataset.answers(&school.code, &codes);
        answers.any(|found| found.answer.text().is_none())
    };
    inputs.schools().any(unreadable)
}
