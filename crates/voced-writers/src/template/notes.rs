//! The 情况说明 sheet: explanations of figures, and the case study.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Worksheet, XlsxError};
use voced_sheet::{self as sheet, palette};
use voced_template::{NotesArea, Sheet};

use super::{Header, Writer};

const INSTRUCTION: &str = "教育局要求核实的数字，如属实，请在此逐条说明：第一列填该数字的编号（如7.03），第二列写明原因，至少5个字。学校合并、新设、搬迁等使许多数字变化的，编号填“全校”，写一次即可。数字改动后，原说明随之失效。";
const TEXT_WIDTH: f64 = 120.0;

impl Writer<'_> {
    pub(super) fn notes(
        &self,
        worksheet: &mut Worksheet,
        sheet: &Sheet,
        area: &NotesArea,
    ) -> Result<(), XlsxError> {
        worksheet.set_column_width(0, 12)?;
        worksheet.set_column_width(1, TEXT_WIDTH)?;
        let header = Header {
            title: &sheet.title,
            instruction: INSTRUCTION,
            last_column: 1,
            width: TEXT_WIDTH,
        };
        self.header(worksheet, &header)?;
        worksheet.write_with_format(2, 0, "编号", &sheet::head())?;
        worksheet.write_with_format(2, 1, "说明", &sheet::head())?;

        let input = sheet::text_input();
        let lines = area.lines;
        for row in lines.first.row..=lines.last.row {
            worksheet.write_blank(row, lines.first.column, &input)?;
            worksheet.write_blank(row, lines.last.column, &input)?;
        }
        for (row, note) in (lines.first.row..).zip(&self.filling.notes) {
            worksheet.write_with_format(
                row,
                lines.first.column,
                &*sheet::cell_text(&note.number),
                &input,
            )?;
            worksheet.write_with_format(
                row,
                lines.last.column,
                &*sheet::cell_text(&note.text),
                &input,
            )?;
            worksheet.set_row_height(row, sheet::row_height(&note.text, TEXT_WIDTH))?;
        }
        let prompt = DataValidation::new()
            .allow_any_value()
            .set_input_title("编号")?
            .set_input_message("填所说明数字的编号，如7.03；说明全校的变动填“全校”。")?;
        let (first, last) = (lines.first, lines.last);
        worksheet.add_data_validation(first.row, first.column, last.row, first.column, &prompt)?;

        self.case(worksheet, area, &input)
    }

    /// The case that a school tells, 案例.
    fn case(
        &self,
        worksheet: &mut Worksheet,
        area: &NotesArea,
        input: &Format,
    ) -> Result<(), XlsxError> {
        let label = sheet::cell()
            .set_background_color(palette::LOCKED_GROUND)
            .set_align(FormatAlign::Center);
        let (title, text) = self.filling.case.clone().unwrap_or_default();
        let case = [
            (area.case_title, "案例标题", title),
            (area.case_text, "案例正文", text),
        ];
        for (cell, name, written) in case {
            worksheet.write_with_format(cell.row, 0, name, &label)?;
            worksheet.write_with_format(
                cell.row,
                cell.column,
                &*sheet::cell_text(&written),
                input,
            )?;
            worksheet.set_row_height(cell.row, sheet::row_height(&written, TEXT_WIDTH))?;
        }
        worksheet.set_row_height(area.case_text.row, 160)?;
        Ok(())
    }
}
