//! Upright bars, series side by side.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Rect, Turn};
use crate::colour::ColourRole;
use crate::mark::{Mark, hint, mark, marks};
use crate::scale::Scale;
use crate::series_colours::inks;
use crate::style::Style;
use crate::{header, text};

const PLOT: f64 = 220.0;
const EDGE: f64 = 4.0;
const TICK: f64 = 11.0;
const MOST_CATEGORIES: usize = 12;
const MOST_LINES: usize = 3;
const NARROWEST: f64 = 10.0;
const WIDEST: f64 = 44.0;
/// Sizes of names and values, from the one wished for to the smallest that is legible.
const NAMES: [f64; 3] = [13.0, 12.0, 11.0];
const VALUES: [f64; 4] = [12.0, 11.0, 10.0, 9.0];
/// Smaller ones are illegible on a phone.
const PHONE_VALUES: [f64; 2] = [12.0, 11.0];
const UPRIGHT: f64 = 11.0;

/// Whether a chart is legible as upright bars; otherwise they are better lying.
pub(crate) fn fits(chart: &Chart, style: Style) -> bool {
    let scale = Scale::new(marks(chart), 0.0, 1.0);
    let slots = Slots::new(chart, ticks_width(&scale), style.width());
    let names_fit = names_size(chart, slots.band).is_some();
    // Lying bars are as easily had on a phone as upright ones, and their values never lie on a side.
    let values_fit = style != Style::Phone || Values::level(chart, &slots, &PHONE_VALUES).is_some();
    let bars_fit = chart.categories.len() <= MOST_CATEGORIES && slots.bar >= NARROWEST;
    bars_fit && names_fit && values_fit
}

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let inks = inks(chart);
    let top = header::draw(chart, &inks, canvas);
    let ticks = ticks_width(&Scale::new(marks(chart), 0.0, 1.0));
    let slots = Slots::new(chart, ticks, canvas.width());
    let values = Values::new(chart, &slots);
    let from = top + values.above + PLOT;
    let scale = Scale::new(marks(chart), from, top + values.above);
    grid(&scale, &slots, canvas);
    for category in 0..chart.categories.len() {
        for (series, ink) in inks.iter().enumerate() {
            let hint = hint(chart, series, category);
            let mark = mark(chart, series, category);
            let (x, width) = (slots.x(category, series), slots.bar);
            let bar = Bar { mark, x, width };
            canvas.group(&hint, |canvas| bar.draw(&scale, &values, *ink, canvas));
        }
    }
    canvas.line(
        &[(slots.left, scale.at(0.0)), (slots.right, scale.at(0.0))],
        ColourRole::Axis,
    );
    let below = if has_negatives(chart) {
        values.above
    } else {
        0.0
    };
    names(chart, &slots, from + below, canvas)
}

fn has_negatives(chart: &Chart) -> bool {
    marks(chart).any(|mark| mark.is_negative())
}

fn ticks_width(scale: &Scale) -> f64 {
    let widths = scale.ticks.iter().map(|tick| text::width(&tick.text, TICK));
    widths.fold(0.0, f64::max) + 12.0
}

fn grid(scale: &Scale, slots: &Slots, canvas: &mut Canvas) {
    for tick in &scale.ticks {
        let y = scale.at(tick.value);
        canvas.line(&[(slots.left, y), (slots.right, y)], ColourRole::Grid);
        canvas.label(&Label {
            at: (slots.left - 6.0, y),
            text: &tick.text,
            size: TICK,
            anchor: Anchor::End,
            turn: Turn::Level,
            ink: ColourRole::Muted,
        });
    }
}

/// Where bars stand.
struct Slots {
    left: f64,
    right: f64,
    band: f64,
    bar: f64,
    n_series: f64,
}

impl Slots {
    fn new(chart: &Chart, left: f64, width: f64) -> Self {
        let (n_series, right) = (chart.series.len() as f64, width - EDGE);
        let band = (right - left) / chart.categories.len() as f64;
        let bar = (band * 0.76 / n_series).min(WIDEST);
        Slots {
            left,
            right,
            band,
            bar,
            n_series,
        }
    }

    fn middle(&self, category: usize) -> f64 {
        self.left + self.band * (category as f64 + 0.5)
    }

    fn x(&self, category: usize, series: usize) -> f64 {
        self.middle(category) + self.bar * (series as f64 - self.n_series / 2.0)
    }
}

/// How values are written: all of a chart alike.
struct Values {
    size: f64,
    turn: Turn,
    /// Room that they need beyond the bars.
    above: f64,
}

impl Values {
    fn new(chart: &Chart, slots: &Slots) -> Self {
        let level = Values::level(chart, slots, &VALUES);
        let (size, turn) = level.map_or((UPRIGHT, Turn::Up), |size| (size, Turn::Level));
        let above = match turn {
            Turn::Level => size * LINE + 3.0,
            Turn::Up => widest_value(chart, size) + 8.0,
        };
        Values { size, turn, above }
    }

    /// The first size in which all values fit beside each other.
    fn level(chart: &Chart, slots: &Slots, sizes: &[f64]) -> Option<f64> {
        let room = match chart.series.len() {
            1 => slots.band * 0.95,
            _ => slots.bar - 1.0,
        };
        let mut sizes = sizes.iter().copied();
        sizes.find(|size| widest_value(chart, *size) <= room)
    }
}

fn widest_value(chart: &Chart, size: f64) -> f64 {
    let widths = marks(chart).map(|mark| text::width(mark.label, size));
    widths.fold(0.0, f64::max)
}

struct Bar<'a> {
    mark: Mark<'a>,
    x: f64,
    width: f64,
}

impl Bar<'_> {
    fn draw(&self, scale: &Scale, values: &Values, ink: ColourRole, canvas: &mut Canvas) {
        let (zero, end) = (scale.at(0.0), scale.at(self.mark.length_or_zero()));
        if self.mark.length.is_some_and(|length| length != 0.0) {
            // A value that is not zero is seen, however small it is.
            let height = (end - zero).abs().max(1.0);
            let y = if self.mark.is_negative() {
                zero
            } else {
                zero - height
            };
            let (x, width) = (self.x + 0.5, self.width - 1.0);
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
        self.value(end, values, canvas);
    }

    fn value(&self, end: f64, values: &Values, canvas: &mut Canvas) {
        let turn = self.turn(values);
        let away = match turn {
            Turn::Level => values.size * 0.65 + 1.0,
            Turn::Up => 4.0,
        };
        let is_negative = self.mark.is_negative();
        let anchor = match turn {
            Turn::Level => Anchor::Middle,
            Turn::Up if is_negative => Anchor::End,
            Turn::Up => Anchor::Start,
        };
        let y = if is_negative { end + away } else { end - away };
        canvas.label(&Label {
            at: (self.x + self.width / 2.0, y),
            text: self.mark.label,
            size: values.size,
            anchor,
            turn,
            ink: self.mark.ink(),
        });
    }

    /// A word does not lie on its side where it need not.
    fn turn(&self, values: &Values) -> Turn {
        let is_word = self.mark.length.is_none();
        let has_room = text::width(self.mark.label, values.size) <= self.width + 1.0;
        if is_word && has_room {
            Turn::Level
        } else {
            values.turn
        }
    }
}

/// Size at which all names fit under their bars.
fn names_size(chart: &Chart, band: f64) -> Option<f64> {
    let fit = |name: &String, size: f64| text::fits(name, size, band - 10.0, MOST_LINES);
    let all_fit = |size: &f64| chart.categories.iter().all(|name| fit(name, *size));
    NAMES.into_iter().find(all_fit)
}

/// Draws the names from `y` on and tells where they end.
fn names(chart: &Chart, slots: &Slots, y: f64, canvas: &mut Canvas) -> f64 {
    let size = names_size(chart, slots.band).unwrap_or(NAMES[2]);
    let mut most = 1;
    for (category, name) in chart.categories.iter().enumerate() {
        let lines = text::wrap(name, size, slots.band - 10.0, MOST_LINES);
        let middle = y + 6.0 + size * LINE * lines.len() as f64 / 2.0;
        let label = Label {
            at: (slots.middle(category), middle),
            text: "",
            size,
            anchor: Anchor::Middle,
            turn: Turn::Level,
            ink: ColourRole::Text,
        };
        canvas.lines(&lines, &label);
        most = most.max(lines.len());
    }
    y + 6.0 + size * LINE * most as f64 + 4.0
}
