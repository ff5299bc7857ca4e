//! A chart of the text, with its values as a table.

use maud::{Markup, html};
use voced_charts::Style;
use voced_report::{Chart, Point};

use super::markup::{anchor, traced};
use crate::trusted;

/// A chart with its caption and values. It is drawn twice; the style sheet shows the drawing that
/// suits the width of its place and hides the other one from everybody.
pub(super) fn figure(chart: &Chart) -> Markup {
    let anchor = anchor(&chart.anchor);
    let caption_id = format!("{anchor}-caption");
    html! {
        figure.chart #(anchor) aria-labelledby=(caption_id) {
            div.drawing {
                div.wide { (trusted::drawing(chart, Style::Page)) }
                div.slim { (trusted::drawing(chart, Style::Phone)) }
            }
            figcaption #(caption_id) { span.number { "图" (chart.number) } " " (chart.caption) }
            @for note in &chart.notes { p.remark { (note) } }
            details { summary { "数值" } (values(chart)) }
        }
        "\n"
    }
}

fn values(chart: &Chart) -> Markup {
    html! {
        div.scroll {
            table {
                thead {
                    tr {
                        td { @if !chart.unit.is_empty() { "单位：" (chart.unit) } }
                        @for series in &chart.series { th scope="col" { (series.name) } }
                    }
                }
                tbody {
                    @for (idx, category) in chart.categories.iter().enumerate() {
                        tr {
                            th scope="row" { (category) }
                            @for series in &chart.series {
                                (value(series.points.get(idx).and_then(Option::as_ref)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn value(point: Option<&Point>) -> Markup {
    html! {
        td.n {
            @match point {
                Some(point) => (traced(point.trace, &point.text)),
                None => { span.unseen { "无" } "–" }
            }
        }
    }
}
