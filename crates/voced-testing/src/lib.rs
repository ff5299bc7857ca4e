//! Small bureaus and what they answered, written as lines that a test can show.
//!
//! ```
//! use voced_testing::{dataset, edition, three_schools};
//!
//! let bureau = three_schools();
//! let answers = dataset(
//!     &edition(2020),
//!     "a students.enrolled 1200
//!      b students.enrolled 不适用",
//! );
//! assert_eq!((bureau.schools().len(), answers.observations().len()), (3, 2));
//! ```
//!
//! For the tests of every crate above the nouns: nothing here knows a rule, an indicator's value or a
//! workbook, and nothing that is released depends on it. It panics where a line is not as it should
//! be, with the line.

// In the order in which to read them.
mod bureau;
mod definitions;

mod words;

mod answers;
mod printed;

pub use answers::{changed, dataset, two_years};
pub use bureau::{bureau, three_schools};
pub use definitions::{edition, edition_with, year};
pub use printed::printed;
