//! Wording that depends on data: direction of a change, approximate quantities, units in a sentence.

use voced_domain::{
    Bureau, ChangeKind, Fact, Indicator, MOST_LINES, Published, Quantity, Rounded, SameSchools,
    Unit,
};

use crate::roster_notes::why_no_last_year;

/// So many names stand for all of a long list.
pub(crate) const FIRST_NAMES: usize = 3;

/// Names joined by 、; of more than can be taken in, the first few.
pub(crate) fn few(names: &[&str]) -> String {
    match names.get(..FIRST_NAMES) {
        Some(first) if names.len() > MOST_LINES => format!("{}等", first.join("、")),
        _ => names.join("、"),
    }
}

/// A change in words.
pub(crate) enum ChangeWords {
    /// There is no figure of the year before.
    NoLastYear,
    /// The years cannot be compared, and why.
    None(String),
    /// Other schools are in the figure than in that of the year before.
    OtherSchools,
    /// The change of the whole.
    Whole {
        /// `较上年`, `与上年`.
        lead: String,
        /// `提高2.1个百分点`, `持平`.
        figure: String,
    },
    /// The change over the schools of both years, where the whole lacks one in one of them.
    SameSchools {
        /// How many they are.
        n_schools: u32,
        /// `较上年`, `与上年`.
        lead: String,
        /// `增加34人`, `持平`.
        figure: String,
    },
}

/// The change of a fact in words; `lead` is what stands before a rise or a fall.
pub(crate) fn change_words(
    bureau: &Bureau,
    indicator: &Indicator,
    fact: &Fact,
    lead: &str,
) -> ChangeWords {
    let Some(change) = &fact.change else {
        let entity = bureau.entity(&fact.key.entity);
        let why = entity.and_then(|entity| why_no_last_year(bureau, entity));
        return why.map_or(ChangeWords::NoLastYear, ChangeWords::None);
    };
    let unit = indicator.unit;
    if let Some(value) = &change.value {
        let (lead, figure) = rise_or_fall(change.kind, value, unit, lead);
        return ChangeWords::Whole { lead, figure };
    }
    match (&change.same_schools, change.kind) {
        (Some(same), _) => {
            let (lead, figure) = rise_or_fall(same.kind, &same.value, unit, lead);
            ChangeWords::SameSchools {
                n_schools: same.n_schools,
                lead,
                figure,
            }
        }
        (None, ChangeKind::Coverage) => ChangeWords::OtherSchools,
        (None, _) => ChangeWords::None("因口径与上年不同，不作比较".into()),
    }
}

/// The change over the schools of both years, with the figures that it lies between:
/// `两年都报数的7所学校7311人→7345人，+34人`.
pub fn same_schools_words(indicator: &Indicator, same: &SameSchools) -> String {
    let unit = same.kind.unit_symbol(indicator.unit);
    format!(
        "两年都报数的{}所学校{}→{}，{}{unit}",
        same.n_schools,
        value_words(&same.last),
        value_words(&same.this),
        same.value.signed()
    )
}

/// What is said where a school is missing in one of the years.
pub(crate) const OTHER_SCHOOLS: &str = "因两年报数的学校不同，不作比较";

/// What is said where there is no figure of the year before.
pub(crate) const NO_LAST_YEAR: &str = "上年没有可比的数";

/// What stands before a change, and the change with its direction.
fn rise_or_fall(kind: ChangeKind, value: &Rounded, unit: Unit, lead: &str) -> (String, String) {
    if value.is_zero() {
        return ("与上年".into(), "持平".into());
    }
    let symbol = in_sentence(kind.unit_symbol(unit));
    let verb = direction(kind, value, unit);
    (lead.into(), format!("{verb}{}{symbol}", value.abs()))
}

/// 增长 is relative and 增加 absolute; what has a height goes up and down.
fn direction(kind: ChangeKind, value: &Rounded, unit: Unit) -> &'static str {
    let (up, down) = match kind {
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
