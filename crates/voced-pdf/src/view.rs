//! The report as the data that the template reads: each type has the fields that `report.typ` asks
//! for, and no other.

use chrono::NaiveDate;
use serde::Serialize;
use voced_domain::ReferenceYear;
use voced_report::{
    Audience, Block, Column, Draft, Figure, FigureId, HeadCell, Heading, HeadingKind, ImageId,
    Inline, Item, ParagraphKind, Picture, Report, Row, TRACE_HEADS, Table, Tint,
};

use voced_text::address;

use crate::PdfError;
use crate::fonts::Families;
use crate::text::{Breaks, halves, plain};
use crate::traces::{self, TraceRow};

/// Before the name of a place in the address of a PDF, as viewers of all kinds read it.
pub(crate) const NAMED: &str = "nameddest=";

/// What `report.json` holds but for the fonts.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    report: ReportView,
    trace_heads: [&'static str; 6],
    traces: Vec<TraceRow>,
    workbooks: String,
}

#[derive(Debug, Serialize)]
struct ReportView {
    title: String,
    title_lines: Vec<String>,
    bureau: String,
    year: ReferenceYear,
    issued: NaiveDate,
    audience: Audience,
    draft: Option<DraftView>,
    blocks: Vec<BlockView>,
}

#[derive(Debug, Serialize)]
struct DraftView {
    watermark: String,
    open: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
enum BlockView {
    Heading {
        kind: HeadingKind,
        number: String,
        text: String,
        anchor: String,
    },
    Paragraph {
        kind: ParagraphKind,
        text: LineView,
    },
    List {
        items: Vec<ItemView>,
    },
    Table(TableView),
    Chart {
        anchor: String,
        number: u32,
        caption: String,
        alt: String,
        notes: Vec<String>,
    },
    Pictures {
        pictures: Vec<PictureView>,
    },
    Traces,
}

#[derive(Debug, Serialize)]
struct PictureView {
    anchor: String,
    number: u32,
    caption: String,
    alt: String,
    /// Name of its file.
    file: String,
    /// Width and height, in tenths of a millimetre.
    width: u32,
    height: u32,
}

#[derive(Debug, Serialize)]
struct ItemView {
    marker: String,
    text: LineView,
}

#[derive(Debug, Serialize)]
struct TableView {
    anchor: String,
    number: u32,
    caption: String,
    columns: Vec<Column>,
    head: Vec<Vec<HeadCell>>,
    rows: Vec<RowView>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct RowView {
    cells: Vec<CellView>,
    is_total: bool,
}

#[derive(Debug, Serialize)]
struct CellView {
    text: LineView,
    /// Width of the text in halves of a Chinese character.
    halves: usize,
    tint: Option<Tint>,
}

/// A line of text. One that is nothing else comes as it is, as most cells of a table do.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum LineView {
    Text(String),
    Pieces(Vec<PieceView>),
}

/// A piece of a line. A figure comes with its text: were it looked up in the template, each function
/// that does so would hold the whole report, and typst hashes what a function holds at each call.
#[derive(Debug, Serialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
enum PieceView {
    Text {
        text: String,
    },
    Strong {
        of: Vec<PieceView>,
    },
    Figure {
        figure: usize,
        text: String,
        /// Where the line is, where the 数据溯源表 is a file of its own.
        address: Option<String>,
    },
    Reference {
        target: String,
        text: String,
    },
}

#[derive(Serialize)]
struct WithFonts<'v> {
    #[serde(flatten)]
    view: &'v View,
    fonts: &'v Families,
}

impl View {
    /// The report, its text without what steers a text instead of being read.
    pub(crate) fn of(report: &Report) -> Self {
        let stem = report.sources_stem();
        let has_traces = report.blocks.contains(&Block::Traces);
        let in_text = Viewer {
            report,
            figures: &report.figures,
            sources: stem.as_deref(),
            breaks: Breaks::InText,
        };
        Self {
            report: ReportView {
                title: plain(&report.title),
                title_lines: all_plain(&report.title_lines),
                bureau: plain(&report.bureau),
                year: report.year,
                issued: report.issued,
                audience: report.audience,
                draft: report.draft.as_ref().map(DraftView::of),
                blocks: report
                    .blocks
                    .iter()
                    .map(|block| in_text.block(block))
                    .collect(),
            },
            trace_heads: TRACE_HEADS,
            traces: if has_traces {
                traces::rows(report)
            } else {
                Vec::new()
            },
            workbooks: plain(&report.workbooks()),
        }
    }

    /// All that it says, for choosing fonts.
    pub(crate) fn text(&self) -> Result<String, PdfError> {
        serde_json::to_string(self).map_err(PdfError::Data)
    }

    /// The text of `report.json`.
    pub(crate) fn with_fonts(&self, fonts: &Families) -> Result<String, PdfError> {
        serde_json::to_string(&WithFonts { view: self, fonts }).map_err(PdfError::Data)
    }
}

impl DraftView {
    fn of(draft: &Draft) -> Self {
        Self {
            watermark: plain(&draft.watermark),
            open: all_plain(&draft.open),
        }
    }
}

fn all_plain(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| plain(text)).collect()
}

/// The name of the file of a picture.
pub(crate) fn image_file(report: &Report, id: ImageId) -> String {
    format!("image-{}.{}", id.0, report.image(id).kind.extension())
}

/// Turns blocks into what the template reads.
#[derive(Clone, Copy)]
struct Viewer<'r> {
    report: &'r Report,
    figures: &'r [Figure],
    /// The name of the file with the 数据溯源表, where it is one of its own.
    sources: Option<&'r str>,
    breaks: Breaks,
}

impl Viewer<'_> {
    fn block(self, block: &Block) -> BlockView {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => BlockView::Paragraph {
                kind: paragraph.kind,
                text: self.line(&paragraph.text),
            },
            Block::List { items } => BlockView::List {
                items: items.iter().map(|item| self.item(item)).collect(),
            },
            Block::Table(table) => {
                let breaks = Breaks::InCells;
                BlockView::Table(Viewer { breaks, ..self }.table(table))
            }
            Block::Chart(chart) => BlockView::Chart {
                anchor: plain(&chart.anchor),
                number: chart.number,
                caption: self.text(&chart.caption),
                alt: self.text(&chart.alt),
                notes: chart.notes.iter().map(|note| self.text(note)).collect(),
            },
            Block::Pictures { pictures } => BlockView::Pictures {
                pictures: self.pictures(pictures),
            },
            Block::Traces => BlockView::Traces,
        }
    }

    fn pictures(self, pictures: &[Picture]) -> Vec<PictureView> {
        let sizes = self.report.print_sizes(pictures);
        let view = |(picture, (width, height)): (&Picture, (u32, u32))| PictureView {
            anchor: plain(&picture.anchor),
            number: picture.number,
            caption: self.text(&picture.caption),
            alt: self.text(&picture.alt),
            file: image_file(self.report, picture.image),
            width,
            height,
        };
        pictures.iter().zip(sizes).map(view).collect()
    }

    fn heading(self, heading: &Heading) -> BlockView {
        BlockView::Heading {
            kind: heading.kind,
            number: self.text(&heading.number),
            text: self.text(&heading.text),
            anchor: plain(&heading.anchor),
        }
    }

    fn item(self, item: &Item) -> ItemView {
        ItemView {
            marker: self.text(&item.marker),
            text: self.line(&item.text),
        }
    }

    fn table(self, table: &Table) -> TableView {
        let head_cell = |cell: &HeadCell| HeadCell {
            text: self.text(&cell.text),
            ..*cell
        };
        let head = table.head.iter();
        TableView {
            anchor: plain(&table.anchor),
            number: table.number,
            caption: self.text(&table.caption),
            columns: table.columns.clone(),
            head: head
                .map(|row| row.iter().map(head_cell).collect())
                .collect(),
            rows: table.rows.iter().map(|row| self.row(row)).collect(),
            notes: table.notes.iter().map(|note| self.text(note)).collect(),
        }
    }

    fn row(self, row: &Row) -> RowView {
        let cells = row.cells.iter().map(|cell| {
            let text = self.line(&cell.text);
            CellView {
                halves: text.halves(),
                text,
                tint: cell.tint,
            }
        });
        RowView {
            cells: cells.collect(),
            is_total: row.is_total,
        }
    }

    fn line(self, line: &[Inline]) -> LineView {
        match line {
            [Inline::Text { text }] => LineView::Text(self.text(text)),
            line => LineView::Pieces(self.pieces(line)),
        }
    }

    fn pieces(self, line: &[Inline]) -> Vec<PieceView> {
        line.iter().map(|inline| self.piece(inline)).collect()
    }

    fn piece(self, inline: &Inline) -> PieceView {
        match inline {
            Inline::Text { text } | Inline::Stated { text, .. } => PieceView::Text {
                text: self.text(text),
            },
            Inline::Strong { of } => PieceView::Strong {
                of: self.pieces(of),
            },
            Inline::Figure { figure } => PieceView::Figure {
                figure: figure.0,
                address: self.address(*figure),
                text: self
                    .figures
                    .get(figure.0)
                    .map_or_else(String::new, |figure| plain(&figure.text)),
            },
            Inline::Reference { target, text } => PieceView::Reference {
                target: plain(target),
                text: self.text(text),
            },
        }
    }

    /// The line of a figure in the file beside the report; `./` says that it lies there.
    fn address(self, figure: FigureId) -> Option<String> {
        let file = address(self.sources?);
        let tag = self.figures.get(figure.0)?.tag.to_string();
        Some(format!("./{file}.pdf#{NAMED}{}", address(&tag)))
    }

    fn text(self, text: &str) -> String {
        self.breaks.put_into(&plain(text))
    }
}

impl LineView {
    fn halves(&self) -> usize {
        match self {
            LineView::Text(text) => halves(text),
            LineView::Pieces(pieces) => pieces.iter().map(PieceView::halves).sum(),
        }
    }
}

impl PieceView {
    fn halves(&self) -> usize {
        match self {
            PieceView::Strong { of } => of.iter().map(PieceView::halves).sum(),
            PieceView::Text { text }
            | PieceView::Figure { text, .. }
            | PieceView::Reference { text, .. } => halves(text),
        }
    }
}
