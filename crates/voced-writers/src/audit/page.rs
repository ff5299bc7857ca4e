//! An audit as a page: the report's text with each number on the ground of its verdict, the reason
//! beside it, and what is wrong listed first, with its sentence. What is shown can be narrowed to a verdict; a browser that
//! cannot do that without a script shows all.

use std::iter;

use maud::{DOCTYPE, Markup, html};
use voced_audit::{Block, Claim, Judged, Table, Text, Verdict};

use super::Audited;
use super::words::{claim_text, headline};
use crate::page::finished;
use crate::trusted;

const STYLE: &str = "body{font:16px/1.8 serif;max-width:60em;margin:auto;padding:1em}\
table{border-collapse:collapse}\
div.table{overflow-x:auto}\
td{border:1px solid #bbb;padding:.2em .6em}\
ol{padding-left:1.6em}\
mark{padding:0 .15em;border-radius:.2em}\
mark.bad{background:#f8b4a8}\
mark.doubt{background:#ffe08a}\
mark.style{background:#cfe2ff}\
mark.good{background:#cdebd0}\
mark.none{background:#eee}\
small{display:inline-block;margin:0 .4em;padding:0 .4em;border-left:3px solid;font:13px/1.5 sans-serif}\
small.bad{color:#a3200d}\
small.doubt{color:#7a5200}\
small.style{color:#1a4a8a}\
fieldset{border:1px solid #bbb;font:15px/1.8 sans-serif}\
label{margin-right:1em;white-space:nowrap}\
q{display:block;color:#444;quotes:none}\
main:has(#only-bad:checked) .report>:not(:has(mark.bad)),\
main:has(#only-doubt:checked) .report>:not(:has(mark.doubt)),\
main:has(#only-style:checked) .report>:not(:has(mark.style)),\
main:has(#only-none:checked) .report>:not(:has(mark.none)){display:none}";
/// What of the report can be shown alone: the class of its marks, and what it is called.
const SHOWN: &[(&str, &str)] = &[
    ("bad", "有矛盾的"),
    ("doubt", "存疑的"),
    ("style", "凑整和写法"),
    ("none", "没有核对的"),
];

/// Writes an audit as a page.
pub fn page(audited: &Audited<'_>) -> String {
    let page = html! {
        (DOCTYPE) "\n"
        html lang="zh" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "报告核对" }
                (trusted::style(STYLE))
            }
            body { main { (results(audited)) hr; (choice()) div.report { (report(audited)) } } }
        }
        "\n"
    };
    finished(page)
}

/// What was edited, and what is wrong, with links to where it stands.
fn results(audited: &Audited<'_>) -> Markup {
    html! {
        p.sum { (headline(&audited.audit.summary())) }
        p {
            @for verdict in Verdict::ALL {
                mark class=(class(verdict)) { (verdict.name()) } " "
            }
        }
        @if !audited.edited.is_empty() {
            h2 { "生成以后被改动的数字" }
            ol { @for edit in audited.edited { li { (audited.edit(edit)) } } }
        }
        (list(audited, Verdict::Contradicts))
        (list(audited, Verdict::Tension))
        (list(audited, Verdict::Rounding))
        (list(audited, Verdict::Style))
    }
}

/// Which paragraphs and tables of the report are shown.
fn choice() -> Markup {
    html! {
        fieldset {
            legend { "显示报告的哪些段落" }
            label { input type="radio" name="only" id="only-all" checked; " 全部" }
            @for (class, name) in SHOWN {
                label { input type="radio" name="only" id={ "only-" (class) }; " " (name) }
            }
        }
    }
}

fn list(audited: &Audited<'_>, wanted: Verdict) -> Markup {
    let of_verdict = |(_, judged): &(&Claim, &Judged)| judged.verdict == wanted;
    let found: Vec<_> = audited.pairs().filter(of_verdict).collect();
    html! {
        @if !found.is_empty() {
            h2 { (wanted.name()) }
            ol {
                @for (claim, judged) in found {
                    li {
                        a href={ "#c" (judged.claim) } {
                            (audited.place(claim)) " " (claim_text(claim))
                        }
                        " " (judged.reason) "〔" (judged.check_title()) "〕"
                        q { (claim.sentence) }
                    }
                }
            }
        }
    }
}

/// The text of the report.
fn report(audited: &Audited<'_>) -> Markup {
    html! {
        @for (idx, block) in audited.document.blocks.iter().enumerate() {
            @match block {
                Block::Heading(line) => h2 { (line.text.as_str()) },
                Block::Paragraph(line) => p { (marked(audited, idx, None, &line.text)) },
                Block::Table(of) => (table(audited, idx, of)),
            }
        }
    }
}

fn table(audited: &Audited<'_>, block: usize, table: &Table) -> Markup {
    html! {
        div.table {
            table {
                @for (row_idx, row) in table.rows.iter().enumerate() {
                    tr {
                        @for (column, cell) in row.cells.iter().enumerate() {
                            td { (marked(audited, block, Some((row_idx, column)), cell)) }
                        }
                    }
                }
            }
        }
    }
}

/// A text with its numbers marked.
fn marked(
    audited: &Audited<'_>,
    block: usize,
    cell: Option<(usize, usize)>,
    text: &Text,
) -> Markup {
    let text = text.as_str();
    let is_here =
        |(claim, _): &(&Claim, &Judged)| (claim.place.block, claim.place.cell) == (block, cell);
    let claims: Vec<_> = audited.pairs().filter(is_here).collect();
    let ends = claims.iter().map(|(claim, _)| claim.place.range.end);
    let rest = ends.clone().next_back().unwrap_or_default();
    html! {
        @for ((claim, judged), end) in claims.iter().zip(iter::once(0).chain(ends)) {
            @let range = &claim.place.range;
            (text[end..range.start]) (mark(judged, &text[range.clone()]))
        }
        (text[rest..])
    }
}

/// A number, and beside one that is wrong the reason.
fn mark(judged: &Judged, text: &str) -> Markup {
    let class = class(judged.verdict);
    let verdict = html! { (judged.verdict.name()) "：" (judged.reason) };
    html! {
        mark id={ "c" (judged.claim) } class=(class) title=(verdict) { (text) }
        @if judged.verdict <= Verdict::Style { small class=(class) { (verdict) } }
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradicts => "bad",
        Verdict::Tension => "doubt",
        Verdict::Rounding | Verdict::Style => "style",
        Verdict::Agrees => "good",
        Verdict::Approximate | Verdict::NotCheckable => "none",
    }
}
