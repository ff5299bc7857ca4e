//! Wording that depends on data: direction of a change, approximate quantities, units in a sentence.

use voced_domain::{
    Change, ChangeKind, Fact, Indicator, MOST_LINES, Published, Quantity, Rounded, Unit,
};

/// So many names stand for all of a long list.
pub(crate) const FIRST_NAMES: usize = 3;

/// Names joined by 、; of more than can be taken in, the first few.
pub(crate) fn few(names: &[&str]) -> String {
    match names.get(..FIRST_NAMES) {
        Some(first) if names.len() > MOST_LINES => format!("{}等", first.join("、")),
        _ => names.join("、"),
    }
}

/// A change in words: what stands before the figure, and the figure with its direction.
pub(crate) struct ChangeWords {
    /// `较上年`, `与上年`.
    pub(crate) lead: String,
    /// `提高2.1个百分点`, `持平`; absent where the years cannot be compared.
    pub(crate) figure: Option<String>,
}

/// The change of a fact in words; `lead` is what stands before a rise or a fall.
pub(crate) fn change_words(indicator: &Indicator, fact: &Fact, lead: &str) -> ChangeWords {
    let words = |lead: &str, figure| ChangeWords {
        lead: lead.into(),
        figure,
    };
    let Some(change) = &fact.change else {
        return words("上年没有可比的数", None);
    };
    let Some(value) = &change.value else {
        return match change.kind {
            ChangeKind::Coverage => words("两年报数的学校不同，不作比较", None),
            _ => words("口径与上年不同，不作比较", None),
        };
    };
    if value.is_zero() {
        return words("与上年", Some("持平".into()));
    }
    let unit = in_sentence(change.kind.unit_symbol(indicator.unit));
    let verb = direction(change, value, indicator.unit);
    words(lead, Some(format!("{verb}{}{unit}", value.abs())))
}

/// 增长 is relative and 增加 absolute; what has a height goes up and down.
fn direction(change: &Change, value: &Rounded, unit: Unit) -> &'static str {
    let (up, down) = match change.kind {
        ChangeKind::Relative => ("增长", "下降"),
        ChangeKind::Pp => ("提高", "下降"),
        _ if has_height(unit) => ("提高", "下降"),
        _ => ("增加", "减少"),
    };
    if value.is_negative() { down } else { up }
}

fn has_height(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::ToOne
            | Unit::YuanPerMonth
            | Unit::TenThousandYuanPerStudent
            | Unit::PiecePerStudent
            | Unit::VolumePerStudent
    )
}

/// A unit as a sentence has it: what is per student or per month by its name needs no `/生`.
fn in_sentence(symbol: &str) -> &str {
    symbol.split_once('/').map_or(symbol, |(unit, _)| unit)
}

/// A value with its unit: `10367人`, `25.1:74.9`, `12.7:1`.
pub(crate) fn value_words(published: &Published) -> String {
    format!("{published}{}", in_sentence(published.unit_symbol()))
}

/// A value in another unit of the same base, with `decimals` of its own: 682000册 as `68.2万册`.
pub(crate) fn converted(exact: &Quantity, from: Unit, to: Unit, decimals: u8) -> Option<Rounded> {
    Some(from.convert(exact, to)?.round(decimals))
}

/// A count rounded down to a multiple of `step`, and whether something was left over.
pub(crate) fn floor_to(exact: &Quantity, step: i64) -> Option<(Rounded, bool)> {
    let step = Quantity::from(step);
    let times = exact.checked_div(&step)?;
    let mut whole = times.round(0).to_quantity();
    if times < whole {
        whole = &whole - &Quantity::from(1);
    }
    let floor = &whole * &step;
    Some((floor.round(0), floor < *exact))
}
