//! Pieces of markup that all parts of the page share.

use maud::{Markup, html};
use voced_report::{Audience, Inline, Report, Tint, TraceId};

/// The name of a place of the report in the page: kept apart from the page's own names, `t12` of a
/// trace and `f3` of a figure.
pub(super) fn anchor(anchor: &str) -> String {
    format!("a-{anchor}")
}

/// A line of text with its figures, which lead to their traces.
pub(super) fn line(report: &Report, line: &[Inline]) -> Markup {
    html! { @for inline in line { (piece(report, inline)) } }
}

fn piece(report: &Report, inline: &Inline) -> Markup {
    match inline {
        Inline::Text { text } => html! { (text) },
        Inline::Strong { of } => html! { strong { (line(report, of)) } },
        Inline::Figure { figure: id } => {
            let figure = report.figure(*id);
            let (id, trace, tag) = (id.0, figure.trace.0, figure.tag.to_string());
            html! {
                a.figure id={ "f" (id) } href={ "#t" (trace) } data-figure=(tag) data-trace=(trace) {
                    (figure.text)
                }
            }
        }
        Inline::Stated { text, reason } => html! { span.stated title=(reason) { (text) } },
        Inline::Reference { target, text } => {
            html! { a href={ "#" (anchor(target)) } { (text) } }
        }
    }
}

/// A value outside of the text, which leads to its trace as well.
pub(super) fn traced(trace: TraceId, text: &str) -> Markup {
    let trace = trace.0;
    html! { a.value href={ "#t" (trace) } data-trace=(trace) { (text) } }
}

/// What a tint says: sign, words and name of its class.
#[derive(Clone, Copy)]
pub(super) struct TintWords {
    pub(super) sign: &'static str,
    pub(super) words: &'static str,
    pub(super) class: &'static str,
}

/// What a tint says.
pub(super) fn tint_words(tint: Tint) -> TintWords {
    let (sign, words, class) = match tint {
        Tint::FarBelow => ("▼▼", "远低于总体", "far-below"),
        Tint::Below => ("▼", "低于总体", "below"),
        Tint::Above => ("▲", "高于总体", "above"),
        Tint::FarAbove => ("▲▲", "远高于总体", "far-above"),
    };
    TintWords { sign, words, class }
}

/// What the tint of a cell says; nothing in a public report, which does not compare schools.
pub(super) fn shown_tint(report: &Report, tint: Option<Tint>) -> Option<TintWords> {
    match report.audience {
        Audience::Public => None,
        Audience::Internal => tint.map(tint_words),
    }
}

/// A tint as a sign with words.
pub(super) fn sign(tint: Option<TintWords>) -> Markup {
    html! {
        @if let Some(TintWords { sign, words, .. }) = tint {
            span.sign aria-hidden="true" { (sign) }
            span.unseen { "（" (words) "）" }
        }
    }
}

/// A box in which a wide table scrolls by itself.
pub(super) fn scrolling(label_id: &str, table: &Markup) -> Markup {
    html! {
        div.scroll role="region" tabindex="0" aria-labelledby=(label_id) { (table) }
    }
}
