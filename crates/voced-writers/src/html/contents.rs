//! The table of contents beside the text.

use maud::{Markup, html};
use voced_report::{Heading, Report};

use super::markup::anchor;

/// The table of contents, open; the script closes it on a narrow screen.
pub(super) fn contents(report: &Report) -> Markup {
    let headings: Vec<&Heading> = report
        .headings()
        .filter(|heading| heading.kind.is_in_contents())
        .collect();
    html! {
        @if !headings.is_empty() {
            nav.contents aria-label="目录" {
                details open {
                    summary { "目录" }
                    ul { @for heading in headings { (entry(heading)) } }
                }
            }
            "\n"
        }
    }
}

fn entry(heading: &Heading) -> Markup {
    html! {
        li class={ "level-" (heading.kind.level()) } {
            a href={ "#" (anchor(&heading.anchor)) } { (number(heading)) (heading.text) }
        }
        "\n"
    }
}

/// The number of a heading, set apart from its text.
pub(super) fn number(heading: &Heading) -> Markup {
    // The numbers of parts, `一、`, carry their own distance.
    let has_gap = !heading.number.ends_with(['、', '）']);
    html! {
        @if !heading.number.is_empty() {
            span.number { (heading.number) }
            @if has_gap { " " }
        }
    }
}
