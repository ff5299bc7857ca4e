//! The colours of charts: six hues that differ in lightness too, so that they can be told apart by
//! colour-blind readers and in grey print; none of them ever is the only sign.

use std::fmt::Write;

use crate::style::Style;

/// Background that a page's charts stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light; also the fallback, and that of print.
    Light,
    /// Light on dark.
    Dark,
}

/// CSS declarations of the variables that charts of [`Style::Page`] use, without a selector:
/// `--chart-text:#222428;--chart-muted:…`.
pub fn variables(theme: Theme) -> String {
    let mut css = String::new();
    for colour in COLOURS.iter().chain(HUES.iter().flatten()) {
        let value = match theme {
            Theme::Light => colour.light,
            Theme::Dark => colour.dark,
        };
        // Writing to a String cannot fail.
        let _ = write!(css, "--chart-{}:{value};", colour.name);
    }
    css
}

/// What a part of a chart is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColourRole {
    /// Values and names.
    Text,
    /// Ticks, units, what is missing.
    Muted,
    /// Lines of the grid.
    Grid,
    /// The line at zero.
    Axis,
    /// What separates neighbours: the background.
    Paper,
    /// Bars of the year before.
    Pale,
    /// Bars and slices, counted from 0.
    Hue(usize),
    /// Text on a hue.
    OnHue(usize),
}

impl ColourRole {
    /// The colour as it stands in an attribute.
    pub(crate) fn value(self, style: Style) -> String {
        let Colour { name, light, .. } = self.colour();
        match style {
            Style::Page | Style::Phone => format!("var(--chart-{name},{light})"),
            Style::Print => (*light).to_owned(),
        }
    }

    /// The colour in print, as six hexadecimal digits.
    pub(crate) fn hex(self) -> &'static str {
        self.colour().light.trim_start_matches('#')
    }

    fn colour(self) -> &'static Colour {
        match self {
            ColourRole::Text => &COLOURS[0],
            ColourRole::Muted => &COLOURS[1],
            ColourRole::Grid => &COLOURS[2],
            ColourRole::Axis => &COLOURS[3],
            ColourRole::Paper => &COLOURS[4],
            ColourRole::Pale => &COLOURS[5],
            ColourRole::Hue(at) => &HUES[at % HUES.len()][0],
            ColourRole::OnHue(at) => &HUES[at % HUES.len()][1],
        }
    }
}

struct Colour {
    name: &'static str,
    light: &'static str,
    dark: &'static str,
}

const fn colour(name: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour { name, light, dark }
}

const COLOURS: [Colour; 6] = [
    colour("text", "#222428", "#e8e9ec"),
    colour("muted", "#5c6068", "#a6abb4"),
    colour("grid", "#e3e5e9", "#32363e"),
    colour("axis", "#8a8f98", "#767c87"),
    colour("paper", "#ffffff", "#16181d"),
    colour("pale", "#b3c8de", "#41607f"),
];

/// Each with the text that stands on it. The second six are other shades of the first.
const HUES: [[Colour; 2]; 12] = [
    hue(["1", "#1f4e79", "#7fb2e5"], ["on-1", "#ffffff", "#14161a"]),
    hue(["2", "#e5a83b", "#e5b454"], ["on-2", "#222428", "#14161a"]),
    hue(["3", "#2b7f75", "#3f9d90"], ["on-3", "#ffffff", "#14161a"]),
    hue(["4", "#c9b8e6", "#cbbbe9"], ["on-4", "#222428", "#14161a"]),
    hue(["5", "#9c3d2e", "#d9806f"], ["on-5", "#ffffff", "#14161a"]),
    hue(["6", "#cfd1d4", "#b4b8be"], ["on-6", "#222428", "#14161a"]),
    hue(["7", "#4a76a5", "#4a76a5"], ["on-7", "#ffffff", "#ffffff"]),
    hue(["8", "#93cbc1", "#a6dcd2"], ["on-8", "#222428", "#14161a"]),
    hue(["9", "#7d5a17", "#a87f2c"], ["on-9", "#ffffff", "#14161a"]),
    hue(
        ["10", "#e3a79b", "#f0b9ad"],
        ["on-10", "#222428", "#14161a"],
    ),
    hue(
        ["11", "#6b4fa0", "#9d82d6"],
        ["on-11", "#ffffff", "#14161a"],
    ),
    hue(
        ["12", "#9a9da2", "#6a6f77"],
        ["on-12", "#222428", "#ffffff"],
    ),
];

const fn hue(fill: [&'static str; 3], text: [&'static str; 3]) -> [Colour; 2] {
    [
        colour(fill[0], fill[1], fill[2]),
        colour(text[0], text[1], text[2]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG defines it.
    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let value = u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_is_legible_on_every_hue_and_on_both_backgrounds() {
        for [fill, text] in &HUES {
            assert!(contrast(fill.light, text.light) > 4.5, "{}", fill.name);
            assert!(contrast(fill.dark, text.dark) > 4.5, "{}", fill.name);
        }
        for ink in [ColourRole::Text, ColourRole::Muted] {
            let (text, paper) = (ink.colour(), ColourRole::Paper.colour());
            assert!(contrast(text.light, paper.light) > 4.5, "{}", text.name);
            assert!(contrast(text.dark, paper.dark) > 4.5, "{}", text.name);
        }
    }

    #[test]
    fn neighbours_differ_in_grey_print() {
        for at in 0..HUES.len() {
            let [one, other] =
                [ColourRole::Hue(at), ColourRole::Hue(at + 1)].map(ColourRole::colour);
            assert!(contrast(one.light, other.light) > 1.5, "{}", one.name);
        }
        let (strong, pale) = (ColourRole::Hue(0).colour(), ColourRole::Pale.colour());
        assert!(contrast(strong.light, pale.light) > 3.0);
        assert!(contrast(strong.dark, pale.dark) > 2.5);
    }
}
