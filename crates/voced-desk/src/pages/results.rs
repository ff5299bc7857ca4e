//! 结果: what is sent out, with what to do with it.

use maud::{Markup, html};
use voced_domain::{ReferenceYear, School};
use voced_writers::check::Written as Sent;

use super::layout::Page;
use crate::desk::{Desk, Year};
use crate::downloads::{Written, to_schools};

pub(super) fn page(desk: &Desk, known: &Year) -> Page {
    let year = known.assessment.year();
    let outputs = Written::outputs(desk, year);
    let mut paths = outputs.paths.iter();
    let report = paths.find(|path| path.ends_with("核查报告.xlsx"));
    let content = html! {
        h1 { "发给学校的文件" }
        p { "下载时按现在的数据重新生成，不会拿到旧的。" }
        (templates(desk, year))
        (kind(known, "returned", Sent::Returned))
        (kind(known, "to-sign", Sent::Confirmation))
        section aria-labelledby="check" {
            h2 id="check" { "本局留用" }
            form.inline method="post" action=(format!("/{year}/check")) {
                button.quiet type="submit" { "核查，写核查报告" }
            }
            @if let Some(path) = report { " " a href=(output(year, path)) { "核查报告.xlsx" } }
            p { "文件也在" code { (desk.out(year).display()) } "。" }
        }
    };
    Page::new("发给学校的文件", content)
}

fn templates(desk: &Desk, year: ReferenceYear) -> Markup {
    let count = Written::templates(desk, year).paths.len();
    html! {
        section aria-labelledby="templates" {
            h2 id="templates" { "填报工作簿" }
            p { "发给各校填报；全市的一份（city.xlsx）本局自己填，填好拖到首页。" }
            @if count > 0 {
                form.inline method="post" action=(format!("/{year}/pack/templates")) {
                    button type="submit" { "下载" (count) "份（zip）" }
                }
            } @else {
                form.inline method="post" action=(format!("/{year}/issue")) {
                    button type="submit" { "生成" }
                }
            }
        }
    }
}

/// What is sent of a kind, all at once or one by one.
fn kind(known: &Year, name: &str, sent: Sent) -> Markup {
    let own = to_schools(known, sent, "");
    html! {
        section aria-labelledby=(name) {
            h2 id=(name) { (sent.folder()) }
            p { (what_to_do(sent)) }
            @if own.is_empty() {
                p { "现在没有。" }
            } @else {
                (download(known, name, None, &format!("下载{}份（zip）", own.len())))
                ul.plain {
                    @for (school, _) in &own { (line(known, name, sent, school)) }
                }
            }
        }
    }
}

fn what_to_do(sent: Sent) -> &'static str {
    match sent {
        Sent::Returned => {
            "这几所学校自己的工作簿，有问题的格子着了色。发给学校改正或说明，改好的交回后再拖到首页。"
        }
        Sent::Confirmation => {
            "没有问题的学校。打印出来请学校签字，签回后在学校的页面登记校验码；确认表不用拖回来。"
        }
    }
}

fn line(known: &Year, name: &str, sent: Sent, school: &School) -> Markup {
    let year = known.assessment.year();
    let address = format!("/{year}/school/{}", school.code);
    let has_signed = known.has_signed(&school.code);
    html! {
        li {
            a href=(address) { (school.short) }
            " " (download(known, name, Some(school), "下载"))
            @if sent == Sent::Confirmation {
                @if has_signed {
                    " 已签字"
                } @else {
                    " " a href=(format!("{address}#sign")) { "登记签字" }
                }
            }
        }
    }
}

fn download(known: &Year, name: &str, school: Option<&School>, text: &str) -> Markup {
    let year = known.assessment.year();
    html! {
        form.inline method="post" action=(format!("/{year}/pack/{name}")) {
            @if let Some(school) = school { input type="hidden" name="school" value=(school.code); }
            button.quiet[school.is_some()] type="submit"
                aria-label=[school.map(|school| format!("{text}{}的", school.short))] { (text) }
        }
    }
}

/// Where one of the outputs is had.
pub(super) fn output(year: ReferenceYear, path: &str) -> String {
    let path = percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC);
    format!("/{year}/output?name={path}")
}
