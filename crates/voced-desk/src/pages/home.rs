//! 首页: where every school stands, what is to be done next, and the place where workbooks are dropped.

use maud::{Markup, html};
use voced_domain::{Board, EntityCode, Finding, LooksAt, NextStep, SchoolStatus, Standing};
use voced_folder::Deed;
use voced_pipeline::Assessment;
use voced_writers::board as words;

use super::findings;
use super::layout::Page;
use crate::desk::{Desk, Year};

/// Where there is nothing.
const NONE: &str = "—";
/// So many schools that changed are named.
const MOST_CHANGES: usize = 12;
/// So many deeds are shown.
const MOST_DEEDS: usize = 8;

pub(super) fn page(desk: &Desk, known: &Year) -> Page {
    let assessment = &*known.assessment;
    let year = assessment.year();
    let board = assessment.board(desk.today());
    let content = html! {
        h1 { (year) "年填报" }
        p.deadline { (deadline(&board)) }
        (drop(known))
        (since_last(desk, &board))
        (next(&board, assessment))
        (reminder(&board, assessment))
        (schools(&board, assessment))
        (unknown(known))
        (deeds(known))
    };
    Page::new("首页", content)
}

fn deadline(board: &Board) -> String {
    match (board.deadline, board.days_late()) {
        (None, _) => format!("今天{}，没有设交回期限", board.on),
        (Some(day), None) => format!("今天{}，交回期限{day}", board.on),
        (Some(day), Some(late)) => format!("今天{}，交回期限{day}，已过{late}天", board.on),
    }
}

/// A label around a real choice of files: it is reached by keyboard, and what is dropped on it becomes its choice.
fn drop(known: &Year) -> Markup {
    let year = known.assessment.year();
    html! {
        form.drop id="drop" method="post" enctype="multipart/form-data" action=(format!("/{year}/files")) {
            label for="files" {
                strong { "交回的工作簿" }
                " 拖到这里，或选文件（可以一次选多份，也可以是zip）"
            }
            input id="files" type="file" name="files" multiple accept=".xlsx,.xls,.ods,.et,.xlsm,.zip";
            button type="submit" { "收下" }
        }
    }
}

/// What changed since she said that she had seen it.
fn since_last(desk: &Desk, board: &Board) -> Markup {
    let root = desk.root();
    let Some(last) = desk.looked().last(&root, board.year) else {
        // From now on.
        desk.looked().keep(&root, board);
        return html! {};
    };
    let changes = last.changes(board);
    let year = board.year;
    html! {
        @if !changes.is_empty() {
            section aria-labelledby="since" {
                h2 id="since" { "上次看过以后（" (last.on) "）" }
                ul {
                    @for (one, what) in changes.iter().take(MOST_CHANGES) {
                        li { a href=(format!("/{year}/school/{}", one.school)) { (one.short) } "：" (what) }
                    }
                }
                @if changes.len() > MOST_CHANGES { p { "还有" (changes.len() - MOST_CHANGES) "所。" } }
                form.inline method="post" action=(format!("/{year}/looked")) {
                    button.quiet type="submit" { "都看过了" }
                }
            }
        }
    }
}

fn next(board: &Board, assessment: &Assessment) -> Markup {
    html! {
        section aria-labelledby="next" {
            h2 id="next" { "现在要做的" }
            ol.steps {
                @for step in &board.next {
                    li {
                        (words::step(step, board, &assessment.bureau).text)
                        " " (doing(step, board))
                    }
                }
            }
        }
    }
}

/// What does it: a form that does it at once, or the page where it is done.
fn doing(step: &NextStep, board: &Board) -> Markup {
    let year = board.year;
    let form = |path: &str, text: &str| {
        html! {
            form.inline method="post" action=(format!("/{year}/{path}")) {
                button type="submit" { (text) }
            }
        }
    };
    let page =
        |path: &str, text: &str| html! { a.button href=(format!("/{year}{path}")) { (text) } };
    match step {
        NextStep::Issue(_) => form("issue", "生成工作簿"),
        NextStep::Check(_) => form("check", "核查，写好退回的文件"),
        NextStep::FillInOwn(_) => html! {
            (page("/results#templates", "空表在这里"))
            "，填好后拖到上面"
        },
        NextStep::Unknown(_) => html! { a.button href="#own" { "看是哪些" } },
        NextStep::MendOwn(_) | NextStep::AskAgain(_) => page("/findings", "看问题"),
        NextStep::Remind(_) => html! { a.button href="#remind" { "催报的话" } },
        NextStep::SendBack(_) | NextStep::AskToExplain(_) => {
            page("/results#returned", "退回的工作簿")
        }
        NextStep::Sign(_) => page("/results#to-sign", "确认表和登记签字"),
        NextStep::LastYear(_) => {
            let last = year.previous();
            html! { a.button href=(format!("/{last}/findings")) { "看" (last) "年的问题" } }
        }
        NextStep::Report => page("/report", "写报告"),
    }
}

/// 催报: what to send to those who sent nothing, to be copied.
fn reminder(board: &Board, assessment: &Assessment) -> Markup {
    html! {
        @if let Some(reminder) = words::reminder(board, &assessment.bureau) {
            details id="remind" {
                summary { "催报的话（可以复制到微信、邮件）" }
                p.note { "发到群里：" }
                p.copied { (reminder.message) }
                p.note { "发邮件，主题：" }
                p.copied { (reminder.subject) }
                p.note { "正文：" }
                p.copied { (reminder.letter) }
            }
        }
    }
}

/// 最近做的, as far as it can be undone.
fn deeds(known: &Year) -> Markup {
    let year = known.assessment.year();
    let deeds = known.folder.deeds(year);
    let last: Vec<&Deed> = deeds.iter().rev().filter(|deed| !deed.is_undone).collect();
    let (shown, older) = last.split_at(last.len().min(MOST_DEEDS));
    html! {
        @if !last.is_empty() {
            section aria-labelledby="deeds" {
                h2 id="deeds" { "最近做的" }
                ul.deeds { @for deed in shown { (done(known, deed)) } }
                @if !older.is_empty() {
                    details {
                        summary { "更早的" (older.len()) "件" }
                        ul.deeds { @for deed in older { (done(known, deed)) } }
                    }
                }
            }
        }
    }
}

fn done(known: &Year, deed: &Deed) -> Markup {
    let year = known.assessment.year();
    html! {
        li {
            (deed.on) " " (deed.what) " "
            @if known.folder.can_undo(year, deed) {
                form.inline method="post" action=(format!("/{year}/undo")) {
                    input type="hidden" name="number" value=(deed.number);
                    button.quiet type="submit" aria-label=(format!("撤销：{}", deed.what)) { "撤销" }
                }
            } @else {
                span.note { "（同一个文件后来又改过，先撤销后来的）" }
            }
        }
    }
}

fn schools(board: &Board, assessment: &Assessment) -> Markup {
    html! {
        section aria-labelledby="schools" {
            h2 id="schools" { "各校" }
            p { (words::counts(board)) }
            div.scroll tabindex="0" role="region" aria-labelledby="schools" {
                table.board {
                    thead {
                        tr {
                            th scope="col" { "学校" }
                            th scope="col" { "状态" }
                            th.number scope="col" { "强制" }
                            th.number scope="col" { "核实" }
                            th scope="col" { "工作簿" }
                            th scope="col" { "找谁" }
                        }
                    }
                    tbody {
                        @for one in &board.schools { (school(one, assessment)) }
                    }
                }
            }
        }
    }
}

fn school(one: &Standing, assessment: &Assessment) -> Markup {
    let year = assessment.year();
    html! {
        tr {
            th scope="row" {
                a href=(format!("/{year}/school/{}", one.school)) { (one.name) }
            }
            td { span class=(format!("status {}", class_of(one.status))) { (one.status.name()) } }
            (cell("强制", &count(one.errors), true))
            (cell("核实", &count(one.to_explain), true))
            (cell("工作簿", one.file.as_deref().unwrap_or(NONE), false))
            (cell("找谁", &words::person(&one.person), false))
        }
    }
}

/// A cell that names its column where there is no place for a head.
fn cell(of: &str, text: &str, is_number: bool) -> Markup {
    let is_none = text.is_empty() || text == NONE;
    html! {
        td.number[is_number].none[is_none] data-of=(of) { (text) }
    }
}

fn count(count: usize) -> String {
    if count == 0 {
        NONE.into()
    } else {
        count.to_string()
    }
}

pub(super) fn class_of(status: SchoolStatus) -> &'static str {
    match status {
        SchoolStatus::NotReported => "not-reported",
        SchoolStatus::Returned => "returned",
        SchoolStatus::ToExplain => "to-explain",
        SchoolStatus::Passed => "passed",
        SchoolStatus::Signed => "signed",
    }
}

/// What concerns no school that is known: files that nobody recognises, and the bureau's own figures.
fn unknown(known: &Year) -> Markup {
    let assessment = &*known.assessment;
    let is_schools = |code: &EntityCode| assessment.bureau.school(code).is_some();
    let others = assessment.findings.iter().filter(|finding| {
        let is_of_school = finding.school.as_ref().is_some_and(is_schools);
        // That nothing came is told by the schools' own lines.
        let is_arrival = finding.looks_at == LooksAt::Arrival;
        (!is_of_school || finding.is_bureaus()) && !is_arrival && finding.blocks()
    });
    let others: Vec<&Finding> = others.collect();
    html! {
        @if !others.is_empty() {
            section aria-labelledby="own" {
                h2 id="own" { "本局要看的" }
                ul.findings {
                    @for finding in others { (findings::told(known, finding)) }
                }
            }
        }
    }
}
