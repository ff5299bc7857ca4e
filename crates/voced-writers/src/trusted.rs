//! The one place where markup enters a page as it is; everywhere else a template escapes what it is given.

use maud::{Markup, PreEscaped, html};
use voced_charts::Style;
use voced_report::Chart;

/// A drawing: `voced-charts` writes markup, and escapes the chart's texts itself.
pub(crate) fn drawing(chart: &Chart, style: Style) -> Markup {
    PreEscaped(voced_charts::svg(chart, style))
}

/// A style sheet of the program: a browser takes the content of this element to the letter.
pub(crate) fn style(sheet: &str) -> Markup {
    html! { style { (PreEscaped(sheet)) } }
}

/// A script of the program: a browser takes the content of this element to the letter.
pub(crate) fn script(script: &str) -> Markup {
    html! { script { (PreEscaped(script)) } }
}
