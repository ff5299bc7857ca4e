//! 封面: whose workbook it is, by when, whom to ask, how it is filled in, and what is still empty.

use chrono::Datelike;
use rust_xlsxwriter::{Formula, Workbook, Worksheet, XlsxError};
use voced_domain::{ItemCode, Position};
use voced_sheet::{self as sheet, palette};
use voced_template::{COVER, Field, Sheet, SheetBody, Typed};

use super::{Cover, Writer};

const WIDTHS: [f64; 3] = [20.0, 44.0, 18.0];
const LOOK_UP: &str = "专业的代码和名称可在“专业目录”里查。";
const EXPLAIN: &str = "数字与上年相差很大、又确实无误的，在“情况说明”里写明原因。";
const CARRIED_OVER: &str =
    "上年的专业和企业已经填在表里，请核对：停办的清空整行，新的填在后面，补上今年的数。";
const STEPS: [&str; 6] = [
    "黄底的格要填，灰底的格已锁定；“本年数”填数字，没有的事项按“填报说明”填0或“不适用”。",
    "右边“校验”一栏出现文字的，请先核对这一行；鼠标停在格上会显示口径。",
    CARRIED_OVER,
    LOOK_UP,
    EXPLAIN,
    "填完后看下面“还空着的格”是不是都是0，保存后交回。",
];

impl Writer<'_> {
    pub(super) fn cover(
        &self,
        workbook: &mut Workbook,
        title: &str,
        cover: Cover<'_>,
    ) -> Result<(), XlsxError> {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(COVER)?;
        worksheet.protect();
        worksheet.set_screen_gridlines(false);
        sheet::printable(worksheet, 0)?;
        worksheet.set_portrait();
        for (column, width) in (0..).zip(WIDTHS) {
            worksheet.set_column_width(column, width)?;
        }
        worksheet.merge_range(0, 0, 0, 2, title, &sheet::title())?;
        worksheet.set_row_height(0, 34)?;
        let mut row = 2;
        for (name, text) in self.particulars(cover) {
            worksheet.write_with_format(row, 0, name, &sheet::head())?;
            worksheet.merge_range(row, 1, row, 2, &text, &sheet::cell())?;
            worksheet.set_row_height(row, 24)?;
            row += 1;
        }
        row += 1;
        let width: f64 = WIDTHS.iter().sum();
        let has_rows = self.filling.answers.keys().any(|entry| entry.row.is_some());
        let has_notes = self.template.notes().is_some();
        let has_majors = self
            .template
            .field(&ItemCode::constant("major.code"))
            .is_some();
        let steps = STEPS.into_iter().filter(|step| match *step {
            CARRIED_OVER => has_rows,
            LOOK_UP => has_majors,
            EXPLAIN => has_notes,
            _ => true,
        });
        for (number, step) in (1..).zip(steps) {
            let text = format!("{number}. {step}");
            let plain = sheet::base().set_text_wrap();
            worksheet.merge_range(row, 0, row, 2, &text, &plain)?;
            worksheet.set_row_height(row, sheet::row_height(&text, width))?;
            row += 1;
        }
        self.still_empty(worksheet, row + 1)
    }

    fn particulars(&self, cover: Cover<'_>) -> Vec<(&'static str, String)> {
        let deadline = cover.deadline.map_or_else(
            || "以通知为准".to_owned(),
            |day| format!("{}年{}月{}日前", day.year(), day.month(), day.day()),
        );
        let contact = match cover.contact {
            "" => self.filling.author.to_owned(),
            contact => format!("{}：{contact}", self.filling.author),
        };
        vec![
            ("填报单位", self.filling.entity_name.to_owned()),
            ("年度", self.template.year.to_string()),
            ("交回", deadline),
            ("有疑问请联系", contact),
        ]
    }

    /// A line for each sheet with the number of its empty cells, which counts itself down.
    fn still_empty(&self, worksheet: &mut Worksheet, head: u32) -> Result<(), XlsxError> {
        for (column, text) in (0..).zip(["表", "内容", "还空着的格"]) {
            worksheet.write_with_format(head, column, text, &sheet::head())?;
        }
        let counted: Vec<(&Sheet, Count)> = self
            .template
            .sheets
            .iter()
            .filter_map(|sheet| Some((sheet, self.count(sheet)?)))
            .collect();
        let mut row = head;
        for (of, count) in &counted {
            row += 1;
            let (number, name) = parted(&of.title);
            let link = sheet::link();
            let target = rust_xlsxwriter::Url::new(format!("internal:'{}'!A1", of.title));
            worksheet.write_url_with_options(row, 0, target, number, "", Some(&link))?;
            worksheet.write_with_format(row, 1, name, &sheet::cell())?;
            let formula = Formula::new(&count.formula).set_result(count.now.to_string());
            worksheet.write_formula_with_format(row, 2, formula, &sheet::cell())?;
        }
        let total: usize = counted.iter().map(|(_, count)| count.now).sum();
        let first = Position {
            row: head + 1,
            column: 2,
        };
        let last = Position { row, column: 2 };
        let sum = Formula::new(format!("=SUM({first}:{last})")).set_result(total.to_string());
        let whole = sheet::head().set_background_color(palette::HEAD_GROUND);
        worksheet.merge_range(row + 1, 0, row + 1, 1, "合计", &whole)?;
        worksheet.write_formula_with_format(row + 1, 2, sum, &whole)?;
        Ok(())
    }

    /// The empty cells of a sheet that must be filled in; of a table, its first row.
    fn count(&self, sheet: &Sheet) -> Option<Count> {
        let title = &sheet.title;
        match &sheet.body {
            SheetBody::Items { fields, .. } => {
                let wanted = fields.iter().filter(|field| self.is_wanted(field));
                let cells: Vec<Position> = wanted.clone().map(|field| field.cell).collect();
                let is_empty =
                    |field: &&Field| self.filling.typed(&field.item, None) == Typed::Blank;
                let ranges: Vec<String> = runs(&cells)
                    .into_iter()
                    .map(|(first, last)| format!("COUNTBLANK('{title}'!{first}:{last})"))
                    .collect();
                (!cells.is_empty()).then(|| Count {
                    formula: format!("={}", ranges.join("+")),
                    now: wanted.filter(is_empty).count(),
                })
            }
            SheetBody::Table {
                group,
                columns,
                key,
                rows,
                ..
            } => {
                let table = self.edition.group(group)?.table.as_ref()?;
                let column = |field: &Field| {
                    let first = field.cell;
                    let row = first.row + u32::from(*rows) - 1;
                    let last = Position { row, ..first };
                    format!("'{title}'!{first}:{last}")
                };
                let typed = |item: &ItemCode, row| self.filling.typed(item, Some(row));
                let begun: Vec<u16> = (0..*rows)
                    .filter(|row| typed(key, *row) != Typed::Blank)
                    .collect();
                let keys = column(columns.iter().find(|field| field.item == *key)?);
                // Of a row that was begun every cell is wanted.
                let wanted = columns.iter().filter(|field| self.is_wanted(field));
                let rest = wanted.clone().filter(|field| field.item != *key);
                let blanks = rest
                    .map(|field| format!("SUMPRODUCT(({keys}<>\"\")*({}=\"\"))", column(field)));
                let mut parts: Vec<String> = blanks.collect();
                if !table.may_be_empty {
                    parts.push(format!("IF(COUNTA({keys})=0,1,0)"));
                }
                let cells = wanted.flat_map(|field| begun.iter().map(move |row| (field, *row)));
                let blank = cells.filter(|(field, row)| typed(&field.item, *row) == Typed::Blank);
                let none = usize::from(begun.is_empty() && !table.may_be_empty);
                Some(Count {
                    formula: format!("={}", parts.join("+")),
                    now: blank.count() + none,
                })
            }
            SheetBody::Notes(_) | SheetBody::Meta => None,
        }
    }

    fn is_wanted(&self, field: &Field) -> bool {
        let item = self.edition.item(&field.item);
        item.is_some_and(|item| !item.optional && !item.prefilled)
    }
}

/// How many cells are empty: as a formula, and in the workbook as it is sent out.
struct Count {
    formula: String,
    now: usize,
}

/// `表3` and `规模`.
fn parted(title: &str) -> (&str, &str) {
    let end = title.find(|c: char| c != '表' && !c.is_ascii_digit());
    title.split_at(end.unwrap_or(title.len()))
}

/// Cells below each other, as ranges.
fn runs(cells: &[Position]) -> Vec<(Position, Position)> {
    let mut runs: Vec<(Position, Position)> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some((_, last)) if last.row + 1 == cell.row && last.column == cell.column => {
                *last = *cell;
            }
            _ => runs.push((*cell, *cell)),
        }
    }
    runs
}
