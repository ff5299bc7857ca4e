//! How a sheet goes onto A4: which way round, how large, and what stands around it on each page.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::style;

/// What of a sheet goes onto paper, by columns from the left.
pub(crate) struct Printed<'a> {
    /// Widths of the columns, in Latin letters.
    pub(crate) widths: &'a [f64],
    /// How many of them stay in view, and are repeated where a sheet is wider than a page.
    pub(crate) frozen: u16,
    /// The row of the heads, repeated on every page.
    pub(crate) head_row: u32,
    /// The last row.
    pub(crate) last_row: u32,
}

/// What a page holds between its margins, in pixels of 1/96 inch.
const PORTRAIT: f64 = 698.0;
const LANDSCAPE: f64 = 1026.0;
/// The scale at which text of 10.5 points is 7 points on paper: what would be smaller goes onto several
/// pages beside each other.
const SMALLEST: f64 = 0.67;
/// Upright pages are for what is hardly made smaller on them.
const SMALLEST_UPRIGHT: f64 = 0.85;
/// The scale of sheets wider than a page, in percent.
const WIDE: u16 = 75;
/// As much of a title as stands at the top of a page: the format holds 255 characters of all parts.
const LONGEST_TITLE: usize = 100;

/// What of the sheet is printed, and how.
///
/// # Errors
/// Where the workbook library refuses the settings.
pub(crate) fn print(worksheet: &mut Worksheet, printed: &Printed<'_>) -> Result<(), XlsxError> {
    style::on_a4(worksheet);
    worksheet.set_repeat_rows(printed.head_row, printed.head_row)?;
    let width = pixels(printed.widths);
    if width * SMALLEST_UPRIGHT <= PORTRAIT {
        worksheet.set_portrait();
    } else if width * SMALLEST > LANDSCAPE {
        worksheet.set_print_scale(WIDE);
        if let Some(last) = printed.frozen.checked_sub(1) {
            worksheet.set_repeat_columns(0, last)?;
        }
    }
    let last = u16::try_from(printed.widths.len().max(1) - 1).expect("columns fit on a sheet");
    worksheet.set_print_area(0, 0, printed.last_row, last)?;
    Ok(())
}

/// Pages at a scale in percent, each from one of the rows on, without heads that are repeated.
///
/// # Errors
/// Where the workbook library refuses the settings.
pub(crate) fn cut(
    worksheet: &mut Worksheet,
    scale: u16,
    first_rows: &[u32],
) -> Result<(), XlsxError> {
    worksheet
        .set_print_scale(scale)
        .set_print_center_horizontally(true);
    worksheet.set_page_breaks(first_rows)?;
    Ok(())
}

/// The title and the sheet at the top of every page, its number at the foot.
pub fn running_heads(worksheet: &mut Worksheet, title: &str) {
    let title: String = title.chars().take(LONGEST_TITLE).collect();
    // An ampersand begins a code.
    let title = title.replace('&', "&&");
    worksheet
        .set_header(format!("&L&8 {title}&R&8 &A"))
        .set_footer("&C&9 第 &P 页，共 &N 页");
}

/// How many columns from the left stand together on the first page.
pub(crate) fn on_first_page(widths: &[f64]) -> usize {
    let room = LANDSCAPE / f64::from(WIDE) * 100.0;
    if pixels(widths) * SMALLEST <= LANDSCAPE {
        return widths.len();
    }
    let fitting = (1..=widths.len()).rev();
    let mut fitting = fitting.filter(|n| pixels(&widths[..*n]) <= room);
    fitting.next().unwrap_or(1)
}

/// The width of columns: seven pixels a letter and five of margin, and more where a program has not the
/// font that they are measured by.
fn pixels(widths: &[f64]) -> f64 {
    widths.iter().map(|width| width * 8.0 + 5.0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_too_small_on_one_page_is_on_several() {
        assert_eq!(on_first_page(&[20.0; 9]), 9);
        assert_eq!(on_first_page(&[20.0; 11]), 8);
        assert_eq!(on_first_page(&[500.0, 3.0]), 1);
    }
}
