//! What all our workbooks share: fonts, widths right for Chinese, page, properties.

use chrono::NaiveDate;
use std::borrow::Cow;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use voced_text::{char_width, fitting};

/// A4 in the list of paper sizes of the format.
/// The longest text that a cell holds, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// The tallest row, in points.
const TALLEST_ROW: f64 = 409.0;
const A4: u8 = 9;
/// Height of a line of text of 10.5 points, in points.
const LINE_HEIGHT: f64 = 16.0;

/// Titles on a coloured ground.
pub(crate) const HEAD_GROUND: u32 = 0x001F_4E79;
/// Cells that are not to be filled in.
pub(crate) const LOCKED_GROUND: u32 = 0x00F2_F2F2;
/// Cells that are to be filled in.
pub(crate) const INPUT_GROUND: u32 = 0x00FF_FBE6;
/// Text that says something is wrong.
pub(crate) const WRONG: u32 = 0x00C0_0000;
/// Text that says all is well.
pub(crate) const RIGHT: u32 = 0x0000_7A33;
/// Thin lines between cells.
pub(crate) const LINE: u32 = 0x00BF_BFBF;

/// The format that all others begin with.
pub(crate) fn base() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(10.5)
        .set_align(FormatAlign::VerticalCenter)
}

/// A cell of a table.
pub(crate) fn cell() -> Format {
    base()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
        .set_text_wrap()
}

/// The head of a table's column.
pub(crate) fn head() -> Format {
    cell()
        .set_bold()
        .set_font_color(0x00FF_FFFF)
        .set_background_color(HEAD_GROUND)
        .set_align(FormatAlign::Center)
}

/// The title of a sheet.
pub(crate) fn title() -> Format {
    base().set_font_name("黑体").set_font_size(14)
}

/// Text below a title.
pub(crate) fn remark() -> Format {
    base().set_font_color(0x0059_5959).set_text_wrap()
}

/// A column's width for texts up to `text_width`, with the margins that programs add.
pub(crate) fn column_width(text_width: usize) -> f64 {
    let width = u16::try_from(text_width + 2).unwrap_or(u16::MAX);
    f64::from(width.clamp(8, 80))
}

/// A row's height for a text of any length that wraps in a column of `width`.
pub(crate) fn row_height(text: &str, width: f64) -> f64 {
    let mut lines: u16 = 1;
    let mut used = 0.0;
    for c in text.chars() {
        let advance = char_width(c) as f64;
        used += advance;
        if used > width - 2.0 || c == '\n' {
            lines = lines.saturating_add(1);
            used = advance;
        }
    }
    (LINE_HEIGHT * f64::from(lines) + 4.0).min(TALLEST_ROW)
}

/// As much of a text as a cell holds.
pub(crate) fn cell_text(text: &str) -> Cow<'_, str> {
    fitting(text, LONGEST_TEXT)
}

/// A page that prints: A4 across, one page wide, heads on every page, page numbers below.
pub(crate) fn printable(worksheet: &mut Worksheet, head_row: u32) -> Result<(), XlsxError> {
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页，共 &N 页&R&A")
        .set_repeat_rows(0, head_row)?;
    Ok(())
}

/// Properties with the day of issue in place of the clock.
pub(crate) fn properties(
    workbook: &mut Workbook,
    title: &str,
    author: &str,
    issued: NaiveDate,
) -> Result<(), XlsxError> {
    let created = ExcelDateTime::parse_from_str(&issued.to_string())?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_author(author)
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    Ok(())
}
