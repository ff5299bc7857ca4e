//! 学校对比: the indicators of every school side by side, the region's beside them.

use rust_xlsxwriter::{ConditionalFormat2ColorScale, Workbook, XlsxError};
use voced_domain::{Entity, Formula, Outcome, Position, ReportingUnit, School};
use voced_sheet::{self as sheet, FIRST_ROW, Grid, Head, MISSING, Shown, number_format};
use voced_text::display_width;

use super::Book;
use super::formula::{Sums, absence, sums, value, value_once_answered};
use super::overview::{Line, column};

/// Name of the sheet.
pub(super) const SHEET: &str = "学校对比";
/// The first school's column, behind group, name and unit.
pub(super) const FIRST_SCHOOL: u16 = 3;
const REMARK: &str =
    "各单元格都是公式，从原始数据中该校一列算出。比率类指标一行之内颜色越深数值越大。";
/// The ends of the scale of colours, light enough to read black on.
const LOW: u32 = 0x00FF_FFFF;
const HIGH: u32 = 0x009D_C3E6;

impl<'a> Book<'a> {
    /// The lines that schools have, each with its row on this sheet.
    pub(super) fn school_lines(&self) -> Vec<(u32, Line<'a>)> {
        let of_schools = |line: &Line<'_>| {
            let mut items = line.indicator.formula.items();
            items.all(|item| self.edition().reporting_unit_of(item) == Some(ReportingUnit::School))
        };
        let lines = self.lines().into_iter().filter(of_schools);
        (FIRST_ROW..).zip(lines).collect()
    }

    pub(super) fn schools(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let schools = self.run.bureau.schools();
        let name = |school: &School| {
            let width = display_width(&school.short).clamp(10, 16);
            (school.short.clone(), sheet::column_width(width))
        };
        let mut heads: Vec<Head> = [("分组", 16.0), ("指标", 34.0), ("单位", 10.0)]
            .map(|(text, width)| (text.into(), width))
            .into();
        heads.extend(schools.iter().map(name));
        heads.push((self.region().name().into(), 13.0));
        let title = self.title("各校指标对比");
        let mut grid = Grid::new(workbook, SHEET, (&title, REMARK), &heads, FIRST_SCHOOL)?;
        let lines = self.school_lines();
        for (row, line) in &lines {
            self.school_row(&mut grid, *row, line)?;
        }
        if let (Some((first, _)), Some((last, _))) = (lines.first(), lines.last()) {
            let whole = self.region_column();
            let corner = |row, column| Position { row, column };
            grid.colour_absences(corner(*first, FIRST_SCHOOL), corner(*last, whole))?;
        }
        grid.finish()
    }

    fn region_column(&self) -> u16 {
        let schools = self.run.bureau.schools().len();
        FIRST_SCHOOL + u16::try_from(schools).expect("schools fit on a sheet")
    }

    fn school_row(&self, grid: &mut Grid<'_>, row: u32, line: &Line<'_>) -> Result<(), XlsxError> {
        let indicator = line.indicator;
        grid.centred(row, 0, self.group_name(indicator))?;
        grid.text(row, 1, &line.name())?;
        grid.centred(row, 2, indicator.unit.symbol())?;
        for (column, school) in (FIRST_SCHOOL..).zip(self.run.bureau.schools()) {
            self.school_cell(grid, Position { row, column }, line, school)?;
        }
        let whole = self.region_column();
        let fact = self.fact(self.region().code(), indicator);
        let shown = fact.map_or_else(|| Shown::text(MISSING), Shown::fact);
        let format = number_format(indicator.decimals);
        let reference = line.reference(column::THIS);
        grid.live((row, whole), Some(reference), &shown, &format)?;
        if is_quotient(&indicator.formula) && whole > FIRST_SCHOOL {
            let scale = ConditionalFormat2ColorScale::new()
                .set_minimum_color(LOW)
                .set_maximum_color(HIGH);
            grid.worksheet()
                .add_conditional_format(row, FIRST_SCHOOL, row, whole - 1, &scale)?;
        }
        Ok(())
    }

    fn school_cell(
        &self,
        grid: &mut Grid<'_>,
        cell: Position,
        line: &Line<'_>,
        school: &School,
    ) -> Result<(), XlsxError> {
        let indicator = line.indicator;
        let fact = self.fact(&school.code, indicator);
        let sums = sums(&self.this, indicator, Entity::School(school), fact);
        let format = number_format(indicator.decimals);
        let (shown, formula) = match fact.filter(|fact| fact.outcome != Outcome::Missing) {
            Some(fact) => {
                let formula =
                    |sums: Sums| value(indicator, &sums.numerator, sums.denominator.as_deref());
                (Shown::fact(fact), sums.map(formula))
            }
            None => {
                let word = absence(fact);
                let formula = |sums: Sums| value_once_answered(indicator, &sums, word);
                (Shown::text(word), sums.map(formula))
            }
        };
        grid.live((cell.row, cell.column), formula, &shown, &format)
    }
}

/// A cell of this sheet as other sheets refer to it.
pub(super) fn reference(row: u32, column: u16) -> String {
    format!("'{SHEET}'!{}", Position { row, column })
}

/// Only quotients compare schools of different size.
fn is_quotient(formula: &Formula) -> bool {
    match formula {
        Formula::Share { .. }
        | Formula::Ratio { .. }
        | Formula::WeightedMean { .. }
        | Formula::Complement { .. } => true,
        Formula::Sum { .. }
        | Formula::Distinct { .. }
        | Formula::Tally { .. }
        | Formula::Given { .. } => false,
    }
}
