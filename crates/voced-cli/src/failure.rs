//! What keeps a command from running: wrong use, or input that cannot be read at all.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use voced_folder::FolderError;
use voced_outputs::{OutputError, TypesetterError};
use voced_pipeline::Stopped;
use voced_workflow::Refusal;
use voced_writers::WriteError;

/// A message for the user: what is the matter, and what to do.
#[derive(Debug)]
pub struct Failure {
    message: String,
    remedy: String,
}

impl Failure {
    /// What is the matter, and what to do about it.
    pub fn new(message: impl fmt::Display, remedy: impl Into<String>) -> Self {
        Self {
            message: message.to_string(),
            remedy: remedy.into(),
        }
    }

    /// What is the matter, where nobody knows what to do.
    pub fn of(message: impl fmt::Display) -> Self {
        Self::new(message, "")
    }

    /// A file or folder that could not be read or written.
    pub fn io(path: &Path, error: std::io::Error) -> Self {
        FolderError::io(path, error).into()
    }

    pub(crate) fn code() -> ExitCode {
        ExitCode::from(2)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.remedy.is_empty() {
            write!(f, "\n  {}", self.remedy)?;
        }
        Ok(())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Folder(error) => error.into(),
            Refusal::Output(error) => error.into(),
            Refusal::Stopped(stopped) => stopped.into(),
            refusal => Self::new(&refusal, refusal.remedy()),
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        let remedy = match &error {
            FolderError::NotAFolder(_) => "请用--out指定一个文件夹".into(),
            error => error.remedy(),
        };
        Self::new(&error, remedy)
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::Folder(error) => error.into(),
            OutputError::TooLarge { format, .. } => {
                Self::new(&error, format!("请从--only里去掉{format}"))
            }
            error => Self::new(&error, error.remedy()),
        }
    }
}

impl From<TypesetterError> for Failure {
    fn from(error: TypesetterError) -> Self {
        Self::new(&error, error.remedy())
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::of(error)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        Self::of(stopped)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::of(error)
    }
}
