//! 与已公布数据的差异: where the computed figures are not those of the printed report.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Comparison, PrintedFigure, PrintedKind, Unit};
use voced_sheet::{self as sheet, List, Shown};

use super::Book;

/// Name of the sheet.
pub(super) const SHEET: &str = "与已公布数据的差异";
const COLUMNS: [(&str, usize); 10] = [
    ("类别", 14),
    ("章节", 16),
    ("编号", 8),
    ("指标", 26),
    ("单位名", 16),
    ("年度", 6),
    ("已公布", 12),
    ("本次汇总", 12),
    ("精确值", 14),
    ("原因", 36),
];

impl Book<'_> {
    pub(super) fn differences(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let Some(comparison) = self.run.comparison else {
            return Ok(());
        };
        let differing = comparison.differences.iter().map(|found| {
            let printed = &found.printed;
            self.difference_row(
                "数值不同",
                printed,
                [&found.computed, &found.exact, &found.reason],
            )
        });
        let slips = comparison.unit_slips.iter().map(|printed| {
            let computed = self.computed_change(printed);
            let reason = "两个比率之差以百分点为单位";
            self.difference_row("百分点误写为%", printed, [&computed, "", reason])
        });
        let rows: Vec<Vec<Shown>> = differing.chain(slips).collect();
        let title = self.title("汇总数与已公布数据的差异");
        let remark = counts(comparison);
        let list = List {
            name: SHEET,
            heading: (&title, &remark),
            columns: &COLUMNS,
            n_printed: 10,
        };
        sheet::list(workbook, &list, &rows)
    }

    fn difference_row(
        &self,
        kind: &str,
        printed: &PrintedFigure,
        [computed, exact, reason]: [&str; 3],
    ) -> Vec<Shown> {
        vec![
            Shown::text(kind),
            Shown::text(&printed.section),
            Shown::text(&printed.claim),
            Shown::Text(self.printed_name(printed)),
            Shown::text(self.name_of(&printed.entity)),
            Shown::Number(i64::from(printed.year.get()).into()),
            Shown::Text(printed_text(printed)),
            Shown::text(computed),
            Shown::text(exact),
            Shown::text(reason),
        ]
    }

    fn printed_name(&self, printed: &PrintedFigure) -> String {
        let indicator = self.edition().indicator(&printed.indicator);
        let name = indicator.map_or(printed.indicator.as_str(), |found| &found.name);
        match printed.kind {
            PrintedKind::Level => name.to_owned(),
            PrintedKind::Change => format!("{name}（比上年）"),
        }
    }

    /// Our change of a rate, with its unit.
    fn computed_change(&self, printed: &PrintedFigure) -> String {
        let facts = self.run.facts;
        let fact = facts.get(&printed.entity, &printed.indicator, printed.year);
        let change = fact.and_then(|fact| fact.change.as_ref());
        let unit = Unit::PercentagePoint.symbol();
        change.map_or("无".into(), |change| match &change.value {
            Some(value) => format!("{}{unit}", value.signed()),
            None => change.display(),
        })
    }
}

fn counts(comparison: &Comparison) -> String {
    format!(
        "与已公布数据一致的数字{}个，不一致{}个；另有{}处把百分点写成了%。",
        comparison.agreed.len(),
        comparison.differences.len(),
        comparison.unit_slips.len()
    )
}

/// As printed, with the unit as printed; two shares carry theirs in themselves.
fn printed_text(printed: &PrintedFigure) -> String {
    match printed.unit {
        Unit::TwoShares => printed.text.clone(),
        unit => format!("{}{unit}", printed.text),
    }
}
