//! REL051: the category of a major that its code does not belong to.

use voced_domain::{Finding, Manual, RuleCard, School, Severity, Years};

use crate::rows::{MajorRow, majors};
use crate::rule::{Rule, Verdicts};
use crate::scene::{Scene, place};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "REL051",
        "专业大类与代码不符",
        Severity::Error,
        "教育部《中等职业学校专业目录》：代码前两位即专业大类",
        Manual::new(
            "专业代码的前两位与所选的专业大类不同。",
            "大类数和专业数都由代码得出，错一位就会多出一个大类。",
            "对照专业目录，改正代码或重新选择大类。",
            "专业代码填090600，大类选了“12 财经商贸类”。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    for school in scene.schools() {
        for row in majors(scene, &school.code) {
            judge(rule, scene, verdicts, school, &row);
        }
    }
}

fn judge(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    school: &School,
    row: &MajorRow<'_>,
) {
    let category = row.category.and_then(|found| found.answer.text());
    let (Some(category), Some(cell)) = (category, row.category) else {
        return;
    };
    let Some(prefix) = row.digits().get(..2) else {
        return;
    };
    if category.starts_with(prefix) {
        return verdicts.pass(&rule.card);
    }
    let majors = scene.this.edition.majors();
    let right = majors.category_of(row.digits());
    let right = right.map(|found| format!("{} {}", found.code, found.name));
    // The name tells which of the two is the slip.
    let named = row.name.and_then(|name| name.answer.text());
    let of_name = majors
        .majors()
        .find(|major| Some(major.name) == named && category.starts_with(&major.code[..2]));
    let code_is_known = of_name.is_none() && majors.get(row.digits()).is_some();
    let expected = right
        .clone()
        .unwrap_or_else(|| format!("{prefix}开头的大类"));
    let remedy = match (of_name, &right) {
        (Some(major), _) => format!("请核对；目录中“{}”的代码是{}", major.name, major.code),
        (None, Some(right)) if code_is_known => {
            format!("请核对；专业代码无误的，大类改选“{right}”")
        }
        _ => "请对照专业目录，改正代码或大类".into(),
    };
    let finding = Finding::new(
        &rule.card,
        format!(
            "{}专业代码{}属于“{expected}”，大类选了“{category}”",
            row.row(),
            row.digits()
        ),
        category,
        expected,
        remedy,
    );
    let places = if code_is_known {
        [cell, row.code]
    } else {
        [row.code, cell]
    };
    let finding = places
        .into_iter()
        .fold(finding, |finding, cell| finding.at(place(cell)));
    verdicts.fail(
        &rule.card,
        finding.of_school(Some(school.code.clone())),
        places.map(|cell| cell.id),
    );
}
