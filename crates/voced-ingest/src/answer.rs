//! One cell into one answer, with what had to be said about it.

mod day;
mod number;
mod text;

use voced_domain::{
    Answer, DataItem, Edition, Finding, FindingText, Kind, Position, Quantity, RuleCard,
};
use voced_text::letters;

use crate::book::{Cell, Value};
use crate::rules;
use crate::written::Struck;

/// Of a longer text, a message shows the beginning.
const MOST_SHOWN: usize = 60;
/// More than any school, city or nation has of anything.
const TOO_LARGE: i64 = 1_000_000_000_000;

/// An answer and what is to be said about it; where it stands is added by the caller.
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) remarks: Vec<Finding>,
}

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

/// What an answer must be, in words.
pub(crate) fn expected(item: &DataItem) -> String {
    match (item.unit, item.digits) {
        (Some(unit), _) => format!("{}（{unit}）", item.kind.name()),
        (None, Some(digits)) => format!("{digits}位数字"),
        (None, None) => item.kind.name().into(),
    }
}

struct Reader<'a> {
    edition: &'a Edition,
    item: &'a DataItem,
    cell: &'a Cell,
}

impl Reader<'_> {
    fn remark(&self, card: &'static RuleCard, message: String, remedy: String) -> Finding {
        Finding::new(
            card,
            FindingText {
                message,
                found: shortened(&self.cell.text()),
                expected: expected(self.item),
                remedy,
            },
        )
    }

    fn refuse(&self, card: &'static RuleCard, message: String, remedy: String) -> Answered {
        Answered {
            answer: Answer::Unusable(self.cell.text()),
            remarks: vec![self.remark(card, message, remedy)],
        }
    }

    /// The cell shows something that its content is not, and nothing says which of the two is meant.
    fn shown_otherwise(&self) -> Answered {
        let seen = self.cell.shown();
        let shown = match seen.trim() {
            "" => "空白".to_owned(),
            shown => format!("“{}”", shortened(shown)),
        };
        let stored = match &self.cell.value {
            Value::Date(_, number) => number.to_string(),
            _ => shortened(&self.cell.text()),
        };
        let card = &rules::SHOWN_OTHERWISE;
        let message = format!(
            "{}显示为{shown}，存的是{stored}，不知道以哪个为准",
            self.item.quoted()
        );
        let remedy = match self.item.unit {
            Some(unit) if shown.contains('%') => {
                format!("请把单元格格式设为常规，以“{unit}”为单位填写，不填百分比")
            }
            Some(unit) => format!("请把单元格格式设为常规，以“{unit}”为单位重新填写数字"),
            None => "请把单元格格式设为常规，重新填写".into(),
        };
        let mut answered = self.refuse(card, message, remedy);
        // On the workbook that is sent back stands what was seen.
        if !seen.trim().is_empty() {
            answered.answer = Answer::Unusable(seen);
        }
        answered
    }

    /// Part of the cell is struck out, or all of it.
    fn struck(&self) -> Answered {
        let name = self.item.quoted();
        let message = match self.cell.struck.as_deref() {
            Some(Struck { gone, left }) if !left.trim().is_empty() => format!(
                "{name}里的“{}”有删除线，没有划掉的是“{}”，不知道以哪个为准",
                shortened(gone.trim()),
                shortened(left.trim())
            ),
            _ => format!(
                "{name}的“{}”整个有删除线，不知道还算不算",
                shortened(self.cell.text().trim())
            ),
        };
        let remedy = "请删去划掉的内容，只留要报的，并去掉删除线";
        self.refuse(&rules::STRUCK, message, remedy.into())
    }
}

/// What a message adds where letters stand in a text that nobody sees.
fn with_invisible(text: &str) -> String {
    let named = letters::invisible_named(text);
    named.map_or_else(String::new, |named| format!("（其中有{named}）"))
}

/// The decimal that a cell's binary float stands for: the shortest that reads back to it, cut to
/// the 15 digits that spreadsheets show. `None` for what no decimal can stand for.
pub(crate) fn exact(number: f64) -> Option<Quantity> {
    if !number.is_finite() || number.abs() >= 1e15 {
        return None;
    }
    // Most numbers are counts.
    if number.fract() == 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and below 10¹⁵")]
        return Some(Quantity::from(number as i64));
    }
    let shortest = format!("{number:e}");
    let digits = shortest
        .bytes()
        .take_while(|byte| *byte != b'e')
        .filter(u8::is_ascii_digit);
    let text = if digits.count() > 15 {
        format!("{number:.14e}")
    } else {
        shortest
    };
    let (mantissa, exponent) = text.split_once('e')?;
    let mantissa: Quantity = mantissa.parse().ok()?;
    let exponent: i16 = exponent.parse().ok()?;
    let power = u8::try_from(exponent.unsigned_abs()).ok()?;
    if exponent >= 0 {
        Some(mantissa.scaled(power))
    } else {
        mantissa.checked_div(&Quantity::from(1).scaled(power))
    }
}

/// As much of what was typed as a sentence can bear, and as can be seen, on one line.
pub(crate) fn shortened(text: &str) -> String {
    let mut chars = text.chars().filter(|c| !letters::is_invisible(*c));
    let mut start = String::new();
    for c in chars.by_ref().take(MOST_SHOWN) {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => start.push_str("（换行）"),
            '\r' => {}
            '\t' => start.push_str("（制表符）"),
            c => start.push(c),
        }
    }
    if chars.next().is_some() {
        start.push('…');
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cells_float_is_taken_for_the_decimal_that_a_person_typed() {
        for (number, text) in [
            (2366.7, "23667/10"),
            (0.1 + 0.2, "3/10"),
            (1503.6, "7518/5"),
            (10367.0, "10367"),
            (-0.5, "-1/2"),
            (0.0, "0"),
        ] {
            assert_eq!(exact(number).unwrap().to_string(), text);
        }
        for number in [f64::NAN, f64::INFINITY, 1e15, -1e300] {
            assert!(exact(number).is_none());
        }
    }
}
