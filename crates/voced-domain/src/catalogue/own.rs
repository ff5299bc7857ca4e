//! What a bureau defines and the nation does not.

use std::collections::BTreeSet;

use crate::code::DefinitionVersion;

use super::entries::{Catalogue, Entry};

impl Catalogue {
    /// Gives the bureau's own items and indicators their version. Where the nation defines the same code, the
    /// bureau has to name a version itself, which the lint asks for.
    pub(super) fn mark_own(&mut self) {
        mark(
            &mut self.items,
            |item| item.code.as_str(),
            |item| &mut item.version,
        );
        mark(
            &mut self.indicators,
            |indicator| indicator.code.as_str(),
            |indicator| &mut indicator.version,
        );
    }

    /// The codes of the bureau's own groups, items, indicators and relations, whatever their years.
    pub(super) fn own_codes(&self) -> BTreeSet<String> {
        let groups = of_bureau(&self.groups, |group| group.code.as_str());
        let items = of_bureau(&self.items, |item| item.code.as_str());
        let indicators = of_bureau(&self.indicators, |indicator| indicator.code.as_str());
        let relations = of_bureau(&self.relations, |relation| relation.code.as_str());
        groups
            .chain(items)
            .chain(indicators)
            .chain(relations)
            .collect()
    }
}

fn mark<T>(
    entries: &mut [Entry<T>],
    code: impl Fn(&T) -> &str,
    version: impl Fn(&mut T) -> &mut DefinitionVersion,
) {
    let national = entries.iter().filter(|entry| !entry.place.of_bureau);
    let national: BTreeSet<String> = national
        .map(|entry| code(&entry.value).to_owned())
        .collect();
    for entry in entries.iter_mut().filter(|entry| entry.place.of_bureau) {
        let is_new = !national.contains(code(&entry.value));
        let version = version(&mut entry.value);
        if is_new && *version == DefinitionVersion::national() {
            *version = DefinitionVersion::own();
        }
    }
}

fn of_bureau<'a, T>(
    entries: &'a [Entry<T>],
    code: impl Fn(&T) -> &str + 'a,
) -> impl Iterator<Item = String> + 'a {
    let own = entries.iter().filter(|entry| entry.place.of_bureau);
    own.map(move |entry| code(&entry.value).to_owned())
}
