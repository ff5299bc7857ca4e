//! findings.json: every finding with its cells, and how often each rule passed or failed.

use voced_writers::check;

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "findings",
    name: "核查发现数据",
    file: "data/findings.json",
    holds: "每个问题和它的单元格，每条规则通过、不通过、无法判断的次数",
    write: Write::Findings {
        path: "data/findings.json",
        write: check::json,
    },
};
