//! The document model: what the report says, in the order in which it is read.
//!
//! It is plain data with a serde form, so that a writer may live in another process.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use voced_domain::{FigureTag, ReferenceYear};
use voced_picture::Kind as ImageKind;

use crate::sources::SourcesPlace;
use crate::trace::Trace;

/// A finished report, ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Title with the year, `四平市中等职业教育质量年度报告（2020年）`; also the name of its files.
    pub title: String,
    /// Title in the lines in which it stands on the cover, without the year: a break after the
    /// place keeps a name whole.
    pub title_lines: Vec<String>,
    /// Who issues it.
    pub bureau: String,
    /// The year.
    pub year: ReferenceYear,
    /// The day of issue.
    pub issued: NaiveDate,
    /// For whom it is.
    pub audience: Audience,
    /// Present where it must not be published as it stands.
    pub draft: Option<Draft>,
    /// Where its 数据溯源表 stands.
    pub sources: SourcesPlace,
    /// The text, from the preface to the last appendix.
    pub blocks: Vec<Block>,
    /// The files of the pictures; [`ImageId`] counts them from 0.
    #[serde(default)]
    pub images: Vec<Image>,
    /// Every use of a fact in the text, in the order of reading; [`FigureId`] counts them from 0.
    pub figures: Vec<Figure>,
    /// Where each fact used comes from, in the order of first use; [`TraceId`] counts them from 0.
    pub traces: Vec<Trace>,
    /// How many of them, from the first, are of what is printed; the others are the dashboard's.
    pub n_traces_in_print: usize,
    /// Key figures and the table of schools, for a page that shows them at a glance.
    pub dashboard: Dashboard,
}

impl Report {
    /// The day of issue as a sentence has it, `2020年12月1日`.
    pub fn issued_in_words(&self) -> String {
        let date = self.issued;
        format!("{}年{}月{}日", date.year(), date.month(), date.day())
    }
}

/// For whom a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// For everybody: no findings, no contacts, no waivers, no ranking of schools.
    Public,
    /// For the bureau: with findings by school and what is known of the quality of the data.
    Internal,
}

impl Audience {
    /// The audience in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Public => "公开版",
            Audience::Internal => "内部版",
        }
    }
}

/// Why a report is a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Text across each page, `草稿`.
    pub watermark: String,
    /// What is open, a line each; of more than can be taken in, a last line that says so.
    pub open: Vec<String>,
    /// How many there are behind that line.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub n_more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List {
        /// Its items.
        items: Vec<Item>,
    },
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// Pictures side by side, at least one.
    Pictures {
        /// From the left.
        pictures: Vec<Picture>,
    },
    /// The place of the 数据溯源表: one line for each of [`Report::traces`].
    Traces,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Which heading.
    pub kind: HeadingKind,
    /// Its number as printed: `1`, `1.1`, `2.1.3`, `附件1`, `一、`, `（一）`; may be empty.
    pub number: String,
    /// Its text, without the number.
    pub text: String,
    /// ASCII name of the place, unique in the report: `s1-1`.
    pub anchor: String,
}

/// Ranks of headings. In print they follow GB/T 9704: 黑体, 楷体, 仿宋加粗.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingKind {
    /// A chapter, `1 基本情况`; outline level 1.
    Chapter,
    /// A section, `1.1 规模和结构`; outline level 2.
    Section,
    /// An item, `2.1.1 学生德育工作情况`; outline level 3.
    Item,
    /// An appendix, `附件1 …`, on a new page; outline level 1.
    Appendix,
    /// A part of an appendix, `一、…`; outline level 2, not in the table of contents.
    Part,
    /// A part of a part, `（一）…`; outline level 3, not in the table of contents.
    Subpart,
}

impl HeadingKind {
    /// Level in the outline of the document, from 1.
    pub fn level(self) -> u8 {
        match self {
            HeadingKind::Chapter | HeadingKind::Appendix => 1,
            HeadingKind::Section | HeadingKind::Part => 2,
            HeadingKind::Item | HeadingKind::Subpart => 3,
        }
    }

    /// Whether the table of contents lists it.
    pub fn is_in_contents(self) -> bool {
        matches!(
            self,
            HeadingKind::Chapter | HeadingKind::Section | HeadingKind::Appendix
        )
    }
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its text.
    pub text: Vec<Inline>,
}

/// Kinds of paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    /// Running text, first line indented by two characters.
    Body,
    /// A line under the title of an appendix: the name of the school. Centred.
    Byline,
    /// A remark set off from the text.
    Note,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Mark as printed: `（1）`, `·`.
    pub marker: String,
    /// Its text.
    pub text: Vec<Inline>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "inline", rename_all = "snake_case")]
pub enum Inline {
    /// Plain text, to be escaped by the writer.
    Text {
        /// The text.
        text: String,
    },
    /// Emphasised text.
    Strong {
        /// What is emphasised.
        of: Vec<Inline>,
    },
    /// A number that is a fact.
    Figure {
        /// Which.
        figure: FigureId,
    },
    /// A number that is not computed from the data.
    Stated {
        /// As printed.
        text: String,
        /// Why there is no fact behind it.
        reason: String,
    },
    /// A reference to a table, a chart or a heading.
    Reference {
        /// Anchor of what is meant.
        target: String,
        /// As printed: `表1`.
        text: String,
    },
}

impl Inline {
    /// Plain text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// Index of a figure in [`Report::figures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FigureId(pub usize);

/// Index of a trace in [`Report::traces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TraceId(pub usize);

/// One use of a fact in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Fact, aspect and occurrence.
    pub tag: FigureTag,
    /// As printed, with unit and direction: `97.8%`, `提高2.1个百分点`.
    pub text: String,
    /// Where the fact comes from.
    pub trace: TraceId,
    /// Number of the section, the caption of the table, or empty in the preface: `1.1`, `表2`.
    pub place: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// ASCII name of the place, unique in the report.
    pub anchor: String,
    /// Number in the report, from 1.
    pub number: u32,
    /// Caption, without the number.
    pub caption: String,
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// Head rows, repeated where the table goes over a page.
    pub head: Vec<Vec<HeadCell>>,
    /// Body rows.
    pub rows: Vec<Row>,
    /// Remarks under the table.
    pub notes: Vec<String>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Share of the width, in characters of the widest cell (a Chinese character counts two).
    pub width: u16,
    /// Whether it holds figures, set to the centre; text stands at the left.
    pub is_figures: bool,
}

/// A cell of a table's head, which may span columns and rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadCell {
    /// Its text.
    pub text: String,
    /// How many columns it covers, from 1.
    pub columns: u16,
    /// How many head rows it covers, from 1.
    pub rows: u16,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Cells, as many as columns. The first is the row's head.
    pub cells: Vec<Cell>,
    /// Whether it is a total, set apart.
    pub is_total: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its text.
    pub text: Vec<Inline>,
    /// A background that says how it stands to the region's value; in internal reports only.
    pub tint: Option<Tint>,
}

/// How a school's value stands to the region's. Never the only sign: the value stands in the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tint {
    /// Far below.
    FarBelow,
    /// Below.
    Below,
    /// Above.
    Above,
    /// Far above.
    FarAbove,
}

/// A picture. It is counted together with the charts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// What refers to it: the name of its file without the extension.
    pub id: String,
    /// ASCII name of the place, unique in the report.
    pub anchor: String,
    /// Number in the report, from 1.
    pub number: u32,
    /// Caption, without the number.
    pub caption: String,
    /// What it shows, for those who do not see it; the caption where nothing else is said.
    pub alt: String,
    /// Its file.
    pub image: ImageId,
}

/// Index of a file in [`Report::images`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImageId(pub usize);

/// The file of a picture, ready for every format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// What its bytes are.
    pub kind: ImageKind,
    /// Width, in pixels; of a drawing in its own units.
    pub width: u32,
    /// Height, likewise.
    pub height: u32,
    /// The file.
    #[serde(with = "crate::bytes")]
    pub bytes: Vec<u8>,
    /// A drawing as a PNG, for programs that show none; empty for any other picture.
    #[serde(default, with = "crate::bytes")]
    pub raster: Vec<u8>,
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// ASCII name of the place, unique in the report.
    pub anchor: String,
    /// Number in the report, from 1.
    pub number: u32,
    /// Caption, without the number.
    pub caption: String,
    /// Shape.
    pub kind: ChartKind,
    /// Unit of the values, empty where they differ.
    pub unit: String,
    /// Names along the axis, or of the slices.
    pub categories: Vec<String>,
    /// Rows of values, each as long as the categories. A doughnut has one.
    pub series: Vec<Series>,
    /// What the chart shows, in a sentence, for those who do not see it.
    pub alt: String,
    /// Remarks under the chart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Shapes of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Upright bars, series side by side.
    Column,
    /// Lying bars, series side by side; for long names.
    Bar,
    /// Lying bars, the series of a category one behind the other, making up a whole of 100.
    Stacked,
    /// Parts of one whole.
    Doughnut,
    /// Lines over the categories, which are years.
    Line,
    /// A small line for each series by itself, all on one scale.
    Panels,
}

/// A row of a chart's values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// A value for each category; absent where there is none.
    pub points: Vec<Option<Point>>,
    /// The points, counted from 0, that are counted otherwise than those before them, so that no line
    /// leads to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<usize>,
}

/// A value of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The number as printed, without unit: `97.8`. It is a plain decimal, to be drawn as it is.
    pub text: String,
    /// Where it comes from.
    pub trace: TraceId,
}

/// The room for pictures in print, in tenths of a millimetre: the width of the text, of a picture alone, its
/// height, and what is left free between two.
const ROW_WIDTH: u32 = 1_560;
const PICTURE_WIDTH: u32 = 1_300;
const PICTURE_HEIGHT: u32 = 850;
const PICTURE_GAP: u32 = 40;

/// What is shown at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Key indicators of the region.
    pub cards: Vec<Card>,
    /// Title of the table: `各校主要指标`.
    pub title: String,
    /// What a row is about, and what it is chosen by: `学校`, `隶属`.
    pub heads: [String; 2],
    /// Names of the columns of the table of schools, with units.
    pub columns: Vec<String>,
    /// A row for each school, or each region where they are too many, and one, the last, for the
    /// region.
    pub rows: Vec<DashboardRow>,
}

/// A key indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Name of the indicator.
    pub name: String,
    /// Value with unit, or the word for its absence.
    pub text: String,
    /// Change in words, `较上年提高2.1个百分点`; empty where there is none.
    pub change: String,
    /// Where it comes from.
    pub trace: TraceId,
}

/// A row of the dashboard's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardRow {
    /// Name of the school or the region.
    pub name: String,
    /// 隶属, or the part of the region in a long table; empty for the region as a whole.
    pub group: String,
    /// Whether it is the region's.
    pub is_total: bool,
    /// A cell for each column.
    pub cells: Vec<DashboardCell>,
}

/// A cell of the dashboard's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardCell {
    /// The number as printed, without unit, or a word for its absence.
    pub text: String,
    /// Where it comes from, where there is a value.
    pub trace: Option<TraceId>,
    /// How it stands to the region's value; in internal reports only.
    pub tint: Option<Tint>,
}

impl Report {
    /// The title as a name of files: what no file system takes is left out.
    pub fn file_stem(&self) -> String {
        self.named(&voced_text::file_stem(&self.title))
    }

    /// A name of files with what nobody may overlook who sends the file on: `报告（内部版）（草稿）`. What may be published has
    /// the plain name.
    pub fn named(&self, stem: &str) -> String {
        let audience = match self.audience {
            Audience::Public => String::new(),
            Audience::Internal => format!("（{}）", self.audience.name()),
        };
        let standing = self.draft.as_ref().map_or("", |_| "（草稿）");
        format!("{stem}{audience}{standing}")
    }

    /// The figure with this index.
    pub fn figure(&self, id: FigureId) -> &Figure {
        &self.figures[id.0]
    }

    /// The traces of what is printed: figures and charts come before the dashboard's.
    pub fn traces_in_print(&self) -> &[Trace] {
        &self.traces[..self.n_traces_in_print]
    }

    /// Width and height of each picture of a row in print, in tenths of a millimetre: a picture alone is no
    /// wider than it can be looked at, those side by side are of one height and fill the width.
    pub fn print_sizes(&self, pictures: &[Picture]) -> Vec<(u32, u32)> {
        let images: Vec<&Image> = pictures
            .iter()
            .map(|picture| self.image(picture.image))
            .collect();
        let gaps = PICTURE_GAP * u32::try_from(pictures.len().saturating_sub(1)).unwrap_or(0);
        let widest = if pictures.len() > 1 {
            ROW_WIDTH - gaps
        } else {
            PICTURE_WIDTH
        };
        // At a height of one thousand they are so wide together.
        let of_thousand =
            |image: &&Image| u64::from(image.width) * 1_000 / u64::from(image.height.max(1));
        let together: u64 = images.iter().map(of_thousand).sum::<u64>().max(1);
        let height = (u64::from(widest) * 1_000 / together).min(u64::from(PICTURE_HEIGHT));
        let size = |image: &&Image| {
            let width = of_thousand(image) * height / 1_000;
            (
                u32::try_from(width).unwrap_or(widest).max(1),
                u32::try_from(height).unwrap_or(PICTURE_HEIGHT).max(1),
            )
        };
        images.iter().map(size).collect()
    }

    /// The file of a picture.
    pub fn image(&self, id: ImageId) -> &Image {
        &self.images[id.0]
    }

    /// The trace with this index.
    pub fn trace(&self, id: TraceId) -> &Trace {
        &self.traces[id.0]
    }

    /// Headings in the order of reading.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading(heading) => Some(heading),
            _ => None,
        })
    }

    /// A line of text as it is printed, without marks.
    pub fn plain(&self, line: &[Inline]) -> String {
        let piece = |inline: &Inline| match inline {
            Inline::Text { text }
            | Inline::Stated { text, .. }
            | Inline::Reference { text, .. } => text.clone(),
            Inline::Strong { of } => self.plain(of),
            Inline::Figure { figure } => self.figure(*figure).text.clone(),
        };
        line.iter().map(piece).collect()
    }
}
