//! Parts of one whole as a ring, each with its name and value at the end of a line.

use std::f64::consts::{PI, TAU};

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Place, Turn, number};
use crate::colour::Ink;
use crate::mark::{Mark, hint, mark};
use crate::spread::{Wish, spread};
use crate::{WIDTH, text};

const OUTER: f64 = 96.0;
const INNER: f64 = 56.0;
const CENTRE: f64 = WIDTH / 2.0;
/// From the centre to where the lines bend, and to where the labels begin.
const BEND: f64 = OUTER + 12.0;
const COLUMN: f64 = OUTER + 38.0;
const LEAST_HEIGHT: f64 = 2.0 * BEND + 16.0;
/// In how many steps the ring may be turned.
const TURNS: u8 = 24;
/// How far a line may lean over the ring.
const BEARABLE: f64 = 20.0;
const ROOM: f64 = CENTRE - COLUMN - 4.0;
const VALUE: f64 = 13.0;
const NAME: f64 = 12.0;
const SMALL_NAME: f64 = 11.0;
const SIZE: f64 = 12.0;

/// Draws the chart and tells its height.
pub(crate) fn draw(chart: &Chart, canvas: &mut Canvas) -> f64 {
    let slices = turned(chart);
    let height = height(&slices);
    let middle = 8.0 + height / 2.0;
    if slices.is_empty() {
        canvas.shape(&outline(0.0, TAU, middle), Ink::Grid, Ink::Grid);
    }
    for slice in &slices {
        let hint = hint(chart, 0, slice.category);
        // Nothing sets off a slice that is the whole.
        let edge = if slices.len() > 1 {
            Ink::Paper
        } else {
            slice.ink()
        };
        let outline = outline(slice.from, slice.to, middle);
        canvas.group(&hint, |canvas| canvas.shape(&outline, slice.ink(), edge));
    }
    for label in labels(&slices) {
        label.draw(middle, canvas);
    }
    unit(chart, middle, canvas);
    without_slice(chart, height + 20.0, canvas)
}

/// The unit in the hole of the ring.
fn unit(chart: &Chart, middle: f64, canvas: &mut Canvas) {
    if chart.unit.is_empty() {
        return;
    }
    let text = format!("单位：{}", chart.unit);
    let label = Label {
        at: (CENTRE, middle),
        text: "",
        size: SIZE,
        anchor: Anchor::Middle,
        turn: Turn::Level,
        ink: Ink::Muted,
    };
    canvas.lines(&text::wrap(&text, SIZE, INNER * 1.6, 3), &label);
}

/// A part of the ring.
#[derive(Clone)]
struct Slice<'a> {
    category: usize,
    mark: Mark<'a>,
    /// Its name, and the size in which it is written.
    lines: Vec<String>,
    size: f64,
    /// Angles clockwise from the top.
    from: f64,
    to: f64,
}

/// The slices, the first one beginning at the top, unless lines to labels would then cross the
/// ring: it is turned until they do not.
fn turned(chart: &Chart) -> Vec<Slice<'_>> {
    let upright = slices(chart);
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

fn slices(chart: &Chart) -> Vec<Slice<'_>> {
    let length = |category: usize| mark(chart, 0, category).length_or_zero();
    let parts = (0..chart.categories.len()).filter(|category| length(*category) > 0.0);
    let parts: Vec<usize> = parts.collect();
    let whole: f64 = parts.iter().map(|category| length(*category)).sum();
    let mut sum = 0.0;
    let slice = |category: usize| {
        let from = sum / whole * TAU;
        sum += length(category);
        let mark = mark(chart, 0, category);
        let (lines, size) = name_lines(&chart.categories[category], value_width(&mark));
        Slice {
            category,
            mark,
            lines,
            size,
            from,
            to: sum / whole * TAU,
        }
    };
    parts.into_iter().map(slice).collect()
}

/// Room of a value and of the gap between it and the name.
fn value_width(mark: &Mark<'_>) -> f64 {
    text::width(mark.label, VALUE) + 8.0
}

/// A name in the room that its value leaves.
fn name_lines(name: &str, taken: f64) -> (Vec<String>, f64) {
    let room = ROOM - taken;
    let is_short = text::fits(name, NAME, room, 2);
    let (size, n_lines) = if is_short { (NAME, 2) } else { (SMALL_NAME, 5) };
    (text::wrap(name, size, room, n_lines), size)
}

impl Slice<'_> {
    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    fn turned(&self, by: f64) -> Self {
        let mut slice = self.clone();
        slice.from += by;
        slice.to += by;
        slice
    }

    fn label_height(&self) -> f64 {
        self.size * LINE * self.lines.len() as f64 + 8.0
    }

    /// The place that its label would best have.
    fn wish(&self) -> Wish {
        let (at, size) = (BEND * self.depth(), self.label_height());
        Wish { at, size }
    }

    /// How far down its middle is, from -1 to 1.
    fn depth(&self) -> f64 {
        -self.middle().cos()
    }

    fn ink(&self) -> Ink {
        Ink::Hue(self.category)
    }

    fn side(&self) -> Side {
        if self.middle().rem_euclid(TAU) <= PI {
            Side::Right
        } else {
            Side::Left
        }
    }
}

/// A piece of the ring, drawn in two halves each way, since an arc cannot be a whole circle.
fn outline(from: f64, to: f64, middle: f64) -> String {
    let half = f64::midpoint(from, to);
    let point = |angle: f64, radius: f64| {
        let (x, y) = polar(angle, radius, middle);
        format!("{} {}", number(x), number(y))
    };
    let arc = |angle: f64, radius: f64, way: u8| {
        let size = number(radius);
        format!("A{size} {size} 0 0 {way} {}", point(angle, radius))
    };
    [
        format!("M{}", point(from, OUTER)),
        arc(half, OUTER, 1),
        arc(to, OUTER, 1),
        format!("L{}", point(to, INNER)),
        arc(half, INNER, 0),
        arc(from, INNER, 0),
        "Z".to_owned(),
    ]
    .concat()
}

fn polar(angle: f64, radius: f64, middle: f64) -> Place {
    let (sin, cos) = angle.sin_cos();
    (CENTRE + radius * sin, middle - radius * cos)
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
        let wishes: Vec<Wish> = on_side.iter().map(|slice| slice.wish()).collect();
        let places = spread(&wishes, -half, half);
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
    fn draw(&self, middle: f64, canvas: &mut Canvas) {
        let (away, anchor) = match self.slice.side() {
            Side::Right => (1.0, Anchor::Start),
            Side::Left => (-1.0, Anchor::End),
        };
        let angle = self.slice.middle();
        let (x, y) = (CENTRE + away * COLUMN, middle + self.y);
        let through = [
            polar(angle, OUTER, middle),
            polar(angle, BEND, middle),
            (x - away * 14.0, y),
            (x - away * 4.0, y),
        ];
        canvas.line(&through, Ink::Axis);
        let value = Label {
            at: (x, y),
            text: self.slice.mark.label,
            size: VALUE,
            anchor,
            turn: Turn::Level,
            ink: Ink::Text,
        };
        canvas.label(&value);
        let name = Label {
            at: (x + away * value_width(&self.slice.mark), y),
            size: self.slice.size,
            ink: Ink::Muted,
            ..value
        };
        canvas.lines(&self.slice.lines, &name);
    }
}

/// Names and values that have no part of the ring, each in a line of its own; tells where they end.
fn without_slice(chart: &Chart, top: f64, canvas: &mut Canvas) -> f64 {
    let mut y = top;
    for (category, name) in chart.categories.iter().enumerate() {
        let mark = mark(chart, 0, category);
        if mark.length_or_zero() > 0.0 {
            continue;
        }
        let label = Label {
            at: (CENTRE, y + 8.0),
            text: mark.label,
            size: VALUE,
            anchor: Anchor::Start,
            turn: Turn::Level,
            ink: mark.ink(),
        };
        canvas.label(&label);
        let lines = text::wrap(name, SMALL_NAME, CENTRE - 12.0, 2);
        let at = (CENTRE - 8.0, y + 8.0);
        canvas.lines(
            &lines,
            &Label {
                at,
                size: SMALL_NAME,
                anchor: Anchor::End,
                ink: Ink::Muted,
                ..label
            },
        );
        y += SMALL_NAME * LINE * lines.len() as f64 + 6.0;
    }
    y
}
