//! 数据来源: the place of every answer of both years.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Answer, Observation};
use voced_sheet::{self as sheet, List, Shown, UNUSABLE};

use super::Book;
use super::place::Places;

/// Name of the sheet.
pub(super) const SHEET: &str = "数据来源";
const COLUMNS: [(&str, usize); 10] = [
    ("来源号", 8),
    ("年度", 6),
    ("单位", 22),
    ("编号", 8),
    ("数据项", 28),
    ("行", 5),
    ("值", 16),
    ("文件", 28),
    ("工作表", 14),
    ("单元格", 8),
];
const REMARK: &str = "每个数据出自哪个文件、哪张工作表、哪个单元格。来源号在各项成果中一致；“行”是该校表格中的行次。";

impl Book<'_> {
    pub(super) fn sources(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let years = std::iter::once(&self.this).chain(&self.last);
        let rows: Vec<Vec<Shown>> = years
            .flat_map(|places| {
                let seen = places.year.dataset.observations();
                seen.iter().map(|seen| self.source_row(places, seen))
            })
            .collect();
        let title = self.title("数据来源");
        let list = List {
            name: SHEET,
            heading: (&title, REMARK),
            columns: &COLUMNS,
            n_printed: 10,
        };
        sheet::list(workbook, &list, &rows)
    }

    fn source_row(&self, places: &Places<'_>, seen: &Observation) -> Vec<Shown> {
        let item = places.year.edition.item(&seen.item);
        let row = seen.row.map(|row| i64::from(row) + 1);
        let value = match &seen.answer {
            Answer::Unusable(text) => Shown::Text(format!("{UNUSABLE}：{text}")),
            _ => match item {
                Some(item) => Shown::public(item, Some(seen), true),
                None => Shown::answer(Some(seen), true),
            },
        };
        vec![
            Shown::Number(i64::from(seen.id.0).into()),
            Shown::Number(i64::from(seen.year.get()).into()),
            Shown::text(self.name_of(&seen.entity)),
            Shown::text(item.map_or("", |item| &item.number)),
            Shown::text(item.map_or(seen.item.as_str(), |item| &item.name)),
            row.map_or_else(|| Shown::text(""), |row| Shown::Number(row.into())),
            value,
            Shown::text(&*seen.cell.file),
            Shown::text(&*seen.cell.sheet),
            Shown::text(seen.cell.position.a1()),
        ]
    }
}
