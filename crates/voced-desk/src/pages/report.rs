//! 报告: what stands against it, writing it, and taking it away.

use maud::{Markup, html};
use voced_domain::{Finding, ReferenceYear, Severity};

use super::layout::Page;
use super::results::output;
use crate::desk::{Desk, Year};
use crate::downloads::Written;
use crate::jobs::State;

/// Formats of what is handed to others, the report itself first.
const FORMATS: [&str; 4] = [".docx", ".pdf", ".html", ".xlsx"];
/// More schools than this are counted, not named.
const MOST_NAMED: usize = 12;

pub(super) fn page(desk: &Desk, known: &Year) -> Page {
    let year = known.assessment.year();
    let state = desk.jobs().of(year).map(|job| job.state());
    let content = html! {
        h1 { (year) "年度报告" }
        (standing(known))
        @match &state {
            Some(State::At(step)) => (running(year.get(), step)),
            Some(State::Failed(why)) => { p.error role="alert" { "没有写成：" (why) } (forms(desk, known)) }
            Some(State::Done(lines)) => {
                p.good role="status" { "写好了。" }
                @for line in lines { p { (line) } }
                (forms(desk, known))
            }
            None => (forms(desk, known)),
        }
        (files(desk, known))
    };
    Page {
        is_under_way: matches!(state, Some(State::At(_))),
        ..Page::new("报告", content)
    }
}

/// What stands against the report, and what had better be done before it.
fn standing(known: &Year) -> Markup {
    let year = known.assessment.year();
    let waiting = known.assessment.findings.iter();
    let waiting = waiting.filter(|finding| finding.blocks());
    let (errors, to_explain): (Vec<&Finding>, Vec<&Finding>) =
        waiting.partition(|finding| finding.severity == Severity::Error);
    let schools = known.assessment.bureau.schools().iter();
    let unsigned = schools.filter(|school| !known.has_signed(&school.code));
    let unsigned: Vec<&str> = unsigned.map(|school| school.short.as_str()).collect();
    html! {
        @if errors.is_empty() {
            p { "没有要改正的问题，可以写正式报告。" }
        } @else {
            p.error role="note" {
                "还有" (errors.len()) "个问题要改正，改正以前写不了正式报告，只能写草稿。"
                a href=(format!("/{year}/findings")) { "看问题" }
            }
        }
        @if !to_explain.is_empty() {
            p { "还有" (to_explain.len()) "个问题没有说明。" a href=(format!("/{year}/findings#to-explain")) { "看问题" } }
        }
        @if !unsigned.is_empty() {
            p { "还有" (unsigned.len()) "所学校没有签字：" (some(&unsigned)) "。" }
        }
    }
}

/// The first of many names.
fn some(names: &[&str]) -> String {
    let named = names.iter().take(MOST_NAMED).copied();
    let more = if names.len() > MOST_NAMED { "等" } else { "" };
    named.collect::<Vec<_>>().join("、") + more
}

fn running(year: u16, step: &str) -> Markup {
    html! {
        p role="status" { "正在写报告：" (step) "……" }
        form.inline method="post" action=(format!("/{year}/report/stop")) {
            button type="submit" { "停下" }
        }
    }
}

fn forms(desk: &Desk, known: &Year) -> Markup {
    let year = known.assessment.year();
    html! {
        form method="post" action=(format!("/{year}/report")) {
            p {
                label for="issued" { "封面上的日期" }
                input id="issued" type="date" name="issued" value=(desk.today());
            }
            button type="submit" { "写正式报告" }
            " "
            button.quiet type="submit" name="draft" value="1" { "写草稿" }
        }
    }
}

fn files(desk: &Desk, known: &Year) -> Markup {
    let year = known.assessment.year();
    let written = Written::outputs(desk, year);
    let is_report = |path: &&String| {
        let is_of_check = path.starts_with("退回/") || path.starts_with("确认表/");
        let is_format = FORMATS.iter().any(|format| path.ends_with(format));
        is_format && !is_of_check && !path.contains("核查报告") && !path.contains("填报进度")
    };
    let mut paths: Vec<&String> = written.paths.iter().filter(is_report).collect();
    paths.sort_by_key(|path| {
        let format = FORMATS.iter().position(|format| path.ends_with(format));
        (format, path.contains("溯源表"))
    });
    let (data, paths): (Vec<&String>, Vec<&String>) =
        paths.into_iter().partition(|path| path.ends_with(".xlsx"));
    let is_draft = |path: &&&String| path.contains("（草稿）");
    let is_internal = |path: &&&String| path.starts_with("内部版/");
    let of = |draft: bool, internal: bool| {
        let own = paths.iter().filter(|path| is_draft(path) == draft);
        let own = own.filter(|path| is_internal(path) == internal);
        own.copied().collect::<Vec<&String>>()
    };
    html! {
        @if !paths.is_empty() {
            section aria-labelledby="files" {
                h2 id="files" { "写好的文件" }
                @if written.is_of_other_data(known) {
                    p.error role="note" { "写好以后，数据又有变动：要用的话请再写一次。" }
                }
                (group(year, "公开版（可以印发）", &of(false, false)))
                (group(year, "内部版（本局自己看，不要外发）", &of(false, true)))
                (group(year, "数据", &data))
                @if of(false, false).is_empty() {
                    (group(year, "草稿", &of(true, false)))
                    (group(year, "内部版草稿", &of(true, true)))
                } @else if !of(true, false).is_empty() {
                    details {
                        summary { "以前写的草稿" }
                        (group(year, "草稿", &of(true, false)))
                        (group(year, "内部版草稿", &of(true, true)))
                    }
                }
                p { "文件在" code { (written.folder.display()) } "。改过的docx不会被覆盖：再写一次时改名保留。" }
            }
        }
    }
}

fn group(year: ReferenceYear, name: &str, paths: &[&String]) -> Markup {
    html! {
        @if !paths.is_empty() {
            h3 { (name) }
            ul.received {
                @for path in paths {
                    li { a href=(output(year, path)) { (path.rsplit('/').next().unwrap_or(path)) } " " (what(path)) }
                }
            }
        }
    }
}

/// What a file is for.
fn what(path: &str) -> &'static str {
    let is_public = !path.contains("（草稿）") && !path.starts_with("内部版/");
    let printed = if is_public { "印发" } else { "看版面" };
    let kinds = [
        (".docx", "用Word或WPS改"),
        (".pdf", printed),
        (".html", "在浏览器里看，点数字看出处"),
        (".xlsx", "各校和全市的数"),
    ];
    let mut kinds = kinds.iter().filter(|(format, _)| path.ends_with(format));
    kinds.next().map_or("", |(_, what)| what)
}
