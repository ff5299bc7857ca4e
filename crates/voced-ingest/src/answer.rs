//! One cell into one answer, with what had to be said about it.

use chrono::NaiveDate;
use voced_domain::{Answer, DataItem, Edition, Kind, Quantity, RuleCard, Unit};

use crate::book::{Cell, Value};
use crate::normalise::{self, Meaning};
use crate::rules;

/// Of a longer text, a message shows the beginning.
const MOST_SHOWN: usize = 60;
/// More than any school, city or nation has of anything.
const TOO_LARGE: i64 = 1_000_000_000_000;

/// An answer and what is to be said about it; where it stands is added by the caller.
pub(crate) struct Answered {
    pub(crate) answer: Answer,
    pub(crate) remarks: Vec<Remark>,
}

/// A finding without its place.
pub(crate) struct Remark {
    pub(crate) card: &'static RuleCard,
    pub(crate) message: String,
    pub(crate) found: String,
    pub(crate) expected: String,
    pub(crate) remedy: String,
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

/// Nothing entered. Whether that is a fault depends on the item.
fn blank(item: &DataItem) -> Answered {
    let mut remarks = Vec::new();
    if !item.optional {
        let hint = match (item.kind.is_number(), item.may_not_apply) {
            (true, true) => "没有的填0，不涉及的填“不适用”",
            (true, false) if item.may_be_zero => "没有的填0",
            _ => "请补填",
        };
        remarks.push(Remark {
            card: &rules::BLANK,
            message: format!("{}没有填", item.quoted()),
            found: "空白".into(),
            expected: expected(item),
            remedy: hint.into(),
        });
    }
    Answered {
        answer: Answer::Blank,
        remarks,
    }
}

fn external_link(item: &DataItem, cell: &Cell) -> Option<Remark> {
    let formula = cell.formula.as_ref()?;
    let external = formula.contains('[') || formula.contains("file:");
    external.then(|| Remark {
        card: &rules::EXTERNAL_LINK,
        message: format!("{}的数取自别的文件", item.quoted()),
        found: format!("={formula}"),
        expected: expected(item),
        remedy: "请把公式改成数字本身".into(),
    })
}

/// What an answer must be, in words.
fn expected(item: &DataItem) -> String {
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
    fn remark(&self, card: &'static RuleCard, message: String, remedy: String) -> Remark {
        Remark {
            card,
            message,
            found: shortened(&self.cell.text()),
            expected: expected(self.item),
            remedy,
        }
    }

    fn refuse(&self, card: &'static RuleCard, message: String, remedy: String) -> Answered {
        Answered {
            answer: Answer::Unusable(self.cell.text()),
            remarks: vec![self.remark(card, message, remedy)],
        }
    }

    fn number(&self) -> Answered {
        let name = self.item.quoted();
        let unit = self.item.unit.unwrap_or(Unit::Piece);
        match &self.cell.value {
            Value::Number(number) => match exact(*number) {
                Some(quantity) => self.checked(quantity, Vec::new()),
                None => self.too_large(),
            },
            Value::Date(date) => self.refuse(
                &rules::DATE_FOR_NUMBER,
                format!("{name}是日期{date}，不是数字"),
                "请把单元格格式设为常规，重新填写数字".into(),
            ),
            Value::Text(text) => match normalise::number(text, unit) {
                Meaning::Number {
                    quantity,
                    habits,
                    converted,
                } => {
                    let remark = self.spelling(&quantity, &habits, converted);
                    self.checked(quantity, vec![remark])
                }
                Meaning::NotApplicable if self.item.may_not_apply => Answered {
                    answer: Answer::NotApplicable,
                    remarks: Vec::new(),
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
                Meaning::Blank => blank(self.item),
                Meaning::Unreadable => self.not_a_number(),
            },
            _ => self.not_a_number(),
        }
    }

    fn not_a_number(&self) -> Answered {
        let found = self.cell.text();
        let remedy = if found.contains('%') || found.contains('％') {
            "请填人数等绝对数，不填百分比"
        } else {
            "请只填数字，说明文字写到“情况说明”表"
        };
        self.refuse(
            &rules::NOT_A_NUMBER,
            format!(
                "{}填的是“{}”，读不出数字",
                self.item.quoted(),
                shortened(found.trim())
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

    fn spelling(&self, quantity: &Quantity, habits: &[&str], converted: bool) -> Remark {
        let unit = self.item.unit.map_or("", Unit::symbol);
        let number = quantity.to_plain_text();
        let found = self.cell.text();
        let message = if converted {
            format!(
                "{}写作“{}”，已换算为{number}{unit}",
                self.item.quoted(),
                found.trim()
            )
        } else {
            format!(
                "{}写作“{found}”（{}），已按{number}收入",
                self.item.quoted(),
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
    fn checked(&self, quantity: Quantity, mut remarks: Vec<Remark>) -> Answered {
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

    fn date(&self) -> Answered {
        let date = match &self.cell.value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => date_of(text),
            _ => None,
        };
        match date {
            Some(date) => Answered {
                answer: Answer::Text(date.to_string()),
                remarks: Vec::new(),
            },
            None => self.refuse(
                &rules::NOT_A_DATE,
                format!(
                    "{}填的是“{}”，读不出日期",
                    self.item.quoted(),
                    self.cell.text()
                ),
                "请写成2020-11-05的样子".into(),
            ),
        }
    }

    fn text(&self) -> Answered {
        let text = self.cell.text();
        let text: String = text.trim_matches(normalise::is_space).into();
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
        let plain: String = normalise::half_width(text);
        let as_number = matches!(self.cell.value, Value::Number(_));
        let code = if as_number {
            format!("{plain:0>digits$}")
        } else {
            plain
        };
        if code.len() != digits || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.refuse(
                &rules::WRONG_DIGITS,
                format!("{}填的是“{text}”，应为{digits}位数字", self.item.quoted()),
                "请对照目录核对后改正".into(),
            );
        }
        let mut remarks = Vec::new();
        if code != text {
            let message = format!("{}写作“{text}”，已按{code}收入", self.item.quoted());
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
        // "加工制造类" or "加工制造" for "05 加工制造类", as long as only one choice is meant.
        let meant: Vec<_> = choices
            .iter()
            .filter(|choice| choice.contains(text))
            .collect();
        if let [choice] = meant[..]
            && text.chars().count() > 1
        {
            let message = format!("{}写作“{text}”，已按“{choice}”收入", self.item.quoted());
            let remark = self.remark(&rules::SPELLING, message, "意思清楚，不需要改正".into());
            return Answered {
                answer: Answer::Text(choice.clone()),
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
            format!("{}填的是“{text}”，不在选项之内", self.item.quoted()),
            format!("请从{listed}中选择"),
        )
    }
}

/// Reads 2020-11-05, 2020/11/5, 2020.11.5 and 2020年11月5日.
fn date_of(text: &str) -> Option<NaiveDate> {
    let text = normalise::half_width(text);
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [year, month, day] = parts[..] else {
        return None;
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        .filter(|_| (1950..2100).contains(&year))
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

/// As much of what was typed as a sentence can bear.
fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(MOST_SHOWN).collect();
    match chars.next() {
        Some(_) => format!("{start}…"),
        None => start,
    }
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

    #[test]
    fn dates_are_read_in_the_ways_people_write_them() {
        for text in [
            "2020-11-05",
            "2020/11/5",
            "2020.11.5",
            "2020年11月5日",
            "２０２０－１１－０５",
        ] {
            assert_eq!(date_of(text).unwrap().to_string(), "2020-11-05", "{text}");
        }
        for text in ["2020-13-01", "昨天", "11-05", "0020-11-05", "2020-11-05-06"] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }
}
