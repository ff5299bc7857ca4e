//! indicators.csv: one fact a row, for a spreadsheet or another program.

use voced_writers::data;

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "csv",
    name: "指标数据表",
    file: "data/indicators.csv",
    holds: "一行一个指标值，可用Excel打开",
    write: Write::Rows {
        path: "data/indicators.csv",
        write: data::csv,
    },
};
