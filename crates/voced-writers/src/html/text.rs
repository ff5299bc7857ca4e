//! The text of the report.

use maud::{Markup, html};
use voced_report::{Block, Heading, HeadingKind, Inline, Item, Paragraph, ParagraphKind, Report};
use voced_text::display_width;

use super::contents::{contents, number};
use super::markup::{anchor, line};
use super::{chart, picture, table};

/// Three lines in print, in Latin letters.
const SHORT_TEXT: usize = 240;

/// The view of the text, with its table of contents.
pub(super) fn view(report: &Report) -> Markup {
    html! {
        section class="view text" id="text" aria-labelledby="text-title" {
            "\n" h2 id="text-title" class="unseen" { "正文" }
            "\n" (contents(report))
            article { "\n" @for of in &report.blocks { (block(report, of)) } }
            "\n"
        }
        "\n"
    }
}

fn block(report: &Report, block: &Block) -> Markup {
    match block {
        Block::Heading(of) => heading(of),
        Block::Paragraph(of) => paragraph(report, of),
        Block::List { items } => list(report, items),
        Block::Table(of) => table::table(report, of),
        Block::Chart(of) => chart::figure(of),
        Block::Pictures { pictures } => picture::row(report, pictures),
        // The traces have a view of their own.
        Block::Traces => html! {
            p.note {
                "每个数字的公式、口径和来源单元格，见" a href="#sources" { "数据溯源" } "。"
            }
            "\n"
        },
    }
}

/// Headings begin at the third level: the first two are the report's title and the view's.
fn heading(heading: &Heading) -> Markup {
    let anchor = anchor(&heading.anchor);
    let text = html! { (number(heading)) (heading.text) };
    html! {
        @match heading.kind {
            HeadingKind::Chapter => h3.chapter #(anchor) { (text) },
            HeadingKind::Appendix => h3.appendix #(anchor) { (text) },
            HeadingKind::Section => h4.section #(anchor) { (text) },
            HeadingKind::Part => h4.part #(anchor) { (text) },
            HeadingKind::Item => h5.item #(anchor) { (text) },
            HeadingKind::Subpart => h5.subpart #(anchor) { (text) },
        }
        "\n"
    }
}

fn paragraph(report: &Report, paragraph: &Paragraph) -> Markup {
    let (text, kind) = (&paragraph.text, paragraph.kind);
    html! {
        p.byline[kind == ParagraphKind::Byline].note[kind == ParagraphKind::Note].whole[is_short(report, text)] {
            (line(report, text))
        }
        "\n"
    }
}

/// Whether a text has at most three lines in print, where it is not torn: of three lines a browser
/// leaves one by itself rather than none.
fn is_short(report: &Report, text: &[Inline]) -> bool {
    display_width(&report.plain(text)) <= SHORT_TEXT
}

/// The marks are the report's own, so the list's are hidden; the role keeps it a list for readers
/// that take a list without marks for none.
fn list(report: &Report, items: &[Item]) -> Markup {
    html! {
        ul.list role="list" {
            @for item in items {
                li.whole[is_short(report, &item.text)] { span.marker { (item.marker) } span { (line(report, &item.text)) } }
                "\n"
            }
        }
        "\n"
    }
}
