//! A point as it is drawn: its label, which is never computed, and its length.

use voced_report::{Chart, Point};

use crate::colour::ColourRole;

/// The word for a value that is not there.
const MISSING: &str = "缺";

/// Lengths beyond this are drawn as long as this; no printed number is touched.
const LONGEST: f64 = 1e15;

/// What is drawn for a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark<'a> {
    /// The text beside it: that of the point to the letter, or the word for its absence.
    pub(crate) label: &'a str,
    /// Its length; absent where the text is no number.
    pub(crate) length: Option<f64>,
}

impl<'a> Mark<'a> {
    /// What is drawn for a point.
    pub(crate) fn new(point: Option<&'a Point>) -> Self {
        let label = point.map_or(MISSING, |point| point.text.as_str());
        let number = label
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        Mark {
            label,
            length: number.map(|number| number.clamp(-LONGEST, LONGEST)),
        }
    }

    /// Its length, where nothing is as long as zero.
    pub(crate) fn length_or_zero(&self) -> f64 {
        self.length.unwrap_or(0.0)
    }

    /// Its label's colour: what is missing steps back.
    pub(crate) fn ink(&self) -> ColourRole {
        match self.length {
            Some(_) => ColourRole::Text,
            None => ColourRole::Muted,
        }
    }

    /// Whether it goes to the other side of zero.
    pub(crate) fn is_negative(&self) -> bool {
        self.length_or_zero() < 0.0
    }
}

/// The mark of a series in a category.
pub(crate) fn mark(chart: &Chart, series: usize, category: usize) -> Mark<'_> {
    let points = &chart.series[series].points;
    Mark::new(points.get(category).and_then(Option::as_ref))
}

/// All marks of a chart.
pub(crate) fn marks(chart: &Chart) -> impl Iterator<Item = Mark<'_>> + Clone {
    (0..chart.series.len())
        .flat_map(move |series| (0..chart.categories.len()).map(move |at| mark(chart, series, at)))
}

/// What a mark says in full, for whoever points at it.
pub(crate) fn hint(chart: &Chart, series: usize, category: usize) -> String {
    let (name, category_name) = (&chart.series[series].name, &chart.categories[category]);
    let Mark { label, length } = mark(chart, series, category);
    let unit = length.map_or("", |_| chart.unit.as_str());
    if chart.series.len() == 1 {
        return format!("{category_name}：{label}{unit}");
    }
    format!("{category_name}，{name}：{label}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_have_a_length() {
        for (text, length) in [
            ("0.70", Some(0.7)),
            ("-345", Some(-345.0)),
            ("无定义", None),
            ("inf", None),
            ("NaN", None),
        ] {
            let point = Point {
                text: text.into(),
                trace: voced_report::TraceId(0),
            };
            let mark = Mark::new(Some(&point));
            assert_eq!(
                mark,
                Mark {
                    label: text,
                    length
                }
            );
        }
        assert_eq!(Mark::new(None).label, "缺");
    }
}
