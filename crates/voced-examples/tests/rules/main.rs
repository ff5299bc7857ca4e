//! Rules put to the example bureaus with a few answers changed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod cases;
mod change;
mod example;
mod property;
mod relations;
