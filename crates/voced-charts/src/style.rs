//! Where a chart will be seen, which decides its width, its colours and its fonts.

/// Where a chart will be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Inline in a web page: colours are CSS variables (see [`variables`](crate::variables)) whose fallback is the
    /// light theme, and the font is the page's `--chart-font`. Slices are in a list beside their ring.
    Page,
    /// As on a page, in a column too narrow for that: as wide as a phone held upright leaves, names
    /// above their bars, and slices in a list below their ring.
    Phone,
    /// In print: plain colours and named fonts.
    Print,
}

impl Style {
    /// Width of every chart in its own units; in print it fills the line. On a phone of 360 pixels
    /// it is that of its place, so that type is as large as it says.
    pub(crate) fn width(self) -> f64 {
        match self {
            Style::Page | Style::Print => 640.0,
            Style::Phone => 300.0,
        }
    }
}
