//! Narrative, facts and findings into one document model, from which every format is written.
//!
//! A [`Report`] is headings, paragraphs, tables and charts in which each number is a [`Figure`]
//! that names its fact, or a [`Stated`](Inline::Stated) number with the reason why there is no
//! fact; anything else that looks like a number keeps the report from being built. Wording that
//! depends on data (提高 or 下降, 6所, 约) is worded here and nowhere else.
//!
//! Nothing here opens a file or asks a clock, and nothing here knows a font, a page or a format.

// In the order in which to read them.
pub mod model;

pub mod outline;
pub mod run;

pub mod trace;

mod compose;
mod desk;
mod functions;
mod lint;
mod markdown;
mod marks;
mod render;
mod template_words;

mod chart;
mod spec;
mod table;
mod tint;

mod dashboard;
mod places;
mod quality;
mod tracing;
mod wording;

mod error;

mod cells;
mod lines;
mod sentences;

pub use compose::{Standing, compose};
pub use error::{NarrativeFault, ReportError};
pub use lines::{TRACE_HEADS, TraceLine};
pub use model::{
    Audience, Block, Card, Cell, Chart, ChartKind, Column, Dashboard, DashboardCell, DashboardRow,
    Draft, Figure, FigureId, HeadCell, Heading, HeadingKind, Inline, Item, Paragraph,
    ParagraphKind, Point, Report, Row, Series, Table, Tint, TraceId,
};
pub use outline::{Narrative, OUTLINE};
pub use run::{Run, YearData};
pub use sentences::Sentence;
pub use trace::{Contribution, LastYear, SourceCell, Trace, TraceTerm};
