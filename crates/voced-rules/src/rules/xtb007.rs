//! XTB007: the city's majors against the number that is on file.

use voced_domain::{Finding, IndicatorCode, ItemCode, Manual, RuleCard, School, Severity, Years};

use crate::rule::{Rule, Verdicts};
use crate::scene::{Lacking, Scene, place};
use crate::wording;

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
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    let city = &scene.region().code;
    let code = |text: &str| IndicatorCode::new(text).expect("a constant that is a code");
    let on_file = ItemCode::new("control.majors").expect("a constant that is a code");
    let distinct = scene.figure(city, &code("majors.distinct"));
    let on_file = scene.this.number(city, &on_file);
    let (Some(on_file), Some(distinct)) = (on_file, distinct) else {
        return verdicts.unknown(&rule.card, &Lacking::default());
    };
    let is_known = scene.is_complete() && !has_unreadable_codes(scene);
    let Some(value) = distinct.printed().filter(|_| is_known) else {
        return verdicts.unknown(&rule.card, &Lacking::default());
    };
    if value == *on_file.number {
        return verdicts.pass(&rule.card);
    }
    let offerings = scene
        .figure(city, &code("majors.offerings"))
        .and_then(|found| found.printed());
    let is_possible = offerings.is_none_or(|offerings| *on_file.number <= offerings);
    let remedy = if is_possible {
        "请对照备案表逐校核对专业代码"
    } else {
        "备案数多于各校专业点之和，不可能成立，请先核对备案数"
    };
    let (found, expected) = (wording::plain(&value), wording::plain(on_file.number));
    let finding = Finding::new(
        &rule.card,
        format!("各校专业合并后是{found}个，备案数是{expected}个"),
        found.clone(),
        expected.clone(),
        remedy,
    )
    .at(place(on_file.observation))
    .of_school(Some(city.clone()));
    let evidence = format!("专业数={found}；C6.07={expected}");
    let finding = wording::resting_on(finding, evidence);
    verdicts.fail(&rule.card, finding, [on_file.id()]);
}

/// Majors whose code cannot be read are in no number of majors.
fn has_unreadable_codes(scene: &Scene<'_>) -> bool {
    let codes = ItemCode::new("major.code").expect("a constant that is a code");
    let unreadable = |school: &School| {
        let mut answers = scene.this.dataset.answers(&school.code, &codes);
        answers.any(|found| found.answer.text().is_none())
    };
    scene.schools().any(unreadable)
}
