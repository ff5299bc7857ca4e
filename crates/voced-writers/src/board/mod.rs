//! Where every school stands, as a text for the terminal, as data, and as a sheet for the telephone. All three
//! hold telephone numbers: they are the bureau's own, and lie beside no published file.
//!
//! As data: `{schema, year, on, deadline, schools, next}`. A school has `code`, `name`, `short`, `status`
//! (`not_reported`, `returned`, `to_explain`, `passed`, `signed`), `since`, `issued`, `signed` (days), `rounds`,
//! `errors`, `to_explain`, `file`, `data_code`, `contact`, `phone`; a step has `step`, `entities` and `text`.

mod book;
mod json;
mod reminder;
mod text;
mod words;

pub use book::write as book;
pub use json::write as json;
pub use reminder::{Reminder, reminder};
pub use text::write as text;
pub use words::{StepCommand, StepInWords, counts, person, standing, step};

/// How the program's commands are called where it runs: `cargo xtask check` for `check`.
pub type Commands<'a> = &'a dyn Fn(&str) -> String;
