//! Lines over the years, each with its name at its end.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Place, Turn};
use crate::colour::ColourRole;
use crate::mark::{hint, mark, marks};
use crate::scale::Scale;
use crate::series_colours::inks;
use crate::spread::{WantedLabel, spread};
use crate::style::Style;
use crate::{header, text};

const PLOT: f64 = 200.0;
const TICK: f64 = 11.0;
const NAME: f64 = 12.0;
const VALUE: f64 = 11.0;
/// Room that the names at the ends take at most.
const WIDEST_NAME: f64 = 150.0;
const MOST_NAME_LINES: usize = 2;
const DOT: f64 = 3.0;

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let inks = inks(chart);
    // On a phone there is no room beside the lines.
    let has_legend = canvas.style() == Style::Phone;
    let top = if has_legend {
        header::draw(chart, &inks, canvas)
    } else {
        header::without_legend(chart, canvas)
    };
    let plot = Plot::new(chart, top, canvas, has_legend);
    plot.grid(canvas);
    for (series, ink) in inks.iter().enumerate() {
        plot.lines(series, *ink, canvas);
    }
    for (series, ink) in inks.iter().enumerate() {
        plot.dots(series, *ink, canvas);
    }
    for category in 0..chart.categories.len() {
        plot.values(category, canvas);
    }
    if !has_legend && chart.series.len() > 1 {
        plot.names(&inks, canvas);
    }
    plot.categories(canvas)
}

/// Where everything is.
struct Plot<'c> {
    chart: &'c Chart,
    scale: Scale,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl<'c> Plot<'c> {
    fn new(chart: &'c Chart, top: f64, canvas: &Canvas, has_legend: bool) -> Self {
        let top = top + VALUE * LINE + DOT;
        let bottom = top + PLOT;
        let scale = Scale::fitted(marks(chart), bottom, top);
        let ticks = scale.ticks.iter().map(|tick| text::width(&tick.text, TICK));
        let names = chart
            .series
            .iter()
            .map(|series| text::width(&series.name, NAME));
        let beside = if has_legend || chart.series.len() < 2 {
            0.0
        } else {
            names.fold(0.0, f64::max).min(WIDEST_NAME) + 14.0
        };
        Self {
            chart,
            left: ticks.fold(0.0, f64::max) + 12.0,
            right: canvas.width() - 4.0 - beside,
            top,
            bottom,
            scale,
        }
    }

    fn x(&self, category: usize) -> f64 {
        let band = (self.right - self.left) / self.chart.categories.len() as f64;
        self.left + band * (category as f64 + 0.5)
    }

    /// Where a point lies; nowhere where there is no number.
    fn place(&self, series: usize, category: usize) -> Option<Place> {
        let length = mark(self.chart, series, category).length?;
        Some((self.x(category), self.scale.at(length)))
    }

    fn grid(&self, canvas: &mut Canvas) {
        for tick in &self.scale.ticks {
            let y = self.scale.at(tick.value);
            canvas.line(&[(self.left, y), (self.right, y)], ColourRole::Grid);
            canvas.label(&Label {
                at: (self.left - 6.0, y),
                text: &tick.text,
                size: TICK,
                anchor: Anchor::End,
                turn: Turn::Level,
                ink: ColourRole::Muted,
            });
        }
    }

    /// A line from each point to the next, where there are both and they are counted alike.
    fn lines(&self, series: usize, ink: ColourRole, canvas: &mut Canvas) {
        let breaks = &self.chart.series[series].breaks;
        for to in 1..self.chart.categories.len() {
            let ends = self.place(series, to - 1).zip(self.place(series, to));
            if let Some((from, end)) = ends.filter(|_| !breaks.contains(&to)) {
                canvas.thick_line(from, end, ink);
            }
        }
    }

    /// A point that is counted otherwise than those before it is hollow.
    fn dots(&self, series: usize, ink: ColourRole, canvas: &mut Canvas) {
        let breaks = &self.chart.series[series].breaks;
        for category in 0..self.chart.categories.len() {
            let Some(at) = self.place(series, category) else {
                continue;
            };
            let hint = hint(self.chart, series, category);
            let fill = if breaks.contains(&category) {
                ColourRole::Paper
            } else {
                ink
            };
            canvas.group(&hint, |canvas| canvas.dot(at, DOT, fill, ink));
        }
    }

    /// The values of a year, above their points where nothing is in the way.
    fn values(&self, category: usize, canvas: &mut Canvas) {
        let marks = (0..self.chart.series.len()).filter_map(|series| {
            let (x, y) = self.place(series, category)?;
            Some((
                x,
                y - VALUE * 0.65 - DOT - 1.0,
                mark(self.chart, series, category).label,
            ))
        });
        let mut marks: Vec<(f64, f64, &str)> = marks.collect();
        marks.sort_by(|one, other| one.1.total_cmp(&other.1));
        for ((x, _, text), y) in marks
            .iter()
            .zip(self.apart(marks.iter().map(|mark| mark.1), VALUE + 1.0))
        {
            canvas.label(&Label {
                at: (*x, y),
                text,
                size: VALUE,
                anchor: Anchor::Middle,
                turn: Turn::Level,
                ink: ColourRole::Text,
            });
        }
    }

    /// The name of each series beside its last point.
    fn names(&self, inks: &[ColourRole], canvas: &mut Canvas) {
        let last = |series: usize| {
            let categories = (0..self.chart.categories.len()).rev();
            categories.filter_map(|at| self.place(series, at)).next()
        };
        let ends = (0..self.chart.series.len()).filter_map(|series| Some((series, last(series)?)));
        let mut ends: Vec<(usize, Place)> = ends.collect();
        ends.sort_by(|one, other| one.1.1.total_cmp(&other.1.1));
        let places = self.apart(ends.iter().map(|end| end.1.1), NAME * LINE * 1.2);
        for ((series, _), y) in ends.iter().zip(places) {
            let name = &self.chart.series[*series].name;
            let lines = text::wrap(name, NAME, WIDEST_NAME, MOST_NAME_LINES);
            canvas.dot((self.right + 2.0, y), DOT, inks[*series], inks[*series]);
            canvas.lines(
                &lines,
                &Label {
                    at: (self.right + 9.0, y),
                    text: "",
                    size: NAME,
                    anchor: Anchor::Start,
                    turn: Turn::Level,
                    ink: ColourRole::Text,
                },
            );
        }
    }

    fn apart(&self, wanted: impl Iterator<Item = f64>, size: f64) -> Vec<f64> {
        let wanted: Vec<WantedLabel> = wanted.map(|at| WantedLabel { at, size }).collect();
        spread(&wanted, self.top - VALUE * LINE - DOT, self.bottom)
    }

    /// The years under the lines; tells where they end.
    fn categories(&self, canvas: &mut Canvas) -> f64 {
        let y = self.bottom + 6.0 + NAME * LINE / 2.0;
        for (category, name) in self.chart.categories.iter().enumerate() {
            canvas.label(&Label {
                at: (self.x(category), y),
                text: name,
                size: NAME,
                anchor: Anchor::Middle,
                turn: Turn::Level,
                ink: ColourRole::Text,
            });
        }
        y + NAME * LINE / 2.0 + 4.0
    }
}
