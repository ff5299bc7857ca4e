//! Why an act is not done.

use std::error::Error;
use std::fmt;

use voced_domain::{Bureau, School};
use voced_folder::FolderError;
use voced_outputs::{Obstacle, OutputError};
use voced_pipeline::Stopped;
use voced_writers::WriteError;

/// Why an act is not done: what is the matter, and what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// The folder cannot be read or written.
    Folder(FolderError),
    /// An output cannot be written.
    Output(OutputError),
    /// It was told to stop.
    Stopped(Stopped),
    /// A report was asked for, and this stands against it.
    NoReport(Option<Obstacle>),
    /// What was asked for is not to be done.
    Said {
        /// What is the matter.
        message: String,
        /// What to do.
        remedy: String,
    },
}

impl Refusal {
    /// What is the matter, and what to do about it.
    pub(crate) fn new(message: impl fmt::Display, remedy: impl Into<String>) -> Self {
        Self::Said {
            message: message.to_string(),
            remedy: remedy.into(),
        }
    }

    /// What is the matter, where it says itself what to do.
    pub fn said(message: impl fmt::Display) -> Self {
        Self::new(message, "")
    }

    /// What to do; empty where nobody knows.
    pub fn remedy(&self) -> String {
        match self {
            Refusal::Folder(error) => error.remedy(),
            Refusal::Said { remedy, .. } => remedy.clone(),
            Refusal::Output(_) | Refusal::Stopped(_) | Refusal::NoReport(_) => String::new(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Folder(error) => error.fmt(f),
            Refusal::Output(error) => error.fmt(f),
            Refusal::Stopped(stopped) => stopped.fmt(f),
            Refusal::NoReport(Some(Obstacle::Texts(error))) => error.fmt(f),
            Refusal::NoReport(Some(Obstacle::OpenErrors)) => f.write_str("有强制问题待改正"),
            Refusal::NoReport(_) => f.write_str("没有报告正文"),
            Refusal::Said { message, .. } => f.write_str(message),
        }
    }
}

impl Error for Refusal {}

impl From<FolderError> for Refusal {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

impl From<OutputError> for Refusal {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Self {
        Self::Output(error.into())
    }
}

impl From<Stopped> for Refusal {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

/// A school by code, full or short name.
///
/// # Errors
/// A [`Refusal`] that names the bureau's schools where none is called so.
pub fn school<'a>(bureau: &'a Bureau, wanted: &str) -> Result<&'a School, Refusal> {
    let found = bureau.find_school(wanted);
    found.ok_or_else(|| no_school(bureau, wanted))
}

/// That no school is called so, with those there are.
pub fn no_school(bureau: &Bureau, wanted: &str) -> Refusal {
    let schools = bureau.schools().iter();
    let known: Vec<&str> = schools.map(|school| school.short.as_str()).collect();
    Refusal::new(
        format!("没有学校“{wanted}”"),
        format!("本局的学校：{}", known.join("、")),
    )
}
