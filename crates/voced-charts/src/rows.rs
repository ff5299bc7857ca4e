//! Names of lying bars: at their left, or above them where the chart is narrow.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, LINE, Label, Turn};
use crate::colour::ColourRole;
use crate::style::Style;
use crate::text;

const ROOM: f64 = 204.0;
const EDGE: f64 = 4.0;
const NEAR: f64 = 8.0;
/// From a name to the bars under it.
const OVER: f64 = 2.0;
/// How far lines of the grid reach beyond bars.
const REACH: f64 = 2.0;
/// A name of sixty characters stands in the lines of the smaller size.
const SIZES: [(f64, usize); 2] = [(13.0, 2), (11.0, 4)];

/// The names of a chart's categories, broken into lines.
pub(crate) struct Names {
    names: Vec<Name>,
    place: Place,
    /// Where the bars may begin.
    pub(crate) right: f64,
}

/// From a place to one below it.
pub(crate) type Stretch = (f64, f64);

/// Where names stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Beside,
    Above,
}

struct Name {
    lines: Vec<String>,
    size: f64,
}

impl Names {
    /// The names of a chart.
    pub(crate) fn new(chart: &Chart, style: Style) -> Self {
        let (place, room) = match style {
            Style::Page | Style::Print => (Place::Beside, ROOM),
            Style::Phone => (Place::Above, style.width() - 2.0 * EDGE),
        };
        let names = chart.categories.iter().map(|name| Name::new(name, room));
        let names: Vec<Name> = names.collect();
        let widest = names.iter().map(Name::width).fold(0.0, f64::max);
        let right = match place {
            Place::Beside => EDGE + widest + NEAR,
            Place::Above => EDGE,
        };
        Names {
            names,
            place,
            right,
        }
    }

    /// How much room a name and the bars that belong to it take from top to bottom.
    pub(crate) fn height(&self, category: usize, bars: f64) -> f64 {
        let name = self.names[category].height();
        match self.place {
            Place::Beside => name.max(bars),
            Place::Above => name + OVER + bars,
        }
    }

    /// The stretches that lines of the grid cover where rows begin at `tops` and their bars are so
    /// high: all of it, unless they would run through the names.
    pub(crate) fn stretches(&self, tops: &[f64], bars: f64, all: Stretch) -> Vec<Stretch> {
        if self.place == Place::Beside {
            return vec![all];
        }
        let stretch = |(name, top): (&Name, &f64)| {
            let from = top + name.height() + OVER;
            (from - REACH, from + bars + REACH)
        };
        self.names.iter().zip(tops).map(stretch).collect()
    }

    /// Draws the name of a row that begins at `top`, and tells where its bars begin.
    pub(crate) fn draw(&self, category: usize, top: f64, bars: f64, canvas: &mut Canvas) -> f64 {
        let name = &self.names[category];
        let (x, height, anchor) = match self.place {
            Place::Beside => (self.right - NEAR, name.height().max(bars), Anchor::End),
            Place::Above => (EDGE, name.height(), Anchor::Start),
        };
        let middle = top + height / 2.0;
        let label = Label {
            at: (x, middle),
            text: "",
            size: name.size,
            anchor,
            turn: Turn::Level,
            ink: ColourRole::Text,
        };
        canvas.lines(&name.lines, &label);
        match self.place {
            Place::Beside => middle - bars / 2.0,
            Place::Above => top + height + OVER,
        }
    }
}

impl Name {
    fn new(name: &str, room: f64) -> Self {
        let [large, small] = SIZES;
        let is_short = text::fits(name, large.0, room, large.1);
        let (size, n_lines) = if is_short { large } else { small };
        let lines = text::wrap(name, size, room, n_lines);
        Name { lines, size }
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.size * LINE
    }

    fn width(&self) -> f64 {
        let widths = self.lines.iter().map(|line| text::width(line, self.size));
        widths.fold(0.0, f64::max)
    }
}
