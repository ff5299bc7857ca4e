//! The charts of a report as SVG with real text; nothing here reads a font, a file or a clock, and
//! no number is worded here but those of the axis.
//!
//! Drawn by own code, since charts-rs 2.3 keeps values as binary floats and prints its labels from
//! them (`0.70` becomes `0.7`), knows no CSS variables and measures text with a Latin font.

// In the order in which to read them.
mod doughnut;
mod list;
mod ring;

mod line;
mod panels;

mod bar;
mod column;
mod rows;
mod stacked;

mod header;
mod mark;
mod scale;
mod spread;

mod canvas;
mod colour;
mod series_colours;
mod style;
mod text;

use voced_report::{Chart, ChartKind};

pub use colour::{Theme, variables};
pub use series_colours::{Paint, paints, slices, two_years};
pub use style::Style;

use crate::canvas::Canvas;

/// A chart as an SVG document without XML declaration, so that it also stands inside a page.
///
/// It has `width`, `height` and a `viewBox`, `role="img"`, and a `<title>` and `<desc>` whose ids
/// begin with the chart's anchor, different ones for each style of a page, which may hold both of
/// them and show one. The caption is not drawn: it belongs to the text. Labels of
/// values are [`Point::text`](voced_report::Point) to the letter; it is parsed for geometry only.
pub fn svg(chart: &Chart, style: Style) -> String {
    let mut canvas = Canvas::new(style);
    let height = if is_empty(chart) {
        header::empty(&mut canvas)
    } else {
        match chart.kind {
            ChartKind::Column if column::fits(chart, style) => column::draw(chart, &mut canvas),
            ChartKind::Column | ChartKind::Bar => bar::draw(chart, &mut canvas),
            ChartKind::Stacked => stacked::draw(chart, &mut canvas),
            ChartKind::Doughnut => match style {
                Style::Phone => list::below(chart, &mut canvas),
                Style::Page => list::beside(chart, &mut canvas),
                Style::Print => doughnut::draw(chart, &mut canvas),
            },
            ChartKind::Line => line::draw(chart, &mut canvas),
            ChartKind::Panels => panels::draw(chart, &mut canvas),
        }
    };
    canvas.finish(chart, height)
}

fn is_empty(chart: &Chart) -> bool {
    chart.categories.is_empty() || chart.series.is_empty()
}
