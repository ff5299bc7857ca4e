//! The report to read, as a page without network.

use voced_writers::html::html;

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "html",
    name: "网页报告",
    file: "报告.html",
    holds: "供阅读的报告：一个文件，不用联网，点一个数就看到公式和单元格",
    write: Write::Document {
        file: |report| format!("{}.html", report.named("报告")),
        write: |report| Ok(html(report)),
        is_printed: false,
    },
};
