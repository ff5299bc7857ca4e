//! A ring of slices with the unit in its hole; it knows nothing of where their names stand.

use std::f64::consts::TAU;

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, Label, Place, Turn, number};
use crate::colour::ColourRole;
use crate::mark::{Mark, hint, mark};
use crate::text;

/// Radius of the ring.
pub(crate) const OUTER: f64 = 96.0;
/// Radius of its hole.
pub(crate) const INNER: f64 = 56.0;
const SIZE: f64 = 12.0;

/// A part of the ring.
#[derive(Clone, Copy)]
pub(crate) struct Slice<'a> {
    /// What it shows.
    pub(crate) category: usize,
    /// Its value.
    pub(crate) mark: Mark<'a>,
    from: f64,
    to: f64,
}

impl Slice<'_> {
    /// The angle of its middle, clockwise from the top.
    pub(crate) fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    /// How long it is at a distance from the centre of the ring.
    pub(crate) fn length(&self, radius: f64) -> f64 {
        (self.to - self.from) * radius
    }

    /// The slice in a ring that has been turned.
    pub(crate) fn turned(mut self, by: f64) -> Self {
        self.from += by;
        self.to += by;
        self
    }

    fn ink(&self) -> ColourRole {
        ColourRole::Hue(self.category)
    }
}

/// The slices of a chart, the first one beginning at the top; what is not above zero has none.
pub(crate) fn slices(chart: &Chart) -> Vec<Slice<'_>> {
    let length = |category: usize| mark(chart, 0, category).length_or_zero();
    let parts = (0..chart.categories.len()).filter(|category| length(*category) > 0.0);
    let parts: Vec<usize> = parts.collect();
    let whole: f64 = parts.iter().map(|category| length(*category)).sum();
    let mut sum = 0.0;
    let slice = |category: usize| {
        let from = sum / whole * TAU;
        sum += length(category);
        let (mark, to) = (mark(chart, 0, category), sum / whole * TAU);
        Slice {
            category,
            mark,
            from,
            to,
        }
    };
    parts.into_iter().map(slice).collect()
}

/// Draws the ring around a centre.
pub(crate) fn draw(chart: &Chart, slices: &[Slice<'_>], centre: Place, canvas: &mut Canvas) {
    if slices.is_empty() {
        canvas.shape(
            &outline(0.0, TAU, centre),
            ColourRole::Grid,
            ColourRole::Grid,
        );
    }
    for slice in slices {
        let hint = hint(chart, 0, slice.category);
        // Nothing sets off a slice that is the whole.
        let edge = if slices.len() > 1 {
            ColourRole::Paper
        } else {
            slice.ink()
        };
        let outline = outline(slice.from, slice.to, centre);
        canvas.group(&hint, |canvas| canvas.shape(&outline, slice.ink(), edge));
    }
    if !chart.unit.is_empty() {
        unit(&chart.unit, centre, canvas);
    }
}

fn unit(unit: &str, at: Place, canvas: &mut Canvas) {
    let text = format!("单位：{unit}");
    let label = Label {
        at,
        text: "",
        size: SIZE,
        anchor: Anchor::Middle,
        turn: Turn::Level,
        ink: ColourRole::Muted,
    };
    canvas.lines(&text::wrap(&text, SIZE, INNER * 1.6, 3), &label);
}

/// A piece of the ring, drawn in two halves each way, since an arc cannot be a whole circle.
fn outline(from: f64, to: f64, centre: Place) -> String {
    let half = f64::midpoint(from, to);
    let point = |angle: f64, radius: f64| {
        let (x, y) = polar(angle, radius, centre);
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

/// A place at an angle, clockwise from the top, and a distance from the centre.
pub(crate) fn polar(angle: f64, radius: f64, centre: Place) -> Place {
    let (sin, cos) = angle.sin_cos();
    (centre.0 + radius * sin, centre.1 - radius * cos)
}
