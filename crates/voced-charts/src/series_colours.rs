//! Which colour each slice and each series of a chart has, the same in every format.

use voced_report::{Chart, ChartKind};

use crate::colour::ColourRole;

/// A colour of print and what is written on it, as six hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Of a bar or a slice.
    pub fill: &'static str,
    /// Of text on it.
    pub text: &'static str,
}

/// The colours in print: of the slices of a doughnut, of the series of any other chart. Formats that
/// draw their own charts take them from here, so that a series has one colour everywhere.
pub fn paints(chart: &Chart) -> Vec<Paint> {
    let inks = match chart.kind {
        ChartKind::Doughnut => (0..chart.categories.len()).map(ColourRole::Hue).collect(),
        // In Word a series for each category.
        ChartKind::Panels => (0..chart.categories.len()).map(ColourRole::Hue).collect(),
        _ => inks(chart),
    };
    inks.into_iter().map(paint).collect()
}

/// The colours in print of so many parts of a whole, for charts that no report holds.
pub fn slices(n_parts: usize) -> Vec<Paint> {
    (0..n_parts).map(ColourRole::Hue).map(paint).collect()
}

/// The colours in print of the year before and of this year.
pub fn two_years() -> [Paint; 2] {
    [ColourRole::Pale, ColourRole::Hue(0)].map(paint)
}

fn paint(ink: ColourRole) -> Paint {
    Paint {
        fill: ink.hex(),
        text: match ink {
            ColourRole::Hue(at) => ColourRole::OnHue(at).hex(),
            _ => ColourRole::Text.hex(),
        },
    }
}

/// Colours of series: of years the last is strong, the one before pale and the one before that grey;
/// anything else has hues.
pub(crate) fn inks(chart: &Chart) -> Vec<ColourRole> {
    let years: Option<Vec<u16>> = chart
        .series
        .iter()
        .map(|series| year(&series.name))
        .collect();
    let Some(years) = years else {
        return (0..chart.series.len()).map(ColourRole::Hue).collect();
    };
    let later = |year: u16| years.iter().filter(|other| **other > year).count();
    let shades = if years.len() > SHADES_OF_FEW.len() {
        &SHADES[..]
    } else {
        &SHADES_OF_FEW[..]
    };
    let ink = |year: &u16| shades[later(*year).min(shades.len() - 1)];
    years.iter().map(ink).collect()
}

/// The years of a chart from the last one, the farther back the paler.
const SHADES_OF_FEW: [ColourRole; 3] = [ColourRole::Hue(0), ColourRole::Pale, ColourRole::Hue(5)];
const SHADES: [ColourRole; 6] = [
    ColourRole::Hue(0),
    ColourRole::Hue(6),
    ColourRole::Pale,
    ColourRole::Hue(11),
    ColourRole::Hue(5),
    ColourRole::Hue(7),
];

/// The year that a series is named after.
fn year(name: &str) -> Option<u16> {
    if name.starts_with("本年") {
        return Some(1);
    }
    if name.starts_with("上年") {
        return Some(0);
    }
    let digits = name.get(..4).filter(|_| name.ends_with('年'));
    digits.and_then(|digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_years_are_drawn_as_in_the_charts_of_a_report() {
        assert_eq!(two_years().map(|paint| paint.fill), ["b3c8de", "1f4e79"]);
        assert_eq!(slices(2)[0], two_years()[1]);
    }

    #[test]
    fn the_year_of_a_series_is_read_from_its_name() {
        for (name, expected) in [
            ("2020年", Some(2020)),
            ("上年", Some(0)),
            ("本年（人）", Some(1)),
            ("高级职称", None),
            ("1年内就业", None),
        ] {
            assert_eq!(year(name), expected, "{name}");
        }
    }
}
