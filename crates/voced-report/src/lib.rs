//! Narrative, facts and findings into one document model, from which every format is written.
//!
//! A [`Report`] is headings, paragraphs, tables and charts in which each number is a [`Figure`]
//! that names its fact, or a [`Stated`](Inline::Stated) number with the reason why there is no
//! fact; anything else that looks like a number keeps the report from being built. Wording that
//! depends on data (提高 or 下降, 6所, 约) is worded here and nowhere else.
//!
//! Nothing here opens a file or asks a clock, and nothing here knows a font, a page or a format.
//!
//! # The language of the texts
//!
//! `narrative/outline.toml` names chapters, sections and appendices in their order, how many years are shown, in which
//! editions explanations stand as notes, and where the 数据溯源表 stands (`sources = { public = "file", internal =
//! "appendix" }`, or `"none"`); each text is a file named
//! by number and title, `1.1-规模和结构.md`. It is Markdown with templates:
//!
//! | in the text | in the report |
//! |---|---|
//! | `{{ value("students.enrolled") }}` | 10367人; also `school=`, `year=last_year`, `version="national"`, `unit="万册"` |
//! | `{{ number("majors.categories") }}大类` | 14大类 |
//! | `{{ change("employment_rate") }}` | 较上年提高2.1个百分点, the direction from the sign; 口径与上年不同 where that is so |
//! | `{{ change("books", before="，") }}` | ，较上年增加3册; nothing, not even the comma, where there is no figure to compare, or other schools are in it, of which a note says once |
//! | `三项{{ all_changed(["books", "workstations"]) }}` | 均高于上年, or which are above and which below; a mistake where one has no year to compare with |
//! | `{{ name("service.poor") }}` | the name that the indicator has in the year |
//! | `{{ about("training.municipal", 100) }}` | 200余人次 |
//! | `{{ announce("schools", schools) }}` | 6所, held against the length of the list |
//! | `{{ breakdown([["市属", "schools.municipal"], ["县属", "schools.county"]]) }}` | 市属3所、县属3所, without what is 0 |
//! | `{{ names(list) }}`, `{{ ref("admission") }}` | 甲、乙; 表1 |
//! | `{{ stated("50家", "没有对应的数据项") }}` | a number with no fact behind it, listed with its reason in the internal edition |
//! | `{% if has("matched_rate") %}…{% else %}…{% endif %}` | what is said where there is no value; `has("books", year=last_year)` |
//! | `{% if some("pilot.majors") %}…{% endif %}` | what is said where there is a value and it is not 0 |
//! | `{% if n_years > 2 %}…{% endif %}` | what is said where more than two years are known: `years = 5` in the outline looks back on as many |
//! | `above_city` | whether the bureau adds up cities, which have some of the figures themselves |
//! | `schools` | the schools whose workbooks the figures rest on; `all_schools` also those that are missing |
//!
//! A digit that none of these printed is a mistake, named with its line and the indicator it may be, and so is a number in
//! Chinese numerals and a comparison with the year before (均高于上年, 大幅 beside a figure) that is written out. Dates,
//! 〔2014〕19号, 1+X, 3+2 and ordinals are no figures
//! ([`numerals`](voced_domain::numerals)). A fenced block `table` or `chart` holds TOML with
//! `id`, `caption`, `shape` and codes; of shape `trend` its columns are the years, and a chart of kind `line` or,
//! for each school by itself, `panels` shows them, marked where they are counted otherwise. What no indicator says stands in a Markdown table below `表：题目`, its
//! plain numbers below `数：来处`; `^` repeats the cell above, `<` widens a head to the left, `=` in the row 合计
//! is the sum. `![说明](照片/上课.jpg)` in a paragraph of its own is a picture, several are a row; `{{ ref("上课") }}`
//! is 图3. A fenced block `names` holds posts with names, `组长：张三、李四`. In Word each figure lies in a content control and a bookmark, in the page
//! in `data-figure`, in the PDF behind a link named by its tag
//! ([`FigureTag`](voced_domain::FigureTag)); a test holds the three against one another and
//! against `indicators.json`.

// In the order in which to read them.
pub mod model;

pub mod outline;
pub mod run;

pub mod trace;

mod absent;
mod bytes;
mod case;
mod compose;
mod context;
mod coverage;
mod free_table;
mod functions;
mod lint;
mod literal;
mod markdown;
mod marks;
mod names;
mod picture;
mod recorder;
mod render;
mod standing;
mod template_words;

mod chart;
mod spec;
mod table;
mod tint;
mod trend;
mod unchecked;

mod dashboard;
mod explained;
mod places;
mod quality;
mod roster_notes;
mod tracing;
mod wording;

mod error;

mod cells;
mod lines;
mod sentences;
mod sources;

pub use case::{blocks_of_text, can_be_caption, draft_of_case};
pub use compose::compose;
pub use error::{NarrativeFault, ReportError};
pub use lines::{TRACE_HEADS, TraceLine};
pub use model::{
    Audience, Block, Card, Cell, Chart, ChartKind, Column, Dashboard, DashboardCell, DashboardRow,
    Draft, Figure, FigureId, HeadCell, Heading, HeadingKind, Image, ImageId, Inline, Item,
    Paragraph, ParagraphKind, Picture, Point, Report, Row, Series, Table, Tint, TraceId,
};
pub use outline::{DRAFTS, MOST_YEARS, Narrative, OUTLINE, years_shown};
pub use picture::pictures_named;
pub use run::{EarlierYear, Run, YearData};
pub use sentences::Sentence;
pub use sources::SourcesPlace;
pub use standing::Standing;
pub use trace::{Contribution, LastYear, SourceCell, Trace, TraceTerm};
pub use trend::Trend;
pub use voced_picture::Kind as ImageKind;
pub use wording::same_schools_words;
