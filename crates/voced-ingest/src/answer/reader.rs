//! The reading of one cell, and what is said of it whatever it should hold.

use voced_domain::{Answer, DataItem, Edition, Finding, FindingText, RuleCard};
use voced_text::letters;

use crate::cell::{Cell, Value};
use crate::rules;
use crate::written::Struck;

/// Of a longer text, a message shows the beginning.
const MOST_SHOWN: usize = 60;

/// An answer and what is to be said about it; where it stands is added by the caller.
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) remarks: Vec<Finding>,
}

/// The reading of one cell.
pub(super) struct Reader<'a> {
    pub(super) edition: &'a Edition,
    pub(super) item: &'a DataItem,
    pub(super) cell: &'a Cell,
}

impl Reader<'_> {
    /// Something to be said of the cell.
    pub(super) fn remark(
        &self,
        card: &'static RuleCard,
        message: String,
        remedy: String,
    ) -> Finding {
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

    /// The cell cannot be used.
    pub(super) fn refuse(
        &self,
        card: &'static RuleCard,
        message: String,
        remedy: String,
    ) -> Answered {
        Answered {
            answer: Answer::Unusable(self.cell.text()),
            remarks: vec![self.remark(card, message, remedy)],
        }
    }

    /// The cell shows something that its content is not, and nothing says which of the two is meant.
    pub(super) fn shown_otherwise(&self) -> Answered {
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
    pub(super) fn struck(&self) -> Answered {
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
pub(super) fn with_invisible(text: &str) -> String {
    let named = letters::invisible_named(text);
    named.map_or_else(String::new, |named| format!("（其中有{named}）"))
}

/// What an answer must be, in words.
pub(crate) fn expected(item: &DataItem) -> String {
    match (item.unit, item.digits) {
        (Some(unit), _) => format!("{}（{unit}）", item.kind.name()),
        (None, Some(digits)) => format!("{digits}位数字"),
        (None, None) => item.kind.name().into(),
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
