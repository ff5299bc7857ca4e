//! The second page of a 确认表: the rows of tables, which the code of the data covers as well.

use std::collections::BTreeMap;

use rust_xlsxwriter::{FormatAlign, Workbook};
use voced_domain::{DataItem, Dataset, EntityCode, Group, Observation};
use voced_sheet as sheet;
use voced_text::display_width;

use super::CheckRun;
use super::confirmation::value;
use crate::WriteError;

/// A column is no wider than this; longer texts go on in the next line.
const WIDEST: usize = 32;
const NUMBER_WIDTH: f64 = 6.0;

/// A table of a school with at least one row.
struct Filled<'a> {
    group: &'a Group,
    columns: Vec<&'a DataItem>,
    rows: BTreeMap<u16, Vec<&'a Observation>>,
}

/// Writes the page; none where a school filled in no table.
pub(super) fn write(
    workbook: &mut Workbook,
    check: &CheckRun<'_>,
    school: &EntityCode,
    title: &str,
) -> Result<(), WriteError> {
    let run = check.run;
    let edition = run.this.edition;
    let tables: Vec<Filled<'_>> = edition
        .groups()
        .iter()
        .filter(|group| group.table.is_some())
        .filter_map(|group| {
            let items = edition.items().iter();
            let columns: Vec<&DataItem> = items.filter(|item| item.group == group.code).collect();
            filled(run.this.dataset, school, group, columns)
        })
        .collect();
    let Some(n_columns) = tables.iter().map(|table| table.columns.len()).max() else {
        return Ok(());
    };
    let worksheet = workbook.add_worksheet();
    worksheet.set_name("确认表（表格）")?;
    worksheet.set_screen_gridlines(false);
    sheet::printable(worksheet, 0)?;
    sheet::running_heads(worksheet, title);
    worksheet.set_column_width(0, NUMBER_WIDTH)?;
    for column in 0..n_columns {
        let widths = tables.iter().map(|table| table.width(column));
        let width = widths.max().unwrap_or(0).min(WIDEST);
        worksheet.set_column_width(index(column + 1), sheet::column_width(width))?;
    }
    let code = run.this.dataset.data_code(school);
    let heading = format!("{title}（表格）　数据校验码：{code}");
    worksheet.merge_range(0, 0, 0, index(n_columns), &heading, &sheet::title())?;
    let mut row = 2;
    for table in &tables {
        worksheet.write_with_format(row, 0, &table.group.name, &sheet::title())?;
        row += 1;
        worksheet.write_with_format(row, 0, "序号", &sheet::head())?;
        for (column, item) in (1..).zip(&table.columns) {
            worksheet.write_with_format(row, column, head(item), &sheet::head())?;
        }
        for (number, answers) in (1..).zip(table.rows.values()) {
            row += 1;
            let centred = sheet::cell().set_align(FormatAlign::Center);
            worksheet.write_with_format(row, 0, number, &centred)?;
            for (column, item) in (1..).zip(&table.columns) {
                match answers.iter().find(|one| one.item == item.code) {
                    Some(answer) => value(worksheet, row, column, item, answer)?,
                    None => drop(worksheet.write_blank(row, column, &sheet::cell())?),
                }
            }
        }
        row += 2;
    }
    Ok(())
}

fn filled<'a>(
    dataset: &'a Dataset,
    school: &EntityCode,
    group: &'a Group,
    columns: Vec<&'a DataItem>,
) -> Option<Filled<'a>> {
    let mut rows: BTreeMap<u16, Vec<&Observation>> = BTreeMap::new();
    for observation in dataset.of(school) {
        let is_of = columns.iter().any(|item| item.code == observation.item);
        if let Some(row) = observation.row.filter(|_| is_of) {
            rows.entry(row).or_default().push(observation);
        }
    }
    (!rows.is_empty()).then_some(Filled {
        group,
        columns,
        rows,
    })
}

impl Filled<'_> {
    fn width(&self, column: usize) -> usize {
        let Some(item) = self.columns.get(column) else {
            return 0;
        };
        let answers = self.rows.values().flatten();
        let own = answers.filter(|one| one.item == item.code);
        let widths = own.map(|one| display_width(&one.answer.as_typed()));
        let head = display_width(&head(item));
        widths.chain([head]).max().unwrap_or(head) + 2
    }
}

fn head(item: &DataItem) -> String {
    match item.unit {
        Some(unit) => format!("{}（{}）", item.name, unit.symbol()),
        None => item.name.clone(),
    }
}

fn index(column: usize) -> u16 {
    u16::try_from(column).expect("a table has few columns")
}
