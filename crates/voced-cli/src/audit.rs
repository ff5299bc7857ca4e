//! Auditing a finished report: every number read back and judged.

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use serde::Serialize;
use voced_audit::{
    Audit, Claim, Data, Document, Edit, Entity, Judged, Measure, Summary, Verdict, audit as judge,
    edits, format_of,
};
use voced_domain::{Bureau, Catalogue, Edition, Facts, IndicatorCode, ReferenceYear};

use crate::arguments::{AuditFormat, AuditOptions};
use crate::bureau::{assess_year, definitions, open, year};
use crate::{Console, Done, Failure, subprocess};

/// Changes only when a reader of the old form would misread the new one.
const SCHEMA: &str = "voced-audit/1";

/// Reads a report and prints what becomes of its numbers.
pub(crate) fn audit(options: &AuditOptions, console: &Console) -> Result<Done, Failure> {
    let path = &options.file;
    let bytes = fs::read(path).map_err(|error| Failure::io(path, error))?;
    let is_apart = format_of(&bytes).is_some_and(|format| format.can_end_the_process);
    if is_apart && !subprocess::is_one() {
        return subprocess::again(path);
    }
    let against = Against::of(options, console)?;
    if is_apart {
        // What the bureau's year took does not count.
        subprocess::bound();
    }
    let document = voced_audit::read(&bytes)
        .map_err(|error| Failure::new(format!("{}：{error}", path.display()), error.remedy()))?;
    let audit = judge(&document, &against.edition, against.data());
    let edited = edits(&document);
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
    console.result(text.trim_end())?;
    Ok(Done::of(audit.contradicts() || !edited.is_empty()))
}

/// What a report is held against: the catalogue, and the facts of a year where one was named.
struct Against {
    edition: Edition,
    data: Option<(Arc<Bureau>, Arc<Facts>)>,
}

impl Against {
    fn of(options: &AuditOptions, console: &Console) -> Result<Self, Failure> {
        let Some(wanted) = options.year else {
            let catalogue = match options.bureau.as_deref() {
                Some(bureau) => definitions(Some(bureau), console)?,
                None => Catalogue::national().map_err(Failure::of)?,
            };
            let year = ReferenceYear::new(options.definitions)
                .map_err(|error| Failure::new(error, "请核对--definitions"))?;
            return Ok(Self {
                edition: catalogue.edition(year),
                data: None,
            });
        };
        let folder = open(options.bureau.as_deref(), console)?;
        let year = year(wanted)?;
        let assessment = assess_year(&folder, year, console)?;
        Ok(Self {
            edition: folder.catalogue().edition(year),
            data: Some((assessment.bureau, assessment.facts)),
        })
    }

    fn data(&self) -> Option<Data<'_>> {
        let (bureau, facts) = self.data.as_ref()?;
        Some(Data { bureau, facts })
    }
}

/// An audit about to be written down.
pub(crate) struct Paper<'a> {
    pub(crate) document: &'a Document,
    edition: &'a Edition,
    pub(crate) audit: &'a Audit,
    /// What somebody changed in a document of ours.
    pub(crate) edited: &'a [Edit],
}

impl Paper<'_> {
    fn name(&self, fact: Option<&IndicatorCode>) -> &str {
        fact.and_then(|code| self.edition.indicator(code))
            .map_or("", |found| &found.name)
    }

    /// `就业率（2020年）：生成时是“97.8%”，现在是“98.7%”`.
    pub(crate) fn edit(&self, edit: &Edit) -> String {
        let what = match &edit.tag {
            Some(tag) => format!(
                "{}（{}年）",
                self.name(Some(&tag.key.indicator)),
                tag.key.year
            ),
            None => format!("“{}”", edit.sentence),
        };
        let given = edit.given.as_deref().unwrap_or_default();
        match (&edit.given, &edit.found) {
            (None, Some(found)) => format!("{what}：新写了“{found}”"),
            (_, Some(found)) => format!("{what}：生成时是“{given}”，现在是“{found}”"),
            (_, None) => format!("{what}：生成时有“{given}”，现在没有了"),
        }
    }

    /// `第49行 1.1`; of a document, whose paragraphs nobody counts, the paragraph within the section:
    /// `1.1第2段`.
    pub(crate) fn place(&self, claim: &Claim) -> String {
        let place = &claim.place;
        match self.document.measure {
            Measure::Paragraph => format!("{} 第{}段", place.section, place.paragraph),
            measure => format!("第{}{} {}", place.line, measure.name(), place.section),
        }
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&Claim, &Judged)> {
        self.audit.claims.iter().zip(&self.audit.judged)
    }

    fn text(&self) -> String {
        let summary = self.audit.summary();
        let mut text = format!("{}\n", headline(&summary));
        if !self.edited.is_empty() {
            text.push_str("\n生成以后被改动的数字\n");
            for edit in self.edited {
                let _ = writeln!(text, "  {}", self.edit(edit));
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
                    self.place(claim),
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
            line: claim.place.line,
            section: &claim.place.section,
            paragraph: claim.place.paragraph,
            sentence: claim.place.sentence,
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
                .map(|idx| self.audit.claims[*idx].place.line)
                .collect(),
        });
        let file = File {
            schema: SCHEMA,
            edited: self.edited,
            claims: claims.collect(),
            summary: self.audit.summary(),
        };
        serde_json::to_string_pretty(&file).map_err(Failure::of)
    }
}

pub(crate) fn headline(summary: &Summary) -> String {
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

pub(crate) fn claim_text(claim: &Claim) -> String {
    let unit = if claim.text.ends_with('%') || claim.text.contains(':') {
        ""
    } else {
        &claim.unit
    };
    format!("“{}{unit}”", claim.text)
}

#[derive(Serialize)]
struct File<'a> {
    schema: &'static str,
    edited: &'a [Edit],
    claims: Vec<ClaimJson<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    line: usize,
    section: &'a str,
    paragraph: usize,
    sentence: usize,
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
