//! Definitions that a bureau ends, or lets go on, otherwise than the nation.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code::ItemCode;
use crate::year::ReferenceYear;

use super::entries::{Catalogue, Entry, Fault};

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

/// An entry that has a span of years.
macro_rules! end_those {
    ($entries:expr, $after:expr, $is_meant:expr) => {{
        let after = $after;
        let mut found = false;
        // The last entry that had begun by then; later ones never come into force.
        let last = $entries
            .iter()
            .filter(|entry| $is_meant(&entry.value) && entry.value.since <= after)
            .map(|entry| entry.value.since)
            .max();
        $entries.retain_mut(|entry| {
            if !$is_meant(&entry.value) {
                return true;
            }
            found = true;
            if Some(entry.value.since) == last {
                entry.value.until = Some(after);
            }
            entry.value.since <= after
        });
        found
    }};
}

impl Catalogue {
    /// Whether there was anything with this code to end.
    fn end(&mut self, code: &str, after: ReferenceYear) -> bool {
        let is_group = end_those!(self.groups, after, |group: &super::Group| group
            .code
            .as_str()
            == code);
        let of_group = self.items.iter().map(|entry| &entry.value);
        let of_group = of_group.filter(|item| item.group.as_str() == code);
        let of_group: BTreeSet<ItemCode> = of_group.map(|item| item.code.clone()).collect();
        let mut is_item = false;
        let own = ItemCode::new(code).ok().filter(|own| self.has_item(own));
        for item in of_group.into_iter().chain(own) {
            is_item |= end_those!(self.items, after, |found: &super::DataItem| found.code
                == item);
            end_those!(self.indicators, after, |found: &super::Indicator| found
                .formula
                .items()
                .any(|used| *used == item));
            end_those!(self.relations, after, |found: &super::Relation| found
                .left
                .iter()
                .chain(&found.right)
                .any(|used| *used == item));
        }
        let is_indicator = end_those!(self.indicators, after, |found: &super::Indicator| found
            .code
            .as_str()
            == code);
        let is_relation = end_those!(self.relations, after, |found: &super::Relation| found
            .code
            .as_str()
            == code);
        is_group || is_item || is_indicator || is_relation
    }

    fn has_item(&self, code: &ItemCode) -> bool {
        self.items.iter().any(|entry| entry.value.code == *code)
    }
}
