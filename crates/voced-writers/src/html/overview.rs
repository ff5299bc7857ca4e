//! What is seen at a glance: key figures, charts and the table of schools.

use maud::{Markup, html};
use voced_report::{Block, Card, Chart, Report, Trace};

use super::markup::anchor;
use super::schools;

/// An amount of more bytes than this is set smaller.
const LONG_AMOUNT: usize = 9;

/// The view of key figures, charts and schools.
pub(super) fn view(report: &Report) -> Markup {
    html! {
        section.view #overview aria-labelledby="overview-title" {
            "\n" h2 #overview-title { "概览" }
            "\n" (cards(report)) (charts(report)) (schools::table(report))
        }
        "\n"
    }
}

fn cards(report: &Report) -> Markup {
    let cards = &report.dashboard.cards;
    html! {
        @if !cards.is_empty() {
            h3.unseen { "主要指标" }
            "\n" ul.cards role="list" {
                @for of in cards { (card(of, report.trace(of.trace))) }
            }
            "\n"
        }
    }
}

fn card(card: &Card, trace: &Trace) -> Markup {
    let (digits, unit) = split_unit(&card.text);
    let id = card.trace.0;
    html! {
        li {
            a.card href={ "#t" (id) } data-trace=(id) {
                span.name { (card.name) } " "
                span.amount.long[digits.len() > LONG_AMOUNT] { (digits) small { (unit) } } " "
                (change(card, trace))
                @if let Some(last) = &trace.last {
                    span.last { (last.year) "年：" (last.display) }
                }
            }
        }
        "\n"
    }
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
fn change(card: &Card, trace: &Trace) -> Markup {
    let arrow = match trace.change.as_ref().and_then(|text| text.chars().next()) {
        Some('+') => Some("▲"),
        Some('-' | '−') => Some("▼"),
        _ => None,
    };
    html! {
        @if !card.change.is_empty() {
            span.change {
                @if let Some(arrow) = arrow { span.arrow aria-hidden="true" { (arrow) } }
                (card.change)
            }
            " "
        }
    }
}

/// Links to the charts of the text, in whose place the script shows the charts themselves.
fn charts(report: &Report) -> Markup {
    let charts = report.blocks.iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    let charts: Vec<&Chart> = charts.collect();
    html! {
        @if !charts.is_empty() {
            h3 { "图表" }
            "\n" ul.charts role="list" { @for chart in charts { (chart_link(chart)) } }
            "\n"
        }
    }
}

fn chart_link(chart: &Chart) -> Markup {
    let anchor = anchor(&chart.anchor);
    html! {
        li data-chart=(anchor) {
            a href={ "#" (anchor) } { "图" (chart.number) " " (chart.caption) }
        }
        "\n"
    }
}
