//! A small line for each series by itself, all on one scale, so that many can be compared.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Place, Turn};
use crate::colour::ColourRole;
use crate::header;
use crate::mark::{hint, mark, marks};
use crate::scale::Scale;
use crate::style::Style;
use crate::text;

const GAP: f64 = 16.0;
const NAME: f64 = 12.0;
const SMALL: f64 = 10.0;
const PLOT: f64 = 64.0;
const DOT: f64 = 2.5;
/// Room for a value left and right of the first and the last point.
const SIDE: f64 = 18.0;

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let columns = match canvas.style() {
        Style::Phone => 2,
        Style::Page | Style::Print => 4,
    };
    let columns = columns.min(chart.series.len()).max(1);
    let top = header::without_legend(chart, canvas);
    let width = (canvas.width() - 8.0 - GAP * (columns as f64 - 1.0)) / columns as f64;
    let height = NAME * LINE + SMALL * LINE + PLOT + SMALL * LINE + 14.0;
    for series in 0..chart.series.len() {
        let (column, row) = (series % columns, series / columns);
        let top = top + row as f64 * (height + GAP);
        let bottom = top + NAME * LINE + SMALL * LINE + 6.0 + PLOT;
        let panel = Panel {
            chart,
            series,
            left: 4.0 + column as f64 * (width + GAP),
            top,
            bottom,
            width,
            scale: Scale::fitted(marks(chart), bottom, bottom - PLOT),
        };
        panel.draw(canvas);
    }
    let rows = chart.series.len().div_ceil(columns) as f64;
    top + rows * (height + GAP) - GAP + 4.0
}

struct Panel<'c> {
    chart: &'c Chart,
    series: usize,
    left: f64,
    top: f64,
    bottom: f64,
    width: f64,
    scale: Scale,
}

impl Panel<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let name = text::wrap(&self.chart.series[self.series].name, NAME, self.width, 1);
        let name = name.first().map_or("", String::as_str);
        canvas.label(&label(
            name,
            (self.left, self.top + NAME * LINE / 2.0),
            NAME,
            Anchor::Start,
            ColourRole::Text,
        ));
        let bottom = self.bottom;
        canvas.line(
            &[(self.left, bottom), (self.left + self.width, bottom)],
            ColourRole::Grid,
        );
        self.line(canvas);
        self.values(canvas);
        self.years(canvas);
    }

    fn place(&self, category: usize) -> Option<Place> {
        let length = mark(self.chart, self.series, category).length?;
        let steps = (self.chart.categories.len() as f64 - 1.0).max(1.0);
        let x = self.left + SIDE + (self.width - 2.0 * SIDE) * category as f64 / steps;
        Some((x, self.scale.at(length)))
    }

    /// The lines, and a dot where the value stands alone or is counted otherwise than those before.
    fn line(&self, canvas: &mut Canvas) {
        let breaks = &self.chart.series[self.series].breaks;
        let n_years = self.chart.categories.len();
        for to in 1..n_years {
            let ends = self.place(to - 1).zip(self.place(to));
            if let Some((from, end)) = ends.filter(|_| !breaks.contains(&to)) {
                canvas.thick_line(from, end, ColourRole::Hue(0));
            }
        }
        for category in 0..n_years {
            let Some(at) = self.place(category) else {
                continue;
            };
            let ink = if breaks.contains(&category) {
                ColourRole::Paper
            } else {
                ColourRole::Hue(0)
            };
            let hint = hint(self.chart, self.series, category);
            canvas.group(&hint, |canvas| canvas.dot(at, DOT, ink, ColourRole::Hue(0)));
        }
    }

    /// The first and the last value; what lies between is seen, and told by the chart's sentence.
    fn values(&self, canvas: &mut Canvas) {
        let known = (0..self.chart.categories.len()).filter(|at| self.place(*at).is_some());
        let known: Vec<usize> = known.collect();
        let (Some(first), Some(last)) = (known.first(), known.last()) else {
            let at = (self.left, self.bottom - PLOT / 2.0);
            return canvas.label(&label(
                "没有数据",
                at,
                SMALL,
                Anchor::Start,
                ColourRole::Muted,
            ));
        };
        let ends = if first == last {
            &known[..1]
        } else {
            &[*first, *last][..]
        };
        for category in ends {
            if let Some((x, y)) = self.place(*category) {
                let text = mark(self.chart, self.series, *category).label;
                let at = (x, y - SMALL * 0.65 - DOT - 1.0);
                canvas.label(&label(text, at, SMALL, Anchor::Middle, ColourRole::Text));
            }
        }
    }

    fn years(&self, canvas: &mut Canvas) {
        let y = self.bottom + 4.0 + SMALL * LINE / 2.0;
        let categories = &self.chart.categories;
        let ends = [
            categories.first(),
            categories.last().filter(|_| categories.len() > 1),
        ];
        for (name, anchor) in ends.into_iter().zip([Anchor::Start, Anchor::End]) {
            let x = match anchor {
                Anchor::End => self.left + self.width,
                _ => self.left,
            };
            if let Some(name) = name {
                canvas.label(&label(name, (x, y), SMALL, anchor, ColourRole::Muted));
            }
        }
    }
}

/// A level label: its text, place, size, which part of it is there, and its colour.
fn label<'t>(text: &'t str, at: Place, size: f64, anchor: Anchor, ink: ColourRole) -> Label<'t> {
    Label {
        at,
        text,
        size,
        anchor,
        turn: Turn::Level,
        ink,
    }
}
