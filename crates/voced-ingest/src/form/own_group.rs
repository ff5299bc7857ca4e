//! The bureau's own group that an earlier form made, held against a form of today.

use voced_domain::{DataItem, Edition, Group};

use super::read::{Form, FormRow};
use super::words::key;

/// Which of the rows an item was made of.
pub(super) struct Aligned<'e> {
    /// For each row the item of the same name, or of the name that it had before.
    pub(super) rows: Vec<Option<&'e DataItem>>,
    /// Items of the group that no row asks for.
    pub(super) gone: Vec<&'e DataItem>,
}

/// The own group of a form: one of its name, or one with half of its items.
pub(super) fn own_group<'e>(edition: &'e Edition, form: &Form) -> Option<&'e Group> {
    let own = || {
        edition
            .groups()
            .iter()
            .filter(|group| edition.is_own(group.code.as_str()))
    };
    let has = |group: &Group, row: &FormRow| {
        let mut items = edition.items_of(&group.code);
        items.any(|item| key(&item.name) == key(&row.name))
    };
    let n_shared = |group: &Group| form.rows.iter().filter(|row| has(group, row)).count();
    let named = own().find(|group| key(&group.name) == key(&form.title));
    named.or_else(|| own().find(|group| 2 * n_shared(group) >= form.rows.len()))
}

/// Finds the item of each row. `names` are the rows' names as items have them. Where one name is gone between
/// two that stayed, and a similar one is new there, it is the same item under another name.
pub(super) fn align<'e>(
    edition: &'e Edition,
    group: &'e Group,
    form: &Form,
    names: &[String],
) -> Aligned<'e> {
    let items: Vec<&DataItem> = edition.items_of(&group.code).collect();
    let mut taken = vec![false; items.len()];
    let mut rows: Vec<Option<usize>> = Vec::new();
    for (row, name) in form.rows.iter().zip(names) {
        let is_named = |name: &str| {
            let name = key(name);
            let free = |at: &usize| !taken[*at] && key(&items[*at].name) == name;
            (0..items.len()).find(free)
        };
        let found = is_named(name).or_else(|| is_named(&row.name));
        if let Some(at) = found {
            taken[at] = true;
        }
        rows.push(found);
    }
    for idx in 0..rows.len() {
        if rows[idx].is_some() {
            continue;
        }
        let after = rows[..idx]
            .iter()
            .rev()
            .flatten()
            .next()
            .map_or(0, |at| at + 1);
        let before = rows[idx..]
            .iter()
            .flatten()
            .next()
            .copied()
            .unwrap_or(items.len());
        let similar =
            (after..before).find(|at| !taken[*at] && is_similar(&items[*at].name, &names[idx]));
        if let Some(at) = similar {
            taken[at] = true;
            rows[idx] = Some(at);
        }
    }
    let gone = items.iter().zip(&taken).filter(|(_, taken)| !**taken);
    Aligned {
        gone: gone.map(|(item, _)| *item).collect(),
        rows: rows.into_iter().map(|at| at.map(|at| items[at])).collect(),
    }
}

/// Whether two names share two thirds of their characters, as a name does that was changed: half of them are shared
/// by different things of one kind (图书馆座位数, 食堂座位数).
fn is_similar(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    let mut rest: Vec<char> = other.chars().collect();
    let shared = one.chars().filter(|c| {
        let at = rest.iter().position(|found| found == c);
        at.map(|at| rest.remove(at)).is_some()
    });
    3 * shared.count() >= one.chars().count() + other.chars().count()
}
