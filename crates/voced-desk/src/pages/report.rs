//! 报告: what stands against it, writing it, and taking it away.

use maud::{Markup, html};
use voced_domain::Finding;

use super::results::output;
use super::{findings, layout};
use crate::desk::{Desk, Year};
use crate::downloads::Written;
use crate::jobs::State;

/// Formats of what is handed to others, the report itself first.
const FORMATS: [&str; 4] = [".docx", ".pdf", ".html", ".xlsx"];

pub(super) fn page(desk: &Desk, known: &Year) -> Markup {
    let year = known.assessment.year();
    let state = desk.jobs().of(year).map(|job| job.state());
    let content = html! {
        h1 { (year) "年度报告" }
        (obstacles(known))
        @match &state {
            Some(State::At(step)) => (running(year.get(), step)),
            Some(State::Failed(why)) => { p.error role="alert" { "没有写成：" (why) } (forms(year.get())) }
            Some(State::Done(lines)) => {
                p.good role="status" { "写好了。" }
                @for line in lines { p { (line) } }
                (forms(year.get()))
            }
            None => (forms(year.get())),
        }
        (files(desk, known))
    };
    let is_under_way = matches!(state, Some(State::At(_)));
    layout::page_with(known, "报告", &content, is_under_way)
}

fn obstacles(known: &Year) -> Markup {
    let blocking = known.assessment.findings.iter();
    let blocking = blocking.filter(|finding| finding.blocks());
    let blocking: Vec<&Finding> = blocking.collect();
    html! {
        @if blocking.is_empty() {
            p { "各校数据没有待处理的问题，可以写正式报告。" }
        } @else {
            details {
                summary { "还有" (blocking.len()) "个问题待处理：有强制问题时只能写草稿" }
                ul.findings { @for finding in blocking { (findings::told(finding)) } }
            }
        }
    }
}

fn running(year: u16, step: &str) -> Markup {
    html! {
        p role="status" { "正在写报告：" (step) "……" }
        form.inline method="post" action=(format!("/{year}/report/stop")) {
            button type="submit" { "停下" }
        }
    }
}

fn forms(year: u16) -> Markup {
    html! {
        form.inline method="post" action=(format!("/{year}/report")) {
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
        (path.contains('/'), format)
    });
    html! {
        @if !paths.is_empty() {
            section aria-labelledby="files" {
                h2 id="files" { "写好的文件" }
                ul.received {
                    @for path in paths {
                        li { a href=(output(year, path)) { (path) } }
                    }
                }
                p { "文件在" code { (written.folder.display()) } "。改过的docx不会被覆盖：再写一次时改名保留。" }
            }
        }
    }
}
