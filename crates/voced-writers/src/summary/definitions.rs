//! 口径: how each indicator is defined, in both years where they differ.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Edition, Indicator};
use voced_sheet::{self as sheet, Shown};

use super::Book;

const COLUMNS: [(&str, usize); 11] = [
    ("指标", 36),
    ("代码", 30),
    ("分组", 12),
    ("公式", 44),
    ("单位", 10),
    ("小数位", 6),
    ("口径版本", 14),
    ("适用年度", 14),
    ("定义", 50),
    ("本局改用理由", 44),
    ("来源", 36),
];
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
        sheet::list(workbook, "口径", (&title, REMARK), &COLUMNS, &rows)
    }
}

fn definition_row(edition: &Edition, indicator: &Indicator, name: String) -> Vec<Shown> {
    let group = edition.group(&indicator.group);
    vec![
        Shown::Text(name),
        Shown::text(indicator.code.as_str()),
        Shown::text(group.map_or("", |group| &group.name)),
        Shown::Text(indicator.formula.in_words(edition)),
        Shown::text(indicator.unit.symbol()),
        Shown::Number(i64::from(indicator.decimals).into()),
        Shown::text(indicator.version.in_words()),
        Shown::Text(indicator.years().to_string()),
        Shown::text(&indicator.definition),
        Shown::text(indicator.reason.as_deref().unwrap_or_default()),
        Shown::text(&indicator.source),
    ]
}
