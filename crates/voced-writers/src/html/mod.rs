//! The report as one self-contained web page: what is seen at a glance, the text, and where each
//! figure comes from; it never fetches anything, and without its script it is one long page.

mod chart;
mod contents;
mod markup;
mod overview;
mod policy;
mod schools;
mod sources;
mod style;
mod table;
mod tagged;
mod text;

use voced_report::{Audience, Draft, Report};

use crate::WriteError;

pub use tagged::tagged;

use markup::escaped;

const SCRIPT: &str = include_str!("page.js");

/// Writes the report as a web page.
///
/// # Errors
/// [`WriteError`] where a chart cannot be drawn, which plain data does not cause.
pub fn html(report: &Report) -> Result<Vec<u8>, WriteError> {
    let page = [
        head(report),
        top(report),
        "<main id=\"main\" tabindex=\"-1\">\n".to_owned(),
        title(report),
        report.draft.as_ref().map_or_else(String::new, draft),
        overview::view(report),
        text::view(report),
        sources::view(report),
        "</main>\n".to_owned(),
        foot(report),
    ];
    Ok(page.concat().into_bytes())
}

/// The script stands in the head, so that the page is never seen without it and then with it.
fn head(report: &Report) -> String {
    let style = style::style();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\" data-audience=\"{audience}\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <style>{style}</style>\n<script>{SCRIPT}</script>\n</head>\n",
        audience = match report.audience {
            Audience::Public => "public",
            Audience::Internal => "internal",
        },
        policy = policy::policy(&style, SCRIPT),
        title = escaped(&report.title),
    )
}

fn top(report: &Report) -> String {
    format!(
        "<body id=\"top\">\n<a class=\"skip\" href=\"#main\">跳到内容</a>\n<header class=\"top\">\n\
         <a class=\"name\" href=\"#top\">{title}</a>{mark}\n\
         <nav aria-label=\"页面\"><a href=\"#overview\">概览</a><a href=\"#text\">正文</a>\
         <a href=\"#sources\">数据溯源</a></nav>\n\
         <button type=\"button\" class=\"theme scripted\">深色</button>\n</header>\n",
        title = escaped(&report.title),
        mark = audience_mark(report.audience),
    )
}

fn audience_mark(audience: Audience) -> String {
    match audience {
        Audience::Public => String::new(),
        Audience::Internal => format!("<strong class=\"audience\">{}</strong>", audience.name()),
    }
}

fn title(report: &Report) -> String {
    let lines: String = report
        .title_lines
        .iter()
        .map(|line| format!("<span>{}</span>", escaped(line)))
        .collect();
    format!(
        "<div class=\"title\"><h1>{lines}<span class=\"year\">{}年</span></h1>\
         <p>{}　<time datetime=\"{}\">{}</time>　{}</p></div>\n",
        report.year,
        escaped(&report.bureau),
        report.issued,
        report.issued_in_words(),
        report.audience.name(),
    )
}

fn draft(draft: &Draft) -> String {
    let mark = escaped(&draft.watermark);
    let open: String = draft
        .open
        .iter()
        .map(|line| format!("<li>{}</li>", escaped(line)))
        .collect();
    let banner = if draft.open.is_empty() {
        format!("<p><strong>{mark}</strong>不得按现状发布</p>")
    } else {
        format!(
            "<details><summary><strong>{mark}</strong>不得按现状发布，还有{}个问题待处理</summary>\
             <ul>{open}</ul></details>",
            // The last line stands for those behind it.
            draft.open.len() + draft.n_more.saturating_sub(1)
        )
    };
    format!(
        "<div class=\"watermark\" aria-hidden=\"true\" data-text=\"{mark}\"></div>\n\
         <aside class=\"draft\" aria-label=\"{mark}\">{banner}</aside>\n"
    )
}

fn foot(report: &Report) -> String {
    format!(
        "<footer><p>{}　{}</p></footer>\n\
         <dialog id=\"panel\" class=\"panel\" aria-labelledby=\"panel-title\"></dialog>\n\
         </body>\n</html>\n",
        escaped(&report.bureau),
        escaped(&report.title),
    )
}
