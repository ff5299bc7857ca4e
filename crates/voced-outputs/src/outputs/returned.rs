//! 退回: for a school with something to mend, its own workbook.

use voced_writers::check::{self, Return, Written};

use crate::{OutputKind, Write};

pub(super) const OUTPUT: OutputKind = OutputKind {
    format: "returned",
    name: "退回各校的工作簿",
    file: "退回/学校名称.xlsx",
    holds: "有问题的学校：本校的工作簿和本校填的数，问题单元格着色加批注，问题清单上可填说明；改好后交回",
    write: Write::School {
        sent: Written::Returned,
        write: |back, school| {
            let template = back.template;
            let last_year = back.last_year(school);
            check::returned(
                back.check,
                Return {
                    school,
                    template,
                    last_year,
                },
            )
        },
    },
};
