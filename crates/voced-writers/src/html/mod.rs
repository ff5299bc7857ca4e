//! The report as one self-contained web page: what is seen at a glance, the text, and where each
//! figure comes from; it never fetches anything, and without its script it is one long page.
//!
//! Texts are put into templates, which escape them; markup made elsewhere comes from
//! `trusted.rs` alone.

mod chart;
mod contents;
mod markup;
mod overview;
mod picture;
mod policy;
mod schools;
mod sources;
mod style;
mod table;
mod tagged;
mod text;

use maud::{DOCTYPE, Markup, html};
use voced_report::{Audience, Draft, Report, SourcesPlace};

use crate::{page, trusted};

pub use tagged::tagged;

const SCRIPT: &str = include_str!("page.js");

/// Writes the report as a web page.
pub fn html(report: &Report) -> Vec<u8> {
    let page = html! {
        (DOCTYPE) "\n"
        html lang="zh-CN" data-audience=(audience_code(report.audience)) data-sources=(sources_code(report.sources)) {
            "\n" (head(report))
            "\n" (body(report))
            "\n"
        }
        "\n"
    };
    page::finished(page).into_bytes()
}

fn audience_code(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Internal => "internal",
    }
}

/// What of the page is printed: sources that are no appendix are not.
fn sources_code(place: SourcesPlace) -> &'static str {
    match place {
        SourcesPlace::Appendix => "appendix",
        SourcesPlace::File | SourcesPlace::None => "apart",
    }
}

/// The script stands in the head, so that the page is never seen without it and then with it.
fn head(report: &Report) -> Markup {
    let style = style::style(&report.title);
    let policy = policy::policy(&style, SCRIPT);
    html! {
        head {
            "\n" meta charset="utf-8";
            "\n" meta http-equiv="Content-Security-Policy" content=(policy);
            "\n" meta name="viewport" content="width=device-width, initial-scale=1";
            "\n" meta name="referrer" content="no-referrer";
            "\n" title { (report.title) }
            "\n" link rel="icon" href="data:,";
            "\n" (trusted::style(&style))
            "\n" (trusted::script(SCRIPT))
            "\n"
        }
    }
}

fn body(report: &Report) -> Markup {
    html! {
        body #top {
            "\n" (top(report))
            "\n" main #main tabindex="-1" {
                "\n" (title(report))
                @if let Some(of) = &report.draft { (draft(of)) }
                (overview::view(report))
                (text::view(report))
                (sources::view(report))
            }
            "\n" footer { p { (report.bureau) "　" (report.title) } }
            "\n" dialog #panel class="panel" aria-labelledby="panel-title" {}
            "\n"
        }
    }
}

fn top(report: &Report) -> Markup {
    html! {
        a.skip href="#main" { "跳到内容" }
        "\n" header.top {
            "\n" a.name href="#top" { (report.title) }
            @if report.audience == Audience::Internal {
                strong.audience { (report.audience.name()) }
            }
            "\n" nav aria-label="页面" {
                a href="#overview" { "概览" }
                a href="#text" { "正文" }
                a href="#sources" { "数据溯源" }
            }
            "\n" button type="button" class="theme scripted" { "深色" }
            "\n"
        }
    }
}

fn title(report: &Report) -> Markup {
    html! {
        div.title {
            h1 {
                @for line in &report.title_lines { span { (line) } }
                span.year { (report.year) "年" }
            }
            p {
                (report.bureau) "　"
                time datetime=(report.issued) { (report.issued_in_words()) }
                "　" (report.audience.name())
            }
        }
        "\n"
    }
}

fn draft(draft: &Draft) -> Markup {
    let mark = &draft.watermark;
    html! {
        div.watermark aria-hidden="true" data-text=(mark) {}
        "\n" aside.draft aria-label=(mark) {
            @if draft.open.is_empty() {
                p { strong { (mark) } "不得按现状发布" }
            } @else {
                (open_problems(draft))
            }
        }
        "\n"
    }
}

fn open_problems(draft: &Draft) -> Markup {
    // The last line stands for those behind it.
    let n_open = draft.open.len() + draft.n_more.saturating_sub(1);
    html! {
        details {
            summary {
                strong { (draft.watermark) } "不得按现状发布，还有" (n_open) "个问题待处理"
            }
            ul { @for line in &draft.open { li { (line) } } }
        }
    }
}
