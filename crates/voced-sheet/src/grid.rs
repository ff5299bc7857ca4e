//! A sheet with title, remark, heads and rows: what all sheets of the summary have in common.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, FormatAlign, Formula, IgnoreError, Url, Workbook, Worksheet,
    XlsxError,
};
use voced_domain::Position;
use voced_text::display_width;

use crate::range::Range;
use crate::shown::{MISSING, Shown, UNDEFINED};
use crate::{palette, style};

/// The longest formula that a cell holds, in characters.
const LONGEST_FORMULA: usize = 8_192;
/// The first row below title, remark and head.
pub const FIRST_ROW: u32 = 3;
/// The row of the heads.
const HEAD_ROW: u32 = FIRST_ROW - 1;

/// The head of a column and its width in Latin letters.
pub type Head = (String, f64);

/// A sheet being written.
pub struct Grid<'w> {
    worksheet: &'w mut Worksheet,
    widths: Vec<f64>,
    heights: BTreeMap<u32, f64>,
}

impl<'w> Grid<'w> {
    /// A sheet with `frozen` columns that stay in view.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn new(
        workbook: &'w mut Workbook,
        name: &str,
        (title, remark): (&str, &str),
        heads: &[Head],
        frozen: u16,
    ) -> Result<Self, XlsxError> {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name)?;
        worksheet.set_screen_gridlines(false);
        // The result of a formula that gives an empty text; the library's own default is zero.
        worksheet.set_formula_result_default("");
        worksheet.write_string_with_format(0, 0, title, &style::title())?;
        worksheet.set_row_height(0, 26)?;
        let remark_format = style::remark().unset_text_wrap();
        worksheet.write_string_with_format(1, 0, remark, &remark_format)?;
        worksheet.set_freeze_panes(FIRST_ROW, frozen)?;
        style::printable(worksheet, HEAD_ROW)?;
        let mut grid = Self {
            worksheet,
            widths: heads.iter().map(|(_, width)| *width).collect(),
            heights: BTreeMap::new(),
        };
        for (column, (text, width)) in (0..).zip(heads) {
            grid.worksheet.set_column_width(column, *width)?;
            grid.text_as(HEAD_ROW, column, text, &style::head())?;
        }
        Ok(grid)
    }

    /// Sets the heights that the texts need.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn finish(self) -> Result<(), XlsxError> {
        for (row, height) in self.heights {
            self.worksheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    /// The sheet itself, for what a grid does not know.
    pub fn worksheet(&mut self) -> &mut Worksheet {
        self.worksheet
    }

    /// A text in a cell.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.text_as(row, column, text, &style::cell())
    }

    /// A text in the middle of a cell.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn centred(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let format = style::cell().set_align(FormatAlign::Center);
        self.text_as(row, column, text, &format)
    }

    /// Always as a text: what a clerk typed may begin with `=`.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn text_as(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let fitting = style::cell_text(text);
        self.worksheet
            .write_string_with_format(row, column, &*fitting, format)?;
        self.make_room(row, column, &fitting);
        Ok(())
    }

    /// A cell in which nothing can stand.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn empty(&mut self, row: u32, column: u16) -> Result<(), XlsxError> {
        let format = style::cell().set_background_color(palette::LOCKED_GROUND);
        self.worksheet.write_blank(row, column, &format)?;
        Ok(())
    }

    /// A constant.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn shown(
        &mut self,
        row: u32,
        column: u16,
        shown: &Shown,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match shown {
            Shown::Number(quantity) => {
                let number = quantity.to_cell_number();
                self.worksheet
                    .write_number_with_format(row, column, number, format)?;
                Ok(())
            }
            Shown::Text(text) => self.text_as(row, column, text, format),
        }
    }

    /// A formula of a figure in a row and column, given without `=`, with its result.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn live(
        &mut self,
        at: (u32, u16),
        formula: Option<String>,
        shown: &Shown,
        number_format: &str,
    ) -> Result<(), XlsxError> {
        let format = figure_format(shown, number_format);
        self.live_as(at, formula, shown, &format)
    }

    /// A formula with its result; the result alone where there is no formula or it is longer than
    /// a cell holds.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn live_as(
        &mut self,
        (row, column): (u32, u16),
        formula: Option<String>,
        shown: &Shown,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let fitting = formula.filter(|formula| formula.chars().count() < LONGEST_FORMULA);
        let Some(formula) = fitting else {
            return self.shown(row, column, shown, format);
        };
        let formula = Formula::new(format!("={formula}")).set_result(shown.result());
        self.worksheet
            .write_formula_with_format(row, column, formula, format)?;
        if let Shown::Text(text) = shown {
            self.make_room(row, column, text);
        }
        Ok(())
    }

    /// A text that leads to cells of another sheet.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn link(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        target: &Range,
    ) -> Result<(), XlsxError> {
        let format = style::link();
        let url = Url::new(format!("internal:{}", target.formula())).set_text(text);
        self.worksheet
            .write_url_with_format(row, column, url, &format)?;
        self.make_room(row, column, text);
        Ok(())
    }

    /// 缺 and 无定义 in red, wherever they come up in the cells.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn colour_absences(&mut self, first: Position, last: Position) -> Result<(), XlsxError> {
        let rule = format!("=OR({first}=\"{MISSING}\",{first}=\"{UNDEFINED}\")");
        let conditional = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(Format::new().set_font_color(palette::WRONG));
        self.worksheet.add_conditional_format(
            first.row,
            first.column,
            last.row,
            last.column,
            &conditional,
        )?;
        Ok(())
    }

    /// Codes are texts of digits on purpose: no green corners.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn allow_digits_as_text(&mut self, last: Position) -> Result<(), XlsxError> {
        let kind = IgnoreError::NumberStoredAsText;
        self.worksheet
            .ignore_error_range(FIRST_ROW, 0, last.row, last.column, kind)?;
        Ok(())
    }

    fn make_room(&mut self, row: u32, column: u16, text: &str) {
        let width = self.widths.get(usize::from(column)).copied();
        let needed = style::row_height(text, width.unwrap_or(80.0));
        let height = self.heights.entry(row).or_insert(needed);
        *height = height.max(needed);
    }
}

/// Figures stand to the right, words in their place in the middle.
pub fn figure_format(shown: &Shown, number_format: &str) -> Format {
    let align = match shown {
        Shown::Number(_) => FormatAlign::Right,
        Shown::Text(_) => FormatAlign::Center,
    };
    style::cell().set_num_format(number_format).set_align(align)
}

/// Writes a sheet that is a plain list, columns as wide as their texts up to the width given.
///
/// # Errors
/// Where the workbook library refuses, as it does beyond the limits of a sheet.
pub fn list(
    workbook: &mut Workbook,
    name: &str,
    heading: (&str, &str),
    columns: &[(&str, usize)],
    rows: &[Vec<Shown>],
) -> Result<(), XlsxError> {
    let heads: Vec<Head> = columns
        .iter()
        .enumerate()
        .map(|(idx, (head, most))| ((*head).to_owned(), list_width(head, *most, idx, rows)))
        .collect();
    let mut grid = Grid::new(workbook, name, heading, &heads, 1)?;
    let centred = style::cell().set_align(FormatAlign::Center);
    for (row, cells) in (FIRST_ROW..).zip(rows) {
        for (column, shown) in (0..).zip(cells) {
            match shown {
                Shown::Number(_) => grid.shown(row, column, shown, &centred)?,
                Shown::Text(text) => grid.text(row, column, text)?,
            }
        }
    }
    let last = Position {
        row: FIRST_ROW + u32::try_from(rows.len()).expect("rows fit on a sheet"),
        column: u16::try_from(columns.len() - 1).expect("a list has few columns"),
    };
    grid.allow_digits_as_text(last)?;
    grid.worksheet()
        .autofilter(HEAD_ROW, 0, last.row - 1, last.column)?;
    grid.finish()
}

fn list_width(head: &str, most: usize, idx: usize, rows: &[Vec<Shown>]) -> f64 {
    let texts = rows.iter().filter_map(|cells| cells.get(idx));
    let longest = texts.map(|shown| display_width(&shown.result()));
    let head = display_width(head) + 2;
    style::column_width(longest.max().unwrap_or(0).min(most).max(head))
}
