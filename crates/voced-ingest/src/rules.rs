//! The registry of what reading can find.

use voced_domain::RuleCard;

mod identity;
mod missing;
mod office;
mod range;
mod structure;
mod typed;

pub(crate) use identity::*;
pub use identity::{CHANGED_AFTER_SIGNING, OWN_MISSING};
pub(crate) use missing::*;
pub(crate) use range::*;
pub use structure::OWN_OUTPUT;
pub(crate) use structure::*;
pub(crate) use typed::*;

/// Every rule of this crate, sorted by code.
pub fn all() -> &'static [&'static RuleCard] {
    ALL
}

static ALL: &[&RuleCard] = &[
    &UNKNOWN_ENTITY,
    &WRONG_YEAR,
    &NOT_RETURNED,
    &RETURNED_TWICE,
    &IDENTITY_CHANGED,
    &OWN_MISSING,
    &ROSTER_CHANGED,
    &CHANGED_AFTER_SIGNING,
    &NAMED_OTHERWISE,
    &BLANK,
    &MUST_APPLY,
    &ROW_WITHOUT_KEY,
    &TABLE_EMPTY,
    &NOT_ZERO,
    &NOT_A_WORKBOOK,
    &ENCRYPTED,
    &WEB_PAGE,
    &DAMAGED,
    &SHEET_GONE,
    &SHEET_RENAMED,
    &CELL_GONE,
    &CELL_MOVED,
    &FORMULA_OVERWRITTEN,
    &FORMULA_STALE,
    &ERROR_VALUE,
    &EXTERNAL_LINK,
    &UNKNOWN_TEMPLATE,
    &LAST_YEARS_TEMPLATE,
    &NEVER_CALCULATED,
    &OUTSIDE,
    &SHEET_ADDED,
    &NOT_AN_ITEM,
    &UNREADABLE,
    &BROUGHT_ALONG,
    &COVERED,
    &BROKEN_SHEET,
    &BROKEN_CELL,
    &BESIDE,
    &RECOMPUTED,
    &NO_RESULT,
    &NOT_RECOMPUTED,
    &SEALED,
    &PASSED_OVER,
    &UNTOUCHED,
    &OWN_OUTPUT,
    &NOT_A_NUMBER,
    &NEGATIVE,
    &FRACTION,
    &DATE_FOR_NUMBER,
    &SPELLING,
    &CONVERTED,
    &NOT_A_CHOICE,
    &WRONG_DIGITS,
    &NOT_A_DATE,
    &TOO_LARGE,
    &SHOWN_OTHERWISE,
    &STRUCK,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_can_be_codes_and_every_rule_has_a_manual() {
        let codes: Vec<&str> = all().iter().map(|card| &*card.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        for card in all() {
            assert!(voced_domain::RuleCode::new(&*card.code).is_ok());
            let manual = &card.manual;
            for part in [
                &manual.finds,
                &manual.matters,
                &manual.correct,
                &manual.example,
            ] {
                assert!(part.chars().count() > 1, "{}: {part}", card.code);
                assert!(part.ends_with('。'), "{}: {part}", card.code);
            }
        }
    }
}
