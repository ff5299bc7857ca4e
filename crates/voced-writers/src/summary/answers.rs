//! 原始数据 and the sheets of tables: the answers as they were read, which all formulas rest on.

use std::collections::HashSet;

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{DataItem, Entity, Position};
use voced_sheet::{
    self as sheet, FIRST_ROW, Grid, Head, NO_ANSWER, NOT_SUBMITTED, Shown, figure_format, literal,
    number_format,
};
use voced_text::display_width;

use super::Book;
use super::place::{FIRST_ANSWER, Places};
use super::table::{FIRST_COLUMN, Firsts, TableRow, TableSheet};

const REMARK: &str = "各校工作簿中的数据，一校一列。空白：没有填；不适用：该校没有此项业务；不可用：填了但读不成数；未交：没有交回工作簿。出处见“数据来源”。";
const TABLE_REMARK: &str =
    "各校工作簿中的表格，一行对应原表一行。“首次”各列为1的行相加，就是不重复的个数。";
/// In the column of rows, for a school whose table is empty.
const NO_ROWS: &str = "无";
/// Limits of a column's width, in Latin letters.
const NARROWEST: usize = 10;
const WIDEST: usize = 30;

impl Book<'_> {
    /// All sheets of one year's answers.
    pub(super) fn answers(
        &self,
        workbook: &mut Workbook,
        places: &Places<'_>,
    ) -> Result<(), XlsxError> {
        self.matrix(workbook, places)?;
        for table in &places.tables {
            self.table(workbook, places, table)?;
        }
        Ok(())
    }

    fn matrix(&self, workbook: &mut Workbook, places: &Places<'_>) -> Result<(), XlsxError> {
        let matrix = &places.matrix;
        let mut heads: Vec<Head> = [("编号", 8.0), ("名称", 36.0), ("单位", 9.0)]
            .map(|(text, width)| (text.into(), width))
            .into();
        heads.extend(matrix.respondents.iter().map(|respondent| {
            let short = respondent.entity.short();
            let width = display_width(short).clamp(12, 16);
            (short.into(), sheet::column_width(width))
        }));
        let title = self.title_of(places, "原始数据");
        let mut grid = Grid::new(
            workbook,
            &matrix.sheet,
            (&title, REMARK),
            &heads,
            FIRST_ANSWER,
        )?;
        for (row, item) in (FIRST_ROW..).zip(&matrix.items) {
            matrix_row(&mut grid, places, row, item)?;
        }
        grid.allow_digits_as_text(end(matrix.items.len(), heads.len()))?;
        grid.finish()
    }

    fn table(
        &self,
        workbook: &mut Workbook,
        places: &Places<'_>,
        table: &TableSheet<'_>,
    ) -> Result<(), XlsxError> {
        let heads = self.table_heads(places, table);
        let subject = format!("{}明细", table.group.name);
        let title = self.title_of(places, &subject);
        let heading = (title.as_str(), TABLE_REMARK);
        let mut grid = Grid::new(workbook, &table.sheet, heading, &heads, FIRST_COLUMN)?;
        for (at, row) in (FIRST_ROW..).zip(&table.rows) {
            table_row(&mut grid, places, table, at, row)?;
        }
        for firsts in &table.firsts {
            mark_firsts(&mut grid, places, table, firsts)?;
        }
        let last = end(table.rows.len(), heads.len());
        grid.allow_digits_as_text(last)?;
        grid.filter()?;
        // Marks that formulas add up serve on screen.
        grid.print_columns(FIRST_COLUMN + u16::try_from(table.items.len()).expect("items fit"));
        grid.finish()
    }

    fn title_of(&self, places: &Places<'_>, subject: &str) -> String {
        let year = places.year.edition.year();
        format!("{}{year}年中等职业教育{subject}", self.region().name())
    }

    fn table_heads(&self, places: &Places<'_>, table: &TableSheet<'_>) -> Vec<Head> {
        let mut heads: Vec<Head> = vec![("学校".into(), 26.0), ("行".into(), 8.0)];
        heads.extend(
            table
                .items
                .iter()
                .map(|item| (head(item), column_width(places, table, item))),
        );
        for firsts in &table.firsts {
            let name = &firsts.of.name;
            let key = firsts.prefix.map(|length| format!("{name}前{length}位"));
            let subject = key.clone().unwrap_or_else(|| name.clone());
            heads.extend(key.map(|key| (key, 12.0)));
            heads.push((format!("{subject}\n校内首次"), 14.0));
            let region = self.region().name();
            heads.push((format!("{subject}\n{region}首次"), 14.0));
        }
        heads
    }
}

/// The last cell below the heads.
fn end(rows: usize, columns: usize) -> Position {
    let rows = u32::try_from(rows.max(1)).expect("rows fit on a sheet");
    Position {
        row: FIRST_ROW + rows - 1,
        column: u16::try_from(columns - 1).expect("columns fit on a sheet"),
    }
}

fn matrix_row(
    grid: &mut Grid<'_>,
    places: &Places<'_>,
    row: u32,
    item: &DataItem,
) -> Result<(), XlsxError> {
    grid.centred(row, 0, &item.number)?;
    grid.text(row, 1, &item.name)?;
    grid.centred(row, 2, item.unit.map_or("", |unit| unit.symbol()))?;
    let reporting_unit = places.year.edition.reporting_unit_of(&item.code);
    for (column, respondent) in (FIRST_ANSWER..).zip(&places.matrix.respondents) {
        if reporting_unit.is_none_or(|reporting_unit| !respondent.holds(reporting_unit)) {
            grid.empty(row, column)?;
            continue;
        }
        let code = respondent.entity.code();
        let answer = places.year.dataset.answer(code, &item.code);
        let shown = Shown::public(item, answer, respondent.submitted);
        answer_cell(grid, Position { row, column }, item, &shown)?;
    }
    Ok(())
}

fn table_row(
    grid: &mut Grid<'_>,
    places: &Places<'_>,
    table: &TableSheet<'_>,
    at: u32,
    row: &TableRow<'_>,
) -> Result<(), XlsxError> {
    grid.text(at, 0, row.respondent.entity.name())?;
    let Some(number) = row.row else {
        let word = if row.respondent.submitted {
            NO_ROWS
        } else {
            NOT_SUBMITTED
        };
        grid.centred(at, 1, word)?;
        return (FIRST_COLUMN..)
            .zip(&table.items)
            .try_for_each(|(column, _)| grid.empty(at, column));
    };
    grid.centred(at, 1, &(u32::from(number) + 1).to_string())?;
    for (column, item) in (FIRST_COLUMN..).zip(&table.items) {
        let answer = row.answer(places.year, &item.code);
        let shown = Shown::public(item, answer, row.respondent.submitted);
        answer_cell(grid, Position { row: at, column }, item, &shown)?;
    }
    Ok(())
}

/// Writes the helper columns of a text column, row by row.
fn mark_firsts(
    grid: &mut Grid<'_>,
    places: &Places<'_>,
    table: &TableSheet<'_>,
    firsts: &Firsts<'_>,
) -> Result<(), XlsxError> {
    let Some(answers) = table.column(&firsts.of.code) else {
        return Ok(());
    };
    let mut seen = Seen::default();
    for (at, row) in (FIRST_ROW..).zip(&table.rows) {
        let answer = row.answer(places.year, &firsts.of.code);
        let key = answer.and_then(|answer| Some(firsts.key(answer.answer.text()?)));
        let cell = Position {
            row: at,
            column: answers,
        };
        key_cell(grid, firsts, cell, key.as_deref())?;
        let school_row = seen.enter(row.respondent.entity, at);
        let marks = [
            (
                firsts.school_column(),
                school_row,
                seen.first_in_school(&key),
            ),
            (
                firsts.region_column(),
                FIRST_ROW,
                seen.first_in_region(&key),
            ),
        ];
        for (column, from, is_first) in marks {
            let formula = first_formula(firsts, cell, from);
            let shown = Shown::Number(i64::from(is_first).into());
            grid.live((at, column), Some(formula), &shown, "0")?;
        }
    }
    Ok(())
}

/// Texts met so far, from the first row down.
#[derive(Default)]
struct Seen<'a> {
    /// The school whose rows these are, and the first of them.
    school: Option<(Entity<'a>, u32)>,
    in_school: HashSet<String>,
    in_region: HashSet<String>,
}

impl<'a> Seen<'a> {
    /// Comes to a row of a school; gives the first row of that school.
    fn enter(&mut self, entity: Entity<'a>, at: u32) -> u32 {
        match self.school {
            Some((of, first)) if of == entity => first,
            _ => {
                self.in_school.clear();
                self.school = Some((entity, at));
                at
            }
        }
    }

    fn first_in_school(&mut self, key: &Option<String>) -> bool {
        let key = key.clone();
        key.is_some_and(|key| self.in_school.insert(key))
    }

    fn first_in_region(&mut self, key: &Option<String>) -> bool {
        let key = key.clone();
        key.is_some_and(|key| self.in_region.insert(key))
    }
}

/// The first characters of an answer. What follows them keeps 05 from becoming the number five.
fn key_cell(
    grid: &mut Grid<'_>,
    firsts: &Firsts<'_>,
    answer: Position,
    key: Option<&str>,
) -> Result<(), XlsxError> {
    let Some(length) = firsts.prefix else {
        return Ok(());
    };
    let condition = is_answer(answer);
    let formula = format!("IF({condition},LEFT({answer},{length})&\"…\",\"\")");
    let shown = Shown::Text(key.map_or(String::new(), |key| format!("{key}…")));
    grid.live(
        (answer.row, firsts.column),
        Some(formula),
        &shown,
        "General",
    )
}

/// One where the row's text stands for the first time since row `from`, else zero.
fn first_formula(firsts: &Firsts<'_>, answer: Position, from: u32) -> String {
    let column = firsts.key_column(answer.column);
    let key = Position { column, ..answer };
    let letters = voced_domain::column_letters(column);
    let until_here = format!("{letters}${}:{key}", from + 1);
    let condition = is_answer(answer);
    format!("IF({condition},IF(SUMPRODUCT(--({until_here}={key}))=1,1,0),0)")
}

fn is_answer(cell: Position) -> String {
    let words = std::iter::once("").chain(NO_ANSWER);
    let conditions: Vec<String> = words
        .map(|word| format!("{cell}<>{}", literal(word)))
        .collect();
    format!("AND({})", conditions.join(","))
}

/// An answer. The word for the absence of a figure stands in the middle, away from the figures
/// beside it; a text stays one when it is corrected, with its leading zero.
fn answer_cell(
    grid: &mut Grid<'_>,
    cell: Position,
    item: &DataItem,
    shown: &Shown,
) -> Result<(), XlsxError> {
    let format = if item.kind.is_number() {
        figure_format(shown, &number_format(item.entered_decimals()))
    } else {
        sheet::cell().set_num_format("@")
    };
    grid.shown(cell.row, cell.column, shown, &format)
}

fn head(item: &DataItem) -> String {
    match item.unit {
        Some(unit) => format!("{}\n{}（{unit}）", item.number, item.name),
        None => format!("{}\n{}", item.number, item.name),
    }
}

fn column_width(places: &Places<'_>, table: &TableSheet<'_>, item: &DataItem) -> f64 {
    let answers = table
        .rows
        .iter()
        .filter_map(|row| row.answer(places.year, &item.code)?.answer.text());
    let longest = answers.map(display_width).max().unwrap_or(0);
    let name = display_width(&item.name);
    sheet::column_width(longest.max(name).clamp(NARROWEST, WIDEST))
}
