//! 问题清单: what is wrong with the workbooks that were handed in, and what to do.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Finding, Location, Position};
use voced_sheet::{self as sheet, List, Shown};

use super::Book;

/// Name of the sheet.
pub(super) const SHEET: &str = "问题清单";
/// What is printed, and behind it what serves on screen.
const COLUMNS: [(&str, usize); 11] = [
    ("严重程度", 8),
    ("状态", 8),
    ("学校", 18),
    ("工作表", 12),
    ("单元格", 8),
    ("内容", 46),
    ("处理办法", 34),
    ("说明或豁免", 24),
    ("规则", 12),
    ("问题", 22),
    ("文件", 34),
];
const N_PRINTED: u16 = 8;

impl Book<'_> {
    pub(super) fn findings(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let findings = self.run.findings;
        let rows: Vec<Vec<Shown>> = findings
            .iter()
            .map(|finding| self.finding_row(finding))
            .collect();
        let open = findings.iter().filter(|finding| finding.blocks()).count();
        let remark = format!("共{}条，其中{open}条须改正或说明。", findings.len());
        let title = self.title("数据问题清单");
        let list = List {
            name: SHEET,
            heading: (&title, &remark),
            columns: &COLUMNS,
            n_printed: N_PRINTED,
        };
        sheet::list(workbook, &list, &rows)
    }

    fn finding_row(&self, finding: &Finding) -> Vec<Shown> {
        let place = finding.locations.first();
        let school = finding.school.as_ref();
        let of_place = |part: fn(&Location) -> Option<String>| {
            Shown::text(place.and_then(part).unwrap_or_default())
        };
        vec![
            Shown::text(finding.severity.name()),
            Shown::text(finding.status.name()),
            Shown::text(school.map_or("", |code| self.name_of(code))),
            of_place(|place| place.sheet.clone()),
            of_place(|place| place.cell.map(Position::a1)),
            Shown::text(&finding.message),
            Shown::text(&finding.remedy),
            Shown::text(finding.reply.as_ref().map_or("", |reply| &reply.text)),
            Shown::text(finding.rule.as_str()),
            Shown::text(&finding.name),
            of_place(|place| Some(place.file.clone())),
        ]
    }
}
