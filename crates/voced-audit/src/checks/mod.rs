//! Checks: each looks at all claims and judges those it can.
//!
//! A check is a file with its name and a function over the [`Ledger`], an entry in [`ALL`], and a file
//! of passages in `tests/faults`. What it cannot judge it leaves out: silence is no agreement. Its
//! reason is one sentence with the numbers it rests on, which are also its `related` claims; whether
//! they are named well enough for a contradiction is weighed for all checks in one place.

mod aligned;
mod bounds;
mod changes;
mod columns;
mod conversions;
mod cut;
mod data;
mod decimals;
mod degrees;
mod differences;
mod enumerations;
mod flow;
mod groups;
mod growths;
mod implied;
mod lists;
mod outlines;
mod points;
mod quotients;
mod ratios;
mod relations;
mod repeats;
mod same;
mod schools;
mod shares;
mod stated_rates;
mod sums;
mod totals;
mod trends;
mod weighted;
mod wholes;
mod yearly;

use crate::ledger::Ledger;
use crate::verdict::{Evidence, Judged, RelationKind};

/// The check of growths against the numbers beside them.
pub(crate) const GROWTH: &str = growths::NAME;
/// The check of shares against their wholes.
pub(crate) const WHOLE: &str = wholes::NAME;
/// The check of totals against their parts.
pub(crate) const TOTAL: &str = totals::NAME;
/// The check against the facts.
pub(crate) const DATA: &str = data::NAME;
/// The check of rates against their parts.
pub(crate) const RATIO: &str = ratios::NAME;
/// The check that compares what is said more than once.
pub(crate) const REPEAT: &str = repeats::NAME;
/// The check of shares that are said to be all of something.
pub(crate) const SHARES: &str = shares::NAME;
/// The check of what words tell to be the same.
pub(crate) const SAME: &str = same::NAME;
/// The check of rates against the counts beside them.
pub(crate) const STATED_RATE: &str = stated_rates::NAME;
/// The check of words that say which way something went.
pub(crate) const TREND: &str = trends::NAME;

/// A check.
pub(crate) struct Check {
    /// Name, as data outputs have it.
    pub(crate) name: &'static str,
    /// Name in Chinese, as people read it.
    pub(crate) title: &'static str,
    /// Whether it goes by what stands side by side, whatever it is called.
    pub(crate) is_nameless: bool,
    /// How it binds numbers, and what says that they are bound.
    pub(crate) relation: RelationKind,
    pub(crate) evidence: Evidence,
    pub(crate) judge: fn(&Ledger<'_>) -> Vec<Judged>,
}

/// Whether a check goes by what stands side by side, and needs no names.
pub(crate) fn is_nameless(name: &str) -> bool {
    let mut checks = ALL.iter();
    checks.any(|check| check.name == name && check.is_nameless)
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
        is_nameless: false,
        relation: RelationKind::Fact,
        evidence: Evidence::Known,
        judge: data::judge,
    },
    Check {
        name: ratios::NAME,
        title: "比率",
        is_nameless: false,
        relation: RelationKind::Rate,
        evidence: Evidence::Known,
        judge: ratios::judge,
    },
    Check {
        name: sums::NAME,
        title: "合计",
        is_nameless: false,
        relation: RelationKind::Sum,
        evidence: Evidence::Known,
        judge: sums::judge,
    },
    Check {
        name: schools::NAME,
        title: "各校之和",
        is_nameless: false,
        relation: RelationKind::Sum,
        evidence: Evidence::Known,
        judge: schools::judge,
    },
    Check {
        name: changes::NAME,
        title: "变化",
        is_nameless: false,
        relation: RelationKind::Difference,
        evidence: Evidence::Known,
        judge: changes::judge,
    },
    Check {
        name: relations::NAME,
        title: "关系",
        is_nameless: false,
        relation: RelationKind::Sum,
        evidence: Evidence::Known,
        judge: relations::judge,
    },
    Check {
        name: implied::NAME,
        title: "反推",
        is_nameless: false,
        relation: RelationKind::Rate,
        evidence: Evidence::Known,
        judge: implied::judge,
    },
    Check {
        name: stated_rates::NAME,
        title: "分子分母",
        is_nameless: true,
        relation: RelationKind::Rate,
        evidence: Evidence::Stated,
        judge: stated_rates::judge,
    },
    Check {
        name: enumerations::NAME,
        title: "分项",
        is_nameless: true,
        relation: RelationKind::Sum,
        evidence: Evidence::Stated,
        judge: enumerations::judge,
    },
    Check {
        name: differences::NAME,
        title: "增减",
        is_nameless: true,
        relation: RelationKind::Difference,
        evidence: Evidence::Stated,
        judge: differences::judge,
    },
    Check {
        name: trends::NAME,
        title: "升降",
        is_nameless: false,
        relation: RelationKind::Direction,
        evidence: Evidence::Stated,
        judge: trends::judge,
    },
    Check {
        name: flow::NAME,
        title: "在籍增减",
        is_nameless: false,
        relation: RelationKind::Sum,
        evidence: Evidence::Known,
        judge: flow::judge,
    },
    Check {
        name: lists::NAME,
        title: "列举",
        is_nameless: true,
        relation: RelationKind::List,
        evidence: Evidence::Stated,
        judge: lists::judge,
    },
    Check {
        name: groups::NAME,
        title: "分组",
        is_nameless: true,
        relation: RelationKind::Product,
        evidence: Evidence::Structural,
        judge: groups::judge,
    },
    Check {
        name: shares::NAME,
        title: "构成",
        is_nameless: true,
        relation: RelationKind::Share,
        evidence: Evidence::Structural,
        judge: shares::judge,
    },
    Check {
        name: wholes::NAME,
        title: "整体",
        is_nameless: true,
        relation: RelationKind::Share,
        evidence: Evidence::Structural,
        judge: wholes::judge,
    },
    Check {
        name: columns::NAME,
        title: "表列",
        is_nameless: true,
        relation: RelationKind::Column,
        evidence: Evidence::Structural,
        judge: columns::judge,
    },
    Check {
        name: totals::NAME,
        title: "总分",
        is_nameless: true,
        relation: RelationKind::Sum,
        evidence: Evidence::Structural,
        judge: totals::judge,
    },
    Check {
        name: outlines::NAME,
        title: "分节",
        is_nameless: true,
        relation: RelationKind::Sum,
        evidence: Evidence::Structural,
        judge: outlines::judge,
    },
    Check {
        name: growths::NAME,
        title: "增幅",
        is_nameless: true,
        relation: RelationKind::Growth,
        evidence: Evidence::Stated,
        judge: growths::judge,
    },
    Check {
        name: aligned::NAME,
        title: "依次",
        is_nameless: true,
        relation: RelationKind::Share,
        evidence: Evidence::Structural,
        judge: aligned::judge,
    },
    Check {
        name: yearly::NAME,
        title: "年均",
        is_nameless: true,
        relation: RelationKind::Growth,
        evidence: Evidence::Stated,
        judge: yearly::judge,
    },
    Check {
        name: quotients::NAME,
        title: "比值",
        is_nameless: true,
        relation: RelationKind::Ratio,
        evidence: Evidence::Structural,
        judge: quotients::judge,
    },
    Check {
        name: conversions::NAME,
        title: "换算",
        is_nameless: true,
        relation: RelationKind::Ratio,
        evidence: Evidence::Stated,
        judge: conversions::judge,
    },
    Check {
        name: weighted::NAME,
        title: "加权",
        is_nameless: true,
        relation: RelationKind::Rate,
        evidence: Evidence::Structural,
        judge: weighted::judge,
    },
    Check {
        name: repeats::NAME,
        title: "前后",
        is_nameless: false,
        relation: RelationKind::Same,
        evidence: Evidence::Stated,
        judge: repeats::judge,
    },
    Check {
        name: same::NAME,
        title: "同项",
        is_nameless: true,
        relation: RelationKind::Same,
        evidence: Evidence::Stated,
        judge: same::judge,
    },
    Check {
        name: bounds::NAME,
        title: "约数",
        is_nameless: true,
        relation: RelationKind::Same,
        evidence: Evidence::Stated,
        judge: bounds::same,
    },
    Check {
        name: degrees::NAME,
        title: "程度",
        is_nameless: true,
        relation: RelationKind::Direction,
        evidence: Evidence::Stated,
        judge: degrees::judge,
    },
    Check {
        name: points::NAME,
        title: "百分点",
        is_nameless: false,
        relation: RelationKind::Writing,
        evidence: Evidence::Stated,
        judge: points::judge,
    },
    Check {
        name: cut::NAME,
        title: "残缺",
        is_nameless: true,
        relation: RelationKind::Writing,
        evidence: Evidence::Stated,
        judge: cut::judge,
    },
    Check {
        name: decimals::NAME,
        title: "小数位",
        is_nameless: false,
        relation: RelationKind::Writing,
        evidence: Evidence::Structural,
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
