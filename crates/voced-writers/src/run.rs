//! The outputs, and what each is written from.

use std::io;

use voced_report::{Report, Run};

use crate::docx::docx;
use crate::html::html;
use crate::{WriteError, data, summary};

/// What an output is written from, and how.
#[derive(Clone, Copy)]
pub enum Write {
    /// From what was computed, to a path within the output folder.
    Data {
        /// The path.
        path: &'static str,
        /// Writes it.
        write: fn(&Run<'_>) -> Result<Vec<u8>, WriteError>,
    },
    /// From what was computed, to a path within the output folder, row by row: with many schools it
    /// is too large to be held.
    Rows {
        /// The path.
        path: &'static str,
        /// Writes it.
        write: fn(&Run<'_>, &mut dyn io::Write) -> Result<(), WriteError>,
    },
    /// From a report, to a file named after it.
    Document {
        /// The file's name.
        file: fn(&Report) -> String,
        /// Writes it.
        write: fn(&Report) -> Result<Vec<u8>, WriteError>,
    },
}

/// An output: its name on the command line, what it is, and how it is written.
#[derive(Clone, Copy)]
pub struct Writer {
    /// Name for `--only`.
    pub format: &'static str,
    /// What it is, in Chinese.
    pub name: &'static str,
    /// How it is written.
    pub write: Write,
}

/// Every output, in the order in which they are written.
pub fn all() -> &'static [Writer] {
    &[
        Writer {
            format: "xlsx",
            name: "汇总工作簿",
            write: Write::Data {
                path: "汇总.xlsx",
                write: summary::write,
            },
        },
        Writer {
            format: "json",
            name: "指标和来源数据",
            write: Write::Rows {
                path: "data/indicators.json",
                write: json,
            },
        },
        Writer {
            format: "csv",
            name: "指标数据表",
            write: Write::Rows {
                path: "data/indicators.csv",
                write: |run, to| data::csv(run.bureau, run.this.edition, run.facts, to),
            },
        },
        Writer {
            format: "docx",
            name: "可编辑的报告",
            write: Write::Document {
                file: |report| format!("{}.docx", report.file_stem()),
                write: docx,
            },
        },
        Writer {
            format: "html",
            name: "网页报告",
            write: Write::Document {
                file: |_| "报告.html".into(),
                write: html,
            },
        },
    ]
}

fn json(run: &Run<'_>, to: &mut dyn io::Write) -> Result<(), WriteError> {
    let last = run.last.map(|last| last.dataset);
    let datasets: Vec<_> = std::iter::once(run.this.dataset).chain(last).collect();
    data::json(run.bureau, run.this.edition, &datasets, run.facts, to)
}
