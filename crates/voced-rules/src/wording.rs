//! The words that all rules share: how answers, cells and figures are named.

use voced_domain::{
    DataItem, Edition, EntityCode, Finding, Observation, Quantity, RuleCard, Severity, Unit,
};

use crate::scene::{Cell, Scene};

/// Most cells that a remedy names one by one.
const MOST_CELLS: usize = 4;

/// The item of an answer.
pub(crate) fn item<'a>(edition: &'a Edition, observation: &Observation) -> Option<&'a DataItem> {
    edition.item(&observation.item)
}

/// `“对口就业”`, and in a table `“在籍学生数”（序号3）`.
pub(crate) fn name(edition: &Edition, observation: &Observation) -> String {
    let name = item(edition, observation).map_or_else(String::new, DataItem::quoted);
    match observation.row {
        Some(row) => format!("{name}（序号{}）", row + 1),
        None => name,
    }
}

/// 编号 of the item.
pub(crate) fn number<'a>(edition: &'a Edition, observation: &Observation) -> &'a str {
    item(edition, observation).map_or("", |item| item.number.as_str())
}

/// A number with its unit, `712人`.
pub(crate) fn with_unit(value: &Quantity, unit: Option<Unit>) -> String {
    let unit = unit.map_or("", Unit::symbol);
    format!("{}{unit}", plain(value))
}

/// A number as it is typed; what no decimal can be is rounded for the eye.
pub(crate) fn plain(value: &Quantity) -> String {
    let text = value.to_plain_text();
    if text.contains('/') {
        value.round(2).to_string()
    } else {
        text
    }
}

/// A cell as it is called from another one: `E5` on the same sheet, `表7就业升学!E5` elsewhere in
/// the workbook, with the school where workbooks differ.
pub(crate) fn cell_from(scene: &Scene<'_>, of: &Observation, from: &Observation) -> String {
    let cell = &of.cell;
    if of.entity != from.entity {
        let short = scene.short(&of.entity);
        return format!("{short} {}!{}", cell.sheet, cell.position);
    }
    if cell.sheet != from.cell.sheet {
        return format!("{}!{}", cell.sheet, cell.position);
    }
    cell.position.to_string()
}

/// `E5“直接就业”`.
pub(crate) fn cell_with_name(scene: &Scene<'_>, of: &Observation, from: &Observation) -> String {
    let edition = scene.this.edition;
    format!("{}{}", cell_from(scene, of, from), name(edition, of))
}

/// A few cells by name, or how many there are.
pub(crate) fn cells(scene: &Scene<'_>, cells: &[Cell<'_>], from: &Observation) -> String {
    if cells.len() > MOST_CELLS {
        let first = &cells[..MOST_CELLS - 1];
        let names = first
            .iter()
            .map(|cell| cell_with_name(scene, cell.observation, from));
        let names: Vec<String> = names.collect();
        return format!("{}等{}格", names.join("、"), cells.len());
    }
    let names = cells
        .iter()
        .map(|cell| cell_with_name(scene, cell.observation, from));
    let names: Vec<String> = names.collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}和{last}", rest.join("、")),
        _ => names.concat(),
    }
}

/// How the school answers a 核实 finding about an item.
pub(crate) fn explain_at(number: &str) -> String {
    format!("数字无误的，在“情况说明”表按编号{number}写明原因")
}

/// The remedy with the way to explain, where the rule takes explanations: a school writes them in
/// its workbook, the bureau in its list of waivers.
pub(crate) fn or_explain(
    scene: &Scene<'_>,
    card: &RuleCard,
    entity: &EntityCode,
    remedy: String,
    number: &str,
) -> String {
    match card.severity {
        Severity::Explain if scene.bureau.region(entity).is_some() => {
            format!("{remedy}；确实如此的由教育局写明原因后豁免")
        }
        Severity::Explain if !number.is_empty() => format!("{remedy}；{}", explain_at(number)),
        _ => remedy,
    }
}

/// The values that a finding rests on, `7.03=712；7.02=421`.
pub(crate) fn evidence<'a>(
    edition: &Edition,
    cells: impl IntoIterator<Item = &'a Cell<'a>>,
) -> String {
    let mut sums: Vec<(String, Quantity, usize, Option<u16>)> = Vec::new();
    for cell in cells {
        let Some(item) = item(edition, cell.observation) else {
            continue;
        };
        let number = versioned(item);
        let row = cell.observation.row;
        match sums.iter_mut().find(|(found, ..)| *found == number) {
            Some((_, sum, count, _)) => {
                *sum = &*sum + cell.number;
                *count += 1;
            }
            None => sums.push((number, cell.number.clone(), 1, row)),
        }
    }
    let parts = sums.into_iter().map(|(number, sum, count, row)| {
        let of = match row {
            _ if count > 1 => "合计".to_owned(),
            Some(row) => format!("序号{}", row + 1),
            None => String::new(),
        };
        format!("{number}{of}={}", plain(&sum))
    });
    parts.collect::<Vec<_>>().join("；")
}

/// 编号 with the 口径 version, where that is not the nation's.
fn versioned(item: &DataItem) -> String {
    match item.version.as_str() {
        "national" => item.number.clone(),
        own => format!("{}({own})", item.number),
    }
}

/// The finding with these values as its evidence.
pub(crate) fn resting_on(mut finding: Finding, evidence: String) -> Finding {
    finding.evidence = evidence;
    finding
}
