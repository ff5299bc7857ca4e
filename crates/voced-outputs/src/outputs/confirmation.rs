//! 确认表: for a school with nothing open, its figures to sign.

use voced_writers::check::{self, Written};

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "confirmation",
    name: "各校签字的确认表",
    file: "确认表/学校名称.xlsx",
    holds: "没有问题的学校：本校的数字，供打印签字，附这些数据的校验码",
    write: Write::School {
        sent: Written::Confirmation,
        write: |back, school| check::confirmation(back.check, school),
    },
};
