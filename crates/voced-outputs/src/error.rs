//! What keeps outputs from being written.

use std::error::Error;
use std::fmt;

use voced_docx::DocxError;
use voced_folder::FolderError;
use voced_pipeline::Stopped;
use voced_writers::WriteError;

use crate::TypesetterError;

/// What keeps outputs from being written.
#[derive(Debug)]
pub enum OutputError {
    /// The output folder cannot be written to.
    Folder(FolderError),
    /// A format holds less than there is to tell, and was asked for by name.
    TooLarge {
        /// The path of the output.
        path: String,
        /// Name of the format.
        format: &'static str,
        /// What the writer said.
        error: WriteError,
    },
    /// A fault of a writer.
    Write(WriteError),
    /// A fault of the writer of Word documents.
    Document(DocxError),
    /// The PDF was not typeset.
    Typesetter(TypesetterError),
}

impl OutputError {
    /// What to do about it; empty where there is nothing.
    pub fn remedy(&self) -> String {
        match self {
            OutputError::Folder(error) => error.remedy(),
            OutputError::TooLarge { format, .. } => format!("请不要写{format}"),
            OutputError::Write(_) | OutputError::Document(_) => String::new(),
            OutputError::Typesetter(error) => error.remedy().into(),
        }
    }

    /// Of a writer that wrote to the output folder: where it took no more, that is the folder's fault.
    pub(crate) fn of_writer(path: &std::path::Path, error: WriteError) -> Self {
        match error {
            WriteError::Io(error) => OutputError::Folder(FolderError::io(path, error)),
            error => OutputError::Write(error),
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutputError::Folder(error) => error.fmt(f),
            OutputError::TooLarge { path, error, .. } => write!(f, "没有写{path}：{error}"),
            OutputError::Write(error) => error.fmt(f),
            OutputError::Document(error) => error.fmt(f),
            OutputError::Typesetter(error) => error.fmt(f),
        }
    }
}

impl Error for OutputError {}

impl From<FolderError> for OutputError {
    fn from(error: FolderError) -> Self {
        OutputError::Folder(error)
    }
}

impl From<Stopped> for OutputError {
    fn from(stopped: Stopped) -> Self {
        OutputError::Folder(stopped.into())
    }
}

impl From<WriteError> for OutputError {
    fn from(error: WriteError) -> Self {
        OutputError::Write(error)
    }
}

impl From<DocxError> for OutputError {
    fn from(error: DocxError) -> Self {
        OutputError::Document(error)
    }
}
