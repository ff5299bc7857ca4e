//! The live checks beside answers: still the template's, and showing what they come to?

use std::sync::Arc;

use voced_domain::column_letters;
use voced_domain::{Edition, Finding, FindingText, ItemCode, Position, Quantity};
use voced_template::{Check, Range, SheetBody, Sum, Template, Typed, column};

use crate::cell::{Cell, Value};
use crate::locate::{Place, Places};
use crate::own_formulas::OwnFormulas;
use crate::rules;

/// The live checks of a template, as they were issued.
#[derive(Clone, Debug)]
pub(crate) struct IssuedChecks {
    checks: Vec<Issued>,
}

/// One live check, as it was issued.
#[derive(Clone, Debug)]
struct Issued {
    item: ItemCode,
    check: Check,
    formula: String,
    looks_at_answers: bool,
}

impl IssuedChecks {
    pub(crate) fn of(edition: &Edition, template: &Template) -> Self {
        let of_items = template
            .fields()
            .filter(|(sheet, _)| !matches!(sheet.body, SheetBody::Table { .. }));
        let checks = of_items.filter_map(|(_, field)| {
            let check = Check::of(edition, template, field)?;
            let formula = check.formula();
            Some(Issued {
                item: field.item.clone(),
                looks_at_answers: looks_at_answers(&formula, field.cell),
                check,
                formula,
            })
        });
        Self {
            checks: checks.collect(),
        }
    }
}

/// What became of one live check.
enum State {
    Right,
    /// A constant, or a formula that no longer looks at the answer.
    Overwritten,
    /// The template's formula, whose stored result is not what it comes to.
    Stale {
        recomputed: String,
    },
}

/// Cells with the sheets they stand on.
type Cells = Vec<(Arc<str>, Position)>;

/// A live check that is not as it was issued.
struct Fault {
    sheet: Arc<str>,
    position: Position,
    shown: String,
    recomputed: String,
}

/// Checks the live checks of all sheets: one remark for all that were overwritten and one for all
/// that are stale, since they have one cause each.
pub(crate) fn check(
    issued: &IssuedChecks,
    places: &Places<'_>,
    values: &OwnFormulas<'_>,
) -> Vec<(Finding, Cells)> {
    let mut overwritten = Vec::new();
    let mut stale = Vec::new();
    let seen = Seen { places, values };
    for check in &issued.checks {
        let Some(place) = places.get(&check.item) else {
            continue;
        };
        let position = Position {
            column: place.first.column + column::CHECK - column::ANSWER,
            ..place.first
        };
        let Some(cell) = place.cell(position) else {
            continue;
        };
        let fault = |recomputed| Fault {
            sheet: Arc::clone(&place.sheet.name),
            position,
            shown: cell.text(),
            recomputed,
        };
        match seen.state(check, &place, cell) {
            State::Right => {}
            State::Overwritten => overwritten.push(fault(String::new())),
            State::Stale { recomputed } => stale.push(fault(recomputed)),
        }
    }
    let remarks = [overwritten_remark(&overwritten), stale_remark(&stale)];
    let cells = |faults: Vec<Fault>| {
        faults
            .into_iter()
            .map(|fault| (fault.sheet, fault.position))
    };
    remarks
        .into_iter()
        .zip([cells(overwritten).collect(), cells(stale).collect()])
        .filter_map(|(remark, cells)| Some((remark?, cells)))
        .collect()
}

fn overwritten_remark(faults: &[Fault]) -> Option<Finding> {
    let Fault { shown, .. } = faults.first()?;
    Some(Finding::new(
        &rules::FORMULA_OVERWRITTEN,
        FindingText {
            message: format!(
                "校验栏有{}处公式被改写，这一处写的是“{shown}”",
                faults.len()
            ),
            found: shown.clone(),
            expected: "模板的校验公式".into(),
            remedy: "请从空白工作簿复制校验栏".into(),
        },
    ))
}

fn stale_remark(faults: &[Fault]) -> Option<Finding> {
    let Fault {
        shown, recomputed, ..
    } = faults.first()?;
    let count = faults.len();
    Some(Finding::new(
        &rules::FORMULA_STALE,
        FindingText {
            message: format!(
                "校验栏有{count}处显示的是旧结果，这一处显示“{shown}”，重新计算是“{recomputed}”"
            ),
            found: shown.clone(),
            expected: recomputed.clone(),
            remedy: "请按F9重新计算，看清校验结果后保存".into(),
        },
    ))
}

/// What formulas see in the workbook.
struct Seen<'a, 'b> {
    places: &'a Places<'a>,
    values: &'a OwnFormulas<'b>,
}

impl Seen<'_, '_> {
    fn state(&self, issued: &Issued, place: &Place<'_>, cell: &Cell) -> State {
        let Some(formula) = &cell.formula else {
            return if cell.is_blank() {
                State::Right
            } else {
                State::Overwritten
            };
        };
        // An optional text has nothing to be checked for, and its check looks at nothing.
        if issued.looks_at_answers && !looks_at_answers(formula, place.first) {
            return State::Overwritten;
        }
        // The check of a cell that looks at an error shows the error; that has its own finding.
        if matches!(cell.value, Value::Error(_)) {
            return State::Right;
        }
        // Only the very formula of today's catalogue is recomputed: a template issued under an
        // earlier one says other things, and says them rightly.
        if !plain(formula).eq(plain(&issued.formula)) {
            return State::Right;
        }
        let typed = |_: Position| self.typed(place, place.first);
        let recomputed = issued.check.evaluate(&typed, &|range| self.sum(range));
        if cell.says(&recomputed) {
            State::Right
        } else {
            State::Stale { recomputed }
        }
    }

    /// What stands in a cell.
    fn typed(&self, place: &Place<'_>, position: Position) -> Typed {
        let Some(cell) = place.cell(position) else {
            return Typed::Blank;
        };
        if let Some(number) = self.values.number(place, position) {
            return Typed::Number(number);
        }
        match &cell.value {
            // A number of more digits than a cell can tell.
            Value::Number(number) => {
                let long = format!("{number:.0}").parse();
                long.map_or(Typed::Blank, Typed::Number)
            }
            _ => Typed::Text(cell.text()),
        }
    }

    /// What a range of the formula adds up to in this workbook.
    fn sum(&self, range: &Range) -> Sum {
        let mut sum = Sum {
            total: Quantity::zero(),
            unknown: true,
        };
        let Some(place) = self.places.get(&range.item) else {
            return sum;
        };
        let mut is_unknown = false;
        for row in place.first.row..=place.last.row {
            match self.typed(&place, Position { row, ..place.first }) {
                Typed::Number(number) => sum.total = &sum.total + &number,
                Typed::Text(text) => is_unknown |= text != "不适用",
                Typed::Blank => is_unknown = true,
            }
        }
        sum.unknown = is_unknown && range.is_cell();
        sum
    }
}

/// Whether a formula mentions a cell of the answers' column. Which one is not asked: programs
/// rewrite references when cells move.
fn looks_at_answers(formula: &str, answer: Position) -> bool {
    let letters = column_letters(answer.column);
    formula
        .match_indices(&letters)
        .any(|(at, _)| formula[at + letters.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

/// A formula without what programs write differently: the sign in front, quotes around sheet names.
fn plain(formula: &str) -> impl Iterator<Item = u8> {
    formula
        .bytes()
        .filter(|byte| !matches!(byte, b'=' | b'\'' | b' '))
}
