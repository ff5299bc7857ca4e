//! Bounds of rules that a bureau sets otherwise than the nation.

use toml_edit::{Item, Table, value};
use voced_domain::{Quantity, ReferenceYear, Threshold};
use voced_folder::{Folder, OwnFile};
use voced_pipeline::rules;

use super::{Seen, entries, set};
use crate::Refusal;

const FILE: &str = "catalogue.toml";
/// A reason is a sentence, not a letter.
const LONGEST_REASON: usize = 500;

/// A bound as the bureau wants it.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// The bound that is in force.
    pub now: &'a Threshold,
    /// The number, in the same unit.
    pub value: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Sets a bound of the bureau's own from the year on; in the years before, what was in force stays. Returns what was done, in
/// words.
///
/// # Errors
/// Where the value is no number or no reason is given, and where the bureau's definitions would be faulty.
pub fn set_bound(folder: &Folder, seen: Seen<'_>, bound: Bound<'_>) -> Result<String, Refusal> {
    let Bound { now, .. } = bound;
    let said = voced_text::half_width(bound.value);
    let number: Quantity = said.trim().parse().map_err(|_| {
        let message = format!("“{}”不是数字", bound.value);
        Refusal::new(message, format!("请只写数字，单位是{}", now.unit))
    })?;
    let reason = bound.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::new(
            "为什么与通行的不同，要写明",
            "请写一句话，不超过500个字",
        ));
    }
    let text = number.to_plain_text();
    let edition = folder.catalogue().edition(seen.year);
    let cards = rules(&edition);
    let card = cards.iter().find(|card| card.code == now.rule.as_str());
    let name = card.map_or(now.rule.as_str(), |card| &card.name);
    let what = format!("“{name}”的界限改为{text}{}", now.unit);
    folder.edit(OwnFile::Definitions, seen.noted(&what), |document| {
        let all = entries(document, "threshold", FILE)?;
        let since = i64::from(seen.year.get());
        let is_in_force = |table: &Table| is_same(table, now) && !table.contains_key("until");
        let at = all.iter().position(is_in_force);
        if let Some(table) = at.and_then(|at| all.get_mut(at)) {
            if table.get("since").and_then(Item::as_integer) == Some(since) {
                set(table, "value", &text);
                set(table, "reason", reason);
                return Ok(());
            }
            let last = i64::from(seen.year.previous().get());
            table.insert("until", value(last));
        }
        all.push(own_bound(now, &text, reason, seen.year));
        Ok::<_, Refusal>(())
    })?;
    Ok(what)
}

fn own_bound(now: &Threshold, text: &str, reason: &str, since: ReferenceYear) -> Table {
    let mut table = Table::new();
    for (key, text) in of_what(now) {
        set(&mut table, key, text);
    }
    table.insert("value", value(text));
    table.insert("unit", value(&now.unit));
    table.insert("reason", value(reason));
    table.insert("source", value("本局"));
    table.insert("since", value(i64::from(since.get())));
    table.decor_mut().set_prefix("\n");
    table
}

/// What a bound is for, as it is written.
fn of_what(bound: &Threshold) -> [(&'static str, &str); 5] {
    [
        ("rule", bound.rule.as_str()),
        ("name", &bound.name),
        (
            "about",
            bound.about.as_ref().map_or("", |about| about.as_str()),
        ),
        (
            "school",
            bound.school.as_ref().map_or("", |school| school.as_str()),
        ),
        ("kind", bound.kind.map_or("", |kind| kind.name())),
    ]
}

fn is_same(table: &Table, bound: &Threshold) -> bool {
    let says = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or_default();
    of_what(bound).iter().all(|(key, text)| says(key) == *text)
}
