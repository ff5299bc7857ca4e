//! Lying bars, series side by side; as high as their number needs.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, Label, Rect, Turn};
use crate::colour::ColourRole;
use crate::mark::{Mark, hint, mark, marks};
use crate::rows::{Names, Stretch};
use crate::scale::Scale;
use crate::series_colours::inks;
use crate::{header, text};

const SIZE: f64 = 12.0;
const TICK: f64 = 11.0;
const GAP: f64 = 12.0;
const NEAR: f64 = 4.0;

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let inks = inks(chart);
    let top = header::draw(chart, &inks, canvas);
    let names = Names::new(chart, canvas.style());
    let scale = scale(chart, names.right, canvas.width());
    let rows = Rows::new(chart, &names, top);
    let bars = rows.bar * inks.len() as f64;
    let stretches = names.stretches(&rows.tops, bars, (top, rows.bottom));
    grid(&scale, &stretches, rows.bottom, canvas);
    for (category, top) in rows.tops.iter().enumerate() {
        let first = names.draw(category, *top, bars, canvas);
        for (series, ink) in inks.iter().enumerate() {
            let y = first + rows.bar * series as f64;
            let (mark, height) = (mark(chart, series, category), rows.bar);
            let bar = Bar { mark, y, height };
            let hint = hint(chart, series, category);
            canvas.group(&hint, |canvas| bar.draw(&scale, *ink, canvas));
        }
    }
    canvas.uprights(scale.at(0.0), &stretches, ColourRole::Axis);
    rows.bottom + 20.0
}

/// An axis that leaves room for the values beyond the bars.
fn scale(chart: &Chart, left: f64, width: f64) -> Scale {
    let room = |is_negative: bool| {
        let marks = marks(chart).filter(|mark| mark.is_negative() == is_negative);
        let widths = marks.map(|mark| text::width(mark.label, SIZE) + NEAR + 2.0);
        widths.fold(0.0, f64::max)
    };
    let (from, to) = (left + room(true), width - 4.0 - room(false));
    Scale::new(marks(chart), from, to).with_room_for(|tick| text::width(tick, TICK) + 8.0)
}

fn grid(scale: &Scale, stretches: &[Stretch], bottom: f64, canvas: &mut Canvas) {
    for tick in &scale.ticks {
        let x = scale.at(tick.value);
        canvas.uprights(x, stretches, ColourRole::Grid);
        canvas.label(&Label {
            at: (x, bottom + 10.0),
            text: &tick.text,
            size: TICK,
            anchor: Anchor::Middle,
            turn: Turn::Level,
            ink: ColourRole::Muted,
        });
    }
}

/// Where bars lie.
struct Rows {
    tops: Vec<f64>,
    bar: f64,
    bottom: f64,
}

impl Rows {
    fn new(chart: &Chart, names: &Names, top: f64) -> Self {
        let n_series = chart.series.len();
        let bar = match n_series {
            1 => 18.0,
            2 => 15.0,
            _ => 13.0,
        };
        let mut bottom = top;
        let row = |category: usize| {
            let from = bottom + GAP / 2.0;
            bottom += names.height(category, bar * n_series as f64) + GAP;
            from
        };
        let tops = (0..chart.categories.len()).map(row).collect();
        Rows { tops, bar, bottom }
    }
}

struct Bar<'a> {
    mark: Mark<'a>,
    y: f64,
    height: f64,
}

impl Bar<'_> {
    fn draw(&self, scale: &Scale, ink: ColourRole, canvas: &mut Canvas) {
        let (zero, end) = (scale.at(0.0), scale.at(self.mark.length_or_zero()));
        if self.mark.length.is_some_and(|length| length != 0.0) {
            // A value that is not zero is seen, however small it is.
            let width = (end - zero).abs().max(1.0);
            let x = if self.mark.is_negative() {
                zero - width
            } else {
                zero
            };
            let (y, height) = (self.y + 0.5, self.height - 1.0);
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
        let (x, anchor) = if self.mark.is_negative() {
            (end - NEAR, Anchor::End)
        } else {
            (end + NEAR, Anchor::Start)
        };
        canvas.label(&Label {
            at: (x, self.y + self.height / 2.0),
            text: self.mark.label,
            size: SIZE,
            anchor,
            turn: Turn::Level,
            ink: self.mark.ink(),
        });
    }
}
