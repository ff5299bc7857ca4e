//! The Word writer as a person and other programs see it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
