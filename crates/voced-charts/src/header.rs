//! What stands above a chart: the unit, and the legend where there is more than one series.

use voced_report::Chart;

use crate::canvas::{Anchor, Canvas, Label, Rect, Turn};
use crate::colour::ColourRole;
use crate::text;

const SIZE: f64 = 12.0;
const LINE: f64 = 20.0;
pub(crate) const SWATCH: f64 = 10.0;
const MOST_LINES: usize = 2;

/// Draws the header and tells where the chart may begin.
pub(crate) fn draw(chart: &Chart, inks: &[ColourRole], canvas: &mut Canvas) -> f64 {
    if chart.series.len() < 2 {
        return without_legend(chart, canvas);
    }
    let after_unit = unit(&chart.unit, canvas);
    let names = chart.series.iter().map(|series| series.name.as_str());
    let entries: Vec<(&str, ColourRole)> = names.zip(inks.iter().copied()).collect();
    legend(&entries, after_unit, canvas) + 8.0
}

/// Draws the header of a chart that names its series elsewhere, and tells where the chart may begin.
pub(crate) fn without_legend(chart: &Chart, canvas: &mut Canvas) -> f64 {
    if unit(&chart.unit, canvas) > 0.0 {
        LINE + 6.0
    } else {
        8.0
    }
}

/// Draws a chart that has nothing to show.
pub(crate) fn empty(canvas: &mut Canvas) -> f64 {
    let text = "没有数据";
    canvas.label(&label(
        text,
        (canvas.width() / 2.0, 30.0),
        Anchor::Middle,
        ColourRole::Muted,
    ));
    60.0
}

/// Draws the unit, if any, and tells where it ends.
fn unit(unit: &str, canvas: &mut Canvas) -> f64 {
    if unit.is_empty() {
        return 0.0;
    }
    let text = format!("单位：{unit}");
    canvas.label(&label(
        &text,
        (4.0, LINE / 2.0),
        Anchor::Start,
        ColourRole::Muted,
    ));
    text::width(&text, SIZE) + 24.0
}

/// Entries one after the other, in as many lines as they need; tells where they end.
fn legend(entries: &[(&str, ColourRole)], start: f64, canvas: &mut Canvas) -> f64 {
    let (mut x, mut y) = (start.max(4.0), LINE / 2.0);
    for (name, ink) in entries {
        let lines = text::wrap(name, SIZE, canvas.width() - 40.0, MOST_LINES);
        let widths = lines.iter().map(|line| text::width(line, SIZE));
        let width = SWATCH + 5.0 + widths.fold(0.0, f64::max);
        if x + width > canvas.width() - 4.0 && x > 4.0 {
            (x, y) = (4.0, y + LINE);
        }
        swatch(x, y, *ink, canvas);
        for line in &lines {
            let at = (x + SWATCH + 5.0, y);
            canvas.label(&label(line, at, Anchor::Start, ColourRole::Text));
            y += LINE;
        }
        y -= LINE;
        x += width + 18.0;
    }
    y + LINE / 2.0
}

/// A little square in the colour of what is named beside it, its middle at `y`.
pub(crate) fn swatch(x: f64, y: f64, ink: ColourRole, canvas: &mut Canvas) {
    let y = y - SWATCH / 2.0;
    let (width, height) = (SWATCH, SWATCH);
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

fn label(text: &str, at: (f64, f64), anchor: Anchor, ink: ColourRole) -> Label<'_> {
    let (size, turn) = (SIZE, Turn::Level);
    Label {
        at,
        text,
        size,
        anchor,
        turn,
        ink,
    }
}
