//! Everything in its place: numbers of headings, tables, charts and figures, and what refers to them.

use std::collections::BTreeMap;

use voced_domain::{Aspect, FactKey, FigureTag};
use voced_text::numeral;

use crate::context::ComposeContext;
use crate::error::{NarrativeFault, ReportError};
use crate::model::{Block, Figure, FigureId, Heading, HeadingKind, Inline, Report, TraceId};
use crate::outline::Narrative;
use crate::recorder::PendingFigure;
use crate::run::Run;
use crate::standing::Standing;
use crate::trace::Trace;

/// Counts the headings within a section.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marker {
    is_appendix: bool,
    number: String,
    items: usize,
    parts: usize,
}

impl Marker {
    pub(crate) fn of(kind: HeadingKind, number: &str) -> Self {
        Self {
            is_appendix: kind == HeadingKind::Appendix,
            number: number.into(),
            ..Self::default()
        }
    }

    /// The ASCII name of the section: `s1-1`, `appendix1`.
    pub(crate) fn anchor(&self) -> String {
        match self.number.strip_prefix("附件") {
            Some(number) => format!("appendix{number}"),
            None => format!("s{}", self.number.replace('.', "-")),
        }
    }

    /// Numbers a heading of the text: 2.1.1 in a section, 一、 and （一） in an appendix.
    pub(crate) fn number(&mut self, heading: &mut Heading) {
        let is_part = heading.kind == HeadingKind::Part;
        if is_part {
            self.parts += 1;
            self.items = 0;
        } else {
            self.items += 1;
        }
        let (parts, items) = (self.parts, self.items);
        if !self.is_appendix {
            heading.kind = HeadingKind::Item;
            heading.number = format!("{}.{}", self.number, parts + items);
            heading.anchor = format!("{}-{}", self.anchor(), parts + items);
        } else if is_part {
            heading.number = format!("{}、", numeral(parts));
            heading.anchor = format!("{}-{parts}", self.anchor());
        } else {
            heading.kind = HeadingKind::Subpart;
            heading.number = format!("（{}）", numeral(items));
            heading.anchor = format!("{}-{parts}-{items}", self.anchor());
        }
    }
}

/// Numbers tables and charts, resolves references, and gives every figure its occurrence and every
/// fact its trace, in the order of reading.
pub(crate) fn place(
    mut report: Report,
    narrative: &Narrative,
    run: &Run<'_>,
    cx: &ComposeContext,
) -> Result<Report, ReportError> {
    number_captions(&mut report.blocks);
    let targets = targets(&report.blocks);
    let uses = cx.recorder.take_uses();
    let mut walk = Walk {
        pending: uses.figures,
        keys: uses.keys,
        targets,
        place: String::new(),
        figures: Vec::new(),
        traces: Order::default(),
        occurrences: BTreeMap::new(),
        unknown: Vec::new(),
    };
    for block in &mut report.blocks {
        walk.block(block);
    }
    report.n_traces_in_print = walk.traces.keys.len();
    for card in &mut report.dashboard.cards {
        walk.trace(&mut card.trace);
    }
    for cell in report
        .dashboard
        .rows
        .iter_mut()
        .flat_map(|row| &mut row.cells)
    {
        if let Some(trace) = &mut cell.trace {
            walk.trace(trace);
        }
    }
    if !walk.unknown.is_empty() && cx.standing == Standing::Final {
        let faults = walk
            .unknown
            .iter()
            .map(|id| unknown(id, narrative))
            .collect();
        return Err(ReportError { faults });
    }
    report.traces = walk
        .traces
        .keys
        .iter()
        .filter_map(|key| Trace::of_key(run, key))
        .collect();
    report.figures = walk.figures;
    report.images = uses.images;
    Ok(report)
}

fn unknown(id: &str, narrative: &Narrative) -> NarrativeFault {
    let call = format!("ref(\"{id}\")");
    let (file, line) = narrative.find(&call).unzip();
    NarrativeFault::new(
        file.unwrap_or("narrative"),
        line,
        format!("{call}没有所指"),
        "请写某个表或图的id、图片的文件名（不带扩展名），或appendix1",
    )
}

fn number_captions(blocks: &mut [Block]) {
    let (mut tables, mut charts) = (0, 0);
    for block in blocks {
        match block {
            Block::Table(table) => {
                tables += 1;
                table.number = tables;
                if table.anchor.is_empty() {
                    table.anchor = format!("table-no{tables}");
                }
            }
            Block::Chart(chart) => {
                charts += 1;
                chart.number = charts;
            }
            Block::Pictures { pictures } => {
                for picture in pictures {
                    charts += 1;
                    picture.number = charts;
                    picture.anchor = format!("picture-no{charts}");
                }
            }
            _ => {}
        }
    }
}

/// What can be referred to: the id in the narrative, the anchor, and what is printed.
fn targets(blocks: &[Block]) -> BTreeMap<String, (String, String)> {
    let mut targets = BTreeMap::new();
    for block in blocks {
        let mut add = |anchor: &str, prefix: &str, text: String| {
            let id = anchor.strip_prefix(prefix).unwrap_or(anchor);
            targets.insert(id.to_owned(), (anchor.to_owned(), text));
        };
        match block {
            Block::Table(table) => add(&table.anchor, "table-", format!("表{}", table.number)),
            Block::Chart(chart) => add(&chart.anchor, "chart-", format!("图{}", chart.number)),
            Block::Heading(heading) => add(&heading.anchor, "", heading.number.clone()),
            Block::Pictures { pictures } => pictures.iter().for_each(|picture| {
                let place = (picture.anchor.clone(), format!("图{}", picture.number));
                targets.insert(picture.id.clone(), place);
            }),
            Block::Paragraph(_) | Block::List { .. } | Block::Traces => {}
        }
    }
    targets
}

/// Keys in the order of their first use.
#[derive(Default)]
struct Order {
    keys: Vec<FactKey>,
    index: BTreeMap<FactKey, usize>,
}

impl Order {
    fn id(&mut self, key: &FactKey) -> TraceId {
        let next = self.keys.len();
        let idx = *self.index.entry(key.clone()).or_insert(next);
        if idx == next {
            self.keys.push(key.clone());
        }
        TraceId(idx)
    }
}

struct Walk {
    pending: Vec<PendingFigure>,
    /// Keys of the traces of charts and of the dashboard.
    keys: Vec<FactKey>,
    targets: BTreeMap<String, (String, String)>,
    place: String,
    figures: Vec<Figure>,
    traces: Order,
    occurrences: BTreeMap<(FactKey, Aspect), u32>,
    unknown: Vec<String>,
}

impl Walk {
    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Heading(heading) => self.place = heading.number.clone(),
            Block::Paragraph(paragraph) => self.line(&mut paragraph.text),
            Block::List { items } => {
                for item in items {
                    self.line(&mut item.text);
                }
            }
            Block::Table(table) => {
                let outer = std::mem::replace(&mut self.place, format!("表{}", table.number));
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    self.line(&mut cell.text);
                }
                self.place = outer;
            }
            Block::Chart(chart) => {
                let series = chart.series.iter_mut();
                for point in series.flat_map(|series| series.points.iter_mut().flatten()) {
                    self.trace(&mut point.trace);
                }
            }
            Block::Pictures { .. } | Block::Traces => {}
        }
    }

    fn line(&mut self, line: &mut [Inline]) {
        for piece in line {
            match piece {
                Inline::Strong { of } => self.line(of),
                Inline::Figure { figure } => self.figure(figure),
                Inline::Reference { target, text } => {
                    if !self.reference(target, text) {
                        let text = format!("【{target}】");
                        *piece = Inline::Text { text };
                    }
                }
                Inline::Text { .. } | Inline::Stated { .. } => {}
            }
        }
    }

    fn figure(&mut self, id: &mut FigureId) {
        let PendingFigure { key, aspect, text } = self.pending[id.0].clone();
        let occurrence = self.occurrences.entry((key.clone(), aspect)).or_insert(0);
        *occurrence += 1;
        let figure = Figure {
            trace: self.traces.id(&key),
            tag: FigureTag {
                key,
                aspect,
                occurrence: *occurrence,
            },
            text,
            place: self.place.clone(),
        };
        *id = FigureId(self.figures.len());
        self.figures.push(figure);
    }

    fn trace(&mut self, trace: &mut TraceId) {
        *trace = self.traces.id(&self.keys[trace.0]);
    }

    /// Whether there is what is referred to.
    fn reference(&mut self, target: &mut String, text: &mut String) -> bool {
        let Some((anchor, printed)) = self.targets.get(target.as_str()) else {
            self.unknown.push(target.clone());
            return false;
        };
        (*target, *text) = (anchor.clone(), printed.clone());
        true
    }
}
