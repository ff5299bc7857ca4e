//! An audit as a page: the report's text with each number on the ground of its verdict, the reason
//! beside it, and what is wrong listed first.

use std::fmt::Write as _;

use voced_audit::{Block, Claim, Text, Verdict};

use super::Audited;
use super::words::{claim_text, headline};

/// Writes an audit as a page.
pub fn page(audited: &Audited<'_>) -> String {
    audited.page()
}

impl Audited<'_> {
    fn page(&self) -> String {
        let mut page = String::from(HEAD);
        let _ = write!(
            page,
            "<p class=\"sum\">{}</p><p>",
            escaped(&headline(&self.audit.summary()))
        );
        for verdict in Verdict::ALL {
            let (class, name) = (class(verdict), verdict.name());
            let _ = write!(page, "<mark class=\"{class}\">{name}</mark> ");
        }
        page.push_str("</p>");
        self.lists(&mut page);
        for (idx, block) in self.document.blocks.iter().enumerate() {
            self.block(&mut page, idx, block);
        }
        page.push_str("</main></body></html>\n");
        page
    }

    /// What was edited, and what is wrong, with links to where it stands.
    fn lists(&self, page: &mut String) {
        if !self.edited.is_empty() {
            page.push_str("<h2>生成以后被改动的数字</h2><ol>");
            for edit in self.edited {
                let _ = write!(page, "<li>{}</li>", escaped(&self.edit(edit)));
            }
            page.push_str("</ol>");
        }
        for wanted in [Verdict::Contradicts, Verdict::Tension] {
            let found: Vec<_> = self
                .pairs()
                .filter(|(_, judged)| judged.verdict == wanted)
                .collect();
            if found.is_empty() {
                continue;
            }
            let _ = write!(page, "<h2>{}</h2><ol>", wanted.name());
            for (claim, judged) in found {
                let _ = write!(
                    page,
                    "<li><a href=\"#c{}\">{} {}</a> {}</li>",
                    judged.claim,
                    escaped(&self.place(claim)),
                    escaped(&claim_text(claim)),
                    escaped(&judged.reason)
                );
            }
            page.push_str("</ol>");
        }
        page.push_str("<hr>");
    }

    fn block(&self, page: &mut String, idx: usize, block: &Block) {
        match block {
            Block::Heading(line) => {
                let _ = write!(page, "<h2>{}</h2>", escaped(line.text.as_str()));
            }
            Block::Paragraph(line) => {
                let _ = write!(page, "<p>{}</p>", self.marked(idx, None, &line.text));
            }
            Block::Table(table) => {
                page.push_str("<div class=\"table\"><table>");
                for (row_idx, row) in table.rows.iter().enumerate() {
                    page.push_str("<tr>");
                    for (column, cell) in row.cells.iter().enumerate() {
                        let cell = self.marked(idx, Some((row_idx, column)), cell);
                        let _ = write!(page, "<td>{cell}</td>");
                    }
                    page.push_str("</tr>");
                }
                page.push_str("</table></div>");
            }
        }
    }

    /// A text with its numbers marked.
    fn marked(&self, block: usize, cell: Option<(usize, usize)>, text: &Text) -> String {
        let text = text.as_str();
        let mut page = String::new();
        let mut end = 0;
        let here = |claim: &Claim| claim.place.block == block && claim.place.cell == cell;
        for (claim, judged) in self.pairs().filter(|(claim, _)| here(claim)) {
            let range = claim.place.range.clone();
            let (class, name) = (class(judged.verdict), judged.verdict.name());
            let reason = escaped(&judged.reason);
            let _ = write!(
                page,
                "{}<mark id=\"c{}\" class=\"{class}\" title=\"{name}：{reason}\">{}</mark>",
                escaped(&text[end..range.start]),
                judged.claim,
                escaped(&text[range.clone()])
            );
            if judged.verdict <= Verdict::Style {
                let _ = write!(page, "<small class=\"{class}\">{name}：{reason}</small>");
            }
            end = range.end;
        }
        page.push_str(&escaped(&text[end..]));
        page
    }
}

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>报告核对</title><style>body{font:16px/1.8 serif;max-width:60em;margin:auto;padding:1em}table{border-collapse:collapse}div.table{overflow-x:auto}td{border:1px solid #bbb;padding:.2em .6em}ol{padding-left:1.6em}mark{padding:0 .15em;border-radius:.2em}mark.bad{background:#f8b4a8}mark.doubt{background:#ffe08a}mark.style{background:#cfe2ff}mark.good{background:#cdebd0}mark.none{background:#eee}small{display:inline-block;margin:0 .4em;padding:0 .4em;border-left:3px solid;font:13px/1.5 sans-serif}small.bad{color:#a3200d}small.doubt{color:#7a5200}small.style{color:#1a4a8a}</style></head><body><main>";

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradicts => "bad",
        Verdict::Tension => "doubt",
        Verdict::Style => "style",
        Verdict::Agrees => "good",
        Verdict::Approximate | Verdict::NotCheckable => "none",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
