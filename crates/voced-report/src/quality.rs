//! 数据质量说明: what the bureau knows of its data and the public report does not print.

use voced_domain::{
    Aspect, Difference, Entity, Fact, Finding, FindingStatus, Indicator, Outcome, PrintedFigure,
    PrintedKind,
};
use voced_text::display_width;

use crate::context::ComposeContext;
use crate::model::{
    Block, Cell, Column, HeadCell, Heading, HeadingKind, Inline, Paragraph, ParagraphKind, Row,
    Table,
};
use crate::run::Run;
use crate::table::{cell, plain};
use crate::tracing::with_unit;

/// A column is broken over lines beyond this many characters; the last, of running text, beyond more.
const COLUMN_WIDTH: usize = 30;
const TEXT_WIDTH: usize = 64;
/// Findings of more are for the 核查报告, which can be sorted and filtered.
const MOST_FINDINGS: usize = 100;

/// The parts of the appendix that have something to say.
pub(crate) fn quality(run: &Run<'_>, cx: &ComposeContext, body: &[Block]) -> Vec<Block> {
    let differences = run.comparison.map_or(&[][..], |found| &found.differences);
    let slips = run.comparison.map_or(&[][..], |found| &found.unit_slips);
    let parts = [
        Listing {
            id: "differences",
            title: "与公布数不同的指标",
            heads: &["指标", "章节", "公布", "本报告", "原因"],
            rows: differences
                .iter()
                .map(|found| difference(found, cx))
                .collect(),
        },
        Listing {
            id: "unit-slips",
            title: "公布时单位有误的变化",
            heads: &["指标", "章节", "印作", "应作"],
            rows: slips.iter().map(|found| unit_slip(found, cx)).collect(),
        },
        Listing {
            id: "no-value",
            title: "没有值的指标",
            heads: &["指标", "情况", "原因"],
            rows: without_value(run, cx),
        },
        Listing {
            id: "own-definitions",
            title: "与国家口径不同的指标",
            heads: &["指标", "本局口径", "国家口径", "理由"],
            rows: own_definitions(run, cx),
        },
        Listing {
            id: "findings",
            title: "各校工作簿的核查发现",
            heads: &["学校", "问题", "位置", "内容和处理"],
            rows: findings(run),
        },
        Listing {
            id: "stated",
            title: "未经核算的数",
            heads: &["章节", "原文", "理由"],
            rows: stated(body),
        },
    ];
    parts.into_iter().flat_map(Listing::blocks).collect()
}

/// A heading and a table under it, or a line that there is nothing to tell.
struct Listing {
    id: &'static str,
    title: &'static str,
    heads: &'static [&'static str],
    rows: Vec<Vec<Cell>>,
}

impl Listing {
    fn blocks(self) -> Vec<Block> {
        let heading = Block::Heading(Heading {
            kind: HeadingKind::Part,
            number: String::new(),
            text: self.title.into(),
            anchor: String::new(),
        });
        let body = if self.rows.is_empty() {
            Block::Paragraph(Paragraph {
                kind: ParagraphKind::Body,
                text: vec![Inline::text("没有。")],
            })
        } else {
            Block::Table(self.table())
        };
        vec![heading, body]
    }

    fn table(self) -> Table {
        let head = |text: &&str| HeadCell {
            text: (*text).into(),
            columns: 1,
            rows: 1,
        };
        let columns = (0..self.heads.len()).map(|idx| {
            let cells = self.rows.iter().map(|row| cell_width(&row[idx]));
            let is_last = idx + 1 == self.heads.len();
            let limit = if is_last { TEXT_WIDTH } else { COLUMN_WIDTH };
            let widest = cells.max().unwrap_or(0).max(display_width(self.heads[idx]));
            Column {
                width: u16::try_from(widest.min(limit)).unwrap_or(u16::MAX),
                is_figures: false,
            }
        });
        Table {
            anchor: format!("table-{}", self.id),
            number: 0,
            caption: self.title.into(),
            columns: columns.collect(),
            head: vec![self.heads.iter().map(head).collect()],
            rows: self
                .rows
                .into_iter()
                .map(|cells| Row {
                    cells,
                    is_total: false,
                })
                .collect(),
            notes: Vec::new(),
        }
    }
}

fn cell_width(cell: &Cell) -> usize {
    let widths = cell.text.iter().map(|piece| match piece {
        Inline::Text { text } | Inline::Stated { text, .. } => display_width(text),
        // A figure with its unit; its text is not at hand here.
        _ => 12,
    });
    widths.sum()
}

/// A text that may hold digits of somebody else's.
fn quoted(text: impl Into<String>, reason: &str) -> Cell {
    cell(Inline::Stated {
        text: text.into(),
        reason: reason.into(),
    })
}

fn name(cx: &ComposeContext, printed: &PrintedFigure) -> String {
    let indicator = cx.edition.indicator(&printed.indicator);
    let name = indicator.map_or(printed.indicator.to_string(), |found| found.name.clone());
    let change = match printed.kind {
        PrintedKind::Level => "",
        PrintedKind::Change => "的变化",
    };
    let entity = cx
        .bureau
        .entity(&printed.entity)
        .filter(|_| printed.entity != *cx.region());
    format!("{}{name}{change}", entity.map_or("", Entity::short))
}

const PRINTED: &str = "已公布的报告所印";

fn difference(found: &Difference, cx: &ComposeContext) -> Vec<Cell> {
    let printed = &found.printed;
    let unit = printed.unit.symbol().trim_start_matches("%:%");
    vec![
        plain(name(cx, printed)),
        quoted(printed.section.clone(), "章节号"),
        quoted(format!("{}{unit}", printed.text), PRINTED),
        computed(found, cx),
        quoted(found.reason.clone(), "对差异的说明"),
    ]
}

/// What this report prints in the place of a printed figure.
fn computed(found: &Difference, cx: &ComposeContext) -> Cell {
    let printed = &found.printed;
    let fact = cx
        .facts
        .get(&printed.entity, &printed.indicator, printed.year);
    let Some(fact) = fact.filter(|fact| fact.figure().is_some()) else {
        return quoted(found.computed.clone(), "没有值的原因");
    };
    match printed.kind {
        PrintedKind::Level => cell(cx.recorder.figure(fact, Aspect::Value, with_unit(fact))),
        PrintedKind::Change => cell(cx.recorder.figure(
            fact,
            Aspect::Change,
            found.computed.clone(),
        )),
    }
}

fn unit_slip(printed: &PrintedFigure, cx: &ComposeContext) -> Vec<Cell> {
    let expected = format!("{}个百分点", printed.text);
    vec![
        plain(name(cx, printed)),
        quoted(printed.section.clone(), "章节号"),
        quoted(format!("{}{}", printed.text, printed.unit), PRINTED),
        quoted(expected, PRINTED),
    ]
}

/// Figures of the region that nobody reported or that mean nothing.
fn without_value(run: &Run<'_>, cx: &ComposeContext) -> Vec<Vec<Cell>> {
    let facts = run
        .this
        .edition
        .indicators()
        .iter()
        .filter_map(|indicator| {
            let fact = cx.facts.get(cx.region(), &indicator.code, cx.year())?;
            fact.figure().is_none().then_some((indicator, fact))
        });
    facts
        .map(|(indicator, fact)| {
            vec![
                plain(indicator.name.clone()),
                plain(fact.display()),
                why_no_value(indicator, fact),
            ]
        })
        .collect()
}

fn why_no_value(indicator: &Indicator, fact: &Fact) -> Cell {
    match &fact.outcome {
        Outcome::Undefined {
            numerator,
            denominator,
            reason,
        } => quoted(
            format!(
                "{} ÷ {}：{}",
                numerator.value,
                denominator.value,
                reason.words()
            ),
            "没有值的原因",
        ),
        _ => plain(format!("没有学校报{}", indicator.name)),
    }
}

fn own_definitions(run: &Run<'_>, cx: &ComposeContext) -> Vec<Vec<Cell>> {
    let shown = |indicator: &Indicator| {
        let fact = cx.facts.of(cx.region(), indicator, cx.year());
        fact.map_or_else(
            || plain("—"),
            |fact| {
                let text = with_unit(fact);
                match fact.figure() {
                    Some(_) => cell(cx.recorder.figure(fact, Aspect::Value, text)),
                    None => plain(text),
                }
            },
        )
    };
    let national = run.this.edition.overridden().iter();
    national
        .filter_map(|national| {
            let own = run.this.edition.indicator(&national.code)?;
            let reason = own.reason.clone().unwrap_or_default();
            Some(vec![
                plain(own.name.clone()),
                shown(own),
                shown(national),
                quoted(reason, "口径的理由"),
            ])
        })
        .collect()
}

/// Findings in the order of schools, those of no school last. Of more than an appendix holds, the
/// gravest.
fn findings(run: &Run<'_>) -> Vec<Vec<Cell>> {
    let rank = |finding: &Finding| {
        let rank = finding.school.as_ref().map(|code| run.bureau.rank(code));
        rank.flatten().unwrap_or(usize::MAX)
    };
    let mut findings: Vec<&Finding> = run.findings.iter().collect();
    let n_more = findings.len().saturating_sub(MOST_FINDINGS);
    if n_more > 0 {
        findings.sort_by_key(|finding| finding.severity);
        findings.truncate(MOST_FINDINGS);
    }
    findings.sort_by_key(|finding| rank(finding));
    let more = (n_more > 0).then(|| {
        let text = format!("另有{n_more}条，见核查报告.xlsx");
        let none = || plain("—");
        vec![none(), none(), none(), quoted(text, "核查发现")]
    });
    let rows = findings.into_iter().map(|found| finding(found, run));
    rows.chain(more).collect()
}

fn finding(finding: &Finding, run: &Run<'_>) -> Vec<Cell> {
    let school = finding
        .school
        .as_ref()
        .and_then(|code| run.bureau.entity(code));
    let place = finding.locations.first().map(ToString::to_string);
    let reason = "核查发现";
    vec![
        plain(school.map_or("—", Entity::short)),
        quoted(
            format!(
                "{} {}（{}）",
                finding.rule,
                finding.name,
                finding.severity.name()
            ),
            reason,
        ),
        quoted(place.unwrap_or_default(), reason),
        quoted(
            format!("{}。{}", finding.message, answered(finding)),
            reason,
        ),
    ]
}

/// What is to be done, or what became of it.
fn answered(finding: &Finding) -> String {
    match (&finding.reply, finding.status) {
        (Some(reply), FindingStatus::Explained | FindingStatus::Waived) => {
            let on = reply
                .on
                .as_ref()
                .map_or(String::new(), |on| format!("，{on}"));
            format!(
                "{}：{}（{}{on}）",
                finding.status.name(),
                reply.text,
                reply.by
            )
        }
        _ => finding.remedy.clone(),
    }
}

/// Numbers of the text that no fact stands behind.
fn stated(body: &[Block]) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut place = "前言";
    for block in body {
        match block {
            Block::Heading(heading) if heading.kind.is_in_contents() => place = &heading.number,
            Block::Paragraph(paragraph) => stated_in(&paragraph.text, place, &mut rows),
            Block::List { items } => {
                for item in items {
                    stated_in(&item.text, place, &mut rows);
                }
            }
            Block::Table(table) => rows.extend(stated_in_table(table, place)),
            _ => {}
        }
    }
    rows
}

/// The numbers that a table states, in one row: the first, the last and how many.
fn stated_in_table(table: &Table, place: &str) -> Option<Vec<Cell>> {
    let mut found = Vec::new();
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        stated_in(&cell.text, place, &mut found);
    }
    let n_found = found.len();
    let (first, last) = (found.first()?.get(1)?, found.last()?.get(1)?);
    let mut numbers = first.text.clone();
    if n_found > 1 {
        numbers.push(Inline::text("……"));
        numbers.extend(last.text.clone());
        let how_many = format!("（共{n_found}个）");
        numbers.extend(quoted(how_many, "表里直接写的数的个数").text);
    }
    let mut row = found.swap_remove(0);
    row[1].text = numbers;
    Some(row)
}

fn stated_in(line: &[Inline], place: &str, rows: &mut Vec<Vec<Cell>>) {
    for piece in line {
        match piece {
            Inline::Strong { of } => stated_in(of, place, rows),
            Inline::Stated { text, reason } => rows.push(vec![
                quoted(place, "章节号"),
                quoted(text.clone(), reason),
                quoted(reason.clone(), "对这个数的说明"),
            ]),
            _ => {}
        }
    }
}
