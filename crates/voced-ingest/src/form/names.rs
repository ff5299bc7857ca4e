//! The names of the rows of a form, as items can have them.

use super::read::FormRow;
use super::words::key;

/// The rows' names, each only once: those that stand there several times with what they are part of, or the heads
/// that they stand under.
pub(super) fn names(rows: &[FormRow]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (idx, row) in rows.iter().enumerate() {
        let others = rows
            .iter()
            .filter(|other| key(&other.name) == key(&row.name));
        let mut name = row.name.clone();
        if others.count() > 1 {
            let parent = (0..idx).rev().find(|above| rows[*above].depth < row.depth);
            let about = parent.map_or(row.group.as_str(), |parent| rows[parent].name.as_str());
            if !about.is_empty() {
                name = format!("{name}（{about}）");
            }
        }
        let is_taken = |name: &str| names.iter().any(|other| key(other) == key(name));
        let mut n_same = 2;
        let plain = name.clone();
        while is_taken(&name) {
            name = format!("{plain}（第{n_same}处）");
            n_same += 1;
        }
        names.push(name);
    }
    names
}
