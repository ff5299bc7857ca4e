//! Names at the left of lying bars.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Turn};
use crate::colour::Ink;
use crate::text;

const ROOM: f64 = 204.0;
const NEAR: f64 = 8.0;
/// A name of sixty characters stands in the lines of the smaller size.
const SIZES: [(f64, usize); 2] = [(13.0, 2), (11.0, 4)];

/// The names of a chart's categories, broken into lines.
pub(crate) struct Names {
    names: Vec<Name>,
    /// Where the bars may begin.
    pub(crate) right: f64,
}

struct Name {
    lines: Vec<String>,
    size: f64,
}

impl Names {
    /// The names of a chart.
    pub(crate) fn new(chart: &Chart) -> Self {
        let names: Vec<Name> = chart
            .categories
            .iter()
            .map(|name| Name::new(name))
            .collect();
        let widest = names.iter().map(Name::width).fold(0.0, f64::max);
        let right = 4.0 + widest + NEAR;
        Names { names, right }
    }

    /// How much room a name takes from top to bottom.
    pub(crate) fn height(&self, category: usize) -> f64 {
        let name = &self.names[category];
        name.lines.len() as f64 * name.size * LINE
    }

    /// Draws a name, its middle at `y`.
    pub(crate) fn draw(&self, category: usize, y: f64, canvas: &mut Canvas) {
        let Name { lines, size } = &self.names[category];
        let label = Label {
            at: (self.right - NEAR, y),
            text: "",
            size: *size,
            anchor: Anchor::End,
            turn: Turn::Level,
            ink: Ink::Text,
        };
        canvas.lines(lines, &label);
    }
}

impl Name {
    fn new(name: &str) -> Self {
        let [large, small] = SIZES;
        let is_short = text::fits(name, large.0, ROOM, large.1);
        let (size, n_lines) = if is_short { large } else { small };
        let lines = text::wrap(name, size, ROOM, n_lines);
        Name { lines, size }
    }

    fn width(&self) -> f64 {
        let widths = self.lines.iter().map(|line| text::width(line, self.size));
        widths.fold(0.0, f64::max)
    }
}
