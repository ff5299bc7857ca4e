//! Files changed by chance and read again, to find what reading does not bear.
//!
//! A [`Target`] is a way in from outside. [`Seeds`] are whole files for it, which [`Mutator`]
//! changes: bytes of any of them, parts of those that are archives, words of those that are texts.
//! The same seed gives the same files on every machine. Nothing here knows what a right answer is:
//! a run goes wrong where the program panics, where it catches a panic of our own code, or where it
//! takes too long.
//!
//! # Files that mean harm
//!
//! Whatever is mailed is held against bounds before anything is set aside for it, is never run and never
//! followed, and where it cannot be read becomes a finding with its name while every other school is reported.
//! `cargo xtask hostile --out DIR` writes 750 such files (archives that inflate without end, XML, sheets,
//! values, .ods, .xls, documents, a bureau's own files), and `cargo test -p xtask --test hostile` reads each.
//! `cargo run --release -p voced-fuzz -- --target ingest --runs 100000 --seed 1` changes files by chance;
//! targets are `ingest`, `audit`, `case` and `catalogue`.

pub mod hostile;
mod mutator;
mod random;
mod run;
mod seeds;
mod target;

pub use mutator::Mutator;
pub use random::Random;
pub use run::{Crash, Summary, run};
pub use seeds::{Seed, Seeds};
pub use target::{Target, audit, case, catalogue, ingest};
