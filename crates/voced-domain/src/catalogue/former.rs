//! What entries of the catalogue were called before.

use serde::{Deserialize, Serialize};

use crate::year::ReferenceYear;

/// What an entry was called, or how it was worded, up to some year; what it means was the same, so its
/// figures of all years are compared. What is absent was as it is now, or as a later line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The last year in which it was so.
    pub until: ReferenceYear,
    /// Name as it was printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Definition as it was worded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// What the head of the group's sheet said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<String>,
}

/// Puts an entry's texts back to what they were in a year: those of `former` that held then, the latest
/// first, so that what held earlier has the last word.
pub(super) fn put_back(
    former: &[FormerName],
    year: ReferenceYear,
    mut put: impl FnMut(&FormerName),
) {
    let mut held: Vec<&FormerName> = former.iter().filter(|one| year <= one.until).collect();
    held.sort_by_key(|one| std::cmp::Reverse(one.until));
    held.into_iter().for_each(&mut put);
}

/// Names that an entry had before a year and has no more.
pub(super) fn old_names(
    former: &[FormerName],
    year: ReferenceYear,
) -> impl Iterator<Item = &String> {
    let gone = former.iter().filter(move |one| one.until < year);
    gone.filter_map(|one| one.name.as_ref())
}
