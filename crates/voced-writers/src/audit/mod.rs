//! An audited report in its forms: text for a terminal, JSON, a page with the whole report, and comments for the Word
//! document itself.
//!
//! The JSON is `{schema, edited, claims, unread, summary}`; numbers are texts, as in all data files.
//!
//! * `edited`, what somebody changed in a document of ours: `line`; `tag` of the figure, where it is one;
//!   `given` and `found`, as it was and as it is (`null` where it is new or gone); `sentence`.
//! * `claims`, the numbers of the report in their order: `line` (or paragraph, or page), `section`,
//!   `paragraph` within it, `sentence` within that; `text` (the sentence), `printed`, `value`, `unit`,
//!   `year` (the period that it is of; `null` where nothing says), `entity` (the school as the report names it, empty
//!   for the region), `kind` (`level`, `share` of a whole, `rate`, what is called 率, `ratio`, `change_abs` in the own
//!   unit, `change_pp` in points, `growth` in percent, `mean`, or `trend`, a word without a number), `measure` (what is
//!   counted; of a share its part, of a change what changed; empty where nothing says) and `scope` (whose it is, the
//!   wider before the narrower), `fact` (code of the item or indicator, where it was recognised); `verdict`
//!   (`contradicts`, `tension`, `rounding`: off by one last place so that a list makes 100, `style`, `agrees`,
//!   `approximate`, `not_checkable`), the `check` that gave it, `expected`, `reason`, and `relation` (`null` where
//!   nothing was found to hold it against): its `kind` (`fact`, `sum`, `rate`, `share`, `difference`, `growth`, `ratio`,
//!   `product`, `column`, `same`, `direction`, `list`, `writing`), the `evidence` that it holds (`stated` by the text,
//!   `structural` by how the numbers stand together, `known` from the catalogue or the data), and `claims`, the others
//!   that it binds, each with `line`, `section`, `printed`, `unit`.
//! * `unread`, digits that could not be read or placed, such as several numbers in one cell of a table or those of a
//!   heading: `line`, `printed`, `text` around them.
//! * `summary`: how many `claims`, how many of them `recognised`, how many digits are no figures
//!   (`non_figures`), how many are `unread`, and how many claims came to each of the `verdicts`.

mod between;
mod comments;
mod json;
mod page;
mod text;
mod words;

use voced_audit::{Audit, Claim, Document, Edit, Judged};
use voced_domain::Edition;

pub use between::{Named, between};
pub use comments::{AUTHOR, comments};
pub use json::json;
pub use page::page;
pub use text::text;
pub use words::place;

/// A report with what became of its numbers.
#[derive(Clone, Copy, Debug)]
pub struct Audited<'a> {
    /// The report.
    pub document: &'a Document,
    /// The edition whose names and definitions it was held against.
    pub edition: &'a Edition,
    /// Its numbers and the verdicts on them.
    pub audit: &'a Audit,
    /// What somebody changed, where it is a document of ours.
    pub edited: &'a [Edit],
}

impl Audited<'_> {
    /// The claims with their verdicts.
    fn pairs(&self) -> impl Iterator<Item = (&Claim, &Judged)> {
        self.audit.claims.iter().zip(&self.audit.judged)
    }
}
