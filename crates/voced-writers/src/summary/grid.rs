//! A sheet with title, remark, heads and rows: what all sheets of the summary have in common.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, FormatAlign, FormatUnderline, Formula, IgnoreError, Url,
    Workbook, Worksheet,
};
use voced_domain::Position;
use voced_text::display_width;

use super::place::FIRST_ROW;
use super::range::Range;
use super::shown::{MISSING, Shown, UNDEFINED};
use crate::WriteError;
use crate::sheet;

/// The longest formula that a cell holds, in characters.
const LONGEST_FORMULA: usize = 8_192;
/// The usual colour of links.
const LINK: u32 = 0x0005_63C1;
/// The row of the heads.
const HEAD_ROW: u32 = FIRST_ROW - 1;

/// The head of a column and its width in Latin letters.
pub(crate) type Head = (String, f64);

/// A sheet being written.
pub(crate) struct Grid<'w> {
    worksheet: &'w mut Worksheet,
    widths: Vec<f64>,
    heights: BTreeMap<u32, f64>,
}

impl<'w> Grid<'w> {
    /// A sheet with `frozen` columns that stay in view.
    pub(crate) fn new(
        workbook: &'w mut Workbook,
        name: &str,
        (title, remark): (&str, &str),
        heads: &[Head],
        frozen: u16,
    ) -> Result<Self, WriteError> {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name)?;
        worksheet.set_screen_gridlines(false);
        // The result of a formula that gives an empty text; the library's own default is zero.
        worksheet.set_formula_result_default("");
        worksheet.write_string_with_format(0, 0, title, &sheet::title())?;
        worksheet.set_row_height(0, 26)?;
        let remark_format = sheet::remark().unset_text_wrap();
        worksheet.write_string_with_format(1, 0, remark, &remark_format)?;
        worksheet.set_freeze_panes(FIRST_ROW, frozen)?;
        sheet::printable(worksheet, HEAD_ROW)?;
        let mut grid = Self {
            worksheet,
            widths: heads.iter().map(|(_, width)| *width).collect(),
            heights: BTreeMap::new(),
        };
        for (column, (text, width)) in (0..).zip(heads) {
            grid.worksheet.set_column_width(column, *width)?;
            grid.text_as(HEAD_ROW, column, text, &sheet::head())?;
        }
        Ok(grid)
    }

    /// Sets the heights that the texts need.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        for (row, height) in self.heights {
            self.worksheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    pub(crate) fn worksheet(&mut self) -> &mut Worksheet {
        self.worksheet
    }

    pub(crate) fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), WriteError> {
        self.text_as(row, column, text, &sheet::cell())
    }

    pub(crate) fn centred(&mut self, row: u32, column: u16, text: &str) -> Result<(), WriteError> {
        let format = sheet::cell().set_align(FormatAlign::Center);
        self.text_as(row, column, text, &format)
    }

    /// Always as a text: what a clerk typed may begin with `=`.
    pub(crate) fn text_as(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), WriteError> {
        let fitting = sheet::cell_text(text);
        self.worksheet
            .write_string_with_format(row, column, &*fitting, format)?;
        self.make_room(row, column, &fitting);
        Ok(())
    }

    /// A cell in which nothing can stand.
    pub(crate) fn empty(&mut self, row: u32, column: u16) -> Result<(), WriteError> {
        let format = sheet::cell().set_background_color(sheet::LOCKED_GROUND);
        self.worksheet.write_blank(row, column, &format)?;
        Ok(())
    }

    /// A constant.
    pub(crate) fn shown(
        &mut self,
        row: u32,
        column: u16,
        shown: &Shown,
        format: &Format,
    ) -> Result<(), WriteError> {
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

    /// A formula of a figure, given without `=`, with its result.
    pub(crate) fn live(
        &mut self,
        row: u32,
        column: u16,
        formula: Option<String>,
        shown: &Shown,
        number_format: &str,
    ) -> Result<(), WriteError> {
        let format = figure_format(shown, number_format);
        self.live_as(row, column, formula, shown, &format)
    }

    /// A formula with its result; the result alone where there is no formula or it is longer than
    /// a cell holds.
    pub(crate) fn live_as(
        &mut self,
        row: u32,
        column: u16,
        formula: Option<String>,
        shown: &Shown,
        format: &Format,
    ) -> Result<(), WriteError> {
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
    pub(super) fn link(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        target: &Range,
    ) -> Result<(), WriteError> {
        let format = sheet::cell()
            .set_font_color(LINK)
            .set_underline(FormatUnderline::Single);
        let url = Url::new(format!("internal:{}", target.formula())).set_text(text);
        self.worksheet
            .write_url_with_format(row, column, url, &format)?;
        self.make_room(row, column, text);
        Ok(())
    }

    /// 缺 and 无定义 in red, wherever they come up in the cells.
    pub(crate) fn colour_absences(
        &mut self,
        first: Position,
        last: Position,
    ) -> Result<(), WriteError> {
        let rule = format!("=OR({first}=\"{MISSING}\",{first}=\"{UNDEFINED}\")");
        let conditional = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(Format::new().set_font_color(sheet::WRONG));
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
    pub(crate) fn allow_digits_as_text(&mut self, last: Position) -> Result<(), WriteError> {
        let kind = IgnoreError::NumberStoredAsText;
        self.worksheet
            .ignore_error_range(FIRST_ROW, 0, last.row, last.column, kind)?;
        Ok(())
    }

    fn make_room(&mut self, row: u32, column: u16, text: &str) {
        let width = self.widths.get(usize::from(column)).copied();
        let needed = sheet::row_height(text, width.unwrap_or(80.0));
        let height = self.heights.entry(row).or_insert(needed);
        *height = height.max(needed);
    }
}

/// Figures stand to the right, words in their place in the middle.
pub(crate) fn figure_format(shown: &Shown, number_format: &str) -> Format {
    let align = match shown {
        Shown::Number(_) => FormatAlign::Right,
        Shown::Text(_) => FormatAlign::Center,
    };
    sheet::cell().set_num_format(number_format).set_align(align)
}

/// Writes a sheet that is a plain list, columns as wide as their texts up to the width given.
pub(crate) fn list(
    workbook: &mut Workbook,
    name: &str,
    heading: (&str, &str),
    columns: &[(&str, usize)],
    rows: &[Vec<Shown>],
) -> Result<(), WriteError> {
    let heads: Vec<Head> = columns
        .iter()
        .enumerate()
        .map(|(idx, (head, most))| ((*head).to_owned(), list_width(head, *most, idx, rows)))
        .collect();
    let mut grid = Grid::new(workbook, name, heading, &heads, 1)?;
    let centred = sheet::cell().set_align(FormatAlign::Center);
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
    sheet::column_width(longest.max().unwrap_or(0).min(most).max(head))
}
