//! 确认表: what a school hands in, on paper to be signed, with a hash that stands for just these data.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet};
use voced_domain::{Answer, DataItem, Observation, Quantity, School};
use voced_sheet::{self as sheet, number_format, saved};

use super::{CheckRun, confirmed_tables};
use crate::WriteError;

/// Two items stand beside each other in a row, with a gap between them: a value and the number of the
/// next item would read as one figure.
const COLUMNS: u16 = 9;
const WIDTHS: [f64; 9] = [7.0, 23.0, 8.0, 14.0, 2.0, 7.0, 23.0, 8.0, 14.0];
const SECOND: u16 = 5;
const HEADS: [&str; 4] = ["编号", "指标名称", "单位", "填报数"];

/// Writes the sheet of one school.
///
/// # Errors
/// A [`WriteError`] where a text exceeds what the format holds.
pub fn write(check: &CheckRun<'_>, school: &School) -> Result<Vec<u8>, WriteError> {
    let run = check.run;
    let year = run.this.edition.year();
    let title = format!("{}{year}年质量年度报告数据确认表", school.name);
    let mut workbook = Workbook::new();
    sheet::properties(&mut workbook, &title, &run.bureau.name, run.issued)?;
    let worksheet = workbook.add_worksheet();
    worksheet.set_name("确认表")?;
    worksheet.set_screen_gridlines(false);
    sheet::printable(worksheet, 2)?;
    worksheet.set_portrait().set_repeat_rows(2, 2)?;
    sheet::running_heads(worksheet, &title);
    for (column, width) in (0..).zip(WIDTHS) {
        worksheet.set_column_width(column, width)?;
    }
    let centred = sheet::title().set_align(FormatAlign::Center);
    worksheet.merge_range(0, 0, 0, COLUMNS - 1, &title, &centred)?;
    worksheet.set_row_height(0, 30)?;
    let hash = run.this.dataset.data_hash(&school.code);
    let file = run
        .this
        .dataset
        .workbook(&school.code)
        .map_or("", |found| &found.file);
    let remark = format!(
        "依据工作簿：{file}　数据校验码：{}",
        run.this.dataset.data_code(&school.code)
    );
    worksheet.merge_range(1, 0, 1, COLUMNS - 1, &remark, &sheet::remark())?;
    for first in [0, SECOND] {
        for (column, head) in (first..).zip(HEADS) {
            worksheet.write_with_format(2, column, head, &sheet::head())?;
        }
    }
    let after = Answers { check, school }.write(worksheet)?;
    signatures(worksheet, after + 1, &hash)?;
    confirmed_tables::write(&mut workbook, check, &school.code, &title)?;
    Ok(saved(&mut workbook)?)
}

struct Answers<'a> {
    check: &'a CheckRun<'a>,
    school: &'a School,
}

impl Answers<'_> {
    /// The school's answers but for rows of tables, two beside each other; the row below them.
    fn write(&self, worksheet: &mut Worksheet) -> Result<u32, WriteError> {
        let edition = self.check.run.this.edition;
        let own = self.check.run.this.dataset.of(&self.school.code);
        let answers = own.filter(|observation| observation.row.is_none());
        let answers: Vec<(&DataItem, &Observation)> = answers
            .filter_map(|observation| Some((edition.item(&observation.item)?, observation)))
            .filter(|(item, _)| item.kind.is_number())
            .collect();
        let half = answers.len().div_ceil(2);
        for (row, (left, _)) in (3..).zip(answers.iter().take(half)) {
            let right = answers.get(half + usize::try_from(row - 3).expect("few rows"));
            let names = [Some(left), right.map(|(item, _)| item)];
            let heights = names.iter().flatten();
            let heights = heights.map(|item| sheet::row_height(&item.name, WIDTHS[1]));
            worksheet.set_row_height(row, heights.fold(0.0, f64::max))?;
        }
        for (idx, (item, observation)) in answers.iter().enumerate() {
            let (row, column) = if idx < half {
                (idx, 0)
            } else {
                (idx - half, SECOND)
            };
            let row = 3 + u32::try_from(row).expect("a workbook has few items");
            let cell = sheet::cell();
            let unit = item.unit.map_or("", |unit| unit.symbol());
            let centred = cell.clone().set_align(FormatAlign::Center);
            worksheet.write_with_format(row, column, &item.number, &centred)?;
            worksheet.write_with_format(row, column + 1, &item.name, &cell)?;
            worksheet.write_with_format(row, column + 2, unit, &centred)?;
            value(worksheet, row, column + 3, item, observation)?;
        }
        Ok(3 + u32::try_from(half).expect("a workbook has few items"))
    }
}

pub(super) fn value(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    item: &DataItem,
    observation: &Observation,
) -> Result<(), WriteError> {
    let right = sheet::cell().set_align(FormatAlign::Right).set_indent(1);
    match &observation.answer {
        Answer::Number(number) => {
            let format = right.set_num_format(number_format(decimals(item, number)));
            worksheet.write_number_with_format(row, column, number.to_cell_number(), &format)?;
        }
        _ => {
            worksheet.write_string_with_format(
                row,
                column,
                observation.answer.as_typed(),
                &right,
            )?;
        }
    }
    Ok(())
}

/// The decimals that the report prints the item with, and more where the school filled in more: it signs
/// for what it filled in.
fn decimals(item: &DataItem, number: &Quantity) -> u8 {
    let text = number.to_plain_text();
    let filled_in = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let filled_in = u8::try_from(filled_in).unwrap_or(u8::MAX);
    let most = item.entered_decimals().max(item.printed_decimals());
    item.printed_decimals().max(filled_in.min(most))
}

fn signatures(worksheet: &mut Worksheet, row: u32, hash: &str) -> Result<(), WriteError> {
    let plain: Format = sheet::base().set_text_wrap();
    let statement = "以上数据已经本校核对，与原始资料一致，同意报送。";
    worksheet.merge_range(row, 0, row, COLUMNS - 1, statement, &plain)?;
    let lines = [
        "填报人（签字）：",
        "审核人（签字）：",
        "校长（签字）：",
        "学校（公章）：",
        "日期：　　　年　　月　　日",
    ];
    for (line, text) in (row + 1..).zip(lines) {
        worksheet.set_row_height(line, 30)?;
        worksheet.merge_range(line, SECOND, line, COLUMNS - 1, text, &plain)?;
    }
    let last = row + 6;
    let text = format!("校验码由全部填报数据算出，数据改动一处即不相同。SHA-256：{hash}");
    worksheet.merge_range(last, 0, last, COLUMNS - 1, &text, &sheet::remark())?;
    worksheet.set_row_height(last, 34)?;
    Ok(())
}
