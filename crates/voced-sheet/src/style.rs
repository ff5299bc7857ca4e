//! Fonts, formats, widths right for Chinese, page, properties.

use chrono::NaiveDate;
use std::borrow::Cow;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook,
    Worksheet, XlsxError,
};
use voced_text::{char_width, fitting};

use crate::palette;

/// A4 in the list of paper sizes of the format.
const A4: u8 = 9;
/// The longest text that a cell holds, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// The tallest row, in points.
const TALLEST_ROW: f64 = 409.0;
/// Height of a line of text of 10.5 points, in points.
const LINE_HEIGHT: f64 = 16.0;

/// The format that all others begin with.
pub fn base() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(10.5)
        .set_align(FormatAlign::VerticalCenter)
}

/// A cell of a table.
pub fn cell() -> Format {
    base()
        .set_border(FormatBorder::Thin)
        .set_border_color(palette::LINE)
        .set_text_wrap()
}

/// A cell that takes any text.
pub fn text_input() -> Format {
    cell()
        .set_background_color(palette::INPUT_GROUND)
        .set_num_format("@")
        .set_unlocked()
}

/// The head of a table's column.
pub fn head() -> Format {
    cell()
        .set_bold()
        .set_font_color(palette::HEAD_TEXT)
        .set_background_color(palette::HEAD_GROUND)
        .set_align(FormatAlign::Center)
}

/// The title of a sheet.
pub fn title() -> Format {
    base().set_font_name("黑体").set_font_size(14)
}

/// Text below a title.
pub fn remark() -> Format {
    base().set_font_color(palette::REMARK).set_text_wrap()
}

/// A cell that leads elsewhere.
pub fn link() -> Format {
    cell()
        .set_font_color(palette::LINK)
        .set_underline(FormatUnderline::Single)
}

/// A column's width for texts up to `text_width`, with the margins that programs add.
pub fn column_width(text_width: usize) -> f64 {
    let width = u16::try_from(text_width + 2).unwrap_or(u16::MAX);
    f64::from(width.clamp(8, 80))
}

/// A row's height for a text of any length that wraps in a column of `width`.
pub fn row_height(text: &str, width: f64) -> f64 {
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
pub fn cell_text(text: &str) -> Cow<'_, str> {
    fitting(text, LONGEST_TEXT)
}

/// A page that prints: A4 across, one page wide, heads on every page, page numbers below.
///
/// # Errors
/// Where the workbook library refuses the settings.
pub fn printable(worksheet: &mut Worksheet, head_row: u32) -> Result<(), XlsxError> {
    on_a4(worksheet);
    worksheet
        .set_footer("&C第 &P 页，共 &N 页&R&A")
        .set_repeat_rows(0, head_row)?;
    Ok(())
}

/// A4 across, one page wide, with margins that hold a line at the top and at the foot.
pub(crate) fn on_a4(worksheet: &mut Worksheet) {
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
}

/// Properties with the day of issue in place of the clock.
///
/// # Errors
/// Where the format knows no such date.
pub fn properties(
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
