//! 口径: how each indicator is defined, in both years where they differ.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Edition, Indicator};
use voced_sheet::{self as sheet, List, Shown};

use super::Book;

/// Name of the sheet.
pub(super) const SHEET: &str = "口径";
/// What is printed, and behind it what serves on screen.
const COLUMNS: [(&str, usize); 11] = [
    ("指标", 26),
    ("公式", 34),
    ("单位", 10),
    ("小数位", 6),
    ("定义", 38),
    ("本局改用理由", 18),
    ("适用年度", 12),
    ("口径版本", 12),
    ("代码", 30),
    ("分组", 12),
    ("来源", 36),
];
const N_PRINTED: u16 = 8;
const REMARK: &str = "Σ表示各校相加；率和比都是先相加再相除，不是各校之率的平均。本局口径与国家口径不同的，两条都列出。";

impl Book<'_> {
    pub(super) fn definitions(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let this = self.edition();
        let mut rows: Vec<Vec<Shown>> = self
            .lines()
            .iter()
            .map(|line| definition_row(this, line.indicator, line.name()))
            .collect();
        if let Some(last) = &self.last {
            let edition = last.year.edition;
            let changed = edition
                .definitions()
                .filter(|found| this.definition(&found.code, &found.version).is_none());
            rows.extend(
                changed
                    .map(|found| definition_row(edition, found, format!("{}（上年）", found.name))),
            );
        }
        let title = self.title("指标口径");
        let list = List {
            name: SHEET,
            heading: (&title, REMARK),
            columns: &COLUMNS,
            n_printed: N_PRINTED,
        };
        sheet::list(workbook, &list, &rows)
    }
}

fn definition_row(edition: &Edition, indicator: &Indicator, name: String) -> Vec<Shown> {
    let group = edition.group(&indicator.group);
    vec![
        Shown::Text(name),
        Shown::Text(indicator.formula.in_words(edition)),
        Shown::text(indicator.unit.symbol()),
        Shown::Number(i64::from(indicator.decimals).into()),
        Shown::text(&indicator.definition),
        Shown::text(indicator.reason.as_deref().unwrap_or_default()),
        Shown::Text(indicator.years().to_string()),
        Shown::text(indicator.version.in_words()),
        Shown::text(indicator.code.as_str()),
        Shown::text(group.map_or("", |group| &group.name)),
        Shown::text(&indicator.source),
    ]
}
