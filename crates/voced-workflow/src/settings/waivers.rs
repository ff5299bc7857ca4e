//! Taking back what a bureau let stand.

use toml_edit::{Item, Table};
use voced_domain::Waiver;
use voced_folder::{Folder, OwnFile};

use super::{Seen, entries};
use crate::Refusal;

/// Takes a waiver out of the list of the year. Returns what was done, in words.
///
/// # Errors
/// Where there is no such waiver, and where the list cannot be changed.
pub fn withdraw(folder: &Folder, seen: Seen<'_>, waiver: &Waiver) -> Result<String, Refusal> {
    let bureau = folder.bureau(seen.year);
    let entity = bureau.entity(&waiver.school);
    let name = entity.map_or(waiver.school.as_str(), |entity| entity.short());
    let what = format!("收回对{name}的豁免（{}）", waiver.values);
    let file = OwnFile::Waivers(seen.year);
    folder.edit(file, seen.noted(&what), |document| {
        let all = entries(document, "waiver", "waivers.toml")?;
        let at = all.iter().position(|table| is(table, waiver));
        let at = at.ok_or_else(|| Refusal::new("没有这一条豁免", "请重新打开“设置”"))?;
        all.remove(at);
        Ok::<_, Refusal>(())
    })?;
    Ok(what)
}

fn is(table: &Table, waiver: &Waiver) -> bool {
    let says = |key: &str, text: &str| table.get(key).and_then(Item::as_str) == Some(text);
    says("rule", waiver.rule.as_str())
        && says("school", waiver.school.as_str())
        && says("values", &waiver.values)
        && says("reason", &waiver.reason)
}
