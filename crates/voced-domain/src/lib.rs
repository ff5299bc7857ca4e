//! The nouns of the annual quality report of secondary vocational education
//! (中等职业教育质量年度报告), shared by every tool of an education bureau.
//!
//! A [`Catalogue`] says what is collected ([`DataItem`]), what is computed from it
//! ([`Indicator`]) and what must hold between items ([`Relation`]). A [`Bureau`] has schools;
//! each hands in a [`Submission`], together they are a [`Dataset`] of [`Observation`]s, and every
//! published figure is a [`Fact`] that keeps the parts of its quotient and the cells they came from.
//!
//! Nothing here reads a file, a clock or an environment variable; nothing starts a thread; nothing
//! knows a workbook format. No published number is ever a binary float: [`Quantity`] is an exact
//! ratio and [`Quantity::round`] is the one rounding of the workspace.
//!
#![doc = include_str!("../GLOSSARY.md")]

// In the order in which to read them.
mod quantity;
mod ratio;

mod code;
mod unit;
mod year;

mod bureau;
mod catalogue;

mod cell;
mod observation;

mod case;
mod dataset;
mod fact;
mod figure_tag;

mod evidence;
mod finding;
mod location;
mod rule_card;

mod board;
pub mod guard;
mod numeral;
mod printed;
mod progress;
mod record;
mod stamp;
pub mod toml_words;
mod waiver;

pub use board::{Board, NextStep, PersonToCall, Standing};
pub use bureau::{
    Bureau, BureauError, DayOfYear, Entity, FormerRegion, FormerSchool, Level, MOST_LINES, Origin,
    Region, Roster, RosterChange, School, SchoolKind,
};
pub use case::{Case, CaseBlock, CaseCell, CasePicture, CaseTable, PictureFile};
pub use catalogue::{
    Alteration, Catalogue, CatalogueError, ChangeRule, DataItem, DefinitionChange, Edition, Fault,
    FormerName, Formula, Group, Indicator, Kind, Major, MajorDirectory, Missing, OfficialList,
    Operator, Relation, ReportingUnit, Retired, STUDENTS, STUDENTS_IN, STUDENTS_OUT, Source,
    Subject, Table, Threshold, quoted,
};
pub use cell::{CellRef, Position, column_letters};
pub use code::{
    CodeError, DefinitionVersion, EntityCode, GroupCode, IndicatorCode, ItemCode, RuleCode,
};
pub use dataset::{
    About, Dataset, Explanation, ReplyTo, SHORTEST_EXPLANATION, Submission, SubmittedValue, Unread,
    Workbook,
};
pub use evidence::{Evidence, EvidenceKey, EvidencePart, EvidenceValue};
pub use fact::{
    Change, ChangeKind, Coverage, Fact, FactKey, Facts, Figure, Outcome, Provenance, Published,
    SameSchools, Term, Undefined,
};
pub use figure_tag::{Aspect, FigureTag, FigureTagError, MarkedFigure, WRITTEN_TEXT};
pub use finding::{
    CHANGED_AFTER_SIGNING, Finding, FindingStatus, FindingText, Gap, Reply, RuleTally, Unjudged,
};
pub use location::Location;
pub use numeral::{NonFigure, Numeral, is_digit, numerals};
pub use observation::{Answer, Observation, ObservationId};
pub use printed::{Comparison, Difference, PrintedFigure, PrintedKind};
pub use progress::{Round, SchoolProgress, SchoolStatus, ValueChange};
pub use quantity::{Quantity, QuantityError, Rounded};
pub use record::{Record, RecordLine, RecordedStep};
pub use rule_card::{Concerns, Explains, Family, LooksAt, Manual, RuleCard, Severity};
pub use stamp::Stamp;
pub use unit::Unit;
pub use waiver::{Waiver, WaiverError, waivers};
pub use year::{ReferenceYear, YearError, Years};
