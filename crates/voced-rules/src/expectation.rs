//! What an answer ought to be near: the school's own of the year before, or what its peers have for
//! each student.

use voced_domain::{EntityCode, ItemCode, Observation, Quantity};

use crate::scene::{Cell, Scene};

/// How many other schools make a comparison.
const LEAST_PEERS: usize = 3;
/// Beyond this, in percent, a number is simply far off.
const FAR: i64 = 900;

/// What the answer in a cell ought to be near, where that can be said.
pub(crate) fn of(scene: &Scene<'_>, observation: &Observation) -> Option<Quantity> {
    last_year(scene, observation)
        .map(|cell| cell.number.clone())
        .or_else(|| peers(scene, observation))
        .filter(|expected| !expected.is_zero())
}

/// The same answer of the year before; in a table, the row of the same key.
pub(crate) fn last_year<'a>(scene: &Scene<'a>, observation: &Observation) -> Option<Cell<'a>> {
    let last = scene.last?;
    let Some(row) = observation.row else {
        return last.number(&observation.entity, &observation.item);
    };
    let edition = scene.this.edition;
    let group = edition.group(&edition.item(&observation.item)?.group)?;
    let key = &group.table.as_ref()?.key;
    let key_at = |found: &&Observation| found.row == Some(row);
    let wanted = scene.this.dataset.answers(&observation.entity, key);
    let wanted = wanted.into_iter().find(key_at)?.answer.text()?;
    let mut keys = last.dataset.answers(&observation.entity, key);
    let row = keys.find(|found| found.answer.text() == Some(wanted))?.row;
    let mut answers = last.dataset.answers(&observation.entity, &observation.item);
    Cell::of(answers.find(|found| found.row == row)?)
}

/// What the median of the other schools has for each student, times the school's own students.
fn peers(scene: &Scene<'_>, observation: &Observation) -> Option<Quantity> {
    if observation.row.is_some() || observation.item.as_str() == BASE {
        return None;
    }
    let ratio = median_ratio(scene, &observation.item, Some(&observation.entity))?;
    let base = scene.this.number(&observation.entity, &base())?;
    Some(&ratio * base.number)
}

const BASE: &str = "students.enrolled";

/// The item that says how large a school is.
pub(crate) fn base() -> ItemCode {
    ItemCode::new(BASE).expect("a constant that is a code")
}

/// The median over schools, but for one, of an item for each student.
pub(crate) fn median_ratio(
    scene: &Scene<'_>,
    item: &ItemCode,
    but: Option<&EntityCode>,
) -> Option<Quantity> {
    let base = base();
    let others = scene.schools().filter(|school| Some(&school.code) != but);
    let ratio = |school: &EntityCode| {
        let number = scene.this.number(school, item)?.number;
        number.checked_div(scene.this.number(school, &base)?.number)
    };
    let mut ratios: Vec<Quantity> = others.filter_map(|school| ratio(&school.code)).collect();
    ratios.sort();
    (ratios.len() >= LEAST_PEERS).then(|| ratios[ratios.len() / 2].clone())
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
