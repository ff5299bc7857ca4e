//! REL053: a major whose name is not the one its code has in the list.

use voced_domain::{
    Evidence, EvidenceKey, EvidencePart, Explains, FindingText, Manual, Observation, RuleCard,
    School, Severity, Years,
};

use crate::rows::{MajorRow, majors};
use crate::rule::{Rule, RuleContext};
use crate::wording;
use crate::year::place;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "REL053",
        "专业名称与代码不符",
        Severity::Explain,
        "教育部《中等职业学校专业目录》",
        Manual::new(
            "专业名称与专业目录中这个代码的名称不同；目录里未经文件证实的旧代码不查。",
            "多半是代码输错了一位，专业会算到别的名下；也可能写了简称或专业方向。",
            "对照专业目录改正代码或名称；目录外的专业写明批准文件。",
            "代码710201是“计算机应用”，名称写了“软件与信息服务”。",
        ),
    )
    .explained_by(Explains::AnyItem),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    for school in cx.inputs.schools() {
        for row in majors(cx.inputs, &school.code) {
            let listed = cx.edition().majors().get(row.digits());
            let typed = row.name.and_then(|name| name.answer.text());
            let (Some(listed), Some(typed), Some(cell)) = (listed, typed, row.name) else {
                continue;
            };
            if plain(typed) == plain(listed.name) {
                cx.pass();
            } else if !listed.is_confirmed {
                // The list itself may be wrong.
                cx.not_evaluable();
            } else {
                differs(cx, school, &row, cell, listed.name);
            }
        }
    }
}

fn differs(
    cx: &mut RuleContext<'_, '_>,
    school: &School,
    row: &MajorRow<'_>,
    name: &Observation,
    listed: &str,
) {
    let typed = name.answer.text().unwrap_or_default();
    let digits = row.digits();
    let number = wording::number(cx.edition(), row.code);
    let remedy = "请对照专业目录改正代码或名称".into();
    let text = FindingText {
        message: format!(
            "{}专业代码{digits}在目录中是“{listed}”，名称写的是“{typed}”",
            row.label()
        ),
        found: typed.into(),
        expected: listed.into(),
        remedy: wording::or_explain(cx.inputs, cx.card, &school.code, remedy, number),
    };
    let code = cx.edition().item(&row.code.item);
    let code = code.map_or(EvidenceKey::Unnamed, |item| {
        wording::key(item, EvidencePart::Whole)
    });
    let finding = cx
        .finding(&school.code, text)
        .at_each([place(row.code), place(name)])
        .resting_on(Evidence::of(code, digits).and(EvidenceKey::Unnamed, typed));
    cx.fail_because_of(finding, [row.code.id, name.id]);
}

/// A name without what people write in different ways.
fn plain(name: &str) -> String {
    let is_plain = |c: &char| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')');
    name.chars().filter(is_plain).collect()
}
