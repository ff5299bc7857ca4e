//! Checks: each looks at all claims and judges those it can.
//!
//! A check is a file with its name and a function over the [`Ledger`], an entry in [`ALL`], and a file
//! of passages in `tests/faults`. What it cannot judge it leaves out: silence is no agreement. Its
//! reason is one sentence with the numbers it rests on, which are also its `related` claims; whether
//! they are named well enough for a contradiction is weighed for all checks in one place.

mod changes;
mod data;
mod decimals;
mod differences;
mod enumerations;
mod flow;
mod groups;
mod implied;
mod lists;
mod points;
mod ratios;
mod relations;
mod repeats;
mod schools;
mod shares;
mod stated_rates;
mod sums;
mod trends;

use crate::ledger::Ledger;
use crate::verdict::Judged;

/// The check against the facts.
pub(crate) const DATA: &str = data::NAME;
/// The check of rates against their parts.
pub(crate) const RATIO: &str = ratios::NAME;
/// The check that compares what is said more than once.
pub(crate) const REPEAT: &str = repeats::NAME;
/// The check of rates against the counts beside them.
pub(crate) const STATED_RATE: &str = stated_rates::NAME;
/// The check of words that say which way something went.
pub(crate) const TREND: &str = trends::NAME;
/// The checks that go by what stands side by side, and need no names.
pub(crate) const NAMELESS: &[&str] = &[
    groups::NAME,
    stated_rates::NAME,
    enumerations::NAME,
    differences::NAME,
    lists::NAME,
    shares::NAME,
];

/// A check.
pub(crate) struct Check {
    /// Name, as data outputs have it.
    pub(crate) name: &'static str,
    /// Name in Chinese, as people read it.
    pub(crate) title: &'static str,
    pub(crate) judge: fn(&Ledger<'_>) -> Vec<Judged>,
}

/// Every check.
pub(crate) fn all() -> &'static [Check] {
    ALL
}

/// The names of all checks, as data outputs have them.
pub fn check_names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|check| check.name)
}

static ALL: &[Check] = &[
    Check {
        name: data::NAME,
        title: "与数据",
        judge: data::judge,
    },
    Check {
        name: ratios::NAME,
        title: "比率",
        judge: ratios::judge,
    },
    Check {
        name: sums::NAME,
        title: "合计",
        judge: sums::judge,
    },
    Check {
        name: schools::NAME,
        title: "各校之和",
        judge: schools::judge,
    },
    Check {
        name: changes::NAME,
        title: "变化",
        judge: changes::judge,
    },
    Check {
        name: relations::NAME,
        title: "关系",
        judge: relations::judge,
    },
    Check {
        name: implied::NAME,
        title: "反推",
        judge: implied::judge,
    },
    Check {
        name: stated_rates::NAME,
        title: "分子分母",
        judge: stated_rates::judge,
    },
    Check {
        name: enumerations::NAME,
        title: "分项",
        judge: enumerations::judge,
    },
    Check {
        name: differences::NAME,
        title: "增减",
        judge: differences::judge,
    },
    Check {
        name: trends::NAME,
        title: "升降",
        judge: trends::judge,
    },
    Check {
        name: flow::NAME,
        title: "在籍增减",
        judge: flow::judge,
    },
    Check {
        name: lists::NAME,
        title: "列举",
        judge: lists::judge,
    },
    Check {
        name: groups::NAME,
        title: "分组",
        judge: groups::judge,
    },
    Check {
        name: shares::NAME,
        title: "构成",
        judge: shares::judge,
    },
    Check {
        name: repeats::NAME,
        title: "前后",
        judge: repeats::judge,
    },
    Check {
        name: points::NAME,
        title: "百分点",
        judge: points::judge,
    },
    Check {
        name: decimals::NAME,
        title: "小数位",
        judge: decimals::judge,
    },
];

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn names_of_checks_are_unique() {
        let mut names: Vec<&str> = all().iter().map(|check| check.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all().len());
    }
}
