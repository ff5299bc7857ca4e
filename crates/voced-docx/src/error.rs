//! What keeps a document from being written.

use std::fmt;

/// A fault of the program or of a format's limits, never of the data.
#[derive(Debug)]
pub enum DocxError {
    /// The workbook of a chart could not be written.
    Workbook(rust_xlsxwriter::XlsxError),
    /// The parts could not be put into a package.
    Package(zip::result::ZipError),
}

impl fmt::Display for DocxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocxError::Workbook(error) => write!(f, "图的工作簿写不出来：{error}"),
            DocxError::Package(error) => write!(f, "文档写不出来：{error}"),
        }
    }
}

impl std::error::Error for DocxError {}

impl From<rust_xlsxwriter::XlsxError> for DocxError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        DocxError::Workbook(error)
    }
}

impl From<zip::result::ZipError> for DocxError {
    fn from(error: zip::result::ZipError) -> Self {
        DocxError::Package(error)
    }
}
