//! What every page has.

use maud::{DOCTYPE, Markup, html};

use crate::desk::Year;

/// A page of a year; `title` is what it is about.
pub(super) fn page(known: &Year, title: &str, content: &Markup) -> Markup {
    page_with(known, title, content, false)
}

/// The same; one that tells of work under way draws itself anew, with and without a script.
pub(super) fn page_with(known: &Year, title: &str, content: &Markup, is_under_way: bool) -> Markup {
    let year = known.assessment.year();
    let bureau = &known.assessment.bureau.name;
    let full = format!("{title}　{bureau}{year}年");
    let mut years = known.folder.years();
    // Nobody has to make a folder for the next.
    let next = years.last().and_then(|last| last.parse::<u16>().ok());
    years.extend(next.map(|last| (last + 1).to_string()));
    if !years.contains(&year.to_string()) {
        years.push(year.to_string());
    }
    let head = html! {
        header.top {
            a.name href=(format!("/{year}")) { (bureau) }
            nav aria-label="页面" {
                @for (path, name) in [("", "首页"), ("/results", "发给学校的文件"), ("/report", "报告")] {
                    a href=(format!("/{year}{path}")) aria-current=[(title == name).then_some("page")] {
                        (name)
                    }
                }
            }
            nav.years aria-label="年度" {
                @for one in &years {
                    @let is_shown = *one == year.to_string();
                    a href=(format!("/{one}")) aria-current=[is_shown.then_some("page")] {
                        (one) "年"
                    }
                }
            }
        }
    };
    frame(&full, &head, content, is_under_way)
}

/// A page of no year.
pub(super) fn plain(title: &str, content: &Markup) -> Markup {
    let content = html! {
        h1 { (title) }
        (content)
    };
    frame(title, &html! {}, &content, false)
}

fn frame(title: &str, head: &Markup, content: &Markup, is_under_way: bool) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/desk.css";
                link rel="icon" href="/desk.svg";
                @if is_under_way { noscript { meta http-equiv="refresh" content="2"; } }
                script src="/desk.js" defer {}
            }
            body data-under-way=[is_under_way.then_some("")] {
                (head)
                main { (content) }
            }
        }
    }
}
