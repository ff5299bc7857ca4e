//! One cell into one answer, with what had to be said about it.

mod day;
mod number;
mod reader;
mod text;

use voced_domain::{Answer, DataItem, Edition, Finding, FindingText, Kind, Position};

use crate::cell::{Cell, Value};
use crate::rules;

use reader::Reader;
pub(crate) use reader::{Answered, expected, shortened};

/// Reads the cell of an item.
pub(crate) fn answer(edition: &Edition, item: &DataItem, cell: Option<&Cell>) -> Answered {
    let Some(cell) = cell.filter(|cell| !cell.is_blank()) else {
        return blank(item);
    };
    let reader = Reader {
        edition,
        item,
        cell,
    };
    let mut answered = match &cell.value {
        Value::Error(error) => reader.refuse(
            &rules::ERROR_VALUE,
            format!("{}是错误值{error}", item.quoted()),
            "请直接填写数字或文字，不用公式".into(),
        ),
        Value::Damaged(_) => reader.refuse(
            &rules::BROKEN_CELL,
            format!("{}的单元格写坏了，读不出内容", item.quoted()),
            "请在Excel中重新填写这一格后保存".into(),
        ),
        _ if cell.struck.is_some() => reader.struck(),
        Value::Uncached => reader.refuse(
            &rules::NEVER_CALCULATED,
            format!("{}的公式从未计算过，没有结果", item.quoted()),
            "请按F9重新计算后保存，或直接填写数字".into(),
        ),
        _ if item.kind.is_number() => reader.number(),
        _ if item.kind == Kind::Date => reader.date(),
        _ => reader.text(),
    };
    answered.remarks.extend(external_link(item, cell));
    answered
}

/// An empty cell that is merged into another: the number that is shown over both may have been meant
/// for it as well.
pub(crate) fn merged_away(item: &DataItem, into: Position) -> Answered {
    let mut answered = blank(item);
    for remark in &mut answered.remarks {
        remark.message = format!("{}没有填，单元格并进了{into}", item.quoted());
        remark.remedy = "请取消合并，每一格各填各的数".into();
    }
    answered
}

/// What still stands in the cell of an item that is merged into another: nobody sees it, so that
/// nobody can have meant it.
pub(crate) fn covered(item: &DataItem, cell: &Cell) -> Answered {
    let found = cell.text();
    Answered {
        remarks: vec![Finding::new(
            &rules::COVERED,
            FindingText {
                message: format!(
                    "{}的单元格并进了别的单元格，看不见的“{}”没有收入",
                    item.quoted(),
                    shortened(found.trim())
                ),
                found: shortened(&found),
                expected: expected(item),
                remedy: "请取消合并，在这一格重新填写".into(),
            },
        )],
        answer: Answer::Unusable(found),
    }
}

/// Nothing entered. Whether that is a fault depends on the item.
fn blank(item: &DataItem) -> Answered {
    let mut remarks = Vec::new();
    if !item.optional {
        let hint = match (item.kind.is_number(), item.may_not_apply) {
            (true, true) => "没有的填0，不涉及的填“不适用”",
            (true, false) if item.may_be_zero => "没有的填0",
            _ => "请补填",
        };
        remarks.push(Finding::new(
            &rules::BLANK,
            FindingText {
                message: format!("{}没有填", item.quoted()),
                found: "空白".into(),
                expected: expected(item),
                remedy: hint.into(),
            },
        ));
    }
    Answered {
        answer: Answer::Blank,
        remarks,
    }
}

fn external_link(item: &DataItem, cell: &Cell) -> Option<Finding> {
    let formula = cell.formula.as_ref()?;
    is_external(cell).then(|| {
        Finding::new(
            &rules::EXTERNAL_LINK,
            FindingText {
                message: format!("{}的数取自别的文件", item.quoted()),
                found: format!("={formula}"),
                expected: expected(item),
                remedy: "请把公式改成数字本身".into(),
            },
        )
    })
}

/// Whether the formula of a cell looks into another file: `[1]Sheet1!A1`, `'[甲.xlsx]表1'!A1`, or a
/// path. Other brackets are those of .ods and of tables.
pub(crate) fn is_external(cell: &Cell) -> bool {
    let Some(formula) = &cell.formula else {
        return false;
    };
    // What stands in quotes is no reference.
    let outside: String = formula.split('"').step_by(2).collect();
    let is_ods = formula.starts_with("of:") || formula.starts_with("oooc:");
    let names_a_file = |inside: &str| {
        let is_number = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
        is_number || inside.contains('.') || inside == "外部文件"
    };
    let mut brackets = outside.split('[').skip(1).filter(|_| !is_ods);
    let of_a_file = brackets.any(|rest| {
        rest.split_once(']')
            .is_some_and(|(inside, _)| names_a_file(inside))
    });
    of_a_file || outside.contains("file:")
}
