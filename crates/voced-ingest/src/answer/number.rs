//! The answer to an item that is a number.

use voced_domain::{Answer, Finding, Kind, Quantity, Unit};

use super::reader::{Answered, Reader, shortened, with_invisible};
use crate::cell::Value;
use crate::decimal::exact;
use crate::normalise::{self, Meaning};
use crate::number_format::Seen;
use crate::rules;
use voced_text::letters;

/// More than any school, city or nation has of anything.
const TOO_LARGE: i64 = 1_000_000_000_000;

impl Reader<'_> {
    pub(super) fn number(&self) -> Answered {
        let name = self.item.quoted();
        let unit = self.item.unit.unwrap_or(Unit::Piece);
        match &self.cell.value {
            Value::Number(number) => match exact(*number) {
                Some(quantity) => self.stored(*number, quantity),
                None => self.too_large(),
            },
            Value::Date(date, _) => self.refuse(
                &rules::DATE_FOR_NUMBER,
                format!("{name}是日期{date}，不是数字"),
                "请把单元格格式设为常规，重新填写数字".into(),
            ),
            Value::Text(text) => match normalise::number(&self.cell.shown(), unit) {
                Meaning::Number {
                    quantity,
                    habits,
                    converted,
                    ..
                } => {
                    let remark = self.spelling(&quantity, &habits, converted);
                    self.checked(quantity, vec![remark])
                }
                Meaning::NotApplicable if self.item.may_not_apply => Answered {
                    answer: Answer::NotApplicable,
                    remarks: self.meant_as_not_applicable(text.trim()),
                },
                Meaning::NotApplicable => {
                    let remedy = if self.item.may_be_zero {
                        "没有的填0，否则填写数字"
                    } else {
                        "请填写数字"
                    };
                    self.refuse(
                        &rules::MUST_APPLY,
                        format!("{name}填了“{}”，这一项每所学校都有", text.trim()),
                        remedy.into(),
                    )
                }
                // Something is stored that nobody sees.
                Meaning::Blank => self.shown_otherwise(),
                Meaning::Unreadable => self.not_a_number(),
            },
            _ => self.not_a_number(),
        }
    }

    /// A number that is stored, unless the cell shows something else.
    fn stored(&self, number: f64, quantity: Quantity) -> Answered {
        let format = self.cell.format.as_ref();
        let seen = format.map_or(Seen::Stored, |format| format.seen(number, &quantity));
        let Seen::Otherwise(seen) = seen else {
            return self.checked(quantity, Vec::new());
        };
        let unit = self.item.unit.unwrap_or(Unit::Piece);
        match normalise::number(normalise::without_counter(&seen, unit), unit) {
            Meaning::Number {
                quantity: meant, ..
            } if meant == quantity => self.checked(quantity, Vec::new()),
            // A unit that is shown says what the number means.
            Meaning::Number {
                quantity: meant,
                names_unit: true,
                ..
            } => {
                let remark = self.converted(&meant);
                self.checked(meant, vec![remark])
            }
            _ => self.shown_otherwise(),
        }
    }

    fn converted(&self, quantity: &Quantity) -> Finding {
        let message = format!(
            "{}显示为“{}”，存的是{}，已按显示的单位换算为{}{}",
            self.item.quoted(),
            self.cell.shown().trim(),
            self.cell.text(),
            quantity.to_plain_text(),
            self.item.unit.map_or("", Unit::symbol),
        );
        let remedy = "请看一看换算是否正确，正确的不需要改正；下次请只填数字，不改单元格格式";
        self.remark(&rules::CONVERTED, message, remedy.into())
    }

    fn not_a_number(&self) -> Answered {
        let found = self.cell.shown();
        let remedy = if found.contains(['%', '％', '﹪']) {
            "请填人数等绝对数，不填百分比"
        } else if normalise::has_two_numbers(&found) {
            "一格只填一个数，分几项的填合计，说明文字写到“情况说明”表"
        } else {
            "请只填数字，说明文字写到“情况说明”表"
        };
        self.refuse(
            &rules::NOT_A_NUMBER,
            format!(
                "{}填的是“{}”，读不出数字{}",
                self.item.quoted(),
                shortened(found.trim()),
                with_invisible(&found)
            ),
            remedy.into(),
        )
    }

    fn too_large(&self) -> Answered {
        self.refuse(
            &rules::TOO_LARGE,
            format!(
                "{}是{}，大得不可能成立",
                self.item.quoted(),
                shortened(&self.cell.text())
            ),
            "请核对位数后改正".into(),
        )
    }

    /// That a dash, 无 or the like was taken for 不适用: what is said of it later speaks of 不适用.
    fn meant_as_not_applicable(&self, text: &str) -> Vec<Finding> {
        if text == "不适用" {
            return Vec::new();
        }
        let message = format!(
            "{}写作“{}”，已按“不适用”收入",
            self.item.quoted(),
            letters::visible(text)
        );
        let remedy = "确实不适用的，不需要改正；没有的请填0";
        vec![self.remark(&rules::SPELLING, message, remedy.into())]
    }

    fn spelling(&self, quantity: &Quantity, habits: &[String], converted: bool) -> Finding {
        let unit = self.item.unit.map_or("", Unit::symbol);
        let number = quantity.to_plain_text();
        let found = self.cell.shown();
        let message = if converted {
            format!(
                "{}写作“{}”，已换算为{number}{unit}",
                self.item.quoted(),
                letters::visible(found.trim())
            )
        } else {
            format!(
                "{}写作“{}”（{}），已按{number}收入",
                self.item.quoted(),
                letters::visible(&found),
                habits.join("、")
            )
        };
        let card = if converted {
            &rules::CONVERTED
        } else {
            &rules::SPELLING
        };
        self.remark(card, message, "意思清楚，不需要改正；下次请只填数字".into())
    }

    /// A number that was read, against what its kind allows.
    fn checked(&self, quantity: Quantity, mut remarks: Vec<Finding>) -> Answered {
        let name = self.item.quoted();
        let found = self.cell.text();
        if quantity.is_negative() {
            let message = format!("{name}是{found}，不能小于0");
            return self.refuse(&rules::NEGATIVE, message, "请核对后改正".into());
        }
        if quantity >= Quantity::from(TOO_LARGE) {
            return self.too_large();
        }
        if self.item.kind == Kind::Count && !quantity.is_integer() {
            let unit = self.item.unit.map_or("", Unit::symbol);
            return self.refuse(
                &rules::FRACTION,
                format!("{name}是{found}，应为整数"),
                format!("请以“{unit}”为单位填写整数，不以万为单位，也不填比例"),
            );
        }
        if quantity.is_zero() && !self.item.may_be_zero {
            let message = format!("{name}是0，不可能成立");
            remarks.push(self.remark(&rules::NOT_ZERO, message, "请核对后改正".into()));
        }
        Answered {
            answer: Answer::Number(quantity),
            remarks,
        }
    }
}
