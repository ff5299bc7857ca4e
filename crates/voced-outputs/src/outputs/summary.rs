//! 汇总.xlsx: every figure as a live formula over the raw data.

use voced_writers::summary;

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "xlsx",
    name: "汇总工作簿",
    file: "汇总.xlsx",
    holds: "封面有目录和说明；全市和各校的指标、历年的数，本年和上年算出的数都是对原始数据的公式，附图、口径、与已公布报告的差异",
    write: Write::Data {
        path: "汇总.xlsx",
        write: summary::write,
    },
};
