//! The SVG text itself: rectangles, lines, paths and labels; it knows nothing of charts' values.

use std::fmt::Write;

use voced_report::Chart;

use crate::colour::ColourRole;
use crate::style::Style;
use crate::text::escape;

/// Fonts in print: an open one, the usual one on Windows, whatever there is.
const PRINT_FONTS: &str = "Noto Sans CJK SC, SimHei, sans-serif";
const PAGE_FONTS: &str = "var(--chart-font,sans-serif)";

/// A drawing that grows.
pub(crate) struct Canvas {
    style: Style,
    body: String,
}

/// A place.
pub(crate) type Place = (f64, f64);

/// A line of text.
pub(crate) struct Label<'a> {
    /// Where: its beginning, middle or end, and the middle of its height.
    pub(crate) at: Place,
    /// The text.
    pub(crate) text: &'a str,
    /// Size of the type.
    pub(crate) size: f64,
    /// Which part of it is at the place.
    pub(crate) anchor: Anchor,
    /// Which way it reads.
    pub(crate) turn: Turn,
    /// Its colour.
    pub(crate) ink: ColourRole,
}

/// Which part of a label is at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// Which way a label reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// From left to right.
    Level,
    /// Upwards.
    Up,
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(crate) struct Rect {
    /// Left edge.
    pub(crate) x: f64,
    /// Upper edge.
    pub(crate) y: f64,
    /// Width.
    pub(crate) width: f64,
    /// Height.
    pub(crate) height: f64,
}

impl Canvas {
    /// An empty drawing.
    pub(crate) fn new(style: Style) -> Self {
        let body = String::new();
        Canvas { style, body }
    }

    /// Where it will be seen.
    pub(crate) fn style(&self) -> Style {
        self.style
    }

    /// How wide it is.
    pub(crate) fn width(&self) -> f64 {
        self.style.width()
    }

    /// A filled rectangle.
    pub(crate) fn rect(&mut self, rect: Rect, ink: ColourRole) {
        let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(number);
        let fill = ink.value(self.style);
        self.push(&format!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#
        ));
    }

    /// A thin line through some places.
    pub(crate) fn line(&mut self, through: &[Place], ink: ColourRole) {
        let stroke = ink.value(self.style);
        let points: Vec<String> = through
            .iter()
            .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
            .collect();
        let points = points.join(" ");
        self.push(&format!(
            r#"<polyline points="{points}" fill="none" stroke="{stroke}"/>"#
        ));
    }

    /// A line that carries the eye from one value to the next.
    pub(crate) fn thick_line(&mut self, from: Place, to: Place, ink: ColourRole) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
        let stroke = ink.value(self.style);
        self.push(&format!(
            r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="2"/>"#
        ));
    }

    /// A small disc with its edge.
    pub(crate) fn dot(&mut self, at: Place, radius: f64, ink: ColourRole, edge: ColourRole) {
        let [x, y, radius] = [at.0, at.1, radius].map(number);
        let (fill, stroke) = (ink.value(self.style), edge.value(self.style));
        self.push(&format!(
            r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>"#
        ));
    }

    /// Thin upright lines at a place, one for each stretch from top to bottom.
    pub(crate) fn uprights(&mut self, x: f64, stretches: &[(f64, f64)], ink: ColourRole) {
        for (top, bottom) in stretches {
            self.line(&[(x, *top), (x, *bottom)], ink);
        }
    }

    /// A filled outline with its edge.
    pub(crate) fn shape(&mut self, outline: &str, ink: ColourRole, edge: ColourRole) {
        let (fill, stroke) = (ink.value(self.style), edge.value(self.style));
        self.push(&format!(
            r#"<path d="{outline}" fill="{fill}" stroke="{stroke}"/>"#
        ));
    }

    /// A line of text.
    pub(crate) fn label(&mut self, label: &Label<'_>) {
        let Label { at, size, ink, .. } = label;
        // Half the height of digits: baselines are set by hand, since not every reader of SVG
        // knows how to centre.
        let down = size * 0.36;
        let (x, y) = (number(at.0), number(at.1));
        let place = match label.turn {
            Turn::Level => format!(r#"x="{x}" y="{}""#, number(at.1 + down)),
            Turn::Up => format!(
                r#"x="{x}" y="{y}" transform="rotate(-90 {x} {y})" dy="{}""#,
                number(down)
            ),
        };
        let anchor = match label.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let (size, fill) = (number(*size), ink.value(self.style));
        let text = escape(label.text);
        self.push(&format!(
            r#"<text {place} font-size="{size}"{anchor} fill="{fill}">{text}</text>"#
        ));
    }

    /// Lines of text one under the other, their whole centred on the label's place.
    pub(crate) fn lines(&mut self, lines: &[String], label: &Label<'_>) {
        let height = label.size * LINE;
        let first = label.at.1 - height * (lines.len() as f64 - 1.0) / 2.0;
        for (n, text) in lines.iter().enumerate() {
            let at = (label.at.0, first + height * n as f64);
            self.label(&Label { at, text, ..*label });
        }
    }

    /// Parts that belong together, with what they say in full for whoever points at them.
    pub(crate) fn group(&mut self, hint: &str, draw: impl FnOnce(&mut Canvas)) {
        self.push(&format!("<g><title>{}</title>", escape(hint)));
        draw(self);
        self.push("</g>");
    }

    fn push(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// The finished SVG.
    pub(crate) fn finish(self, chart: &Chart, height: f64) -> String {
        let fonts = match self.style {
            Style::Page | Style::Phone => PAGE_FONTS,
            Style::Print => PRINT_FONTS,
        };
        let (width, height) = (number(self.width()), number(height.ceil()));
        let mut id = escape(&chart.anchor);
        if self.style == Style::Phone {
            id.push_str("-phone");
        }
        let title = escape(&format!("图{} {}", chart.number, chart.caption));
        let mut svg = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-title {id}-desc" font-family="{fonts}">"#
        );
        let _ = writeln!(
            svg,
            r#"<title id="{id}-title">{}</title>"#,
            title.trim_end()
        );
        let _ = writeln!(svg, r#"<desc id="{id}-desc">{}</desc>"#, escape(&chart.alt));
        svg.push_str(&self.body);
        svg.push_str("</svg>\n");
        svg
    }
}

/// Height of a line against the size of its type.
pub(crate) const LINE: f64 = 1.25;

/// A length with one decimal, and without it where it is whole.
pub(crate) fn number(length: f64) -> String {
    let text = format!("{length:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0" } else { text }.to_owned()
}
