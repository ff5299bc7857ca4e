//! A chart of the text, with its values as a table.

use voced_charts::Style;
use voced_report::{Chart, Point, Series};

use super::markup::{anchor, escaped, traced};

/// A chart with its caption and values. It is drawn twice; the style sheet shows the drawing that
/// suits the width of its place and hides the other one from everybody.
pub(super) fn figure(chart: &Chart) -> String {
    let anchor = anchor(&chart.anchor);
    format!(
        "<figure class=\"chart\" id=\"{anchor}\" aria-labelledby=\"{anchor}-caption\">\
         <div class=\"drawing\"><div class=\"wide\">{}</div><div class=\"slim\">{}</div></div>\
         <figcaption id=\"{anchor}-caption\"><span class=\"number\">图{}</span> {}</figcaption>\
         <details><summary>数值</summary>{}</details></figure>\n",
        voced_charts::svg(chart, Style::Page),
        voced_charts::svg(chart, Style::Phone),
        chart.number,
        escaped(&chart.caption),
        values(chart),
    )
}

fn values(chart: &Chart) -> String {
    let heads: String = chart
        .series
        .iter()
        .map(|series| format!("<th scope=\"col\">{}</th>", escaped(&series.name)))
        .collect();
    let rows: String = chart
        .categories
        .iter()
        .enumerate()
        .map(|(idx, category)| values_row(category, idx, &chart.series))
        .collect();
    let unit = if chart.unit.is_empty() {
        String::new()
    } else {
        format!("单位：{}", escaped(&chart.unit))
    };
    format!(
        "<div class=\"scroll\"><table><thead><tr><td>{unit}</td>{heads}</tr></thead>\
         <tbody>{rows}</tbody></table></div>"
    )
}

fn values_row(category: &str, idx: usize, series: &[Series]) -> String {
    let cells: String = series
        .iter()
        .map(|series| value(series.points.get(idx).and_then(Option::as_ref)))
        .collect();
    format!(
        "<tr><th scope=\"row\">{}</th>{cells}</tr>",
        escaped(category)
    )
}

fn value(point: Option<&Point>) -> String {
    match point {
        Some(point) => format!("<td class=\"n\">{}</td>", traced(point.trace, &point.text)),
        None => "<td class=\"n\"><span class=\"unseen\">无</span>–</td>".to_owned(),
    }
}
