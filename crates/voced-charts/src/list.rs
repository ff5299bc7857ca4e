//! Parts of one whole as a ring, with their names and values in a list in the same order: beside it,
//! or below it where a chart is too narrow for that.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Place, Turn};
use crate::colour::ColourRole;
use crate::header::{SWATCH, swatch};
use crate::mark::{Mark, mark, marks};
use crate::ring::{self, INNER, OUTER, Slice};
use crate::text;

const EDGE: f64 = 4.0;
const IN_SLICE: f64 = 12.0;
const GAP: f64 = 8.0;
const MOST_LINES: usize = 4;
/// Between the ring and a list beside it.
const ASIDE: f64 = 36.0;

const BELOW: Type = Type {
    value: 13.0,
    name: 12.0,
    lead: 6.0,
};
/// A page shows its wide drawings a little smaller than they say.
const BESIDE: Type = Type {
    value: 15.0,
    name: 14.0,
    lead: 12.0,
};

/// Sizes of the type in a list, and what parts its entries.
#[derive(Clone, Copy)]
struct Type {
    value: f64,
    name: f64,
    lead: f64,
}

/// Draws the ring with its list below it and tells the height.
pub(crate) fn below(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let centre = (canvas.width() / 2.0, EDGE + OUTER);
    draw_ring(chart, centre, canvas);
    let list = List::new(chart, BELOW, canvas.width() - 2.0 * EDGE);
    let left = (canvas.width() - list.width()) / 2.0;
    list.draw((left, centre.1 + OUTER + 14.0), canvas)
}

/// Draws the ring with its list beside it, the two of them in the middle, and tells the height.
pub(crate) fn beside(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let before = 2.0 * OUTER + ASIDE;
    let list = List::new(chart, BESIDE, canvas.width() - 2.0 * EDGE - before);
    let left = (canvas.width() - before - list.width()) / 2.0;
    let height = list.height().max(2.0 * OUTER);
    draw_ring(chart, (left + OUTER, EDGE + height / 2.0), canvas);
    let top = EDGE + (height - list.height()) / 2.0;
    list.draw((left + before, top), canvas);
    height + 2.0 * EDGE
}

fn draw_ring(chart: &Chart, centre: Place, canvas: &mut Canvas) {
    let slices = ring::slices(chart);
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
}

/// The value also stands in its slice, so that not colour alone leads from one to its name.
fn holds_its_value(slice: &Slice<'_>) -> bool {
    let width = text::width(slice.mark.label, IN_SLICE) + 4.0;
    width <= OUTER - INNER && slice.length(INNER) >= width
}

/// Squares, values and names of all entries under each other.
struct List<'c> {
    entries: Vec<Entry<'c>>,
    size: Type,
    /// From the left edge to where values end.
    values: f64,
}

/// A part of the whole, with its name in lines.
struct Entry<'c> {
    mark: Mark<'c>,
    name: Vec<String>,
}

impl<'c> List<'c> {
    /// The entries of a chart in this much room.
    fn new(chart: &'c Chart, size: Type, room: f64) -> Self {
        let values = marks(chart).map(|mark| text::width(mark.label, size.value));
        let values = SWATCH + 6.0 + values.fold(0.0, f64::max);
        let room = room - values - GAP;
        let names = chart.categories.iter().enumerate();
        let entries = names.map(|(category, name)| Entry {
            mark: mark(chart, 0, category),
            name: text::wrap(name, size.name, room, MOST_LINES),
        });
        List {
            entries: entries.collect(),
            size,
            values,
        }
    }

    fn width(&self) -> f64 {
        let lines = self.entries.iter().flat_map(|entry| &entry.name);
        let widths = lines.map(|line| text::width(line, self.size.name));
        self.values + GAP + widths.fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        let heights = self.entries.iter().map(|entry| self.height_of(entry));
        heights.sum()
    }

    fn height_of(&self, entry: &Entry<'_>) -> f64 {
        self.size.name * LINE * entry.name.len() as f64 + self.size.lead
    }

    /// Draws the entries and tells where they end; one without a slice has no square.
    fn draw(&self, (left, top): Place, canvas: &mut Canvas) -> f64 {
        let mut y = top;
        for (category, entry) in self.entries.iter().enumerate() {
            let height = self.height_of(entry);
            let middle = y + height / 2.0;
            if entry.mark.length_or_zero() > 0.0 {
                swatch(left, middle, ColourRole::Hue(category), canvas);
            }
            let value = Label {
                at: (left + self.values, middle),
                text: entry.mark.label,
                size: self.size.value,
                anchor: Anchor::End,
                turn: Turn::Level,
                ink: entry.mark.ink(),
            };
            canvas.label(&value);
            let beside = Label {
                at: (left + self.values + GAP, middle),
                size: self.size.name,
                anchor: Anchor::Start,
                ink: ColourRole::Text,
                ..value
            };
            canvas.lines(&entry.name, &beside);
            y += height;
        }
        y
    }
}
