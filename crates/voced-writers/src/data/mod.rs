//! Data files: `indicators.json`, `indicators.csv`, `manifest.json`.
//!
//! Numbers are texts, so that no reader turns them into binary floats unasked. `schema` changes only when a
//! reader of the old form would misread the new one.
//!
//! `indicators.json`: `{schema, bureau, year, observations, facts}`.
//!
//! * `observations`: `id`; `year`; `item` (code); `school` (code of the school, or of the region for the
//!   bureau's own workbook); `row` (of a repeating table, from 0); `file`, `sheet`, `cell`; `status`
//!   (`value`, `blank`, `not_applicable`, `unusable`, or `withheld`: a person's name or telephone number, which
//!   is for the bureau alone); `value` (a decimal or a text, in the item's unit).
//! * `facts`: `code`, `name`, `year`, `level`, `entity`; `vintage` (`collected` from workbooks, `printed` in
//!   an old report, `derived` from printed figures); `status` (`value`, `missing`, `undefined`, then with a
//!   `reason`); `display` (as printed), `unit`, `decimals`; `exact` (reduced ratio; a share is at most one),
//!   `numerator`, `denominator`; `definition` (口径 version), `in_force` (false for a national definition that
//!   a bureau's own stands in front of); `reported` of `expected` schools; `change`
//!   `{kind, display, unit, exact, from_year, from_vintage}`, whose `kind` is `abs`, `pp` (percentage
//!   points), `relative` (growth in percent), or, without a number, `break` (the definitions differ) or
//!   `coverage` (a school is missing in one of the years, and where both years were collected `same_schools`
//!   `{n_schools, this, last, display, exact}` compares those of both); `sources` (ids of observations).
//!
//! `indicators.csv`: `year, level, entity, entity_name, code, name, status, value, unit, decimals, numerator,
//! denominator, definition, vintage, reported, expected`; UTF-8 with a byte order mark. It is read by people
//! too, so `level` and `vintage` are in Chinese.
//!
//! `manifest.json`: `{schema, bureau, year, tool, catalogue, inputs, outputs}`, each file with `path`,
//! `sha256`, `bytes`; `catalogue` is the hash of all definitions.

mod csv_file;
mod json;
mod manifest;

use voced_domain::{Fact, Indicator};

use crate::Run;

pub use csv_file::csv;
pub(crate) use csv_file::guarded;
pub use json::json;
pub use manifest::{Manifest, manifest};

/// The definition of a fact: of its own year, which may know what this year's no longer does. Print may know a
/// version that neither does; name and unit are the indicator's.
fn indicator<'a>(run: &Run<'a>, fact: &Fact) -> Option<&'a Indicator> {
    let key = &fact.key;
    let editions = [run.edition_of(key.year), run.this.edition];
    let mut known = editions.into_iter().filter_map(|edition| {
        let version = edition.definition(&key.indicator, &key.version);
        version.or_else(|| edition.indicator(&key.indicator))
    });
    known.next()
}
