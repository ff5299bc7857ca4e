//! 专业目录: the majors there are, with code and class, to be looked up by whoever fills in a workbook.

use rust_xlsxwriter::{ProtectionOptions, Workbook, XlsxError};
use voced_domain::{ItemCode, Major};
use voced_sheet as sheet;
use voced_template::MAJORS;

use super::Writer;

const HEADS: [(&str, f64); 3] = [("专业代码", 12.0), ("专业名称", 34.0), ("专业大类", 28.0)];
const FIRST_ROW: u32 = 3;
const REMARK: &str =
    "供查找，不必打印，也不必填写。在表头的筛选里可按大类找；不在目录里的专业照批文填写。";

impl Writer<'_> {
    /// Nothing where the workbook asks for no majors.
    pub(super) fn majors(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let code = ItemCode::constant("major.code");
        if self.template.field(&code).is_none() {
            return Ok(());
        }
        let directory = self.edition.majors();
        let majors = directory
            .majors()
            .filter(|major| directory.is_current(major));
        let majors: Vec<Major> = majors.collect();
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(MAJORS)?;
        worksheet.protect_with_options(&ProtectionOptions {
            use_autofilter: true,
            sort: true,
            ..ProtectionOptions::default()
        });
        worksheet.set_screen_gridlines(false);
        worksheet.merge_range(0, 0, 0, 2, MAJORS, &sheet::title())?;
        worksheet.merge_range(1, 0, 1, 2, REMARK, &sheet::remark())?;
        worksheet.set_row_height(1, 30)?;
        for (column, (head, width)) in (0..).zip(HEADS) {
            worksheet.set_column_width(column, width)?;
            worksheet.write_with_format(2, column, head, &sheet::head())?;
        }
        worksheet.set_freeze_panes(FIRST_ROW, 0)?;
        for (row, major) in (FIRST_ROW..).zip(&majors) {
            let class = directory.category_of(major.code);
            let class = class.map_or(String::new(), |class| {
                format!("{} {}", class.code, class.name)
            });
            let texts = [major.code, major.name, &class];
            for (column, text) in (0..).zip(texts) {
                worksheet.write_string_with_format(row, column, text, &sheet::cell())?;
            }
        }
        let last = FIRST_ROW + u32::try_from(majors.len()).unwrap_or(0);
        worksheet.autofilter(2, 0, last - 1, 2)?;
        // Eight sheets of paper that nobody reads.
        worksheet.set_print_area(0, 0, 1, 2)?;
        worksheet.set_print_fit_to_pages(1, 1);
        Ok(())
    }
}
