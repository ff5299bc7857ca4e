//! 结果: what was made to be sent out, with what to do with it.

use maud::{Markup, html};
use voced_domain::ReferenceYear;

use super::layout;
use crate::desk::{Desk, Year};
use crate::downloads::Written;

pub(super) fn page(desk: &Desk, known: &Year) -> Markup {
    let year = known.assessment.year();
    let outputs = Written::outputs(desk, year);
    let report = outputs
        .paths
        .iter()
        .find(|path| path.ends_with("核查报告.xlsx"));
    let returned = Written::outputs(desk, year).within("退回").paths.len();
    let to_sign = Written::outputs(desk, year).within("确认表").paths.len();
    let templates = Written::templates(desk, year).paths.len();
    let content = html! {
        h1 { "发给学校的文件" }
        ul.received {
            (packed(year, templates, ("templates", "填报工作簿"), "发给各校填报，全市的一份本局自己填"))
            (packed(year, returned, ("returned", "退回的工作簿"), "发给学校改正或说明，改好的交回后再拖到首页"))
            (packed(year, to_sign, ("to-sign", "确认表"), "打印出来请学校签字，签回后在学校的页面登记校验码"))
            @if let Some(path) = report {
                li { a.button href=(output(year, path)) { "核查报告.xlsx" } " 本局自己留用" }
            }
        }
        @if templates + returned + to_sign == 0 {
            p { "还没有生成过。" }
        }
        form.inline method="post" action=(format!("/{year}/check")) {
            button type="submit" { "按现在的工作簿重新核查" }
        }
        p { "文件也在" code { (desk.out(year).display()) } "。" }
    };
    layout::page(known, "发给学校的文件", &content)
}

fn packed(year: ReferenceYear, count: usize, (kind, name): (&str, &str), what: &str) -> Markup {
    html! {
        @if count > 0 {
            li {
                a.button href=(format!("/{year}/packed/{kind}")) { (name) "（" (count) "份，zip）" }
                " " (what)
            }
        }
    }
}

/// Where one of the outputs is had.
pub(super) fn output(year: ReferenceYear, path: &str) -> String {
    let path = percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC);
    format!("/{year}/output?name={path}")
}
