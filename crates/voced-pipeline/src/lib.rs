//! The one way from returned workbooks to everything that is known of a year, in two steps:
//! [`read`] turns the bytes of one workbook into a [`Reading`], and [`assess`] turns [`Inputs`],
//! everything that was read, into an [`Assessment`]: answers, facts, findings, progress.
//!
//! Commands, pages, tests, benchmarks and other tools of a bureau all go this way. The same inputs
//! give the same assessment, whatever the number of threads.
//!
//! Nothing here opens a file, asks a clock, prints a line or writes an output.

// In the order in which to read them.
mod inputs;
mod progress;

mod assess;
mod board;
mod rounds;
mod rules;
mod signed;

mod beside;
mod file_names;
mod last_year;

pub use assess::{Assessment, Collected, assess, facts_of_last_year};
pub use beside::Beside;
pub use file_names::file_names;
pub use inputs::{EarlierInputs, Inputs, Stamped, Texts, YearInputs, read, templates};
pub use last_year::{CarriedOver, LastYear};
pub use progress::{Progress, Step, Stopped, go_on};
pub use rules::rules;
pub use voced_ingest::{Expected, IssuedSchool, Reading, issued_schools_csv};
pub use voced_rules::{beyond_stock_phrases, bound_name};
