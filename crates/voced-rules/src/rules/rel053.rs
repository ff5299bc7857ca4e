//! REL053: a major whose name is not the one its code has in the list.

use voced_domain::{Finding, Manual, RuleCard, Severity, Years};

use crate::rows::majors;
use crate::rule::{Rule, Verdicts};
use crate::scene::{Scene, place};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "REL053",
        "专业名称与代码不符",
        Severity::Explain,
        "教育部《中等职业学校专业目录》",
        Manual::new(
            "专业名称与专业目录中这个代码的名称不同。",
            "多半是代码输错了一位，专业会算到别的名下；也可能写了简称或专业方向。",
            "对照专业目录改正代码或名称；目录外的专业写明批准文件。",
            "代码090100是“计算机应用”，名称写了“软件与信息服务”。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    for school in scene.schools() {
        for row in majors(scene, &school.code) {
            let listed = scene.this.edition.majors().get(row.digits());
            let typed = row.name.and_then(|name| name.answer.text());
            let (Some(listed), Some(typed), Some(cell)) = (listed, typed, row.name) else {
                continue;
            };
            if plain(typed) == plain(listed.name) {
                verdicts.pass(&rule.card);
                continue;
            }
            let number = crate::wording::number(scene.this.edition, row.code);
            let remedy = "请对照专业目录改正代码或名称".into();
            let finding = Finding::new(
                &rule.card,
                format!(
                    "{}专业代码{}在目录中是“{}”，名称写的是“{typed}”",
                    row.row(),
                    row.digits(),
                    listed.name
                ),
                typed,
                listed.name,
                crate::wording::or_explain(scene, &rule.card, &school.code, remedy, number),
            )
            .at(place(row.code))
            .at(place(cell));
            let evidence = format!("{number}={}；{typed}", row.digits());
            let finding = crate::wording::resting_on(finding, evidence);
            verdicts.fail(
                &rule.card,
                finding.of_school(Some(school.code.clone())),
                [row.code.id, cell.id],
            );
        }
    }
}

/// A name without what people write in different ways.
fn plain(name: &str) -> String {
    let is_plain = |c: &char| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')');
    name.chars().filter(is_plain).collect()
}
