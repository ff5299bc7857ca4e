//! What keeps a writer from writing.

use std::{fmt, io};

/// A fault of the program or of a format's limits, never of the data.
#[derive(Debug)]
pub enum WriteError {
    /// The workbook library refused, for instance a sheet name that is too long.
    Workbook(rust_xlsxwriter::XlsxError),
    /// The data could not be written as JSON.
    Json(serde_json::Error),
    /// The data could not be written as CSV.
    Csv(csv::Error),
    /// There is more to tell than the format holds, or than its programs open.
    TooLarge {
        /// How many rows there would be.
        rows: usize,
        /// How many there may be.
        most: usize,
    },
    /// What is written to took no more.
    Io(io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Workbook(error) => write!(f, "工作簿写不出来：{error}"),
            WriteError::Json(error) => write!(f, "JSON写不出来：{error}"),
            WriteError::Csv(error) => write!(f, "CSV写不出来：{error}"),
            WriteError::TooLarge { rows, most } => write!(
                f,
                "有{rows}个数据，工作簿里最多列{most}个；数据见data/indicators.csv和indicators.json"
            ),
            WriteError::Io(error) => write!(f, "写不下去：{error}"),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<rust_xlsxwriter::XlsxError> for WriteError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        WriteError::Workbook(error)
    }
}

impl From<serde_json::Error> for WriteError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() {
            return WriteError::Io(error.into());
        }
        WriteError::Json(error)
    }
}

impl From<csv::Error> for WriteError {
    fn from(error: csv::Error) -> Self {
        if error.is_io_error() {
            return WriteError::Io(error.into());
        }
        WriteError::Csv(error)
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        WriteError::Io(error)
    }
}
