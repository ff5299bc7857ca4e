//! Observations into facts: every indicator of every school and region, exact, with its change
//! against the year before and the cells it came from.
//!
//! A region's figure is the sum of its schools' numerators over the sum of their denominators,
//! never a mean of their rates. Nothing here rounds (that is
//! [`Published`](voced_domain::Published)'s one place), uses a float, or reads a file. Facts come
//! out in the same order whatever the number of threads.

mod change;
mod compute;
mod printed;
mod same_schools;
mod term;

pub use compute::{compute, compute_last_year};
pub use printed::{compare, prior_facts};
pub use same_schools::{YearAnswers, compare_same_schools};
