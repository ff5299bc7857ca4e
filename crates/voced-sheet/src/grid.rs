//! A sheet with title, remark, heads and rows: what all sheets of the summary have in common.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, FormatAlign, Formula, IgnoreError, Table, TableColumn,
    TableStyle, Url, Workbook, Worksheet, XlsxError,
};
use voced_domain::Position;
use voced_text::display_width;

use crate::paper::{self, Printed};
use crate::range::Range;
use crate::shown::{MISSING, Shown, UNDEFINED};
use crate::{palette, style};

/// The longest formula that a cell holds, in characters.
const LONGEST_FORMULA: usize = 8_192;
/// The longest head of a table's column, in UTF-16 units.
const LONGEST_HEAD: usize = 255;
/// The first row below title, remark and head.
pub const FIRST_ROW: u32 = 3;
/// The row of the heads.
const HEAD_ROW: u32 = FIRST_ROW - 1;

/// The head of a column and its width in Latin letters.
pub type Head = (String, f64);

/// A sheet being written.
pub struct Grid<'w> {
    worksheet: &'w mut Worksheet,
    heads: Vec<Head>,
    remark: String,
    frozen: u16,
    /// How many columns from the left are printed; the others serve on screen.
    n_printed: usize,
    /// The scale in percent and the first rows of pages, where a sheet has pages of its own.
    pages: Option<(u16, Vec<u32>)>,
    last_row: u32,
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
        worksheet.set_freeze_panes(FIRST_ROW, frozen)?;
        paper::running_heads(worksheet, title);
        let mut grid = Self {
            worksheet,
            heads: heads.to_vec(),
            remark: remark.to_owned(),
            frozen,
            n_printed: heads.len(),
            pages: None,
            last_row: HEAD_ROW,
            heights: BTreeMap::new(),
        };
        for (column, (text, width)) in (0..).zip(heads) {
            grid.worksheet.set_column_width(column, *width)?;
            if !text.is_empty() {
                grid.text_as(HEAD_ROW, column, text, &style::head())?;
            }
        }
        Ok(grid)
    }

    /// Only so many columns from the left go onto paper; those behind them serve on screen.
    pub fn print_columns(&mut self, n_printed: u16) {
        self.n_printed = usize::from(n_printed).clamp(1, self.heads.len().max(1));
    }

    /// Pages of the sheet's own, at a scale in percent, each from one of these rows on; in place of one
    /// page's width whatever the scale. Rows up to `end` are printed.
    pub fn print_pages(&mut self, scale: u16, first_rows: &[u32], end: u32) {
        self.pages = Some((scale, first_rows.to_vec()));
        self.last_row = self.last_row.max(end);
    }

    /// The rows from the heads down as a table that can be sorted and filtered, named after the sheet.
    /// Only a filter where the format has no such table: heads of the same name, or no rows.
    ///
    /// A table that is sorted takes its cells along: for sheets alone that no formula names.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn table(&mut self) -> Result<(), XlsxError> {
        let Ok(last @ 1..) = u16::try_from(self.heads.len()) else {
            return Ok(());
        };
        let (last, end) = (last - 1, self.last_row);
        if end == HEAD_ROW || !has_own_names(&self.heads) {
            return self.filter();
        }
        let columns: Vec<TableColumn> = self.heads.iter().map(table_column).collect();
        let table = Table::new()
            .set_name(format!("{}表", self.worksheet.name()))
            .set_style(TableStyle::None)
            .set_columns(&columns);
        self.worksheet.add_table(HEAD_ROW, 0, end, last, &table)?;
        Ok(())
    }

    /// A filter over the rows from the heads down.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn filter(&mut self) -> Result<(), XlsxError> {
        let n_columns = u16::try_from(self.heads.len().max(1)).expect("columns fit on a sheet");
        let end = self.last_row;
        self.worksheet.autofilter(HEAD_ROW, 0, end, n_columns - 1)?;
        Ok(())
    }

    /// Sets the heights that the texts need, and how the sheet goes onto paper.
    ///
    /// # Errors
    /// Where the workbook library refuses, as it does beyond the limits of a sheet.
    pub fn finish(mut self) -> Result<(), XlsxError> {
        let widths: Vec<f64> = self.heads.iter().map(|(_, width)| *width).collect();
        let widths = &widths[..self.n_printed.min(widths.len())];
        self.remark_above(widths)?;
        let printed = Printed {
            widths,
            frozen: self.frozen,
            head_row: HEAD_ROW,
            last_row: self.last_row,
        };
        paper::print(self.worksheet, &printed)?;
        if let Some((scale, first_rows)) = &self.pages {
            paper::cut(self.worksheet, *scale, first_rows)?;
        }
        for (row, height) in self.heights {
            self.worksheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    /// The remark over all columns that stand on one page, wrapped: what runs over the edge of the paper
    /// is cut off.
    fn remark_above(&mut self, widths: &[f64]) -> Result<(), XlsxError> {
        let n_columns = paper::on_first_page(widths);
        let width: f64 = widths.iter().take(n_columns).sum();
        let format = style::remark();
        match u16::try_from(n_columns) {
            Ok(last @ 2..) => {
                let sheet = &mut self.worksheet;
                sheet.merge_range(1, 0, 1, last - 1, &self.remark, &format)?;
            }
            _ => {
                let remark = self.remark.as_str();
                self.worksheet
                    .write_string_with_format(1, 0, remark, &format)?;
            }
        }
        let needed = style::row_height(&self.remark, width);
        self.heights.insert(1, needed);
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
        self.last_row = self.last_row.max(row);
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
                self.last_row = self.last_row.max(row);
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
        self.last_row = self.last_row.max(row);
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
        self.last_row = self.last_row.max(row);
        let width = self.heads.get(usize::from(column)).map(|head| head.1);
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

/// Whether a table can have these heads: each has a name of its own, in any case of letters.
fn has_own_names(heads: &[Head]) -> bool {
    let names: BTreeSet<String> = heads.iter().map(|(name, _)| name.to_lowercase()).collect();
    let fits = |name: &String| !name.is_empty() && name.encode_utf16().count() <= LONGEST_HEAD;
    names.len() == heads.len() && names.iter().all(fits)
}

fn table_column((name, _): &Head) -> TableColumn {
    TableColumn::new()
        .set_header(name)
        .set_header_format(style::head())
}

/// A sheet that is a plain list.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// Name of the sheet.
    pub name: &'a str,
    /// Title and remark.
    pub heading: (&'a str, &'a str),
    /// Heads, and the widest that a column becomes for its texts, in Latin letters.
    pub columns: &'a [(&'a str, usize)],
    /// How many of the columns go onto paper.
    pub n_printed: u16,
}

/// Writes a list as a table, columns as wide as their texts up to the width given.
///
/// # Errors
/// Where the workbook library refuses, as it does beyond the limits of a sheet.
pub fn list(
    workbook: &mut Workbook,
    list: &List<'_>,
    rows: &[Vec<Shown>],
) -> Result<(), XlsxError> {
    let columns = list.columns.iter().enumerate();
    let heads: Vec<Head> = columns
        .map(|(idx, (head, most))| ((*head).to_owned(), list_width(head, *most, idx, rows)))
        .collect();
    let mut grid = Grid::new(workbook, list.name, list.heading, &heads, 1)?;
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
        column: u16::try_from(heads.len() - 1).expect("a list has few columns"),
    };
    grid.allow_digits_as_text(last)?;
    grid.table()?;
    grid.print_columns(list.n_printed);
    grid.finish()
}

fn list_width(head: &str, most: usize, idx: usize, rows: &[Vec<Shown>]) -> f64 {
    let texts = rows.iter().filter_map(|cells| cells.get(idx));
    let longest = texts.map(|shown| display_width(&shown.result()));
    let head = display_width(head) + 2;
    style::column_width(longest.max().unwrap_or(0).min(most).max(head))
}
