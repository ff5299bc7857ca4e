//! Sheets with a repeating table.

use rust_xlsxwriter::{FormatAlign, Formula, Worksheet, XlsxError};
use voced_domain::{DataItem, Position, Quantity};
use voced_sheet::{self as sheet, palette};
use voced_template::{Check, Field, Sheet, SheetBody, Typed};
use voced_text::display_width;

use super::fields::{colour_checks, input_format, validation, write_typed};
use super::{Header, Writer};

const CHECK_WIDTH: f64 = 34.0;

impl Writer<'_> {
    pub(super) fn table(&self, worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
        let SheetBody::Table {
            group,
            columns,
            key,
            total_row,
            rows,
            check_column,
        } = &sheet.body
        else {
            return Ok(());
        };
        let total_row = *total_row;
        let instruction = self
            .edition
            .group(group)
            .map_or("", |group| &group.instruction);
        worksheet.set_column_width(0, 6)?;
        let mut width = 6.0 + CHECK_WIDTH;
        for field in columns {
            let column_width = self.width(field);
            worksheet.set_column_width(field.cell.column, column_width)?;
            width += column_width;
        }
        worksheet.set_column_width(*check_column, CHECK_WIDTH)?;
        let header = Header {
            title: &sheet.title,
            instruction,
            last_column: *check_column,
            width,
        };
        self.header(worksheet, &header)?;
        worksheet.set_freeze_panes(total_row + 1, 0)?;
        sheet::printable(worksheet, total_row)?;

        let locked = sheet::cell().set_background_color(palette::LOCKED_GROUND);
        let centred = locked.clone().set_align(FormatAlign::Center);
        worksheet.write_with_format(2, 0, "序号", &sheet::head())?;
        worksheet.write_with_format(2, *check_column, "校验", &sheet::head())?;
        worksheet.set_row_height(2, 40)?;
        worksheet.write_with_format(total_row, 0, "合计", &centred)?;
        worksheet.write_blank(total_row, *check_column, &locked)?;
        for field in columns {
            self.column(worksheet, &sheet.title, field, *rows)?;
        }
        for row in 0..*rows {
            let at = total_row + 1 + u32::from(row);
            worksheet.write_with_format(at, 0, row + 1, &centred)?;
            let check = Check::of_row(self.edition, columns, key, row);
            let shown = check.evaluate(
                &|position| self.filling.typed_at(sheet, position),
                &|range| self.filling.sum_of(self.template, range),
            );
            let formula = Formula::new(check.formula()).set_result(shown);
            worksheet.write_formula_with_format(at, *check_column, formula, &centred)?;
        }
        colour_checks(
            worksheet,
            total_row + 1,
            total_row + u32::from(*rows),
            *check_column,
        )
    }

    fn width(&self, field: &Field) -> f64 {
        let texts = self.edition.item(&field.item).map(|item| {
            let choices = self.edition.choices_of(item);
            let longest = choices.iter().map(|choice| display_width(choice)).max();
            longest.unwrap_or(match (item.kind.is_number(), item.digits) {
                (true, _) | (_, Some(_)) => 12,
                (false, None) => 32,
            })
        });
        let label = display_width(&field.label).min(16);
        sheet::column_width(texts.unwrap_or(12).max(label))
    }

    fn column(
        &self,
        worksheet: &mut Worksheet,
        title: &str,
        field: &Field,
        rows: u16,
    ) -> Result<(), XlsxError> {
        let Some(item) = self.edition.item(&field.item) else {
            return Ok(());
        };
        let Position { row: first, column } = field.cell;
        let last = first + u32::from(rows) - 1;
        // The sums stand above the rows.
        let total_row = first - 1;
        worksheet.write_with_format(2, column, head(item), &sheet::head())?;
        let locked = sheet::cell().set_background_color(palette::LOCKED_GROUND);
        if field.totalled {
            let range = format!("{}:{}", field.cell, Position { row: last, column });
            let formula = Formula::new(format!("=SUM({range})")).set_result(self.total(field));
            worksheet.write_formula_with_format(total_row, column, formula, &locked)?;
        } else {
            worksheet.write_blank(total_row, column, &locked)?;
        }
        let format = input_format(item);
        for row in 0..rows {
            let cell = Position {
                row: first + u32::from(row),
                column,
            };
            let typed = self.filling.typed(&field.item, Some(row));
            let format = self.marked(title, cell, format.clone());
            write_typed(worksheet, cell, &typed, &format)?;
        }
        let validation = validation(item, field.cell, &self.choices_reference(item))?;
        worksheet.add_data_validation(first, column, last, column, &validation)?;
        Ok(())
    }

    fn total(&self, field: &Field) -> String {
        let of_column = self
            .filling
            .answers
            .iter()
            .filter(|(entry, _)| entry.item == field.item);
        let numbers: Vec<Quantity> = of_column
            .filter_map(|(_, typed)| match typed {
                Typed::Number(quantity) => Some(quantity.clone()),
                Typed::Blank | Typed::Text(_) => None,
            })
            .collect();
        let total: Quantity = numbers.iter().sum();
        total.to_cell_number().to_string()
    }
}

fn head(item: &DataItem) -> String {
    match item.unit {
        Some(unit) => format!("{}\n{}（{unit}）", item.number, item.name),
        None => format!("{}\n{}", item.number, item.name),
    }
}
