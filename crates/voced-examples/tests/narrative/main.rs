//! Reports composed from the example bureau's facts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod case;
mod faults;
mod report;
