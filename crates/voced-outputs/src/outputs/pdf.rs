//! The report to publish, typeset by a program of its own.

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "pdf",
    name: "供发布的报告",
    file: "报告名称.pdf",
    holds: "供发布的报告：PDF/UA-1、PDF/A-2a，每个数都链接到数据溯源表（同上）的那一行",
    write: Write::Typeset {
        file: |report| format!("{}.pdf", report.file_stem()),
        write: |reports, typesetter| typesetter.typeset(reports),
    },
};
