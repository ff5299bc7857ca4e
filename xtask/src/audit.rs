//! Auditing a finished report: every number read back and judged.

use std::fmt::Write as _;
use std::fs;

use serde::Serialize;
use voced_audit::{
    Audit, Block, Claim, Document, Entity, Judged, Summary, Verdict, audit as judge,
};
use voced_domain::{Catalogue, Edition, Facts, IndicatorCode, ReferenceYear};
use voced_writers::docx::{TaggedFigure, tagged};

use crate::Done;
use crate::arguments::{AuditFormat, AuditOptions};
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::{Folder, year};
use crate::report::assess;

/// Changes only when a reader of the old form would misread the new one.
const SCHEMA: &str = "voced-audit/1";

/// Reads a report and prints what becomes of its numbers.
pub(crate) fn audit(options: &AuditOptions, console: &Console) -> Result<Done, Failure> {
    let path = &options.file;
    let bytes = fs::read(path).map_err(|error| Failure::io(path, &error))?;
    let document = voced_audit::read(&bytes)
        .map_err(|error| Failure::new(format!("{}：{error}", path.display()), error.remedy()))?;
    let against = Against::of(options, console)?;
    let facts = against.facts.as_ref();
    let audit = judge(&document, &against.edition, facts);
    // A document of another program has no tags, and none are missed.
    let edited: Vec<TaggedFigure> = tagged(&bytes).unwrap_or_default();
    let edited: Vec<TaggedFigure> = edited.into_iter().filter(is_edited).collect();
    let paper = Paper {
        document: &document,
        edition: &against.edition,
        audit: &audit,
        edited: &edited,
    };
    let text = match options.format {
        AuditFormat::Text => paper.text(),
        AuditFormat::Json => paper.json()?,
        AuditFormat::Html => paper.html(),
    };
    console.result(text.trim_end());
    Ok(if audit.contradicts() || !edited.is_empty() {
        Done::OpenFindings
    } else {
        Done::Clean
    })
}

/// What a report is held against: the catalogue, and the facts of a year where one was named.
struct Against {
    edition: Edition,
    facts: Option<Facts>,
}

impl Against {
    fn of(options: &AuditOptions, console: &Console) -> Result<Self, Failure> {
        let Some(wanted) = options.year else {
            let catalogue = Catalogue::national().map_err(|error| Failure::new(error, ""))?;
            let year = ReferenceYear::new(options.definitions)
                .map_err(|error| Failure::new(error, "请核对--definitions"))?;
            return Ok(Self {
                edition: catalogue.edition(year),
                facts: None,
            });
        };
        let folder = Folder::open(&options.bureau)?;
        let year = year(wanted)?;
        let assessment = assess(&folder, year, console)?;
        Ok(Self {
            edition: folder.catalogue.edition(year),
            facts: Some(Facts::clone(&assessment.facts)),
        })
    }
}

fn is_edited(figure: &TaggedFigure) -> bool {
    figure.found.as_ref() != Some(&figure.given)
}

/// An audit about to be written down.
struct Paper<'a> {
    document: &'a Document,
    edition: &'a Edition,
    audit: &'a Audit,
    /// Figures of our own document that somebody changed or deleted.
    edited: &'a [TaggedFigure],
}

impl Paper<'_> {
    fn name(&self, fact: Option<&IndicatorCode>) -> &str {
        fact.and_then(|code| self.edition.indicator(code))
            .map_or("", |found| &found.name)
    }

    fn pairs(&self) -> impl Iterator<Item = (&Claim, &Judged)> {
        self.audit.claims.iter().zip(&self.audit.judged)
    }

    fn text(&self) -> String {
        let summary = self.audit.summary();
        let mut text = format!("{}\n", headline(&summary));
        if !self.edited.is_empty() {
            text.push_str("\n生成以后被改动的数字\n");
            for figure in self.edited {
                let _ = writeln!(
                    text,
                    "  {}",
                    edited(figure, self.name(Some(&figure.tag.key.indicator)))
                );
            }
        }
        for verdict in [Verdict::Contradicts, Verdict::Tension, Verdict::Style] {
            let found: Vec<_> = self
                .pairs()
                .filter(|(_, judged)| judged.verdict == verdict)
                .collect();
            if found.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n{}", verdict.name());
            for (claim, judged) in found {
                let _ = writeln!(
                    text,
                    "  {} {} {}〔{}〕",
                    place(claim),
                    claim_text(claim),
                    judged.reason,
                    judged.check_title()
                );
            }
        }
        text
    }

    fn json(&self) -> Result<String, Failure> {
        let claims = self.pairs().map(|(claim, judged)| ClaimJson {
            line: claim.line,
            section: &claim.section,
            text: &claim.sentence,
            printed: &claim.text,
            value: claim.value.to_plain_text(),
            unit: &claim.unit,
            year: claim.year,
            entity: match &claim.entity {
                Entity::Region => "",
                Entity::School(name) => name,
            },
            kind: claim.kind,
            fact: claim.fact.as_ref(),
            verdict: judged.verdict,
            check: judged.check,
            expected: judged.expected.as_deref(),
            reason: &judged.reason,
            related: judged
                .related
                .iter()
                .map(|idx| self.audit.claims[*idx].line)
                .collect(),
        });
        let edited = self.edited.iter().map(|figure| EditedJson {
            tag: figure.tag.to_string(),
            given: &figure.given,
            found: figure.found.as_deref(),
        });
        let file = File {
            schema: SCHEMA,
            edited: edited.collect(),
            claims: claims.collect(),
            summary: self.audit.summary(),
        };
        serde_json::to_string_pretty(&file).map_err(|error| Failure::new(error, ""))
    }

    /// The text of the report, each number on the ground of its verdict, the reason beside it.
    fn html(&self) -> String {
        let mut page = String::from(HTML_HEAD);
        let _ = write!(
            page,
            "<p class=\"sum\">{}</p>",
            escaped(&headline(&self.audit.summary()))
        );
        for block in &self.document.blocks {
            match block {
                Block::Heading(line) => {
                    let _ = write!(page, "<h2>{}</h2>", escaped(&line.text));
                }
                Block::Paragraph(line) => {
                    let _ = write!(page, "<p>{}</p>", self.marked(line.number, &line.text));
                }
                Block::Table(table) => {
                    page.push_str("<table>");
                    for (number, row) in &table.rows {
                        let text = row.join("\u{1}");
                        let cells = self.marked(*number, &text).replace('\u{1}', "</td><td>");
                        let _ = write!(page, "<tr><td>{cells}</td></tr>");
                    }
                    page.push_str("</table>");
                }
            }
        }
        page.push_str("</main></body></html>\n");
        page
    }

    /// A line with its numbers marked, in their order.
    fn marked(&self, line: usize, text: &str) -> String {
        let mut page = String::new();
        let mut rest = text;
        for (claim, judged) in self.pairs().filter(|(claim, _)| claim.line == line) {
            let bare = claim.text.trim_start_matches(['+', '-', '−']);
            let Some(at) = find_number(rest, bare) else {
                continue;
            };
            let (before, after) = rest.split_at(at);
            let class = class(judged.verdict);
            let _ = write!(
                page,
                "{}<mark class=\"{class}\" title=\"{}\">{}</mark>",
                escaped(before),
                escaped(&format!("{}：{}", judged.verdict.name(), judged.reason)),
                escaped(bare)
            );
            if judged.verdict <= Verdict::Style {
                let _ = write!(
                    page,
                    "<small class=\"{class}\">{}</small>",
                    escaped(&judged.reason)
                );
            }
            rest = &after[bare.len()..];
        }
        page.push_str(&escaped(rest));
        page
    }
}

/// Where a number stands, and not its digits within another number.
fn find_number(text: &str, number: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit();
    let stands_alone = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[at + number.len()..].chars().next();
        !before.is_some_and(is_digit) && !after.is_some_and(is_digit)
    };
    let mut found = text.match_indices(number).map(|(at, _)| at);
    found.find(stands_alone)
}

const HTML_HEAD: &str = "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>报告核对</title><style>body{font:16px/1.8 serif;max-width:60em;margin:auto;padding:1em}table{border-collapse:collapse}td{border:1px solid #bbb;padding:.2em .6em}mark{padding:0 .15em;border-radius:.2em}mark.bad{background:#f8b4a8}mark.doubt{background:#ffe08a}mark.style{background:#cfe2ff}mark.good{background:#cdebd0}mark.none{background:#eee}small{display:inline-block;margin:0 .4em;padding:0 .4em;border-left:3px solid;font:13px/1.5 sans-serif}small.bad{color:#a3200d}small.doubt{color:#7a5200}small.style{color:#1a4a8a}</style></head><body><main>";

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

fn headline(summary: &Summary) -> String {
    let counts = summary
        .verdicts
        .iter()
        .map(|(verdict, count)| format!("{}{count}", verdict.name()));
    format!(
        "共{}个数，认出所指的{}个：{}；日期、文号等{}处不计",
        summary.claims,
        summary.recognised,
        counts.collect::<Vec<_>>().join("，"),
        summary.non_figures
    )
}

/// `第49行 1.1`.
fn place(claim: &Claim) -> String {
    format!("第{}行 {}", claim.line, claim.section)
}

fn claim_text(claim: &Claim) -> String {
    let unit = if claim.text.ends_with('%') || claim.text.contains(':') {
        ""
    } else {
        &claim.unit
    };
    format!("“{}{unit}”", claim.text)
}

fn edited(figure: &TaggedFigure, name: &str) -> String {
    let year = figure.tag.key.year;
    match &figure.found {
        Some(found) => format!(
            "{name}（{year}年）：生成时是“{}”，现在是“{found}”",
            figure.given
        ),
        None => format!("{name}（{year}年）：生成时是“{}”，现在没有了", figure.given),
    }
}

#[derive(Serialize)]
struct File<'a> {
    schema: &'static str,
    edited: Vec<EditedJson<'a>>,
    claims: Vec<ClaimJson<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct EditedJson<'a> {
    tag: String,
    given: &'a str,
    found: Option<&'a str>,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    line: usize,
    section: &'a str,
    text: &'a str,
    printed: &'a str,
    value: String,
    unit: &'a str,
    year: Option<u16>,
    entity: &'a str,
    kind: voced_audit::Kind,
    fact: Option<&'a IndicatorCode>,
    verdict: Verdict,
    check: &'static str,
    expected: Option<&'a str>,
    reason: &'a str,
    related: Vec<usize>,
}
