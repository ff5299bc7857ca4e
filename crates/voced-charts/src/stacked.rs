//! Lying bars whose parts make up a whole of 100.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, Label, Rect, Turn};
use crate::colour::ColourRole;
use crate::mark::{Mark, hint, mark};
use crate::rows::{Names, Stretch};
use crate::spread::{WantedLabel, spread};
use crate::{header, text};

const BAR: f64 = 24.0;
const GAP: f64 = 14.0;
const SIZE: f64 = 12.0;
const TICK: f64 = 11.0;
const NEAREST_TICKS: f64 = 22.0;
/// Room under a bar for the values of parts that are too narrow to hold them.
const UNDER: f64 = 20.0;
const WHOLE: f64 = 100.0;

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let inks: Vec<ColourRole> = (0..chart.series.len()).map(ColourRole::Hue).collect();
    let top = header::draw(chart, &inks, canvas);
    let names = Names::new(chart, canvas.style());
    let axis = Axis::new(chart, (names.right, canvas.width() - 20.0));
    let rows: Vec<Row> = (0..chart.categories.len())
        .map(|category| Row::new(chart, category, &axis))
        .collect();
    let heights: Vec<f64> = rows.iter().map(|row| row.height(&names)).collect();
    let mut bottom = top;
    let next = |height: f64| {
        bottom += height;
        bottom - height + GAP / 2.0
    };
    let tops: Vec<f64> = heights.into_iter().map(next).collect();
    let stretches = names.stretches(&tops, BAR, (top, bottom));
    axis.grid(&stretches, bottom, canvas);
    for (row, top) in rows.iter().zip(tops) {
        row.draw(&names, top, &axis, canvas);
    }
    canvas.uprights(axis.left, &stretches, ColourRole::Axis);
    bottom + 20.0
}

/// From nothing to the whole.
struct Axis {
    left: f64,
    right: f64,
    whole: f64,
}

impl Axis {
    /// Parts rounded each by itself may add up to a little more than the whole.
    fn new(chart: &Chart, (left, right): (f64, f64)) -> Self {
        let total = |category: usize| -> f64 {
            let parts = (0..chart.series.len()).map(|series| mark(chart, series, category));
            parts.map(|part| length(&part)).sum()
        };
        let totals = (0..chart.categories.len()).map(total);
        let whole = totals.fold(WHOLE, f64::max);
        Axis { left, right, whole }
    }

    fn at(&self, value: f64) -> f64 {
        self.left + value / self.whole * (self.right - self.left)
    }

    fn grid(&self, stretches: &[Stretch], bottom: f64, canvas: &mut Canvas) {
        // Parts far beyond the whole, which only wrong data has, leave no room for the other marks.
        let has_room = self.at(20.0) - self.at(0.0) >= NEAREST_TICKS;
        let ticks = [0_u8, 20, 40, 60, 80, 100].into_iter();
        for tick in ticks.filter(|tick| has_room || *tick == 0) {
            let x = self.at(f64::from(tick));
            canvas.uprights(x, stretches, ColourRole::Grid);
            canvas.label(&Label {
                at: (x, bottom + 10.0),
                text: &tick.to_string(),
                size: TICK,
                anchor: Anchor::Middle,
                turn: Turn::Level,
                ink: ColourRole::Muted,
            });
        }
    }
}

/// A part below nothing cannot be a part; it has a label and no length.
fn length(part: &Mark<'_>) -> f64 {
    part.length_or_zero().max(0.0)
}

/// The parts of a category.
struct Row<'a> {
    category: usize,
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    mark: Mark<'a>,
    from: f64,
    to: f64,
    hint: String,
}

impl<'a> Row<'a> {
    fn new(chart: &'a Chart, category: usize, axis: &Axis) -> Self {
        let mut sum = 0.0;
        let part = |series: usize| {
            let mark = mark(chart, series, category);
            let from = axis.at(sum);
            sum += length(&mark);
            let (to, hint) = (axis.at(sum), hint(chart, series, category));
            Part {
                mark,
                from,
                to,
                hint,
            }
        };
        let parts = (0..chart.series.len()).map(part).collect();
        Row { category, parts }
    }

    fn narrow(&self) -> impl Iterator<Item = (usize, &Part<'a>)> {
        let parts = self.parts.iter().enumerate();
        parts.filter(|(_, part)| !part.holds_its_label())
    }

    fn height(&self, names: &Names) -> f64 {
        let under = if self.narrow().next().is_some() {
            UNDER
        } else {
            0.0
        };
        names.height(self.category, BAR + under) + GAP
    }

    fn draw(&self, names: &Names, top: f64, axis: &Axis, canvas: &mut Canvas) {
        let bar = names.draw(self.category, top, BAR, canvas);
        for (series, part) in self.parts.iter().enumerate() {
            canvas.group(&part.hint, |canvas| {
                part.draw(bar, ColourRole::Hue(series), canvas)
            });
        }
        self.draw_narrow(bar + BAR, axis, canvas);
    }

    /// Values under the bar, with lines to the parts they belong to.
    fn draw_narrow(&self, y: f64, axis: &Axis, canvas: &mut Canvas) {
        let wanted: Vec<WantedLabel> = self.narrow().map(|(_, part)| part.wish()).collect();
        let places = spread(&wanted, axis.left, canvas.width() - 4.0);
        for ((series, part), x) in self.narrow().zip(places) {
            let through = [(part.middle(), y), (part.middle(), y + 2.0), (x, y + 8.0)];
            canvas.line(&through, ColourRole::Hue(series));
            let ink = part.mark.ink();
            canvas.label(&part.label((x, y + 14.0), ink));
        }
    }
}

impl Part<'_> {
    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    fn holds_its_label(&self) -> bool {
        text::width(self.mark.label, SIZE) + 6.0 <= self.to - self.from
    }

    fn wish(&self) -> WantedLabel {
        let size = text::width(self.mark.label, SIZE) + 8.0;
        let at = self.middle();
        WantedLabel { at, size }
    }

    fn draw(&self, y: f64, ink: ColourRole, canvas: &mut Canvas) {
        let width = self.to - self.from;
        if width > 0.0 {
            let (x, height) = (self.from, BAR);
            // The gap between neighbours must not swallow a small part.
            let width = (width - 1.0).max(1.0);
            canvas.rect(
                Rect {
                    x,
                    y,
                    width,
                    height,
                },
                ink,
            );
        }
        if let (true, ColourRole::Hue(hue)) = (self.holds_its_label(), ink) {
            canvas.label(&self.label((self.middle(), y + BAR / 2.0), ColourRole::OnHue(hue)));
        }
    }

    fn label(&self, at: (f64, f64), ink: ColourRole) -> Label<'_> {
        Label {
            at,
            text: self.mark.label,
            size: SIZE,
            anchor: Anchor::Middle,
            turn: Turn::Level,
            ink,
        }
    }
}
