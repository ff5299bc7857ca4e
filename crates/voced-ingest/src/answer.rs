//! One cell into one answer, with what had to be said about it.

use chrono::NaiveDate;
use voced_domain::{Answer, DataItem, Edition, Kind, Quantity, RuleCard, Unit};

use crate::book::{Cell, Value};
use crate::letters;
use crate::normalise::{self, Meaning};
use crate::number_format::{self, Seen};
use crate::rules;
use crate::written::Struck;

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

/// What still stands in the cell of an item that is merged into another: nobody sees it, so that
/// nobody can have meant it.
pub(crate) fn covered(item: &DataItem, cell: &Cell) -> Answered {
    let found = cell.text();
    Answered {
        remarks: vec![Remark {
            card: &rules::COVERED,
            message: format!(
                "{}的单元格并进了别的单元格，看不见的“{}”没有收入",
                item.quoted(),
                shortened(found.trim())
            ),
            found: shortened(&found),
            expected: expected(item),
            remedy: "请取消合并，在这一格重新填写".into(),
        }],
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
    is_external(cell).then(|| Remark {
        card: &rules::EXTERNAL_LINK,
        message: format!("{}的数取自别的文件", item.quoted()),
        found: format!("={formula}"),
        expected: expected(item),
        remedy: "请把公式改成数字本身".into(),
    })
}

/// Whether the formula of a cell looks into another file: `[1]Sheet1!A1`, or a path. The brackets of
/// .ods begin with a sheet or a dot, and those of a table stand behind its name.
pub(crate) fn is_external(cell: &Cell) -> bool {
    let Some(formula) = &cell.formula else {
        return false;
    };
    let is_ods = formula.starts_with("of:") || formula.starts_with("oooc:");
    let mut brackets = formula.match_indices('[').filter(|_| !is_ods);
    let of_a_file = brackets.any(|(at, _)| {
        let before = formula[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric())
    });
    of_a_file || formula.contains("file:")
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
                Some(quantity) => self.stored(*number, quantity),
                None => self.too_large(),
            },
            Value::Date(date) => self.refuse(
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

    fn converted(&self, quantity: &Quantity) -> Remark {
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

    /// The cell shows something that its content is not, and nothing says which of the two is meant.
    fn shown_otherwise(&self) -> Answered {
        let seen = self.cell.shown();
        let shown = match seen.trim() {
            "" => "空白".to_owned(),
            shown => format!("“{}”", shortened(shown)),
        };
        let stored = match &self.cell.value {
            Value::Date(day) => number_format::days_of(*day).to_string(),
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

    fn not_a_number(&self) -> Answered {
        let found = self.cell.text();
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

    fn spelling(&self, quantity: &Quantity, habits: &[String], converted: bool) -> Remark {
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
            Value::Text(text) => date_of(&letters::visible(text)),
            // Digits that a format sets apart: 20201110 shown as 2020-11-10.
            Value::Number(_) => date_of(&self.cell.shown()),
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
                    "{}填的是“{}”，读不出日期{}",
                    self.item.quoted(),
                    shortened(&self.cell.shown()),
                    with_invisible(&self.cell.text())
                ),
                "请写成2020-11-05的样子".into(),
            ),
        }
    }

    fn text(&self) -> Answered {
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
        let plain = plain.trim_end_matches(['年', '度']).to_owned();
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
                Value::Date(_) => format!("存的是日期{stored}，显示为"),
                _ => "写作".to_owned(),
            };
            let message = format!(
                "{}{stored}“{}”{}，已按{code}收入",
                self.item.quoted(),
                letters::visible(text),
                with_invisible(text)
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
    let look = letters::look(text);
    let looks = choices.iter().map(|choice| (choice, letters::look(choice)));
    let looks: Vec<_> = looks.collect();
    let mut alike = looks.iter().filter(|(_, own)| *own == look);
    if let (Some((choice, _)), None) = (alike.next(), alike.next()) {
        return Some(choice);
    }
    let mut containing = looks.iter().filter(|(_, own)| own.contains(&look));
    match (containing.next(), containing.next()) {
        (Some((choice, _)), None) if look.chars().count() > 1 => Some(choice),
        _ => None,
    }
}

/// What a message adds where letters stand in a text that nobody sees.
fn with_invisible(text: &str) -> String {
    let named = letters::invisible_named(text);
    named.map_or_else(String::new, |named| format!("（其中有{named}）"))
}

/// Reads 2020-11-05, 2020/11/5, 2020.11.5 and 2020年11月5日, with a time of day behind it or not.
fn date_of(text: &str) -> Option<NaiveDate> {
    let text = normalise::half_width(text);
    let text = text.trim();
    let day = match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    let is_of_date = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-/.年月日号".contains(c);
    let parts: Vec<u32> = day
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [year, month, day_of_month] = parts[..] else {
        return None;
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day_of_month)
        .filter(|_| (1950..2100).contains(&year) && day.chars().all(is_of_date))
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

    #[test]
    fn dates_are_read_in_the_ways_people_write_them() {
        for text in [
            "2020-11-05",
            "2020/11/5",
            "2020.11.5",
            "2020年11月5日",
            "２０２０－１１－０５",
            "2020-11-05 00:00:00",
            "2020年 11月 5日",
        ] {
            assert_eq!(date_of(text).unwrap().to_string(), "2020-11-05", "{text}");
        }
        for text in [
            "2020-13-01",
            "昨天",
            "11-05",
            "0020-11-05",
            "2020-11-05-06",
            "2020-l1-10",
        ] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }
}
