//! Data files: `indicators.json`, `indicators.csv`, `manifest.json`.
//!
//! Their formats are described in the README; numbers are texts, so that no reader turns them into
//! binary floats unasked.

mod csv_file;
mod json;
mod manifest;

pub use csv_file::csv;
pub(crate) use csv_file::guarded;
pub use json::json;
pub use manifest::{Manifest, manifest};
