//! What every page has.

use maud::{DOCTYPE, Markup, html};

use crate::desk::Year;

/// A page of a year; `title` is what it is about.
pub(super) fn page(known: &Year, title: &str, content: &Markup) -> Markup {
    let year = known.assessment.year();
    let bureau = &known.assessment.bureau.name;
    let full = format!("{title}　{bureau}{year}年");
    let years = known.folder.years();
    let head = html! {
        header.top {
            a.name href=(format!("/{year}")) { (bureau) }
            nav aria-label="年度" {
                @for one in &years {
                    @let is_shown = *one == year.to_string();
                    a href=(format!("/{one}")) aria-current=[is_shown.then_some("page")] {
                        (one) "年"
                    }
                }
            }
        }
    };
    frame(&full, &head, content)
}

/// A page of no year.
pub(super) fn plain(title: &str, content: &Markup) -> Markup {
    let content = html! {
        h1 { (title) }
        (content)
    };
    frame(title, &html! {}, &content)
}

fn frame(title: &str, head: &Markup, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/desk.css";
                link rel="icon" href="/desk.svg";
                script src="/desk.js" defer {}
            }
            body {
                (head)
                main { (content) }
            }
        }
    }
}
