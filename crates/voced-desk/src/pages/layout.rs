//! What every page has.

use maud::{DOCTYPE, Markup, html};

use crate::desk::Year;

/// The pages of a year: where they are, and what they are called.
const PAGES: [(&str, &str); 5] = [
    ("", "首页"),
    ("/findings", "核查"),
    ("/results", "发给学校的文件"),
    ("/report", "报告"),
    ("/settings", "设置"),
];

/// What is drawn of a year.
pub(super) struct Page {
    /// What it is about.
    pub(super) title: String,
    pub(super) content: Markup,
    /// One that tells of work under way draws itself anew, with and without a script.
    pub(super) is_under_way: bool,
}

/// Milliseconds after which a page of work under way is drawn anew.
const AGAIN: u32 = 1000;
/// The same of a page that is only waited for.
const SOON: u32 = 200;

impl Page {
    pub(super) fn new(title: impl Into<String>, content: Markup) -> Self {
        Self {
            title: title.into(),
            content,
            is_under_way: false,
        }
    }
}

/// A page of a year, below what the act before it came to.
pub(super) fn page(known: &Year, page: &Page, told: &[String]) -> Markup {
    let title = &page.title;
    let year = known.assessment.year();
    let bureau = &known.assessment.bureau.name;
    let full = format!("{title}　{bureau}{year}年");
    let head = html! {
        header.top {
            a.name href=(format!("/{year}")) { (bureau) }
            nav aria-label="页面" {
                @for (path, name) in PAGES {
                    a href=(format!("/{year}{path}")) aria-current=[(title == name).then_some("page")] {
                        (name)
                    }
                }
            }
            nav.years aria-label="年度" {
                @for one in &known.years {
                    @let is_shown = *one == year;
                    a href=(format!("/{one}")) aria-current=[is_shown.then_some("page")] {
                        (one) "年"
                    }
                }
            }
        }
    };
    let content = html! {
        @if !told.is_empty() {
            div.told role="status" { @for line in told { p { (line) } } }
        }
        (page.content)
    };
    frame(&full, &head, &content, page.is_under_way.then_some(AGAIN))
}

/// A page of no year.
pub(super) fn plain(title: &str, content: &Markup) -> Markup {
    let content = html! {
        h1 { (title) }
        (content)
    };
    frame(title, &html! {}, &content, None)
}

/// In the place of a page, as long as the folder is read for it.
pub(super) fn reading(at: &str) -> Markup {
    let content = html! { p role="status" { "正在读取文件夹：" (at) "……" } };
    frame("正在读取", &html! {}, &content, Some(SOON))
}

/// `again` is after how many milliseconds it is drawn anew.
fn frame(title: &str, head: &Markup, content: &Markup, again: Option<u32>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/desk.css";
                link rel="icon" href="/desk.svg";
                @if again.is_some() { noscript { meta http-equiv="refresh" content="1"; } }
                script src="/desk.js" defer {}
            }
            body data-under-way=[again] {
                (head)
                main { (content) }
            }
        }
    }
}
