//! The text of the report.

use voced_report::{Block, Heading, HeadingKind, Item, Paragraph, ParagraphKind, Report};

use super::contents::{contents, number};
use super::markup::{anchor, escaped, line};
use super::{chart, table};

/// The view of the text, with its table of contents.
pub(super) fn view(report: &Report) -> String {
    let blocks: String = report
        .blocks
        .iter()
        .map(|block| written(report, block))
        .collect();
    format!(
        "<section class=\"view text\" id=\"text\" aria-labelledby=\"text-title\">\n\
         <h2 id=\"text-title\" class=\"unseen\">正文</h2>\n{}<article>\n{blocks}</article>\n</section>\n",
        contents(report)
    )
}

fn written(report: &Report, block: &Block) -> String {
    match block {
        Block::Heading(of) => heading(of),
        Block::Paragraph(of) => paragraph(report, of),
        Block::List { items } => list(report, items),
        Block::Table(of) => table::table(report, of),
        Block::Chart(of) => chart::figure(of),
        // The traces have a view of their own.
        Block::Traces => "<p class=\"note\">每个数字的公式、口径和来源单元格，见\
                          <a href=\"#sources\">数据溯源</a>。</p>\n"
            .to_owned(),
    }
}

/// Headings begin at the third level: the first two are the report's title and the view's.
fn heading(heading: &Heading) -> String {
    let class = match heading.kind {
        HeadingKind::Chapter => "chapter",
        HeadingKind::Section => "section",
        HeadingKind::Item => "item",
        HeadingKind::Appendix => "appendix",
        HeadingKind::Part => "part",
        HeadingKind::Subpart => "subpart",
    };
    format!(
        "<h{level} class=\"{class}\" id=\"{}\">{}{}</h{level}>\n",
        anchor(&heading.anchor),
        number(heading),
        escaped(&heading.text),
        level = heading.kind.level() + 2,
    )
}

fn paragraph(report: &Report, paragraph: &Paragraph) -> String {
    let class = match paragraph.kind {
        ParagraphKind::Body => "",
        ParagraphKind::Byline => " class=\"byline\"",
        ParagraphKind::Note => " class=\"note\"",
    };
    format!("<p{class}>{}</p>\n", line(report, &paragraph.text))
}

/// The marks are the report's own, so the list's are hidden; the role keeps it a list for readers
/// that take a list without marks for none.
fn list(report: &Report, items: &[Item]) -> String {
    let item = |item: &Item| {
        format!(
            "<li><span class=\"marker\">{}</span><span>{}</span></li>\n",
            escaped(&item.marker),
            line(report, &item.text)
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<ul class=\"list\" role=\"list\">{items}</ul>\n")
}
