//! How a command ended.

use std::process::ExitCode;

/// How a command that ran to its end ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing is left to do.
    Clean,
    /// Findings that must be corrected or explained are open.
    OpenFindings,
    /// As another process did, with its exit code.
    As(u8),
}

impl Done {
    /// Open findings, where something is open.
    pub fn of(is_open: bool) -> Self {
        if is_open {
            Done::OpenFindings
        } else {
            Done::Clean
        }
    }

    pub(crate) fn code(self) -> ExitCode {
        match self {
            Done::Clean => ExitCode::SUCCESS,
            Done::OpenFindings => ExitCode::from(1),
            Done::As(code) => ExitCode::from(code),
        }
    }
}
