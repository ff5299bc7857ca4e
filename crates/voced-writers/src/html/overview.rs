//! What is seen at a glance: key figures, charts and the table of schools.

use voced_report::{Block, Card, Chart, Report, Trace};

use super::markup::{anchor, escaped};
use super::schools;

/// An amount of more bytes than this is set smaller.
const LONG_AMOUNT: usize = 9;

/// The view of key figures, charts and schools.
pub(super) fn view(report: &Report) -> String {
    format!(
        "<section class=\"view\" id=\"overview\" aria-labelledby=\"overview-title\">\n\
         <h2 id=\"overview-title\">概览</h2>\n{}{}{}</section>\n",
        cards(report),
        charts(report),
        schools::table(report),
    )
}

fn cards(report: &Report) -> String {
    if report.dashboard.cards.is_empty() {
        return String::new();
    }
    let cards: String = report
        .dashboard
        .cards
        .iter()
        .map(|of| card(of, report.trace(of.trace)))
        .collect();
    format!("<h3 class=\"unseen\">主要指标</h3>\n<ul class=\"cards\" role=\"list\">{cards}</ul>\n")
}

fn card(card: &Card, trace: &Trace) -> String {
    let (digits, unit) = split_unit(&card.text);
    let last = trace.last.as_ref().map_or_else(String::new, |last| {
        let (year, display) = (escaped(&last.year), escaped(&last.display));
        format!("<span class=\"last\">{year}年：{display}</span>")
    });
    format!(
        "<li><a class=\"card\" href=\"#t{id}\" data-trace=\"{id}\"><span class=\"name\">{}</span> \
         <span class=\"amount{}\">{}<small>{}</small></span> {}{last}</a></li>\n",
        escaped(&card.name),
        if digits.len() > LONG_AMOUNT {
            " long"
        } else {
            ""
        },
        escaped(digits),
        escaped(unit),
        change(card, trace),
        id = card.trace.0,
    )
}

/// A value's number and its unit; a word for its absence is all number.
fn split_unit(text: &str) -> (&str, &str) {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '−' | ',' | ' ');
    match text.find(|c| !is_number(c)) {
        Some(at) if at > 0 => text.split_at(at),
        _ => (text, ""),
    }
}

/// The change in words, with an arrow that follows the sign of the trace's change.
fn change(card: &Card, trace: &Trace) -> String {
    if card.change.is_empty() {
        return String::new();
    }
    let arrow = match trace.change.as_ref().and_then(|text| text.chars().next()) {
        Some('+') => "<span class=\"arrow\" aria-hidden=\"true\">▲</span>",
        Some('-' | '−') => "<span class=\"arrow\" aria-hidden=\"true\">▼</span>",
        _ => "",
    };
    format!(
        "<span class=\"change\">{arrow}{}</span> ",
        escaped(&card.change)
    )
}

/// Links to the charts of the text, in whose place the script shows the charts themselves.
fn charts(report: &Report) -> String {
    let link = |chart: &Chart| {
        let (anchor, caption) = (anchor(&chart.anchor), escaped(&chart.caption));
        let number = chart.number;
        format!("<li data-chart=\"{anchor}\"><a href=\"#{anchor}\">图{number} {caption}</a></li>\n")
    };
    let links: String = report
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Chart(chart) => Some(link(chart)),
            _ => None,
        })
        .collect();
    if links.is_empty() {
        return String::new();
    }
    format!("<h3>图表</h3>\n<ul class=\"charts\" role=\"list\">{links}</ul>\n")
}
