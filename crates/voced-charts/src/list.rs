//! Parts of one whole as a ring, with their names and values in a list below it in the same order,
//! for charts too narrow to have them beside it.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Turn};
use crate::colour::ColourRole;
use crate::header::{SWATCH, swatch};
use crate::mark::{Mark, mark, marks};
use crate::ring::{self, INNER, OUTER, Slice};
use crate::text;

const EDGE: f64 = 4.0;
const VALUE: f64 = 13.0;
const NAME: f64 = 12.0;
const IN_SLICE: f64 = 12.0;
const GAP: f64 = 8.0;
const MOST_LINES: usize = 4;

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let slices = ring::slices(chart);
    let centre = (canvas.width() / 2.0, EDGE + OUTER);
    ring::draw(chart, &slices, centre, canvas);
    for slice in slices.iter().filter(|slice| holds_its_value(slice)) {
        let at = ring::polar(slice.middle(), f64::midpoint(OUTER, INNER), centre);
        canvas.label(&Label {
            at,
            text: slice.mark.label,
            size: IN_SLICE,
            anchor: Anchor::Middle,
            turn: Turn::Level,
            ink: ColourRole::OnHue(slice.category),
        });
    }
    let columns = Columns::new(chart, canvas.width());
    let mut y = centre.1 + OUTER + 14.0;
    for category in 0..columns.names.len() {
        let mark = mark(chart, 0, category);
        y += columns.entry(category, &mark, y, canvas);
    }
    y
}

/// The value also stands in its slice, so that not colour alone leads from one to its name.
fn holds_its_value(slice: &Slice<'_>) -> bool {
    let width = text::width(slice.mark.label, IN_SLICE) + 4.0;
    width <= OUTER - INNER && slice.length(INNER) >= width
}

/// Squares, values and names of all entries under each other, their whole in the middle.
struct Columns {
    names: Vec<Vec<String>>,
    left: f64,
    /// Where values end.
    values: f64,
}

impl Columns {
    fn new(chart: &Chart, width: f64) -> Self {
        let values = marks(chart).map(|mark| text::width(mark.label, VALUE));
        let before = SWATCH + 6.0 + values.fold(0.0, f64::max);
        let room = width - 2.0 * EDGE - before - GAP;
        let names = chart.categories.iter();
        let names = names.map(|name| text::wrap(name, NAME, room, MOST_LINES));
        let names: Vec<Vec<String>> = names.collect();
        let lines = names.iter().flatten();
        let widest = lines.map(|line| text::width(line, NAME));
        let left = EDGE + (room - widest.fold(0.0, f64::max)).max(0.0) / 2.0;
        let values = left + before;
        Columns {
            names,
            left,
            values,
        }
    }

    /// Draws an entry and tells its height; without a slice it has no square.
    fn entry(&self, category: usize, mark: &Mark<'_>, y: f64, canvas: &mut Canvas) -> f64 {
        let name = &self.names[category];
        let height = NAME * LINE * name.len() as f64 + 6.0;
        let middle = y + height / 2.0;
        if mark.length_or_zero() > 0.0 {
            swatch(self.left, middle, ColourRole::Hue(category), canvas);
        }
        let value = Label {
            at: (self.values, middle),
            text: mark.label,
            size: VALUE,
            anchor: Anchor::End,
            turn: Turn::Level,
            ink: mark.ink(),
        };
        canvas.label(&value);
        let beside = Label {
            at: (self.values + GAP, middle),
            size: NAME,
            anchor: Anchor::Start,
            ink: ColourRole::Text,
            ..value
        };
        canvas.lines(name, &beside);
        height
    }
}
