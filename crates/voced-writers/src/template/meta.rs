//! The readable `_meta` sheet, the drop-downs' lists, and the defined names.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use voced_domain::{DataItem, Position};
use voced_sheet as sheet;
use voced_template::{
    Field, IssuedNote, NAME_ANSWERS, NAME_ENTITY, NAME_NOTES, NAME_ROUND, NAME_TEMPLATE, NAME_YEAR,
    Sheet, SheetBody,
};

use super::Writer;

/// Lists of choices stand to the right of the identity, one a column.
const FIRST_LIST_COLUMN: u16 = 3;
/// The cells of the identity, in the second column.
const IDENTITY: [(&str, u32); 3] = [(NAME_TEMPLATE, 1), (NAME_YEAR, 2), (NAME_ENTITY, 3)];
/// Those of a workbook that goes back to its school.
const REPLY: [(&str, u32); 3] = [(NAME_ROUND, 6), (NAME_ANSWERS, 7), (NAME_NOTES, 8)];

impl Writer<'_> {
    pub(super) fn meta(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        // It is read by programs, and by people who look for it; on paper it says nothing.
        worksheet.set_hidden(true);
        worksheet.set_column_width(0, 14)?;
        worksheet.set_column_width(1, 60)?;
        sheet::printable(worksheet, 0)?;
        let title = "本页供教育局识别工作簿，请勿改动或删除。";
        worksheet.merge_range(0, 0, 0, 1, title, &sheet::title())?;
        let year = self.template.year.to_string();
        let reply_to = self.filling.reply_to.as_ref();
        let round = reply_to.map_or_else(String::new, |reply| reply.round.to_string());
        let notes = self.filling.notes.iter();
        let notes = notes.map(|note| {
            let text = sheet::cell_text(&note.text);
            IssuedNote::new(&note.number, &text, note.beside.clone())
        });
        let issued = IssuedNote::to_text(&notes.collect::<Vec<_>>());
        let lines = [
            ("模板编号", self.template.id.as_str()),
            ("年度", year.as_str()),
            ("单位代码", self.filling.entity_code),
            ("单位名称", self.filling.entity_name),
            ("说明", self.filling.remark),
        ];
        let back = reply_to.map(|reply| {
            [
                ("第几次", round.as_str()),
                ("答复的数据", reply.data_code.as_str()),
                ("原有说明", issued.as_str()),
            ]
        });
        let lines = lines.into_iter().chain(back.into_iter().flatten());
        for (row, (name, value)) in (1..).zip(lines) {
            worksheet.write_with_format(row, 0, name, &sheet::cell())?;
            worksheet.write_with_format(row, 1, value, &sheet::cell().set_num_format("@"))?;
            worksheet.set_row_height(row, sheet::row_height(value, 60.0))?;
        }
        for (column, item) in (FIRST_LIST_COLUMN..).zip(self.choice_items()) {
            worksheet.write_with_format(0, column, &item.name, &sheet::head())?;
            worksheet.set_column_width(column, 18)?;
            for (row, choice) in (1..).zip(self.choices(item)) {
                worksheet.write_with_format(row, column, choice, &sheet::base())?;
            }
        }
        Ok(())
    }

    /// The list of a choice item as a reference into the `_meta` sheet: a list of texts in the
    /// validation itself ends at 255 characters, and the 大类 of two catalogues are longer.
    pub(super) fn choices_reference(&self, item: &DataItem) -> Option<String> {
        let idx = self
            .choice_items()
            .position(|found| found.code == item.code)?;
        let column = FIRST_LIST_COLUMN + u16::try_from(idx).ok()?;
        let last = u32::try_from(self.choices(item).len()).ok()?;
        let letters = voced_domain::column_letters(column);
        Some(format!("='_meta'!${letters}$2:${letters}${}", last + 1))
    }

    fn choices(&self, item: &DataItem) -> Vec<String> {
        let mut choices = self.edition.offered_choices_of(item);
        if item.may_not_apply {
            choices.push("不适用".into());
        }
        choices
    }

    /// Choice items of this workbook, in the order of the edition.
    fn choice_items(&self) -> impl Iterator<Item = &DataItem> {
        self.edition
            .items()
            .iter()
            .filter(|item| !self.edition.choices_of(item).is_empty())
            .filter(|item| self.template.field(&item.code).is_some())
    }

    /// A defined name for every answer, column and line of identity.
    pub(super) fn names(&self, workbook: &mut Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
        let title = &sheet.title;
        match &sheet.body {
            SheetBody::Items { fields, .. } => {
                for field in fields {
                    let cell = absolute(field.cell);
                    workbook.define_name(&field.name, &format!("='{title}'!{cell}"))?;
                }
            }
            SheetBody::Table { columns, rows, .. } => {
                for field in columns {
                    let range = column_range(field, *rows);
                    workbook.define_name(&field.name, &format!("='{title}'!{range}"))?;
                }
            }
            SheetBody::Meta => {
                let is_back = self.filling.reply_to.is_some();
                let reply = REPLY.into_iter().filter(|_| is_back);
                for (name, row) in IDENTITY.into_iter().chain(reply) {
                    let cell = absolute(Position { row, column: 1 });
                    workbook.define_name(name, &format!("='{title}'!{cell}"))?;
                }
            }
            SheetBody::Notes(_) => {}
        }
        Ok(())
    }
}

fn absolute(cell: Position) -> String {
    let letters = voced_domain::column_letters(cell.column);
    format!("${letters}${}", cell.row + 1)
}

fn column_range(field: &Field, rows: u16) -> String {
    let last = Position {
        row: field.cell.row + u32::from(rows) - 1,
        ..field.cell
    };
    format!("{}:{}", absolute(field.cell), absolute(last))
}
