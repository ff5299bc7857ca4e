//! What an answer ought to be near: the school's own of the year before, or what its peers have for
//! each student.

use std::collections::BTreeMap;

use voced_domain::{Observation, Quantity};

use crate::inputs::RuleInputs;
use crate::year::Cell;

/// Beyond this, in percent, a number is simply far off.
const FAR: i64 = 900;

/// What the answer in a cell ought to be near, where that can be said.
pub(crate) fn of(inputs: &RuleInputs<'_>, observation: &Observation) -> Option<Quantity> {
    last_years(inputs, observation)
        .or_else(|| siblings(inputs, observation))
        .or_else(|| peers(inputs, observation))
        .filter(|expected| !expected.is_zero())
}

/// What the sum of [`last_cells`] is.
fn last_years(inputs: &RuleInputs<'_>, observation: &Observation) -> Option<Quantity> {
    let cells = last_cells(inputs, observation);
    let sum = || cells.iter().map(|cell| cell.number).sum();
    (!cells.is_empty()).then(sum)
}

/// What the year before had: the same answer, or those of all schools that a school was made of. A
/// mean cannot be added up.
pub(crate) fn last_cells<'a>(inputs: &RuleInputs<'a>, observation: &Observation) -> Vec<Cell<'a>> {
    if let Some(cell) = last_year(inputs, observation) {
        return vec![cell];
    }
    let item = inputs.this.edition.item(&observation.item);
    let is_added_up = item.is_some_and(|item| item.additive) && observation.row.is_none();
    let cells = inputs.last_numbers(&observation.entity, &observation.item);
    cells.filter(|_| is_added_up).unwrap_or_default()
}

/// The same answer of the year before; in a table, the row of the same key. Nothing for a school that
/// is not what it was.
pub(crate) fn last_year<'a>(
    inputs: &RuleInputs<'a>,
    observation: &Observation,
) -> Option<Cell<'a>> {
    let is_school = inputs.bureau.school(&observation.entity).is_some();
    let last = inputs
        .last
        .filter(|_| !is_school || inputs.is_itself(&observation.entity))?;
    let Some(row) = observation.row else {
        return last.number(&observation.entity, &observation.item);
    };
    let edition = inputs.this.edition;
    let group = edition.group(&edition.item(&observation.item)?.group)?;
    let key = &group.table.as_ref()?.key;
    let key_at = |found: &&Observation| found.row == Some(row);
    let wanted = inputs.this.dataset.answers(&observation.entity, key);
    let wanted = wanted.into_iter().find(key_at)?.answer.text()?;
    let mut keys = last.dataset.answers(&observation.entity, key);
    let row = keys.find(|found| found.answer.text() == Some(wanted))?.row;
    let mut answers = last.dataset.answers(&observation.entity, &observation.item);
    Cell::of(answers.find(|found| found.row == row)?)
}

/// In a table, what the row has of its other columns, times what the column has for each of theirs
/// in the middle one of the other rows.
fn siblings(inputs: &RuleInputs<'_>, observation: &Observation) -> Option<Quantity> {
    let row = observation.row?;
    let edition = inputs.this.edition;
    let item = edition.item(&observation.item)?;
    let columns = edition.items_of(&item.group);
    let others = columns.filter(|found| found.unit == item.unit && found.code != item.code);
    let mut of_rows: BTreeMap<u16, Quantity> = BTreeMap::new();
    for other in others {
        for found in inputs
            .this
            .dataset
            .answers(&observation.entity, &other.code)
        {
            if let (Some(row), Some(number)) = (found.row, found.answer.number()) {
                let sum = of_rows.entry(row).or_default();
                *sum = &*sum + number;
            }
        }
    }
    let own = inputs.this.dataset.answers(&observation.entity, &item.code);
    let ratio = |found: &Observation| {
        let of_row = of_rows.get(&found.row.filter(|found| *found != row)?)?;
        found.answer.number()?.checked_div(of_row)
    };
    let mut ratios: Vec<Quantity> = own.filter_map(ratio).collect();
    ratios.sort();
    let middle = ratios.get(ratios.len() / 2)?;
    Some(of_rows.get(&row)? * middle)
}

/// What the median of the other schools has for each student, times the school's own students.
fn peers(inputs: &RuleInputs<'_>, observation: &Observation) -> Option<Quantity> {
    let peers = inputs.peers();
    let item = &observation.item;
    peers
        .expected(&inputs.this, &observation.entity, item)
        .filter(|_| observation.row.is_none())
}

/// How far a cell is from what it ought to be near, as [`off`] has it; nothing where that cannot be
/// said.
pub(crate) fn suspicion(inputs: &RuleInputs<'_>, cell: &Cell<'_>) -> i64 {
    let expected = of(inputs, cell.observation);
    expected.map_or(0, |expected| off(cell.number, &expected))
}

/// How far two numbers are from each other, in percent of the smaller, up to a limit.
pub(crate) fn off(number: &Quantity, expected: &Quantity) -> i64 {
    let (low, high) = if number < expected {
        (number, expected)
    } else {
        (expected, number)
    };
    let Some(ratio) = high.checked_div(low) else {
        return FAR;
    };
    let percent = (&ratio - &Quantity::from(1)).scaled(2).floor();
    percent.map_or(FAR, |percent| percent.clamp(0, FAR))
}
