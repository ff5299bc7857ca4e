//! The numbers of one sheet of a school's workbook, taken together.

use voced_domain::{EntityCode, Group, Quantity, ReportingUnit};

use crate::inputs::RuleInputs;
use crate::rule::RuleContext;
use crate::year::Cell;

/// Numbers below this are the same at two places by chance.
const LARGE: i64 = 10;

/// The sheets with one item a row that schools fill in.
pub(crate) fn groups<'a>(inputs: &RuleInputs<'a>) -> impl Iterator<Item = &'a Group> + use<'a> {
    let groups = inputs.this.edition.groups().iter();
    groups.filter(|group| group.reporting_unit == ReportingUnit::School && group.table.is_none())
}

/// The numbers of a sheet that are 10 and more, in the order of its items.
pub(crate) fn large_numbers<'a>(
    inputs: &RuleInputs<'a>,
    school: &EntityCode,
    group: &'a Group,
) -> Vec<Cell<'a>> {
    let items = inputs.this.edition.items_of(&group.code);
    let numbers = items.filter_map(|item| inputs.this.number(school, &item.code));
    numbers
        .filter(|cell| *cell.number >= Quantity::from(LARGE))
        .collect()
}

/// How many numbers a sheet must have for a comparison of the whole of it.
pub(crate) fn least_values(cx: &RuleContext<'_, '_>, school: &EntityCode) -> usize {
    let bound = cx.bound("values", school);
    let bound = bound.and_then(|bound| bound.floor());
    bound
        .and_then(|bound| usize::try_from(bound).ok())
        .unwrap_or(usize::MAX)
}
