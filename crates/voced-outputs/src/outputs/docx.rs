//! The report to edit, in Word or WPS.

use voced_docx::docx;

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "docx",
    name: "可编辑的报告",
    file: "报告名称.docx",
    holds: "供修改的报告：GB/T 9704版式，可编辑的图，每个数都有标记，链接到数据溯源表（公开版另成一份，可在大纲里改）",
    write: Write::Document {
        file: |report| format!("{}.docx", report.file_stem()),
        write: |report| Ok(docx(report)?),
        is_printed: true,
    },
};
