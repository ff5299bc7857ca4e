//! The answer to an item that is a text, a code or a choice.

use voced_domain::{Answer, Kind};
use voced_text::letters;

use super::reader::{Answered, Reader, shortened, with_invisible};
use crate::cell::Value;
use crate::{normalise, rules};

impl Reader<'_> {
    pub(super) fn text(&self) -> Answered {
        let shown = self.cell.shown_in_words();
        if shown.trim().is_empty() {
            return self.shown_otherwise();
        }
        let text: String = shown.trim_matches(normalise::is_space).into();
        if self.item.may_not_apply && matches!(text.as_str(), "无" | "—" | "不适用") {
            return Answered {
                answer: Answer::NotApplicable,
                remarks: Vec::new(),
            };
        }
        if let Some(digits) = self.item.digits {
            return self.digits(&text, digits.into());
        }
        if self.item.kind == Kind::Choice {
            return self.choice(&text);
        }
        Answered {
            answer: Answer::Text(text),
            remarks: Vec::new(),
        }
    }

    /// A code of fixed length. A number in its place has lost its leading zeros.
    fn digits(&self, text: &str, digits: usize) -> Answered {
        let plain = normalise::half_width(&letters::visible(text));
        let plain: String = plain.chars().filter(|c| !letters::is_space(*c)).collect();
        // `2023年度` says the same as 2023.
        let plain = plain.trim_end_matches(['年', '度']);
        let plain = plain.strip_suffix(".0").unwrap_or(plain).to_owned();
        let as_number = matches!(self.cell.value, Value::Number(_));
        let code = if as_number {
            format!("{plain:0>digits$}")
        } else {
            plain
        };
        if code.len() != digits || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.refuse(
                &rules::WRONG_DIGITS,
                format!(
                    "{}填的是“{}”，应为{digits}位数字{}",
                    self.item.quoted(),
                    shortened(text),
                    with_invisible(text)
                ),
                "请对照目录核对后改正".into(),
            );
        }
        let mut remarks = Vec::new();
        let stored = self.cell.text();
        if code != stored.trim() {
            let stored = match self.cell.value {
                Value::Date(..) => format!("存的是日期{stored}，显示为"),
                _ => "写作".to_owned(),
            };
            let message = format!(
                "{}{stored}“{}”{}，已按{code}收入",
                self.item.quoted(),
                letters::visible(text),
                with_invisible(&self.cell.text())
            );
            let remedy = "意思清楚，不需要改正；代码请以文字填写，保留开头的0";
            remarks.push(self.remark(&rules::SPELLING, message, remedy.into()));
        }
        Answered {
            answer: Answer::Text(code),
            remarks,
        }
    }

    fn choice(&self, text: &str) -> Answered {
        let choices = self.edition.choices_of(self.item);
        if choices.iter().any(|choice| choice == text) {
            return Answered {
                answer: Answer::Text(text.into()),
                remarks: Vec::new(),
            };
        }
        if let Some(choice) = meant(&choices, text) {
            let message = format!(
                "{}写作“{}”{}，已按“{choice}”收入",
                self.item.quoted(),
                letters::visible(text),
                with_invisible(text)
            );
            let remark = self.remark(&rules::SPELLING, message, "意思清楚，不需要改正".into());
            return Answered {
                answer: Answer::Text(choice.into()),
                remarks: vec![remark],
            };
        }
        let listed = if choices.len() > 8 {
            "下拉选项".into()
        } else {
            choices.join("、")
        };
        self.refuse(
            &rules::NOT_A_CHOICE,
            format!(
                "{}填的是“{}”，不在选项之内{}",
                self.item.quoted(),
                shortened(text),
                with_invisible(text)
            ),
            format!("请从{listed}中选择"),
        )
    }
}

/// The choice that looks like a text, or the only one that it is a part of: "加工制造类" or
/// "加工制造" for "05 加工制造类".
fn meant<'c>(choices: &'c [String], text: &str) -> Option<&'c str> {
    let cell_style = letters::as_seen(text);
    let cell_styles = choices
        .iter()
        .map(|choice| (choice, letters::as_seen(choice)));
    let cell_styles: Vec<_> = cell_styles.collect();
    let mut alike = cell_styles.iter().filter(|(_, own)| *own == cell_style);
    if let (Some((choice, _)), None) = (alike.next(), alike.next()) {
        return Some(choice);
    }
    let mut containing = cell_styles
        .iter()
        .filter(|(_, own)| own.contains(&cell_style));
    match (containing.next(), containing.next()) {
        (Some((choice, _)), None) if cell_style.chars().count() > 1 => Some(choice),
        _ => None,
    }
}
