//! The catalogue as a list of entries with the places where they were written.

use std::fmt;

use super::indicator::Indicator;
use super::item::{DataItem, Group};
use super::relation::Relation;
use super::threshold::Threshold;

/// All definitions of all years.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    pub(super) groups: Vec<Entry<Group>>,
    pub(super) items: Vec<Entry<DataItem>>,
    pub(super) indicators: Vec<Entry<Indicator>>,
    pub(super) relations: Vec<Entry<Relation>>,
    pub(super) thresholds: Vec<Entry<Threshold>>,
}

/// An entry with the place where it was written.
#[derive(Clone, Debug)]
pub(super) struct Entry<T> {
    pub(super) place: Place,
    pub(super) value: T,
}

/// Where an entry was written. The order of sources is the order of places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// False for the embedded national sources, true for a bureau's own.
    pub(super) of_bureau: bool,
    pub(super) file: String,
    pub(super) line: usize,
}

impl Place {
    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault {
            file: self.file.clone(),
            line: self.line,
            message: message.into(),
        }
    }
}

/// One thing wrong with a source, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Name of the source.
    pub file: String,
    /// Line of the entry, counted from one.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}", self.file, self.line, self.message)
    }
}

/// Everything wrong with the sources of a catalogue, all at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueError {
    /// The faults, by source and line.
    pub faults: Vec<Fault>,
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, fault) in self.faults.iter().enumerate() {
            if idx > 0 {
                writeln!(f)?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for CatalogueError {}
