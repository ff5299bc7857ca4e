//! A bureau's desk: pages in the browser on the official's own computer, over the same folder of plain files as the
//! commands. Workbooks are dropped on it; it shows where every school stands, what is wrong at which cell, and
//! what is to be done next.
//!
//! Served on this computer alone, to the browser that it was opened in: see `guard`. Every page is drawn here from the folder
//! as it is, so that commands and pages may be used in turn.
//!
//! Never computes a figure, judges a workbook or writes an output by itself, never reaches out into a network,
//! and never takes a name or path from a request for one of its own.

// In the order in which to read them.
mod serve;

mod bureau;
mod connections;
mod opening;
mod own_folder;
mod running;

mod routes;

mod guard;
mod handshake;

mod desk;

mod pages;

mod acts;
mod downloads;
mod jobs;
mod settings;
mod upload;

mod answer;
mod archive;
mod fingerprint;
mod looked;
mod recent;

use std::path::PathBuf;

use chrono::NaiveDate;

pub use serve::{DeskError, serve};

/// What a desk is opened with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The bureau's folder; where none is named, the one that lies where the program does.
    pub bureau: Option<PathBuf>,
    /// The day that is taken for today, where it is not today.
    pub on: Option<NaiveDate>,
    /// Whether the browser is opened.
    pub opens_browser: bool,
}
