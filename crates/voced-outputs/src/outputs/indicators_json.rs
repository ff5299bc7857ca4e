//! indicators.json: every fact with its parts, and the observations behind it.

use voced_writers::data;

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "json",
    name: "指标和来源数据",
    file: "data/indicators.json",
    holds: "每个指标的值、分子分母、变化，和它所依据的单元格",
    write: Write::Rows {
        path: "data/indicators.json",
        write: data::json,
    },
};
