//! The words that all rules share: how answers, cells and figures are named.

use voced_domain::{
    DataItem, DefinitionVersion, Edition, EntityCode, Evidence, EvidenceKey, EvidencePart,
    Observation, Quantity, RuleCard, Severity, Unit,
};

use crate::inputs::RuleInputs;
use crate::year::Cell;

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
    format!("{}{unit}", value.to_short_text())
}

/// A cell as it is called from another one: `E5` on the same sheet, `表7就业升学!E5` elsewhere in
/// the workbook, with the school where workbooks differ.
pub(crate) fn cell_from(inputs: &RuleInputs<'_>, of: &Observation, from: &Observation) -> String {
    let cell = &of.cell;
    if of.entity != from.entity {
        let short = inputs.short(&of.entity);
        return format!("{short} {}!{}", cell.sheet, cell.position);
    }
    if cell.sheet != from.cell.sheet {
        return format!("{}!{}", cell.sheet, cell.position);
    }
    cell.position.to_string()
}

/// `E5“直接就业”`.
pub(crate) fn cell_with_name(
    inputs: &RuleInputs<'_>,
    of: &Observation,
    from: &Observation,
) -> String {
    let edition = inputs.this.edition;
    format!("{}{}", cell_from(inputs, of, from), name(edition, of))
}

/// A few cells by name, or how many there are.
pub(crate) fn cells(inputs: &RuleInputs<'_>, cells: &[Cell<'_>], from: &Observation) -> String {
    if cells.len() > MOST_CELLS {
        let first = &cells[..MOST_CELLS - 1];
        let names = first
            .iter()
            .map(|cell| cell_with_name(inputs, cell.observation, from));
        let names: Vec<String> = names.collect();
        return format!("{}等{}格", names.join("、"), cells.len());
    }
    let names = cells
        .iter()
        .map(|cell| cell_with_name(inputs, cell.observation, from));
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
    inputs: &RuleInputs<'_>,
    card: &RuleCard,
    entity: &EntityCode,
    remedy: String,
    number: &str,
) -> String {
    match card.severity {
        Severity::Explain if inputs.bureau.region(entity).is_some() => {
            format!("{remedy}；确实如此的由教育局写明原因后豁免")
        }
        Severity::Explain if !number.is_empty() => format!("{remedy}；{}", explain_at(number)),
        _ => remedy,
    }
}

/// The values of cells, as what a finding rests on; several of one item as their sum.
pub(crate) fn evidence<'a>(
    edition: &Edition,
    cells: impl IntoIterator<Item = &'a Cell<'a>>,
) -> Evidence {
    let mut sums: Vec<(&DataItem, EvidencePart, Quantity)> = Vec::new();
    for cell in cells {
        let Some(item) = item(edition, cell.observation) else {
            continue;
        };
        match sums.iter_mut().find(|(found, ..)| found.code == item.code) {
            Some((_, part, sum)) => {
                *part = EvidencePart::Total;
                *sum = &*sum + cell.number;
            }
            None => sums.push((item, part(cell.observation), cell.number.clone())),
        }
    }
    let sums = sums.into_iter();
    Evidence::new(sums.map(|(item, part, sum)| (key(item, part), sum.into())))
}

/// One answer of the evidence.
pub(crate) fn key_of(edition: &Edition, observation: &Observation) -> EvidenceKey {
    let item = item(edition, observation);
    item.map_or(EvidenceKey::Unnamed, |item| key(item, part(observation)))
}

/// The answers to an item as a key of the evidence.
pub(crate) fn key(item: &DataItem, part: EvidencePart) -> EvidenceKey {
    EvidenceKey::Item {
        item: item.code.clone(),
        number: versioned(&item.number, &item.version),
        part,
    }
}

fn part(observation: &Observation) -> EvidencePart {
    observation
        .row
        .map_or(EvidencePart::Whole, EvidencePart::Row)
}

/// A number or a name with the 口径 version, where that is not the nation's.
pub(crate) fn versioned(name: &str, version: &DefinitionVersion) -> String {
    if *version == DefinitionVersion::national() {
        return name.to_owned();
    }
    format!("{name}({version})")
}
