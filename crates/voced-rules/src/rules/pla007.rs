//! PLA007: a number of another order than last year's or the peers'.

use voced_domain::{
    Finding, FindingText, IndicatorCode, LooksAt, Manual, Quantity, RuleCard, Severity, Unit, Years,
};

use crate::expectation;
use crate::rule::{Rule, RuleContext};
use crate::wording;
use crate::year::{Cell, place};

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA007",
        "量级不符",
        Severity::Explain,
        "本局审核经验，倍数见阈值",
        Manual::new(
            "数字是本校上年的八倍以上或八分之一以下；没有上年数的，与其他学校按学生数折算后相差三十倍以上。",
            "多半是元和万元、册和万册填混了，或者多一位、少一位数字，全市合计会因此完全不对。",
            "核对单位和位数；确实变化很大的写明原因。",
            "教学仪器设备总值填15036000，单位是万元，应为1503.6。",
        ),
    )
    .looking_at(LooksAt::Cell),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    for school in cx.inputs.schools() {
        for observation in cx.inputs.this.dataset.of(&school.code) {
            if let Some(cell) = Cell::of(observation) {
                judge(cx, &cell);
            }
        }
    }
}

/// What a number is compared with.
struct Measure<'a> {
    number: Quantity,
    /// Last year's cells, where the number is last year's: one, or those of several schools.
    last: Vec<Cell<'a>>,
}

fn measure<'a>(cx: &RuleContext<'_, 'a>, cell: &Cell<'a>) -> Option<Measure<'a>> {
    let last = expectation::last_cells(cx.inputs, cell.observation);
    let number = if last.is_empty() {
        expectation::of(cx.inputs, cell.observation)?
    } else {
        last.iter().map(|cell| cell.number).sum()
    };
    Some(Measure { number, last })
}

fn judge<'a>(cx: &mut RuleContext<'_, 'a>, cell: &Cell<'a>) {
    let observation = cell.observation;
    let about = IndicatorCode::from(observation.item.clone());
    let bound = |name| cx.bound_for(name, &about, &observation.entity);
    let Some(measure) = measure(cx, cell) else {
        return;
    };
    let factor = bound(if measure.last.is_empty() {
        "peers"
    } else {
        "factor"
    });
    let (Some(factor), Some(least)) = (factor, bound("absolute")) else {
        return;
    };
    let expected = &measure.number;
    let is_small = cell.number.max(expected) < &least;
    let is_nothing = cell.number.is_zero() || expected.is_zero();
    let is_near = *cell.number < expected * &factor && *expected < cell.number * &factor;
    if is_small || is_nothing || is_near {
        return cx.pass();
    }
    cx.fail_because_of(finding(cx, cell, &measure), [cell.id()]);
}

fn finding(cx: &RuleContext<'_, '_>, cell: &Cell<'_>, measure: &Measure<'_>) -> Finding {
    let observation = cell.observation;
    let edition = cx.edition();
    let unit = wording::item(edition, observation).and_then(|item| item.unit);
    let found = wording::with_unit(cell.number, unit);
    let near = wording::with_unit(&nearest(&measure.number), unit);
    let said = match measure.last[..] {
        [] => format!("按学生数与其他学校相比应在{near}上下"),
        [_] => format!("上年是{near}"),
        _ => format!("上年合并前各校合计是{near}"),
    };
    let name = wording::name(edition, observation);
    let text = FindingText {
        message: format!("{name}是{found}，{said}，量级不符"),
        found,
        expected: format!("与{near}同一量级"),
        remedy: remedy(cx, cell, unit),
    };
    let cells = std::iter::once(cell).chain(&measure.last);
    cx.finding(&observation.entity, text)
        .at_each(cells.map(|cell| place(cell.observation)))
        .resting_on(wording::evidence(edition, [cell]))
}

fn remedy(cx: &RuleContext<'_, '_>, cell: &Cell<'_>, unit: Option<Unit>) -> String {
    let in_unit = unit.map_or(String::new(), |unit| format!("（单位是{unit}）"));
    let remedy = format!("请核对单位{in_unit}和位数");
    let number = wording::number(cx.edition(), cell.observation);
    wording::or_explain(cx.inputs, cx.card, &cell.observation.entity, remedy, number)
}

/// Two digits are enough for what is only an order of size.
fn nearest(expected: &Quantity) -> Quantity {
    if expected.is_integer() {
        return expected.clone();
    }
    let decimals = u8::from(*expected < Quantity::from(10));
    expected.round(decimals).to_quantity()
}
