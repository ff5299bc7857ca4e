//! The table of contents beside the text.

use voced_report::{Heading, Report};

use super::markup::{anchor, escaped};

/// The table of contents, open; the script closes it on a narrow screen.
pub(super) fn contents(report: &Report) -> String {
    let headings: Vec<&Heading> = report
        .headings()
        .filter(|heading| heading.kind.is_in_contents())
        .collect();
    if headings.is_empty() {
        return String::new();
    }
    let entries: String = headings.into_iter().map(entry).collect();
    format!(
        "<nav class=\"contents\" aria-label=\"目录\"><details open><summary>目录</summary>\
         <ul>{entries}</ul></details></nav>\n"
    )
}

fn entry(heading: &Heading) -> String {
    format!(
        "<li class=\"level-{}\"><a href=\"#{}\">{}{}</a></li>\n",
        heading.kind.level(),
        anchor(&heading.anchor),
        number(heading),
        escaped(&heading.text)
    )
}

/// The number of a heading, set apart from its text.
pub(super) fn number(heading: &Heading) -> String {
    if heading.number.is_empty() {
        return String::new();
    }
    // The numbers of parts, `一、`, carry their own distance.
    let gap = if heading.number.ends_with(['、', '）']) {
        ""
    } else {
        " "
    };
    format!(
        "<span class=\"number\">{}</span>{gap}",
        escaped(&heading.number)
    )
}
