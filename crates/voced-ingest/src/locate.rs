//! Where a field of the template stands in the workbook that came back.

use std::collections::HashMap;

use voced_domain::{ItemCode, Position};
use voced_template::{Area, Field, NotesArea, Sheet, SheetBody, Template, column};

use crate::book::{Book, BookSheet};
use crate::cell::{Cell, Value};
use crate::keeping::MAX_ROW;
use voced_text::letters;

/// Rows in which the heads of a table are looked for.
const HEAD_ROWS: u32 = 12;

/// The cells of a field: one, or a column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) sheet: &'a BookSheet,
    pub(crate) first: Position,
    pub(crate) last: Position,
}

impl<'a> Place<'a> {
    /// The cell in one row of the place.
    pub(crate) fn cell(&self, position: Position) -> Option<&'a Cell> {
        self.sheet.cells.get(&position)
    }

    /// What still stands in a cell that is merged into another.
    pub(crate) fn covered(&self, position: Position) -> Option<&'a Cell> {
        let cell = self.sheet.covered.get(&position);
        cell.filter(|cell| !cell.is_blank())
    }

    /// The cell that a cell is merged into.
    pub(crate) fn merged_into(&self, position: Position) -> Option<Position> {
        let mut regions = self.sheet.merged.iter();
        let region = regions.find(|region| region.covers(&position))?;
        Some(region.first)
    }

    fn holds(&self, position: Position) -> bool {
        let rows = self.first.row..=self.last.row;
        let columns = self.first.column..=self.last.column;
        rows.contains(&position.row) && columns.contains(&position.column)
    }
}

/// The fields of a template as they were found in a workbook, each looked for once.
pub(crate) struct Places<'a> {
    found: Vec<(&'a Field, Option<Place<'a>>)>,
    by_item: HashMap<&'a ItemCode, usize>,
}

impl<'a> Places<'a> {
    pub(crate) fn of(book: &'a Book, template: &'a Template) -> Self {
        let found: Vec<_> = template
            .fields()
            .map(|(sheet, own)| (own, field(book, sheet, own)))
            .collect();
        let items = found.iter().map(|(field, _)| &field.item);
        let by_item = items.zip(0..).collect();
        Self { found, by_item }
    }

    pub(crate) fn get(&self, item: &ItemCode) -> Option<Place<'a>> {
        let (_, place) = self.found[*self.by_item.get(item)?];
        place
    }

    /// The item whose answer stands in a cell.
    pub(crate) fn item_at(&self, sheet: &str, position: Position) -> Option<&'a ItemCode> {
        let mut found = self.found.iter();
        found.find_map(|(field, place)| {
            let place = (*place)?;
            let is_there = *place.sheet.name == *sheet && place.holds(position);
            is_there.then_some(&field.item)
        })
    }

    /// Those that were found, in the order of the template.
    pub(crate) fn all(&self) -> impl Iterator<Item = Place<'a>> {
        self.found.iter().filter_map(|(_, place)| *place)
    }
}

/// Finds a field by its defined name, which moves with the cell, or else by 编号 and heads.
///
/// A name counts only where the 编号 of its item stands beside it, as long as that 编号 stands
/// anywhere: sorting rows moves answers away from their names, and an answer that was cut and
/// pasted into another row takes its name along.
pub(crate) fn field<'a>(book: &'a Book, sheet: &Sheet, field: &Field) -> Option<Place<'a>> {
    let named = by_name(book, sheet, field);
    named
        .filter(|place| is_labelled(*place, sheet, field))
        .or_else(|| by_label(book, sheet, field))
        .or(named)
}

/// The sheet of explanations, whatever it is called now, and where its cells are on it: below the
/// heads 编号 and 说明.
pub(crate) fn notes<'a>(
    book: &'a Book,
    sheet: &Sheet,
    area: &NotesArea,
) -> Option<(&'a BookSheet, NotesArea)> {
    let own = book.sheet(&sheet.title).into_iter();
    let others = book
        .sheets
        .iter()
        .filter(|other| *other.name != sheet.title);
    own.chain(others).find_map(|candidate| {
        let head = |text: &str| {
            let mut above = candidate
                .cells
                .iter()
                .take_while(|(position, _)| position.row < HEAD_ROWS);
            let found = above.find(|(_, cell)| cell.says(text));
            found.map(|(position, _)| *position)
        };
        let (number, text) = (head("编号")?, head("说明")?);
        let moved = |cell: Position, column: u16| Position {
            row: (cell.row + number.row + 1).saturating_sub(area.lines.first.row),
            column,
        };
        let is_beside = number.row == text.row;
        is_beside.then(|| {
            let area = NotesArea {
                lines: Area {
                    first: moved(area.lines.first, number.column),
                    last: moved(area.lines.last, text.column),
                },
                case_title: moved(area.case_title, text.column),
                case_text: moved(area.case_text, text.column),
            };
            (candidate, area)
        })
    })
}

/// A copied sheet has the names of its original, so that of two the one on the sheet of this
/// title counts.
fn by_name<'a>(book: &'a Book, sheet: &Sheet, field: &Field) -> Option<Place<'a>> {
    let targets = book.names.get(&field.name.to_ascii_lowercase())?;
    let own = targets.iter().find(|target| target.sheet == sheet.title);
    let target = own.or_else(|| targets.first())?;
    Some(Place {
        sheet: book.sheet(&target.sheet)?,
        first: target.first,
        // Nothing beyond is kept.
        last: Position {
            row: target
                .last
                .row
                .min(target.first.row.saturating_add(MAX_ROW)),
            ..target.last
        },
    })
}

/// Whether the 编号 stands in the answer's row, or above the column of a table.
fn is_labelled(place: Place<'_>, sheet: &Sheet, field: &Field) -> bool {
    let Position { row, column } = place.first;
    match &sheet.body {
        SheetBody::Table { .. } => (0..row.min(HEAD_ROWS))
            .filter_map(|row| place.cell(Position { row, column }))
            .any(|cell| is_head(cell, field)),
        _ => {
            let mut labels =
                (0..=column::LABEL).filter_map(|column| place.cell(Position { row, column }));
            let under_head = answer_head(place.sheet, row).is_none_or(|head| head == column);
            under_head && labels.any(|cell| is_number(cell, &field.number))
        }
    }
}

fn by_label<'a>(book: &'a Book, sheet: &Sheet, field: &Field) -> Option<Place<'a>> {
    // The sheet of this name first; a copy or a renamed sheet has the same numbers.
    let own = book.sheet(&sheet.title);
    let others = book
        .sheets
        .iter()
        .filter(|other| *other.name != sheet.title);
    own.into_iter()
        .chain(others)
        .find_map(|candidate| match &sheet.body {
            // The lines of 情况说明 begin with a 编号 too, but have no answers.
            SheetBody::Items { .. } if *candidate.name != sheet.title => {
                answer_head(candidate, u32::MAX).and_then(|_| in_row(candidate, field))
            }
            SheetBody::Items { .. } => in_row(candidate, field),
            SheetBody::Table { rows, .. } => in_column(candidate, field, *rows),
            SheetBody::Notes(_) | SheetBody::Meta => None,
        })
}

/// The answer stands in the row of the 编号, below the head 本年数.
fn in_row<'a>(sheet: &'a BookSheet, field: &Field) -> Option<Place<'a>> {
    let row = sheet.cells.iter().find_map(|(position, cell)| {
        (position.column <= column::LABEL && is_number(cell, &field.number)).then_some(position.row)
    })?;
    let cell = Position {
        row,
        column: answer_head(sheet, row).unwrap_or(column::ANSWER),
    };
    Some(Place {
        sheet,
        first: cell,
        last: cell,
    })
}

/// The column of the head 本年数 above a row.
fn answer_head(sheet: &BookSheet, row: u32) -> Option<u16> {
    let mut above = sheet
        .cells
        .iter()
        .take_while(|(position, _)| position.row < row);
    above
        .find(|(_, cell)| cell.says("本年数"))
        .map(|(position, _)| position.column)
}

/// The column stands below the head that begins with the 编号 and ends with the name; the row of
/// totals lies between.
fn in_column<'a>(sheet: &'a BookSheet, field: &Field, rows: u16) -> Option<Place<'a>> {
    let (head, _) = sheet
        .cells
        .iter()
        .take_while(|(position, _)| position.row < HEAD_ROWS)
        .find(|(_, cell)| is_head(cell, field))?;
    let first = Position {
        row: head.row + 2,
        column: head.column,
    };
    Some(Place {
        sheet,
        first,
        last: Position {
            row: first.row + u32::from(rows) - 1,
            ..first
        },
    })
}

/// Whether a cell is the head of a table's column.
fn is_head(cell: &Cell, field: &Field) -> bool {
    let Value::Text(text) = &cell.value else {
        return false;
    };
    if text.trim().starts_with(&field.number) && text.contains(&field.label) {
        return true;
    }
    let is_short = text.len() <= 8 * (field.number.len() + field.label.len());
    is_short && has_odd_letters(text) && {
        let seen = letters::as_seen(text);
        seen.starts_with(&field.number) && seen.contains(&letters::as_seen(&field.label))
    }
}

/// Whether a cell holds a 编号, which a program may have turned from text into a number: 3.10
/// becomes 3.1, and 3.1 is no 编号 of ours, so the comparison is exact.
fn is_number(cell: &Cell, number: &str) -> bool {
    match &cell.value {
        Value::Text(text) if text.trim() == number => true,
        Value::Text(text) => {
            // A 编号 is short; what stands behind it may be a mark of lists.
            let is_short = text.len() <= 8 * number.len();
            let seen = || letters::as_seen(text).trim_end_matches(['、', '.', '。']) == number;
            is_short && has_odd_letters(text) && seen()
        }
        Value::Number(typed) => format!("{typed:.2}") == number,
        _ => false,
    }
}

/// Whether a text has letters that only look like others, or that nobody sees.
fn has_odd_letters(text: &str) -> bool {
    let is_odd = |c: char| {
        letters::is_invisible(c)
            || matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{2e80}'..='\u{2fdf}' | '、' | '。')
    };
    text.chars().any(is_odd) || text.trim_end().ends_with('.')
}
