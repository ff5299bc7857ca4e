//! REL051: the category that was chosen is not the one that the code of the major begins with.

use voced_domain::{Explains, FindingText, Major, Manual, RuleCard, School, Severity, Years};

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
    /// As it was chosen: `12 财经商贸类`.
    chosen: &'a str,
    /// The first two digits of the code.
    prefix: &'a str,
}

/// Which of the two is more likely wrong.
enum Slip {
    /// The code: the name that was typed is that of a major of the chosen category.
    Code { meant: Major },
    /// The category: the code is in the directory, and no name speaks against it.
    Category,
    /// It cannot be told.
    Unknown,
}

fn judge<'a>(cx: &mut RuleContext<'_, 'a>, school: &School, row: &MajorRow<'a>) {
    let chosen = row.category.and_then(|found| found.answer.text());
    let (Some(chosen), Some(category)) = (chosen, row.category) else {
        return;
    };
    // A code of the wrong length is refused when the workbook is read.
    let Some(prefix) = row.digits().get(..2) else {
        return;
    };
    if chosen.starts_with(prefix) {
        return cx.pass();
    }
    let mismatch = Mismatch {
        row,
        chosen,
        prefix,
    };
    let slip = mismatch.slip(cx);
    let places = match slip {
        Slip::Category => [category, row.code],
        Slip::Code { .. } | Slip::Unknown => [row.code, category],
    };
    let finding = cx.finding(&school.code, mismatch.text(cx, &slip));
    let finding = finding.at_each(places.map(place));
    cx.fail_because_of(finding, places.map(|cell| cell.id));
}

impl Mismatch<'_, '_> {
    fn slip(&self, cx: &RuleContext<'_, '_>) -> Slip {
        let directory = cx.edition().majors();
        let typed = self.row.name.and_then(|name| name.answer.text());
        let is_meant = |major: &Major| {
            let category = major.code.get(..2);
            Some(major.name) == typed && category.is_some_and(|code| self.chosen.starts_with(code))
        };
        match directory.majors().find(is_meant) {
            Some(meant) => Slip::Code { meant },
            None if directory.get(self.row.digits()).is_some() => Slip::Category,
            None => Slip::Unknown,
        }
    }

    fn text(&self, cx: &RuleContext<'_, '_>, slip: &Slip) -> FindingText {
        let digits = self.row.digits();
        let of_code = cx.edition().majors().category_of(digits);
        let of_code = of_code.map(|found| format!("{} {}", found.code, found.name));
        let remedy = match (slip, &of_code) {
            (Slip::Code { meant }, _) => {
                format!("请核对；目录中“{}”的代码是{}", meant.name, meant.code)
            }
            (Slip::Category, Some(of_code)) => {
                format!("请核对；专业代码无误的，大类改选“{of_code}”")
            }
            (Slip::Category | Slip::Unknown, _) => "请对照专业目录，改正代码或大类".into(),
        };
        let expected = of_code.unwrap_or_else(|| format!("{}开头的大类", self.prefix));
        FindingText {
            message: format!(
                "{}专业代码{digits}属于“{expected}”，大类选了“{}”",
                self.row.label(),
                self.chosen
            ),
            found: self.chosen.into(),
            expected,
            remedy,
        }
    }
}
