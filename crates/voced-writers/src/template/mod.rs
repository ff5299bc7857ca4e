//! Template workbooks (填报工作簿): blank to send out, or filled in.

mod cover;
mod fields;
mod filling;
mod issues;
mod majors;
mod meta;
mod notes;
mod table;

use rust_xlsxwriter::{ProtectionOptions, Workbook, Worksheet, XlsxError};
use voced_domain::{Edition, Position};
use voced_template::{Sheet, SheetBody, Template};

use crate::WriteError;

use fields::write_typed;
pub(crate) use filling::content;
pub use filling::{Cover, Entry, Filling, Note};
pub use issues::{Issue, Mark};
use voced_sheet::{self as sheet, saved};

/// Writes the workbook of one template for one school or region.
///
/// # Errors
/// A [`WriteError`] where a text exceeds what the format holds.
pub fn write(
    template: &Template,
    edition: &Edition,
    filling: &Filling<'_>,
) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let title = format!("{}年中等职业教育质量年度报告填报表", template.year);
    sheet::properties(&mut workbook, &title, filling.author, filling.issued)?;
    let writer = Writer {
        template,
        edition,
        filling,
    };
    if !filling.issues.is_empty() {
        writer.issues(&mut workbook)?;
    }
    if let Some(cover) = filling.cover {
        writer.cover(&mut workbook, &title, cover)?;
    }
    for sheet in &template.sheets {
        if matches!(sheet.body, SheetBody::Notes(_)) && filling.cover.is_some() {
            writer.majors(&mut workbook)?;
        }
        writer.sheet(&mut workbook, sheet)?;
    }
    Ok(saved(&mut workbook)?)
}

struct Writer<'a> {
    template: &'a Template,
    edition: &'a Edition,
    filling: &'a Filling<'a>,
}

impl Writer<'_> {
    fn sheet(&self, workbook: &mut Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.title)?;
        // Rows and columns may be made larger to read them; nothing may be moved.
        worksheet.protect_with_options(&ProtectionOptions {
            format_rows: true,
            format_columns: true,
            ..ProtectionOptions::default()
        });
        worksheet.set_screen_gridlines(false);
        match &sheet.body {
            SheetBody::Items { group, fields } => self.items(worksheet, sheet, group, fields)?,
            SheetBody::Table { .. } => self.table(worksheet, sheet)?,
            SheetBody::Notes(area) => self.notes(worksheet, sheet, area)?,
            SheetBody::Meta => self.meta(worksheet)?,
        }
        self.outside(worksheet, sheet)?;
        self.cell_notes(worksheet, &sheet.title)?;
        self.names(workbook, sheet)
    }

    /// What stood outside the template's cells goes back as well, in cells that can be emptied.
    fn outside(&self, worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
        let Some(corner) = sheet.last_cell() else {
            return Ok(());
        };
        let is_outside = |at: Position| at.row > corner.row || at.column > corner.column;
        let format = sheet::cell().set_unlocked();
        for unread in self.filling.unread_on(&sheet.title) {
            if is_outside(unread.position) {
                let format = self.marked(&sheet.title, unread.position, format.clone());
                write_typed(worksheet, unread.position, &content(unread), &format)?;
            }
        }
        Ok(())
    }

    /// Title and instruction above the heads of a sheet.
    fn header(&self, worksheet: &mut Worksheet, header: &Header<'_>) -> Result<(), XlsxError> {
        let Header {
            title,
            instruction,
            last_column,
            width,
        } = *header;
        let title = format!(
            "{title}　{}（{}年度）",
            self.filling.entity_name, self.template.year
        );
        worksheet.merge_range(0, 0, 0, last_column, &title, &sheet::title())?;
        worksheet.set_row_height(0, 26)?;
        worksheet.merge_range(1, 0, 1, last_column, instruction, &sheet::remark())?;
        worksheet.set_row_height(1, sheet::row_height(instruction, width))?;
        worksheet.set_freeze_panes(3, 0)?;
        sheet::printable(worksheet, 2)?;
        Ok(())
    }
}

/// What stands above the heads of a sheet.
struct Header<'h> {
    title: &'h str,
    instruction: &'h str,
    /// The last column that it goes over.
    last_column: u16,
    /// The width of the columns that it goes over, in Latin letters.
    width: f64,
}
