//! From narrative and facts to the report: every text rendered, then everything numbered.

use std::sync::Arc;

use voced_domain::{Finding, MOST_LINES};

use crate::absent::absent_schools;
use crate::context::ComposeContext;
use crate::coverage;
use crate::dashboard::dashboard;
use crate::error::{NarrativeFault, ReportError};
use crate::explained::Explained;
use crate::lint::bare_numbers;
use crate::markdown;
use crate::model::{
    Audience, Block, Dashboard, Draft, Heading, HeadingKind, Inline, Paragraph, ParagraphKind,
    Report,
};
use crate::outline::{Narrative, Section};
use crate::places::{Marker, place};
use crate::quality::quality;
use crate::render::Renderer;
use crate::roster_notes::roster_note;
use crate::run::Run;
use crate::sources::{SOURCES_TITLE, SourcesPlace, sources_note};
use crate::standing::Standing;
use crate::unchecked::Unchecked;

/// Composes the report of a run. A draft always comes out: a text with a mistake is passed over, and the
/// draft lists it with whatever else keeps the final report from being written.
///
/// # Errors
/// For a final report a [`ReportError`] with every mistake of the narrative: a number without a source,
/// an unknown code, a sentence whose value is missing, a reference to nothing.
pub fn compose(
    run: &Run<'_>,
    narrative: &Narrative,
    audience: Audience,
    standing: Standing,
) -> Result<Report, ReportError> {
    narrative.pictures.make_ready();
    let without_mistakes = written(run, narrative, audience, Standing::Final, &[]);
    match (standing, without_mistakes) {
        (Standing::Final, report) => report,
        (Standing::Draft, Ok(_)) => written(run, narrative, audience, standing, &[]),
        (Standing::Draft, Err(error)) => written(run, narrative, audience, standing, &error.faults),
    }
}

/// The report, with the mistakes that a draft of it lists.
fn written(
    run: &Run<'_>,
    narrative: &Narrative,
    audience: Audience,
    standing: Standing,
    mistakes: &[NarrativeFault],
) -> Result<Report, ReportError> {
    let cx = Arc::new(ComposeContext::new(run, narrative, audience, standing));
    let renderer = Renderer::new(&cx);
    let mut blocks = Vec::new();
    let mut faults = Vec::new();
    let mut preface_end = 0;
    let mut remarks = Remarks {
        explained: Explained::of(run, &cx, narrative.explanations.contains(&audience)),
        unchecked: Unchecked::of(run, &cx, audience),
    };
    for section in &narrative.sections {
        match section_blocks(section, &renderer, &cx, &mut remarks) {
            Ok(more) => blocks.extend(more),
            Err(found) if standing == Standing::Draft => {
                blocks.extend(passed_over(section, &found))
            }
            Err(found) => faults.extend(found),
        }
        if section.heading.is_none() {
            preface_end = blocks.len();
        }
    }
    let dashboard = dashboard(narrative, &cx).unwrap_or_else(|fault| {
        faults.extend((standing == Standing::Final).then_some(fault));
        Dashboard::default()
    });
    if !faults.is_empty() {
        return Err(ReportError { faults });
    }
    let back = back_matter(run, narrative, &cx, &blocks);
    blocks.extend(back);
    let title = format!("{}（{}年）", titled(&narrative.title, &cx), cx.year());
    let sources = narrative.sources.of(audience);
    let notes = [
        absent_schools(run, &cx),
        roster_note(run.bureau),
        sources_note(sources, &title),
    ];
    blocks.splice(preface_end..preface_end, notes.into_iter().flatten());
    let report = Report {
        title,
        title_lines: narrative
            .title_lines
            .iter()
            .map(|line| titled(line, &cx))
            .collect(),
        bureau: run.bureau.name.clone(),
        year: cx.year(),
        issued: run.issued,
        audience,
        draft: (standing == Standing::Draft).then(|| draft(run.findings, mistakes)),
        sources,
        blocks,
        images: Vec::new(),
        figures: Vec::new(),
        traces: Vec::new(),
        n_traces_in_print: 0,
        dashboard,
    };
    place(report, narrative, run, &cx)
}

/// What is said once, where it concerns the first number that is printed.
struct Remarks<'r> {
    explained: Explained<'r>,
    unchecked: Unchecked<'r>,
}

impl Remarks<'_> {
    /// The notes under a block of the text.
    fn of(&mut self, block: &Block) -> impl Iterator<Item = Block> + use<> {
        let notes = [self.explained.note(block), self.unchecked.note(block)];
        notes.into_iter().flatten()
    }
}

/// A title for any bureau names its place as `{city}`.
fn titled(text: &str, cx: &ComposeContext) -> String {
    text.replace("{city}", &cx.bureau.own_region().name)
}

/// A section whose text has a mistake, in a draft: its heading, and what is the matter.
fn passed_over(section: &Section, faults: &[NarrativeFault]) -> Vec<Block> {
    let heading = section.heading.as_ref().map(|heading| {
        Block::Heading(Heading {
            kind: heading.kind,
            number: heading.number.clone(),
            text: heading.title.clone(),
            anchor: Marker::of(heading.kind, &heading.number).anchor(),
        })
    });
    let note = |fault: &NarrativeFault| {
        Block::Paragraph(Paragraph {
            kind: ParagraphKind::Note,
            text: vec![Inline::text(format!("【{}】", fault.in_one_line()))],
        })
    };
    heading.into_iter().chain(faults.iter().map(note)).collect()
}

/// A section's heading and its text, the headings within it numbered.
fn section_blocks(
    section: &Section,
    renderer: &Renderer,
    cx: &ComposeContext,
    remarks: &mut Remarks<'_>,
) -> Result<Vec<Block>, Vec<NarrativeFault>> {
    let mut blocks = Vec::new();
    let mut marker = Marker::default();
    if let Some(heading) = &section.heading {
        marker = Marker::of(heading.kind, &heading.number);
        blocks.push(Block::Heading(Heading {
            kind: heading.kind,
            number: heading.number.clone(),
            text: heading.title.clone(),
            anchor: marker.anchor(),
        }));
    }
    let school = section
        .school
        .as_ref()
        .and_then(|code| cx.bureau.school(code));
    blocks.extend(school.map(|school| byline(&school.name)));
    let Some(source) = &section.text else {
        return Ok(blocks);
    };
    let faults = bare_numbers(&source.file, &source.text, cx);
    if !faults.is_empty() {
        return Err(faults);
    }
    let text = renderer.render(source).map_err(|fault| vec![fault])?;
    let body = markdown::blocks(&source.file, &source.text, &text, cx);
    for mut block in body.map_err(|fault| vec![fault])? {
        if let Block::Heading(heading) = &mut block {
            marker.number(heading);
        }
        coverage::say(&mut block, cx);
        let notes = remarks.of(&block);
        blocks.push(block);
        blocks.extend(notes);
    }
    Ok(blocks)
}

fn byline(name: &str) -> Block {
    Block::Paragraph(Paragraph {
        kind: ParagraphKind::Byline,
        text: vec![Inline::text(name)],
    })
}

/// Appendices that the program writes: what is known of the data's quality, and the sources.
fn back_matter(
    run: &Run<'_>,
    narrative: &Narrative,
    cx: &ComposeContext,
    body: &[Block],
) -> Vec<Block> {
    let is_appendix = |section: &&Section| {
        let heading = section.heading.as_ref();
        heading.is_some_and(|heading| heading.kind == HeadingKind::Appendix)
    };
    let mut next = narrative.sections.iter().filter(is_appendix).count() + 1;
    let mut heading = |title: &str| {
        let marker = Marker::of(HeadingKind::Appendix, &format!("附件{next}"));
        next += 1;
        Block::Heading(Heading {
            kind: HeadingKind::Appendix,
            number: format!("附件{}", next - 1),
            text: title.into(),
            anchor: marker.anchor(),
        })
    };
    let mut blocks = Vec::new();
    if cx.audience == Audience::Internal {
        let title = heading("数据质量说明");
        let mut marker = Marker::of(HeadingKind::Appendix, "附件0");
        blocks.push(title);
        for mut block in quality(run, cx, body) {
            if let Block::Heading(heading) = &mut block {
                marker.number(heading);
                heading.anchor = format!("quality-{}", heading.anchor);
            }
            blocks.push(block);
        }
    }
    if narrative.sources.of(cx.audience) == SourcesPlace::Appendix {
        blocks.push(heading(SOURCES_TITLE));
        blocks.push(Block::Traces);
    }
    blocks
}

fn draft(findings: &[Finding], mistakes: &[NarrativeFault]) -> Draft {
    let of_texts = mistakes.iter().map(NarrativeFault::in_one_line);
    let findings = findings.iter().filter(|finding| finding.blocks());
    let mut open: Vec<String> = of_texts.chain(findings.map(ToString::to_string)).collect();
    let n_more = open.len().saturating_sub(MOST_LINES);
    open.truncate(MOST_LINES);
    open.extend((n_more > 0).then(|| format!("另有{n_more}个问题，见核查报告.xlsx")));
    Draft {
        watermark: "草稿".into(),
        open,
        n_more,
    }
}
