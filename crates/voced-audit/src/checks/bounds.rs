//! What is said to be about a number, against the exact one: 超过60%, 近5个百分点, 200余人.

use std::collections::BTreeMap;

use voced_domain::Quantity;

use super::same::{Key, figures, key};
use crate::claim::Bound;
use crate::figures::Figure;
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "bound";
/// What is off by more than one in so many is something else.
const FARTHEST: i64 = 4;
/// 约 and 左右 leave so much, one in so many; so does who says 近.
const ABOUT: i64 = 10;
/// 近100人 may be 101: one in so many.
const HARDLY: i64 = 50;

/// The verdict on an approximate number by what it is by others.
pub(super) fn judge(
    said: &Figure<'_>,
    allowed: &Interval,
    exact: &Quantity,
    how: &str,
    related: Vec<usize>,
) -> Option<Judged> {
    let bound = said.bound?;
    let off = (exact - &said.value).abs();
    if &off * &Quantity::from(FARTHEST) > said.value {
        return None;
    }
    let part = |of: i64| said.value.checked_div(&Quantity::from(of));
    let (about, hardly) = (part(ABOUT)?, part(HARDLY)?);
    let (holds, words) = match bound {
        Bound::Over => (allowed.high >= said.value, "不到"),
        Bound::Under => (allowed.low <= &said.value + &hardly, "超过了"),
        Bound::About => (off <= about, "相差较大"),
    };
    let shown = exact.round(2).to_quantity().to_plain_text();
    let reason = format!("{how}{shown}");
    Some(if holds {
        Judged::agrees(NAME, said.claim, reason, related)
    } else {
        let printed = said.value.to_plain_text();
        let reason = format!("{reason}，{words}文中说的{printed}");
        Judged {
            verdict: Verdict::Tension,
            ..Judged::contradicts(NAME, said.claim, shown, reason, related)
        }
    })
}

/// Approximate numbers against exact ones of the same measure, scope and year.
pub(super) fn same(ledger: &Ledger<'_>) -> Vec<Judged> {
    let all = figures(ledger);
    let mut exact: BTreeMap<Key<'_>, &Figure<'_>> = BTreeMap::new();
    for figure in all.iter().filter(|figure| !figure.is_approximate) {
        if let Some(key) = key(ledger, figure) {
            exact.entry(key).or_insert(figure);
        }
    }
    let said = all.iter().filter(|figure| figure.is_approximate);
    let judged = said.filter_map(|said| {
        let other = exact.get(&key(ledger, said)?)?;
        let place = ledger.claims[other.claim].place.line;
        let how = format!("第{place}{}是", ledger.measure.name());
        judge(
            said,
            &other.interval(),
            &other.value,
            &how,
            vec![other.claim],
        )
    });
    judged.collect()
}
