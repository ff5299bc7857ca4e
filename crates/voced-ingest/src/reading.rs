//! What came of reading one file.

use voced_domain::{Finding, ReplyTo, Submission};

use crate::misfit::Misfit;

/// What came of reading one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The file's name.
    pub file: String,
    /// The folder that it lies in among those of the other rounds of its school; absent where every
    /// workbook stands for itself.
    pub folder: Option<String>,
    /// What was handed in; absent where the workbook had to be refused.
    pub submission: Option<Submission>,
    /// What the workbook answers, where it is one that the bureau sent back.
    pub reply_to: Option<ReplyTo>,
    /// What it is, where it is not the filled workbook of this year and of a unit of this bureau.
    pub misfit: Option<Misfit>,
    /// What was found, in the order of the workbook.
    pub findings: Vec<Finding>,
}
