//! The rules that need an algorithm, one file each.

mod def001;
mod pla001;
mod pla002;
mod pla003;
mod pla004;
mod pla005;
mod pla006;
mod pla007;
mod pla009;
mod rel051;
mod rel052;
mod rel053;
mod xtb007;
mod xtb008;
mod yoy001;
mod yoy002;
mod yoy003;
mod yoy004;
mod yoy005;
mod yoy006;
mod yoy007;

use crate::rule::Rule;

/// Every rule with an algorithm, sorted by code.
pub fn all() -> &'static [&'static Rule] {
    ALL
}

static ALL: &[&Rule] = &[
    &def001::RULE,
    &pla001::RULE,
    &pla002::RULE,
    &pla003::RULE,
    &pla004::RULE,
    &pla005::RULE,
    &pla006::RULE,
    &pla007::RULE,
    &pla009::RULE,
    &rel051::RULE,
    &rel052::RULE,
    &rel053::RULE,
    &xtb007::RULE,
    &xtb008::RULE,
    &yoy001::RULE,
    &yoy002::RULE,
    &yoy003::RULE,
    &yoy004::RULE,
    &yoy005::RULE,
    &yoy006::RULE,
    &yoy007::RULE,
];
