//! The acts of a bureau's year over its folder, each from the folder to files: [`begin`] a bureau, [`issue`] its
//! workbooks, [`check`] what came back, [`waive`] a finding, [`confirm`] a signature, [`report`]; and
//! [`settings`], what it says of itself. Commands and pages do them by these functions alone.
//!
//! Each tells what it came to as a value, and what happened on the way to whoever listens: see [`Notice`].
//!
//! Nothing here knows an argument, a terminal or a page, and nothing computes a figure.

// In the order in which to read them: the acts in the order of a year, then what they stand on.
mod begin;
mod issue;

mod check;
mod confirm;
mod waive;

mod report;

mod notice;
mod recorded;
mod refusal;
pub mod settings;
mod starter;

pub use begin::{Begin, Begun, begin};
pub use check::{Check, Checked, check};
pub use confirm::{Confirmed, confirm};
pub use issue::{Issue, Issued, issue};
pub use notice::{Listen, Notice};
pub use refusal::{Refusal, no_school, school};
pub use report::{Report, Reported, report};
pub use starter::NARRATIVE;
pub use waive::{Waive, waive};
