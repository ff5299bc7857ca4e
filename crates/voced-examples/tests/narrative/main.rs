//! Reports composed from the example bureau's facts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod faults;
mod report;
