//! The workbook inside a chart, which opens when somebody edits its data.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use voced_report::{Chart, Report};

use super::chart_series::{decimals, number_format};
use super::xml::clean;
use crate::DocxError;
use voced_sheet::saved;

/// The longest text that a cell holds.
const LONGEST: usize = 32_767;

/// Names in the first column, a series in each of the others.
pub(super) fn workbook(chart: &Chart, report: &Report) -> Result<Vec<u8>, DocxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::parse_from_str(&report.issued.to_string())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = book.add_worksheet().set_name("Sheet1")?;
    for (row, name) in (1..).zip(&chart.categories) {
        sheet.write_string(row, 0, short(name))?;
    }
    for (column, series) in (1..).zip(&chart.series) {
        sheet.write_string(0, column, short(&series.name))?;
        for (row, point) in (1..).zip(&series.points) {
            let Some(point) = point else { continue };
            match point.text.parse::<f64>() {
                Ok(number) => {
                    let format = Format::new().set_num_format(number_format(decimals(point)));
                    sheet.write_number_with_format(row, column, number, &format)?;
                }
                Err(_) => {
                    sheet.write_string(row, column, short(&point.text))?;
                }
            }
        }
    }
    Ok(saved(&mut book)?)
}

fn short(text: &str) -> String {
    clean(text).chars().take(LONGEST).collect()
}
