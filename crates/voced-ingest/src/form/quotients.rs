//! Rates whose two parts a form names.

use voced_domain::{Formula, ItemCode, Unit};
use voced_text::half_width;

use super::read::FormRow;
use super::words::on_one_line;

/// One item divided by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotient {
    pub(super) numerator: ItemCode,
    pub(super) denominator: ItemCode,
    /// Whether the first is a part of the second.
    pub(super) is_share: bool,
}

impl Quotient {
    /// Whether a formula says the same.
    pub(super) fn is_it(&self, formula: &Formula) -> bool {
        let is_divided = matches!(formula, Formula::Share { .. } | Formula::Ratio { .. });
        is_divided
            && formula.numerator() == std::slice::from_ref(&self.numerator)
            && formula.denominator() == std::slice::from_ref(&self.denominator)
    }
}

/// The parts of a rate: what its note (`A÷B`, `A占B的比例`) or its name says, where both are items. `item` finds
/// an item and its unit by name.
pub(super) fn quotient(
    row: &FormRow,
    unit: Unit,
    item: impl Fn(&str) -> Option<(ItemCode, Option<Unit>)>,
) -> Option<Quotient> {
    let texts = [&row.note, &row.name];
    let pairs = texts.into_iter().flat_map(|text| pairs(text));
    let mut found =
        pairs.filter_map(|(numerator, denominator)| Some((item(&numerator)?, item(&denominator)?)));
    let ((numerator, unit_above), (denominator, unit_below)) = found.next()?;
    let base = |unit: Option<Unit>| unit.map(|unit| unit.base().0);
    let is_alike = base(unit_above) == base(unit_below) && unit_above.is_some();
    let fits = match unit {
        Unit::Percent | Unit::ToOne => is_alike,
        unit => {
            unit_below == Some(Unit::Person) && unit_above.and_then(Unit::per_student) == Some(unit)
        }
    };
    (fits && numerator != denominator).then_some(Quotient {
        is_share: unit == Unit::Percent,
        numerator,
        denominator,
    })
}

/// What a text may name as divided by what.
fn pairs(text: &str) -> Vec<(String, String)> {
    let text = half_width(&on_one_line(text));
    let mut pairs = Vec::new();
    for sign in ["÷", "/", "除以"] {
        if let Some((left, right)) = text.split_once(sign) {
            pairs.push((before(left), behind(right)));
        }
    }
    if let Some((left, right)) = text.split_once('占') {
        let right = right.split(['的', '比']).next().unwrap_or(right);
        pairs.push((before(left), behind(right)));
    }
    pairs
}

const ENDS: [char; 12] = ['=', ':', ',', '。', '、', ';', '(', ')', '×', '*', '%', '“'];

/// The last words before a sign.
fn before(text: &str) -> String {
    let words = text.trim_end_matches([' ', '”', ')', '"']);
    let words = words.rsplit(ENDS).next().unwrap_or(words);
    words.trim_matches([' ', '"', '”']).to_owned()
}

/// The first words behind a sign.
fn behind(text: &str) -> String {
    let words = text.trim_start_matches([' ', '“', '(', '"']);
    let words = words.split(ENDS).next().unwrap_or(words);
    words.trim_matches([' ', '"', '”']).to_owned()
}
