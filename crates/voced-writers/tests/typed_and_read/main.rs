//! What is typed into a template that was written here comes back from reading it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod last_years_template;
mod recommended;
mod round_trip;
mod siping;
