//! What was found, in a line.

use std::collections::BTreeSet;

use maud::{Markup, html};
use voced_domain::{Finding, FindingStatus, RuleCard, Severity};

use crate::desk::Year;

/// A finding with its place, as a line, and what can be done about a file as a whole.
pub(super) fn told(known: &Year, finding: &Finding) -> Markup {
    told_with(finding, None, Some(&apart(known, finding)))
}

/// Of a finding about whole files: a form for each by which it counts for nothing any more.
pub(super) fn apart(known: &Year, finding: &Finding) -> Markup {
    let whole = finding
        .locations
        .iter()
        .filter(|place| place.sheet.is_none());
    let files: BTreeSet<&str> = whole.map(|place| place.file.as_str()).collect();
    let returned = files
        .into_iter()
        .filter(|file| known.returned.contains(*file));
    let returned: Vec<&str> = returned.filter(|_| finding.blocks()).collect();
    let year = known.assessment.year();
    html! {
        @for file in returned {
            " "
            form.inline method="post" action=(format!("/{year}/apart")) {
                input type="hidden" name="file" value=(file);
                button.quiet type="submit" { "不用“" (file) "”" }
            }
        }
    }
}

/// A finding with its place, which leads somewhere.
pub(super) fn told_with(finding: &Finding, way: Option<&str>, more: Option<&Markup>) -> Markup {
    let place = finding.place();
    let place = place.map(|place| match way {
        Some(_) => place.on_sheet(),
        None => place.to_string(),
    });
    let place = place.as_deref().unwrap_or_default();
    line(finding, (place, way), more)
}

/// The same of a school that is named, which leads to its page.
pub(super) fn told_of(
    finding: &Finding,
    (name, way): (&str, &str),
    more: Option<&Markup>,
) -> Markup {
    let place = finding.place().map(|place| place.on_sheet());
    let place = format!("{name} {}", place.unwrap_or_default());
    line(finding, (place.trim(), Some(way)), more)
}

fn line(finding: &Finding, (place, way): (&str, Option<&str>), more: Option<&Markup>) -> Markup {
    html! {
        li class=(class_of_severity(finding)) {
            span.severity { (standing(finding)) }
            @match way {
                _ if place.is_empty() => {}
                Some(way) => { a href=(way) { (place) } " " }
                None => { span.place { (place) } " " }
            }
            (finding.message) "。" (finding.remedy)
            @if let Some(reply) = &finding.reply { p.reply { (reply.by) "：" (reply.text) } }
            @if let Some(more) = more { (more) }
        }
    }
}

/// What the rule wants, and where it is from; folded.
pub(super) fn why(card: &RuleCard) -> Markup {
    html! {
        details.why {
            summary { "为什么查这个" }
            p { (card.manual.matters) }
            p { (card.manual.correct) }
            p.note { "规则" (card.code) "，依据：" (card.source) }
        }
    }
}

/// How grave it is, or that it is answered.
fn standing(finding: &Finding) -> &'static str {
    if is_answered(finding) {
        finding.status.name()
    } else {
        finding.severity.name()
    }
}

/// Whether somebody answered it.
pub(super) fn is_answered(finding: &Finding) -> bool {
    finding.status != FindingStatus::Open
}

/// How a finding is coloured: by its severity, as long as it waits for an answer.
pub(super) fn class_of_severity(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if is_answered(finding) => "answered",
        Severity::Error => "error",
        Severity::Explain => "explain",
        Severity::Notice => "notice",
    }
}
