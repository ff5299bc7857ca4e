//! 核查报告.xlsx: for the bureau, where each school stands and every finding at its cell.

use voced_writers::check;

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "check",
    name: "核查报告",
    file: "核查报告.xlsx",
    holds: "供本局使用：各校进度，每个问题都链接到单元格，各条规则的结果，新一次交回改动了什么",
    write: Write::Bureau {
        path: "核查报告.xlsx",
        write: check::report,
    },
};
