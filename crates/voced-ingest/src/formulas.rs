//! The totals that the template put above a table's columns: still formulas, and recomputed to
//! what they show?

use std::sync::Arc;

use voced_domain::{Edition, Finding, FindingText, Position, Quantity};
use voced_template::Field;

use crate::cell::Value;
use crate::decimal::exact;
use crate::locate::Place;
use crate::own_formulas::OwnFormulas;
use crate::rules;

/// The fields of a sheet with the places where they were found.
pub(crate) type Located<'f, 'b> = [(&'f Field, Option<Place<'b>>)];

/// A remark with the cell it is about.
pub(crate) struct Placed {
    pub(crate) remark: Finding,
    pub(crate) sheet: Arc<str>,
    pub(crate) position: Position,
}

impl Placed {
    pub(crate) fn new(remark: Finding, place: &Place<'_>, position: Position) -> Self {
        Self {
            remark,
            sheet: Arc::clone(&place.sheet.name),
            position,
        }
    }
}

/// The sums above the columns of a table.
pub(crate) fn totals(
    edition: &Edition,
    located: &Located<'_, '_>,
    values: &OwnFormulas<'_>,
) -> Vec<Placed> {
    let mut remarks = Vec::new();
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
        let total = recomputed(place, values);
        let name = edition
            .item(&field.item)
            .map_or(field.label.as_str(), |item| &item.name);
        let expected = total.round(0).to_string();
        if cell.formula.is_none() {
            let remark = Finding::new(
                &rules::FORMULA_OVERWRITTEN,
                FindingText {
                    message: format!(
                        "“{name}”的合计公式被改写为“{}”，各行合计是{expected}",
                        cell.text()
                    ),
                    found: cell.text(),
                    expected,
                    remedy: "请恢复合计公式，并核对各行".into(),
                },
            );
            remarks.push(Placed::new(remark, place, position));
            continue;
        }
        let shown = match &cell.value {
            Value::Number(number) => exact(*number),
            _ => None,
        };
        if shown.as_ref() != Some(&total) {
            let shows = match &cell.value {
                Value::Uncached => "没有算出来".into(),
                _ => format!("显示为“{}”", cell.text()),
            };
            let remark = Finding::new(
                &rules::FORMULA_STALE,
                FindingText {
                    message: format!("“{name}”的合计{shows}，重新计算是{expected}"),
                    found: cell.text(),
                    expected,
                    remedy: "汇总已用重新计算的结果；请按F9重新计算后保存".into(),
                },
            );
            remarks.push(Placed::new(remark, place, position));
        }
    }
    remarks
}

/// What the formula of a total shows when it is calculated: the sum of the numbers in its column.
fn recomputed(place: &Place<'_>, values: &OwnFormulas<'_>) -> Quantity {
    let rows = place.first.row..=place.last.row;
    let numbers = rows.filter_map(|row| values.number(place, Position { row, ..place.first }));
    numbers.collect::<Vec<_>>().iter().sum()
}
