//! What was found, in a line.

use maud::{Markup, html};
use voced_domain::{Finding, FindingStatus, Severity};

/// A finding with its place, as a line.
pub(super) fn told(finding: &Finding) -> Markup {
    told_with(finding, None, None)
}

/// A finding with its place, which leads somewhere.
pub(super) fn told_with(finding: &Finding, way: Option<&str>, act: Option<&Markup>) -> Markup {
    let place = finding.place();
    let place = place.map(|place| match way {
        Some(_) => place.on_sheet(),
        None => place.to_string(),
    });
    html! {
        li class=(class_of_severity(finding)) {
            span.severity { (finding.severity.name()) }
            @match (place, way) {
                (Some(place), Some(way)) => { a href=(way) { (place) } " " }
                (Some(place), None) => { span.place { (place) } " " }
                (None, _) => {}
            }
            (finding.message) "。" (finding.remedy)
            @if let Some(act) = act { (act) }
            @if let Some(reply) = &finding.reply { p.reply { (reply.by) "：" (reply.text) } }
        }
    }
}

/// How a finding is coloured: by its severity, as long as it waits for an answer.
pub(super) fn class_of_severity(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.status != FindingStatus::Open => "answered",
        Severity::Error => "error",
        Severity::Explain => "explain",
        Severity::Notice => "notice",
    }
}
