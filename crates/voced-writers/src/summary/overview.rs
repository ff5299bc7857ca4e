//! 指标总表: every indicator of the bureau's own region, this year beside the year before.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Indicator, IndicatorCode, Position};
use voced_sheet::{FIRST_ROW, Grid, Head};

use super::Book;

/// Name of the sheet.
pub(super) const SHEET: &str = "指标总表";

/// Columns of the sheet.
pub(super) mod column {
    pub(in crate::summary) const GROUP: u16 = 0;
    pub(in crate::summary) const NAME: u16 = 1;
    pub(in crate::summary) const UNIT: u16 = 2;
    pub(in crate::summary) const LAST: u16 = 3;
    pub(in crate::summary) const LAST_SOURCE: u16 = 4;
    pub(in crate::summary) const THIS: u16 = 5;
    pub(in crate::summary) const CHANGE: u16 = 6;
    pub(in crate::summary) const CHANGE_UNIT: u16 = 7;
    pub(in crate::summary) const NUMERATOR: u16 = 8;
    pub(in crate::summary) const DENOMINATOR: u16 = 9;
    pub(in crate::summary) const COVERAGE: u16 = 10;
    pub(in crate::summary) const SOURCE: u16 = 11;
    pub(in crate::summary) const NOTE: u16 = 12;
}

const HEADS: [(&str, f64); 13] = [
    ("分组", 16.0),
    ("指标", 34.0),
    ("单位", 12.0),
    ("上年", 12.0),
    ("上年来源", 16.0),
    ("本年", 12.0),
    ("变化", 10.0),
    ("变化单位", 11.0),
    ("分子", 14.0),
    ("分母", 11.0),
    ("覆盖", 8.0),
    ("来源", 37.0),
    ("说明", 54.0),
];
const REMARK: &str = "本年、变化、分子、分母都是公式，从原始数据算出，改动原始数据随之更新；上年有汇总数据的也是公式，只有已公布数的是常数。覆盖：计入的学校数/涉及的学校数。来源可点击。";

/// A definition and the row in which it stands on this sheet.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) indicator: &'a Indicator,
    /// Whether the definition is in force; a national one that the bureau's stands in front of
    /// is shown below it.
    pub(super) in_force: bool,
    pub(super) row: u32,
}

impl Line<'_> {
    pub(super) fn name(&self) -> String {
        if self.in_force {
            self.indicator.name.clone()
        } else {
            format!("{}（国家口径）", self.indicator.name)
        }
    }

    /// A cell of this line.
    pub(super) fn cell(&self, column: u16) -> Position {
        Position {
            row: self.row,
            column,
        }
    }

    /// A reference to a cell of this line from another sheet.
    pub(super) fn reference(&self, column: u16) -> String {
        format!("'{SHEET}'!{}", self.cell(column))
    }
}

impl<'a> Book<'a> {
    /// The lines of the sheet: the definitions in force, each with the national one below it.
    pub(super) fn lines(&self) -> Vec<Line<'a>> {
        let edition = self.edition();
        let definitions = edition.indicators().iter().flat_map(|indicator| {
            let overridden = edition.overridden().iter();
            let national = overridden.filter(|found| found.code == indicator.code);
            std::iter::once((indicator, true)).chain(national.map(|found| (found, false)))
        });
        (FIRST_ROW..)
            .zip(definitions)
            .map(|(row, (indicator, in_force))| Line {
                indicator,
                in_force,
                row,
            })
            .collect()
    }

    /// The line of the definition in force.
    pub(super) fn line(&self, code: &IndicatorCode) -> Option<Line<'a>> {
        let mut lines = self.lines().into_iter();
        lines.find(|line| line.in_force && line.indicator.code == *code)
    }

    pub(super) fn overview(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let year = self.edition().year();
        let mut heads: Vec<Head> = HEADS.map(|(text, width)| (text.into(), width)).into();
        heads[usize::from(column::LAST)].0 = format!("上年\n（{}）", year.previous());
        heads[usize::from(column::THIS)].0 = format!("本年\n（{year}）");
        let title = self.title("质量指标总表");
        let frozen = column::UNIT + 1;
        let mut grid = Grid::new(workbook, SHEET, (&title, REMARK), &heads, frozen)?;
        let lines = self.lines();
        for line in &lines {
            self.overview_row(&mut grid, line)?;
        }
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            grid.filter()?;
            // Sources and notes are for the screen; with them a page would be too small to read.
            grid.print_columns(column::COVERAGE + 1);
            grid.colour_absences(first.cell(column::LAST), last.cell(column::THIS))?;
        }
        grid.finish()
    }
}
