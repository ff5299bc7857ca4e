//! A finished report read back: every number a claim, recomputed and judged.
//!
//! [`read`] turns the bytes of a report into a [`Document`], [`claims`] finds its numbers with what
//! they are about, and [`audit`] judges each by arithmetic alone or, where the facts are at hand,
//! against them. The names of items and indicators, the formulas and the relations are those of the
//! catalogue: nothing here knows a place, a year or a sentence.
//!
//! What a number counts and whose it is, whether or not the catalogue has it, is its [`Statement`]: by lists of
//! the words of such reports and by what a clause leaves out.
//!
//! [`disagreements`] holds two reports against each other, and [`with_comments`] writes findings into a copy of a Word
//! document. Nothing here opens a file, repairs a number or changes what a report says.
//!
//! # What is held against what
//!
//! Most checks need no names: a share is held against the count before it and the whole that most shares of the
//! paragraph fit, a total against its parts, a change against the levels beside it, a column of a table
//! against the others. What the text itself bears out elsewhere is believed; where nothing does, a miss is a
//! contradiction only if it looks like a slip of the hand. The catalogue comes last: a number is a fact of
//! the bureau only if no other level of schooling is named before it.
//!
//! # Verdicts
//!
//! `矛盾` cannot be true together with numbers that are named to the letter or stand side by side; `存疑` can
//! only be true under an assumption, which is said; `凑整` is off by one last place so that a list makes 100; `写法`
//! is true and badly written; the rest is counted. A Word
//! document of ours keeps its text as it was written, so that every number and every word of direction that was
//! changed, added or deleted since is listed first, also after another program saved it. Where it is only guessed
//! what a number is about, nothing is called a contradiction.

// In the order in which to read them: text, numbers, claims, checks.
mod document;
mod error;
mod read;

mod lexicon;
mod names;
mod number;

mod claim;
mod extract;

mod comments;
mod edits;

mod figures;
mod interval;
mod passage;
mod rounding;
mod slip;

mod additions;
mod between;
mod checks;
mod ledger;
mod own;
mod score;
mod statement;
mod verdict;
mod wording;

pub use between::{Disagreement, disagreements};
pub use checks::check_names;
pub use claim::{Bound, Claim, Direction, Entity, Kind, Place, Unread};
pub use comments::{About, Comment, can_have_comments, with_comments};
pub use document::{Block, Document, GivenFigure, Line, Measure, Row, Table, Text};
pub use edits::{Edit, edits};
pub use error::ReadError;
pub use extract::{Extracted, claims};
pub use figures::FigureKind;
pub use read::{FORMATS, Format, format_names, format_of, read};
pub use score::{Expected, Scored, score};
pub use statement::Statement;
pub use verdict::{Audit, Data, Evidence, Judged, RelationKind, Summary, Verdict, audit};
