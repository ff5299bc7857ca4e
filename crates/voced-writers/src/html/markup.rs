//! Pieces of markup that all parts of the page share; nothing else here writes a text unescaped.

use voced_report::{Audience, Inline, Report, Tint, TraceId};

/// A text for the content of an element or of an attribute in double quotes.
///
/// Control characters, which a page must not contain, become the replacement character.
pub(super) fn escaped(text: &str) -> String {
    let is_forbidden = |c: char| c.is_control() && c != '\n' && c != '\t';
    text.replace(is_forbidden, "\u{FFFD}")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The name of a place of the report in the page: kept apart from the page's own names, `t12` of a
/// trace and `f3` of a figure.
pub(super) fn anchor(anchor: &str) -> String {
    format!("a-{}", escaped(anchor))
}

/// A line of text with its figures, which lead to their traces.
pub(super) fn line(report: &Report, line: &[Inline]) -> String {
    line.iter().map(|inline| piece(report, inline)).collect()
}

fn piece(report: &Report, inline: &Inline) -> String {
    match inline {
        Inline::Text { text } => escaped(text),
        Inline::Strong { of } => format!("<strong>{}</strong>", line(report, of)),
        Inline::Figure { figure: id } => {
            let figure = report.figure(*id);
            format!(
                "<a class=\"figure\" id=\"f{id}\" href=\"#t{trace}\" data-figure=\"{tag}\" \
                 data-trace=\"{trace}\">{text}</a>",
                id = id.0,
                trace = figure.trace.0,
                tag = escaped(&figure.tag.to_string()),
                text = escaped(&figure.text),
            )
        }
        Inline::Stated { text, reason } => format!(
            "<span class=\"stated\" title=\"{}\">{}</span>",
            escaped(reason),
            escaped(text)
        ),
        Inline::Reference { target, text } => {
            format!("<a href=\"#{}\">{}</a>", anchor(target), escaped(text))
        }
    }
}

/// A value outside of the text, which leads to its trace as well.
pub(super) fn traced(trace: TraceId, text: &str) -> String {
    let trace = trace.0;
    format!(
        "<a class=\"value\" href=\"#t{trace}\" data-trace=\"{trace}\">{}</a>",
        escaped(text)
    )
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

/// A tint as an attribute of its cell and as a sign with words; nothing in a public report, which
/// does not compare schools.
pub(super) fn tint(report: &Report, tint: Option<Tint>) -> (String, String) {
    match (report.audience, tint.map(tint_words)) {
        (Audience::Internal, Some(TintWords { sign, words, class })) => (
            format!(" data-tint=\"{class}\""),
            format!(
                "<span class=\"sign\" aria-hidden=\"true\">{sign}</span>\
                 <span class=\"unseen\">（{words}）</span>"
            ),
        ),
        _ => (String::new(), String::new()),
    }
}

/// A box in which a wide table scrolls by itself.
pub(super) fn scrolling(label_id: &str, table: &str) -> String {
    format!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{}\">{table}</div>",
        label_id
    )
}
