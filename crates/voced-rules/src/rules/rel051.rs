//! REL051: the category of a major that its code does not belong to.

use voced_domain::{Explains, FindingText, Manual, Observation, RuleCard, School, Severity, Years};

use crate::rows::{MajorRow, majors};
use crate::rule::{Rule, RuleContext};
use crate::year::place;

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
    )
    .explained_by(Explains::AnyItem),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    for school in cx.inputs.schools() {
        for row in majors(cx.inputs, &school.code) {
            judge(cx, school, &row);
        }
    }
}

/// A category that was chosen, and a code that begins with another.
struct Mismatch<'r, 'a> {
    row: &'r MajorRow<'a>,
    category: &'a Observation,
    chosen: &'a str,
    prefix: &'a str,
}

fn judge<'a>(cx: &mut RuleContext<'_, 'a>, school: &School, row: &MajorRow<'a>) {
    let chosen = row.category.and_then(|found| found.answer.text());
    let (Some(chosen), Some(category)) = (chosen, row.category) else {
        return;
    };
    let Some(prefix) = row.digits().get(..2) else {
        return;
    };
    if chosen.starts_with(prefix) {
        return cx.pass();
    }
    let mismatch = Mismatch {
        row,
        category,
        chosen,
        prefix,
    };
    let (text, places) = mismatch.told(cx);
    let finding = cx.finding(&school.code, text);
    let finding = finding.at_each(places.map(place));
    cx.fail_by(finding, places.map(|cell| cell.id));
}

impl<'a> Mismatch<'_, 'a> {
    /// What is said, and the two cells, the one that is more likely wrong first.
    fn told(&self, cx: &RuleContext<'_, 'a>) -> (FindingText, [&'a Observation; 2]) {
        let majors = cx.edition().majors();
        let digits = self.row.digits();
        let right = majors.category_of(digits);
        let right = right.map(|found| format!("{} {}", found.code, found.name));
        // The name tells which of the two is the slip.
        let typed = self.row.name.and_then(|name| name.answer.text());
        let is_meant =
            |name: &str, code: &str| Some(name) == typed && self.chosen.starts_with(&code[..2]);
        let meant = majors
            .majors()
            .find(|major| is_meant(major.name, major.code));
        let code_is_right = meant.is_none() && majors.get(digits).is_some();
        let remedy = match (meant, &right) {
            (Some(major), _) => format!("请核对；目录中“{}”的代码是{}", major.name, major.code),
            (None, Some(right)) if code_is_right => {
                format!("请核对；专业代码无误的，大类改选“{right}”")
            }
            _ => "请对照专业目录，改正代码或大类".into(),
        };
        let expected = right.unwrap_or_else(|| format!("{}开头的大类", self.prefix));
        let text = FindingText {
            message: format!(
                "{}专业代码{digits}属于“{expected}”，大类选了“{}”",
                self.row.row(),
                self.chosen
            ),
            found: self.chosen.into(),
            expected,
            remedy,
        };
        let mut places = [self.row.code, self.category];
        if code_is_right {
            places.reverse();
        }
        (text, places)
    }
}
