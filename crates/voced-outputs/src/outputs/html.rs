//! The report to read, as a page without network.

use voced_writers::html::html;

use crate::{Command, OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "html",
    name: "网页报告",
    holds: "供阅读的报告：一个文件，不用联网，点一个数就看到公式和单元格",
    command: Command::Report,
    write: Write::Document {
        file: |_| "报告.html".into(),
        write: html,
    },
};
