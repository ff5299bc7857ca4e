//! Formulas that the template put there: still formulas, and recomputed to what they show?

use std::sync::Arc;

use voced_domain::{Edition, Position, Quantity};
use voced_template::{Field, Sheet, SheetBody, column};

use crate::answer::{self, Remark};
use crate::book::Value;
use crate::locate::Place;
use crate::rules;

/// Where a remark belongs.
type Placed = (Remark, Arc<str>, Position);

/// Checks totals and live checks of one sheet.
pub(crate) fn check(
    edition: &Edition,
    sheet: &Sheet,
    located: &[(&Field, Option<Place<'_>>)],
    remarks: &mut Vec<Placed>,
) {
    match &sheet.body {
        SheetBody::Items { .. } => live_checks(located, remarks),
        SheetBody::Table { .. } => totals(edition, located, remarks),
        SheetBody::Notes(_) | SheetBody::Meta => {}
    }
}

/// One remark for all live checks of a sheet that are gone: they have one cause.
fn live_checks(located: &[(&Field, Option<Place<'_>>)], remarks: &mut Vec<Placed>) {
    let mut overwritten = located
        .iter()
        .filter_map(|(_, place)| *place)
        .filter_map(|place| {
            let position = Position {
                column: place.first.column + column::CHECK - column::ANSWER,
                ..place.first
            };
            let cell = place.cell(position)?;
            (cell.formula.is_none() && !cell.is_blank()).then(|| (place, position, cell.text()))
        })
        .peekable();
    let Some((place, position, found)) = overwritten.peek().cloned() else {
        return;
    };
    let count = overwritten.count();
    let message = format!("校验栏有{count}处公式被改写，这一处写的是“{found}”");
    let remark = Remark {
        card: &rules::FORMULA_OVERWRITTEN,
        message,
        found,
        expected: "模板的校验公式".into(),
        remedy: "请从空白工作簿复制校验栏".into(),
    };
    remarks.push((remark, Arc::clone(&place.sheet.name), position));
}

fn totals(edition: &Edition, located: &[(&Field, Option<Place<'_>>)], remarks: &mut Vec<Placed>) {
    for (field, place) in located {
        let (Some(place), true) = (place, field.totalled) else {
            continue;
        };
        let Some(position) = place
            .first
            .row
            .checked_sub(1)
            .map(|row| Position { row, ..place.first })
        else {
            continue;
        };
        let Some(cell) = place.cell(position) else {
            continue;
        };
        let total = recomputed(place);
        let name = edition
            .item(&field.item)
            .map_or(field.label.as_str(), |item| &item.name);
        let expected = total.round(0).to_string();
        if cell.formula.is_none() {
            let remark = Remark {
                card: &rules::FORMULA_OVERWRITTEN,
                message: format!(
                    "“{name}”的合计公式被改写为“{}”，各行合计是{expected}",
                    cell.text()
                ),
                found: cell.text(),
                expected,
                remedy: "请恢复合计公式，并核对各行".into(),
            };
            remarks.push((remark, Arc::clone(&place.sheet.name), position));
            continue;
        }
        let shown = match &cell.value {
            Value::Number(number) => answer::exact(*number),
            _ => None,
        };
        if shown.as_ref() != Some(&total) {
            let shows = match &cell.value {
                Value::Uncached => "没有算出来".into(),
                _ => format!("显示为“{}”", cell.text()),
            };
            let remark = Remark {
                card: &rules::FORMULA_STALE,
                message: format!("“{name}”的合计{shows}，重新计算是{expected}"),
                found: cell.text(),
                expected,
                remedy: "汇总已用重新计算的结果；请按F9重新计算后保存".into(),
            };
            remarks.push((remark, Arc::clone(&place.sheet.name), position));
        }
    }
}

/// What the formula of a total shows when it is calculated: the sum of the numbers in its column.
fn recomputed(place: &Place<'_>) -> Quantity {
    let numbers: Vec<Quantity> = (place.first.row..=place.last.row)
        .filter_map(|row| place.cell(Position { row, ..place.first }))
        .filter_map(|cell| match cell.value {
            Value::Number(number) => answer::exact(number),
            _ => None,
        })
        .collect();
    numbers.iter().sum()
}
