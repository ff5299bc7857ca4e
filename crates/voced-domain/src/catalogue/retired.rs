//! Definitions that a bureau ends, or lets go on, otherwise than the nation.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::code::ItemCode;
use crate::year::ReferenceYear;

use super::entries::{Catalogue, Entry, Fault};
use super::{DataItem, Group, Indicator, Relation};

/// The last year of an item, group, indicator or relation, as a bureau sets it: earlier than the nation
/// does, or later. With an item end the indicators and relations that use it, with a group its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// The code of what ends.
    pub code: String,
    /// The last year in which it is asked for.
    pub after: ReferenceYear,
    /// Why.
    pub reason: String,
}

/// Ends what a bureau ends, and what cannot be without it.
pub(super) fn retire(
    catalogue: &mut Catalogue,
    retired: &[Entry<Retired>],
    faults: &mut Vec<Fault>,
) {
    for entry in retired {
        let Retired {
            code,
            after,
            reason,
        } = &entry.value;
        if reason.trim().is_empty() {
            faults.push(entry.place.fault("理由(reason)是空的，请写明"));
        }
        if !catalogue.end(code, *after) {
            let message = format!("没有数据项、分组、指标或关系“{code}”，请核对代码");
            faults.push(entry.place.fault(message));
        }
    }
}

/// A definition that holds for a span of years.
trait Spanned {
    fn code(&self) -> &str;
    fn since(&self) -> ReferenceYear;
    fn end_with(&mut self, after: ReferenceYear);
}

macro_rules! spanned {
    ($($definition:ty),*) => {$(
        impl Spanned for $definition {
            fn code(&self) -> &str {
                self.code.as_str()
            }

            fn since(&self) -> ReferenceYear {
                self.since
            }

            fn end_with(&mut self, after: ReferenceYear) {
                self.until = Some(after);
            }
        }
    )*};
}

spanned!(Group, DataItem, Indicator, Relation);

/// Gives the definitions that are meant their last year: of each code the version in force by then ends
/// with it, later ones never come into force. Whether there was any.
fn end_those<T: Spanned>(
    entries: &mut Vec<Entry<T>>,
    after: ReferenceYear,
    is_meant: impl Fn(&T) -> bool,
) -> bool {
    let before = entries.len();
    let mut last: BTreeMap<String, ReferenceYear> = BTreeMap::new();
    entries.retain(|entry| !is_meant(&entry.value) || entry.value.since() <= after);
    for entry in entries.iter().filter(|entry| is_meant(&entry.value)) {
        let latest = last.entry(entry.value.code().to_owned());
        let latest = latest.or_insert(entry.value.since());
        *latest = (*latest).max(entry.value.since());
    }
    for entry in entries.iter_mut().filter(|entry| is_meant(&entry.value)) {
        if last.get(entry.value.code()) == Some(&entry.value.since()) {
            entry.value.end_with(after);
        }
    }
    !last.is_empty() || entries.len() < before
}

impl Catalogue {
    /// Whether there was anything with this code to end.
    fn end(&mut self, code: &str, after: ReferenceYear) -> bool {
        let is_group = end_those(&mut self.groups, after, |group| group.code() == code);
        let of_group = self.items.iter().map(|entry| &entry.value);
        let of_group = of_group.filter(|item| item.group.as_str() == code || item.code() == code);
        let ends: BTreeSet<_> = of_group.clone().map(|item| item.until).collect();
        let items: BTreeSet<ItemCode> = of_group.map(|item| item.code.clone()).collect();
        // What had ended before for a reason of its own does not come back with the item.
        let goes_along = |until: Option<ReferenceYear>| {
            ends.contains(&until) || until.is_none_or(|until| until > after)
        };
        let is_item = end_those(&mut self.items, after, |item| items.contains(&item.code));
        let is_indicator = end_those(&mut self.indicators, after, |indicator| {
            let mut used = indicator.formula.items();
            indicator.code() == code
                || goes_along(indicator.until) && used.any(|used| items.contains(used))
        });
        let is_relation = end_those(&mut self.relations, after, |relation| {
            let mut used = relation.left.iter().chain(&relation.right);
            relation.code() == code
                || goes_along(relation.until) && used.any(|used| items.contains(used))
        });
        is_group || is_item || is_indicator || is_relation
    }
}
