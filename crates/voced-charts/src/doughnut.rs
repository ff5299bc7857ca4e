//! Parts of one whole as a ring, each with its name and value at the end of a line, as on paper.

use std::f64::consts::{PI, TAU};

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Place, Turn};
use crate::colour::ColourRole;
use crate::mark::{Mark, mark};
use crate::ring::{self, OUTER, polar};
use crate::spread::{WantedLabel, spread};
use crate::text;

/// From the centre to where the lines bend, and to where the labels begin.
const BEND: f64 = OUTER + 12.0;
const COLUMN: f64 = OUTER + 38.0;
const LEAST_HEIGHT: f64 = 2.0 * BEND + 16.0;
/// In how many steps the ring may be turned.
const TURNS: u8 = 24;
/// How far a line may lean over the ring.
const BEARABLE: f64 = 20.0;
const EDGE: f64 = 4.0;
const VALUE: f64 = 13.0;
const NAME: f64 = 12.0;
const SMALL_NAME: f64 = 11.0;

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let slices = turned(chart, canvas.width() / 2.0 - COLUMN - EDGE);
    let height = height(&slices);
    let centre = (canvas.width() / 2.0, 8.0 + height / 2.0);
    let arcs: Vec<ring::Slice<'_>> = slices.iter().map(|slice| slice.arc).collect();
    ring::draw(chart, &arcs, centre, canvas);
    for label in labels(&slices) {
        label.draw(centre, canvas);
    }
    without_slice(chart, height + 20.0, canvas)
}

/// A part of the ring with its name.
#[derive(Clone)]
struct Slice<'a> {
    arc: ring::Slice<'a>,
    /// Its name, and the size in which it is written.
    lines: Vec<String>,
    size: f64,
}

/// The slices, the first one beginning at the top, unless lines to labels would then cross the
/// ring: it is turned until they do not.
fn turned(chart: &Chart, room: f64) -> Vec<Slice<'_>> {
    let upright = slices(chart, room);
    let (mut best, mut least) = (upright.clone(), inward(&upright));
    for turn in (1..TURNS).map(|n| TAU * f64::from(n) / f64::from(TURNS)) {
        if least <= BEARABLE {
            break;
        }
        let tried: Vec<Slice<'_>> = upright.iter().map(|slice| slice.turned(turn)).collect();
        let cost = inward(&tried);
        if cost < least {
            (best, least) = (tried, cost);
        }
    }
    best
}

/// How far, at most, a label is nearer to the middle than its slice: lines to such labels lean
/// over the ring.
fn inward(slices: &[Slice<'_>]) -> f64 {
    let labels = labels(slices);
    let leaning = labels.iter().map(|label| {
        let wished = BEND * label.slice.depth();
        let nearer = wished.abs() - label.y * wished.signum();
        nearer * label.slice.depth().abs()
    });
    leaning.fold(0.0, f64::max)
}

fn slices(chart: &Chart, room: f64) -> Vec<Slice<'_>> {
    let arcs = ring::slices(chart).into_iter();
    let named = arcs.map(|arc| {
        let left = room - value_width(&arc.mark);
        let (lines, size) = name_lines(&chart.categories[arc.category], left);
        Slice { arc, lines, size }
    });
    named.collect()
}

/// Room of a value and of the gap between it and the name.
fn value_width(mark: &Mark<'_>) -> f64 {
    text::width(mark.label, VALUE) + 8.0
}

/// A name in the room that its value leaves.
fn name_lines(name: &str, room: f64) -> (Vec<String>, f64) {
    let is_short = text::fits(name, NAME, room, 2);
    let (size, n_lines) = if is_short { (NAME, 2) } else { (SMALL_NAME, 5) };
    (text::wrap(name, size, room, n_lines), size)
}

impl Slice<'_> {
    fn turned(&self, by: f64) -> Self {
        let mut slice = self.clone();
        slice.arc = slice.arc.turned(by);
        slice
    }

    fn label_height(&self) -> f64 {
        self.size * LINE * self.lines.len() as f64 + 8.0
    }

    /// The place that its label would best have.
    fn wish(&self) -> WantedLabel {
        let (at, size) = (BEND * self.depth(), self.label_height());
        WantedLabel { at, size }
    }

    /// How far down its middle is, from -1 to 1.
    fn depth(&self) -> f64 {
        -self.arc.middle().cos()
    }

    fn side(&self) -> Side {
        if self.arc.middle().rem_euclid(TAU) <= PI {
            Side::Right
        } else {
            Side::Left
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Left,
}

/// The label of a slice: its value and, beside it, its name.
struct SliceLabel<'a> {
    slice: &'a Slice<'a>,
    /// Where its middle is, counted from the middle of the ring.
    y: f64,
}

/// The labels of all slices, those of a side apart from each other.
fn labels<'a>(slices: &'a [Slice<'a>]) -> Vec<SliceLabel<'a>> {
    let half = height(slices) / 2.0;
    let mut labels = Vec::new();
    for side in [Side::Right, Side::Left] {
        let on_side = slices.iter().filter(|slice| slice.side() == side);
        let mut on_side: Vec<&Slice<'_>> = on_side.collect();
        on_side.sort_by(|one, other| one.depth().total_cmp(&other.depth()));
        let wanted: Vec<WantedLabel> = on_side.iter().map(|slice| slice.wish()).collect();
        let places = spread(&wanted, -half, half);
        let placed = on_side.into_iter().zip(places);
        labels.extend(placed.map(|(slice, y)| SliceLabel { slice, y }));
    }
    labels
}

/// How much room ring and labels take from top to bottom.
fn height(slices: &[Slice<'_>]) -> f64 {
    let needed = |side: Side| -> f64 {
        let on_side = slices.iter().filter(|slice| slice.side() == side);
        on_side.map(Slice::label_height).sum()
    };
    LEAST_HEIGHT
        .max(needed(Side::Right))
        .max(needed(Side::Left))
}

impl SliceLabel<'_> {
    fn draw(&self, centre: Place, canvas: &mut Canvas) {
        let (away, anchor) = match self.slice.side() {
            Side::Right => (1.0, Anchor::Start),
            Side::Left => (-1.0, Anchor::End),
        };
        let angle = self.slice.arc.middle();
        let (x, y) = (centre.0 + away * COLUMN, centre.1 + self.y);
        let through = [
            polar(angle, OUTER, centre),
            polar(angle, BEND, centre),
            (x - away * 14.0, y),
            (x - away * 4.0, y),
        ];
        canvas.line(&through, ColourRole::Axis);
        let value = Label {
            at: (x, y),
            text: self.slice.arc.mark.label,
            size: VALUE,
            anchor,
            turn: Turn::Level,
            ink: ColourRole::Text,
        };
        canvas.label(&value);
        let name = Label {
            at: (x + away * value_width(&self.slice.arc.mark), y),
            size: self.slice.size,
            ink: ColourRole::Muted,
            ..value
        };
        canvas.lines(&self.slice.lines, &name);
    }
}

/// Names and values that have no part of the ring, each in a line of its own; tells where they end.
fn without_slice(chart: &Chart, top: f64, canvas: &mut Canvas) -> f64 {
    let (mut y, centre) = (top, canvas.width() / 2.0);
    for (category, name) in chart.categories.iter().enumerate() {
        let mark = mark(chart, 0, category);
        if mark.length_or_zero() > 0.0 {
            continue;
        }
        let label = Label {
            at: (centre, y + 8.0),
            text: mark.label,
            size: VALUE,
            anchor: Anchor::Start,
            turn: Turn::Level,
            ink: mark.ink(),
        };
        canvas.label(&label);
        let lines = text::wrap(name, SMALL_NAME, centre - 12.0, 2);
        let at = (centre - 8.0, y + 8.0);
        canvas.lines(
            &lines,
            &Label {
                at,
                size: SMALL_NAME,
                anchor: Anchor::End,
                ink: ColourRole::Muted,
                ..label
            },
        );
        y += SMALL_NAME * LINE * lines.len() as f64 + 6.0;
    }
    y
}
