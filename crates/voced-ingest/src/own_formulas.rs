//! Formulas that clerks wrote into the cells of answers: what they come to counts, not what was stored
//! beside them, which may be old, missing, or zero because a program put it there.

use std::collections::HashMap;
use std::sync::Arc;

use voced_domain::{Answer, DataItem, Edition, Finding, FindingText, Position, Quantity, RuleCard};

use crate::answer::{self, Answered, expected, is_external, shortened};
use crate::book::Book;
use crate::cell::{Cell, Value};
use crate::decimal::exact;
use crate::formats::UNTOLD;
use crate::keeping::{MAX_COLUMN, MAX_ROW};
use crate::locate::Place;
use crate::number_format::{day_of, days_of};
use crate::recalculate::{self, Area, Cells, Content, Outcome, Recalculation, Uncomputable};
use crate::rules;

/// The formulas of a workbook, computed as they are asked for.
pub(crate) struct OwnFormulas<'b> {
    recalculation: Recalculation<'b, Book>,
    /// What cells come to whose stored results say something else.
    computed: HashMap<(Arc<str>, Position), Quantity>,
}

impl<'b> OwnFormulas<'b> {
    pub(crate) fn new(book: &'b Book) -> Self {
        Self {
            recalculation: Recalculation::new(book),
            computed: HashMap::new(),
        }
    }

    /// The number in a cell, as other formulas see it; a date is the number of its day.
    pub(crate) fn number(&self, place: &Place<'_>, position: Position) -> Option<Quantity> {
        let cell = place.cell(position)?;
        if cell.formula.is_some() {
            let at = (Arc::clone(&place.sheet.name), position);
            if let Some(computed) = self.computed.get(&at) {
                return Some(computed.clone());
            }
        }
        match cell.value {
            Value::Number(number) => exact(number),
            Value::Date(_, number) => exact(number),
            _ => None,
        }
    }

    /// The answer in a cell that has a formula.
    pub(crate) fn answer(
        &mut self,
        edition: &Edition,
        own: &Own<'_>,
        place: Place<'_>,
        position: Position,
    ) -> Answered {
        let Own { item, cell } = *own;
        let as_stored = || answer::answer(edition, item, Some(cell));
        // What it is taken from is no part of the workbook, and has a finding of its own.
        if is_external(cell) || matches!(cell.value, Value::Error(_) | Value::Damaged(_)) {
            return as_stored();
        }
        if cell.formula.as_deref() == Some(UNTOLD) {
            return own.unconfirmed(as_stored(), "读不出");
        }
        match self.recalculation.outcome(&place.sheet.name, position) {
            Ok(Outcome::Number(number)) if own.shows(&number) => as_stored(),
            Ok(Outcome::Number(number)) => {
                let at = (Arc::clone(&place.sheet.name), position);
                self.computed.insert(at, number.clone());
                let value = own.number(&number);
                let plain = Cell {
                    value: value.clone(),
                    ..cell.clone()
                };
                own.recomputed(edition, value, &plain.text())
            }
            Ok(Outcome::Text(text)) if cell.says(text.trim()) => as_stored(),
            Ok(Outcome::Text(text)) => own.recomputed(edition, Value::Text(text.clone()), &text),
            Ok(Outcome::Truth(_)) => as_stored(),
            Ok(Outcome::Blank) => own.nothing("取自空白的单元格"),
            Err(Uncomputable::Circle(_)) => own.nothing("绕回到自己"),
            Err(Uncomputable::Error(error)) => own.nothing(&format!("重新计算是{error}")),
            Err(Uncomputable::Missing(name)) => own.nothing(&format!("引用的“{name}”不在工作簿里")),
            // Without a result there is nothing that could be confirmed.
            Err(_) if cell.value == Value::Uncached => as_stored(),
            Err(Uncomputable::Unsupported(word)) => {
                own.unconfirmed(as_stored(), &format!("用到了“{word}”"))
            }
            Err(Uncomputable::Outside) => own.unconfirmed(as_stored(), "取自别的文件"),
            Err(Uncomputable::TooMuch) => own.unconfirmed(as_stored(), "太长，或者取自很远的格子"),
        }
    }
}

/// A cell with a formula and the item it answers.
#[derive(Clone, Copy)]
pub(crate) struct Own<'a> {
    pub(crate) item: &'a DataItem,
    pub(crate) cell: &'a Cell,
}

impl Own<'_> {
    /// Whether the stored result is the number, but for the last digits of a binary float.
    fn shows(&self, number: &Quantity) -> bool {
        let stored = match self.cell.value {
            Value::Number(stored) => stored,
            Value::Date(_, number) => number,
            _ => return false,
        };
        let number = number.to_cell_number();
        (stored - number).abs() <= number.abs().max(1.0) * 1e-12
    }

    /// The number, as the day that the cell would show it as.
    fn number(&self, number: &Quantity) -> Value {
        let number = number.to_cell_number();
        let format = self.cell.format.as_ref();
        // Some workbooks count their days from 1904 on.
        let epoch = match self.cell.value {
            Value::Date(day, stored) => days_of(day) - stored.floor(),
            _ => 0.0,
        };
        let shows_day = format.is_some_and(|format| format.shows_day(number));
        let day = day_of(number + epoch).filter(|_| shows_day);
        day.map_or(Value::Number(number), |day| Value::Date(day, number))
    }

    fn recomputed(&self, edition: &Edition, value: Value, plain: &str) -> Answered {
        let cell = Cell {
            value,
            ..self.cell.clone()
        };
        let mut answered = answer::answer(edition, self.item, Some(&cell));
        let stored = match self.cell.text().trim() {
            "" => "没有存下结果".to_owned(),
            stored => format!("存的结果是{}", shortened(stored)),
        };
        let message = format!(
            "{}的公式{}{stored}，重新计算是{}，已按重新计算的收入",
            self.item.quoted(),
            self.formula(),
            shortened(plain)
        );
        let remedy = "不需要改正；请按F9重新计算后保存，或直接填写数字";
        let remark = self.remark(&rules::RECOMPUTED, message, remedy);
        answered.remarks.insert(0, remark);
        answered
    }

    /// The formula comes to nothing that could be an answer.
    fn nothing(&self, why: &str) -> Answered {
        let message = format!(
            "{}的公式{}{why}，没有收入",
            self.item.quoted(),
            self.formula()
        );
        let remark = self.remark(&rules::NO_RESULT, message, "请直接填写数字，不用公式");
        Answered {
            answer: Answer::Unusable(self.cell.text()),
            remarks: vec![remark],
        }
    }

    /// The stored result is taken, but nothing says that it is not an old one.
    fn unconfirmed(&self, mut answered: Answered, why: &str) -> Answered {
        let message = format!(
            "{}的公式{}{why}，无法重新计算，暂按存的结果{}收入",
            self.item.quoted(),
            self.formula(),
            shortened(&self.cell.text())
        );
        let remedy = "请打开工作簿，按F9重新计算，核对结果，把公式改成数字本身后保存";
        answered
            .remarks
            .push(self.remark(&rules::NOT_RECOMPUTED, message, remedy));
        answered
    }

    fn formula(&self) -> String {
        let formula = self.cell.formula.as_deref().unwrap_or_default();
        if formula == UNTOLD {
            return String::new();
        }
        let formula = formula.trim_start_matches("of:").trim_start_matches('=');
        format!("“={}”", shortened(formula))
    }

    fn remark(&self, card: &'static RuleCard, message: String, remedy: &str) -> Finding {
        Finding::new(
            card,
            FindingText {
                message,
                found: self.formula(),
                expected: expected(self.item),
                remedy: remedy.into(),
            },
        )
    }
}

impl Cells for Book {
    fn sheet(&self, name: &str) -> Option<usize> {
        self.numbers.get(&name.to_lowercase()).copied()
    }

    fn name(&self, name: &str) -> Option<Area> {
        let target = self.names.get(&name.to_ascii_lowercase())?.first()?;
        Some(Area {
            sheet: Cells::sheet(self, &target.sheet)?,
            first: target.first,
            last: target.last,
        })
    }

    fn content(&self, place: recalculate::Place) -> Content<'_> {
        let sheet = self.sheets.get(place.sheet);
        // What is merged into another cell is not seen, but is added up.
        let cell = sheet.and_then(|sheet| {
            let cell = sheet.cells.get(&place.at);
            cell.or_else(|| sheet.covered.get(&place.at))
        });
        let Some(cell) = cell else {
            return Content::Blank;
        };
        if let Some(formula) = &cell.formula {
            return Content::Formula(formula);
        }
        match &cell.value {
            Value::Number(number) => {
                exact(*number).map_or(Content::Error("#NUM!"), Content::Number)
            }
            Value::Date(_, number) => {
                exact(*number).map_or(Content::Error("#NUM!"), Content::Number)
            }
            Value::Text(text) => Content::Text(text),
            Value::Bool(truth) => Content::Truth(*truth),
            Value::Error(error) | Value::Damaged(error) => Content::Error(error),
            Value::Uncached => Content::Blank,
        }
    }

    fn is_whole(&self, area: &Area) -> bool {
        let sheet = self.sheets.get(area.sheet);
        let reaches_far = area.last.row >= MAX_ROW || u32::from(area.last.column) >= MAX_COLUMN;
        !(reaches_far && sheet.is_some_and(|sheet| sheet.is_cut))
    }

    fn rows(&self, sheet: usize, first: u32, last: u32) -> impl Iterator<Item = Position> {
        let sheet = self.sheets.get(sheet);
        sheet.into_iter().flat_map(move |sheet| {
            let shown = sheet.cells.in_rows(first, last);
            shown.chain(sheet.covered.in_rows(first, last))
        })
    }
}
