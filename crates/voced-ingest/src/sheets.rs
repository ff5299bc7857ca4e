//! One sheet of a workbook: its fields found, its values read, what happened to it said.

use std::collections::BTreeSet;
use std::sync::Arc;

use voced_domain::{
    Answer, CellRef, DataItem, Entity, Finding, FindingText, GroupCode, ItemCode, Location,
    Position, SubmittedValue, Unread, quoted,
};
use voced_template::{Area, Field, NotesArea, Sheet, SheetBody, column};

use crate::answer::{self, Answered};
use crate::book::{Book, BookSheet};
use crate::cell::{Cell, Value};
use crate::formulas::{self, Located, Placed};
use crate::locate::{self, Place, Places};
use crate::own_formulas::Own;
use crate::reader::Reader;
use crate::rules;
use voced_text::letters;

/// So many cells are named in one finding.
const MOST_STRAY: usize = 51;
/// Letters of a few 编号 in one cell.
const LONGEST_NUMBERS: usize = 20;

impl Reader<'_> {
    /// Reads one sheet of the template.
    pub(crate) fn sheet(
        &mut self,
        book: &Book,
        sheet: &Sheet,
        places: &Places<'_>,
        entity: Entity<'_>,
    ) {
        let fields: &[Field] = match &sheet.body {
            SheetBody::Items { fields, .. } => fields,
            SheetBody::Table { columns, .. } => columns,
            SheetBody::Notes(area) => {
                if let Some((found, area)) = locate::notes(book, sheet, area) {
                    if *found.name != sheet.title {
                        self.renamed(sheet, &found.name);
                    }
                    self.outside_of_notes(sheet, found, &area);
                }
                return;
            }
            SheetBody::Meta => return,
        };
        let located: Vec<_> = fields
            .iter()
            .map(|field| (field, places.get(&field.item)))
            .collect();
        if located.iter().all(|(_, place)| place.is_none()) {
            self.sheet_gone(book, sheet, fields.len());
            return;
        }
        self.moved(sheet, &located);
        match &sheet.body {
            SheetBody::Table { group, key, .. } => {
                let before = self.values.len();
                self.table(sheet, &located, key);
                if self.values.len() == before {
                    self.table_empty(sheet, group, &located);
                }
            }
            _ => self.fields(sheet, &located, entity),
        }
        self.outside(sheet, &located);
        if book.checks_formulas && matches!(sheet.body, SheetBody::Table { .. }) {
            for Placed {
                remark,
                sheet,
                position,
            } in formulas::totals(self.expected.edition, &located, &self.formulas)
            {
                let location = self.location(&sheet, position, None);
                self.remark(remark, location);
            }
        }
    }

    /// A sheet on which nothing was found: it is not there, or nobody can read it.
    fn sheet_gone(&mut self, book: &Book, sheet: &Sheet, n_fields: usize) {
        let mut broken = book.broken.iter();
        let title = sheet.title.as_str();
        let finding = match broken.find(|broken| *broken.name == *title) {
            Some(broken) => Finding::new(
                &rules::BROKEN_SHEET,
                FindingText {
                    message: format!("工作表“{title}”损坏，其中{n_fields}项都没有收入"),
                    found: broken.found.clone(),
                    expected: "能读的工作表".into(),
                    remedy: "请在原来的电脑上打开检查，重新保存后交回；\
                             打不开的，请从空白工作簿复制这张表补填"
                        .into(),
                },
            ),
            None => Finding::new(
                &rules::SHEET_GONE,
                FindingText {
                    message: format!("没有工作表“{title}”，其中{n_fields}项都没有收入"),
                    found: "没有这张表".into(),
                    expected: title.into(),
                    remedy: "请从空白工作簿复制这张表补填，或重新填报".into(),
                },
            ),
        };
        let location = self.workbook_location().sheet(title);
        self.push(finding, Some(location));
    }

    fn renamed(&mut self, sheet: &Sheet, name: &str) {
        self.push(
            Finding::new(
                &rules::SHEET_RENAMED,
                FindingText {
                    message: format!("工作表“{}”改名为“{name}”，内容已照常收入", sheet.title),
                    found: name.into(),
                    expected: sheet.title.as_str().into(),
                    remedy: "不需要改正，下次请不要改名".into(),
                },
            ),
            Some(self.workbook_location().sheet(name)),
        );
    }

    /// One notice for a renamed sheet, one for cells that moved on it.
    fn moved(&mut self, sheet: &Sheet, located: &[(&Field, Option<Place<'_>>)]) {
        let places = || {
            located
                .iter()
                .filter_map(|(field, place)| Some((*field, (*place)?)))
        };
        let names: BTreeSet<&str> = places().map(|(_, place)| &*place.sheet.name).collect();
        if let Some(name) = names.iter().find(|name| **name != sheet.title) {
            self.renamed(sheet, name);
        }
        let mut moved = places()
            .filter(|(field, place)| place.first != field.cell)
            .peekable();
        let Some((field, place)) = moved.peek().copied() else {
            return;
        };
        let count = match moved.count() {
            1 => String::new(),
            count => format!("等{count}项"),
        };
        self.push(
            Finding::new(
                &rules::CELL_MOVED,
                FindingText {
                    message: format!(
                        "{}{count}不在原来的位置（原在{}），已按名称或编号找到，数字照常收入",
                        quoted(&field.label),
                        field.cell
                    ),
                    found: place.first.a1(),
                    expected: field.cell.a1(),
                    remedy: "不需要改正，下次请不要插入或移动行列".into(),
                },
            ),
            Some(self.location(&place.sheet.name, place.first, Some(&field.item))),
        );
    }

    fn fields(
        &mut self,
        sheet: &Sheet,
        located: &[(&Field, Option<Place<'_>>)],
        entity: Entity<'_>,
    ) {
        for (field, place) in located {
            let Some(item) = self.expected.edition.item(&field.item) else {
                continue;
            };
            let Some(place) = place else {
                self.cell_gone(sheet, field);
                continue;
            };
            let mut answered = self.answered(item, *place, place.first);
            if item.prefilled {
                self.unchanged(item, entity, &mut answered.answer, *place);
            }
            let cell = self.cell_ref(*place, place.first);
            self.value(item, None, answered, cell);
        }
    }

    fn answered(&mut self, item: &DataItem, place: Place<'_>, position: Position) -> Answered {
        let edition = self.expected.edition;
        match (place.covered(position), place.cell(position)) {
            (Some(covered), _) => answer::covered(item, covered),
            (None, Some(cell)) if cell.formula.is_some() => {
                self.formulas
                    .answer(edition, &Own { item, cell }, place, position)
            }
            (None, cell) if cell.is_none_or(Cell::is_blank) => match place.merged_into(position) {
                Some(into) => answer::merged_away(item, into),
                None => answer::answer(edition, item, cell),
            },
            (None, cell) => answer::answer(edition, item, cell),
        }
    }

    fn cell_gone(&mut self, sheet: &Sheet, field: &Field) {
        let location = self.location(&sheet.title, field.cell, Some(&field.item));
        self.push(
            Finding::new(
                &rules::CELL_GONE,
                FindingText {
                    message: format!(
                        "找不到{}的单元格，这一项没有收入",
                        quoted(&format!("{} {}", field.number, field.label))
                    ),
                    found: "没有这一行".into(),
                    expected: format!("{}的{}", sheet.title, field.cell),
                    remedy: "请在空白工作簿上重新填写这张表".into(),
                },
            ),
            Some(location),
        );
    }

    /// What the bureau filled in must still be there: it tells whether the school took its own
    /// workbook.
    fn unchanged(
        &mut self,
        item: &DataItem,
        entity: Entity<'_>,
        answer: &mut Answer,
        place: Place<'_>,
    ) {
        let expected = match item.code.as_str() {
            "school.code" => entity.code().as_str(),
            "school.name" => entity.name(),
            _ => return,
        };
        let found = answer.text().unwrap_or("");
        let is_it = |name: &str| letters::as_seen(found) == letters::as_seen(name);
        // A workbook that was sent out before the school was renamed bears its old name.
        let is_old_name = item.code.as_str() == "school.name"
            && matches!(entity, Entity::School(school) if school.names().any(is_it));
        if is_it(expected) || is_old_name {
            *answer = Answer::Text(expected.into());
            return;
        }
        let location = self.location(&place.sheet.name, place.first, Some(&item.code));
        self.push(
            Finding::new(
                &rules::IDENTITY_CHANGED,
                FindingText {
                    message: format!("“{}”是“{found}”，教育局登记的是“{expected}”", item.name),
                    found: found.into(),
                    expected: expected.into(),
                    remedy: format!(
                        "请改回；确有变化的，在“情况说明”表按编号{}写明",
                        item.number
                    ),
                },
            ),
            Some(location),
        );
    }

    /// Keeps what is not taken in.
    fn unread(&mut self, sheet: &Sheet, position: Position, cell: &Cell) {
        if cell.is_blank() {
            return;
        }
        let text = cell.text();
        let number = match cell.value {
            Value::Number(_) => text.parse().ok(),
            _ => None,
        };
        self.unread.push(Unread {
            sheet: sheet.title.clone(),
            position,
            content: number.map_or(Answer::Text(text), Answer::Number),
        });
    }

    fn table(&mut self, sheet: &Sheet, located: &[(&Field, Option<Place<'_>>)], key: &ItemCode) {
        let places: Vec<_> = located
            .iter()
            .filter_map(|(field, place)| Some((*field, (*place)?)))
            .collect();
        let Some((_, key_place)) = places.iter().find(|(field, _)| field.item == *key) else {
            return;
        };
        let (first, last) = (key_place.first.row, key_place.last.row);
        for (row, at) in (0..u16::MAX).zip(first..=last) {
            let in_row = |place: &Place<'_>| Position {
                row: at,
                column: place.first.column,
            };
            let filled = |place: &Place<'_>| {
                let cell = place.cell(in_row(place)).filter(|cell| !cell.is_blank());
                cell.or_else(|| place.covered(in_row(place))).is_some()
            };
            if !filled(key_place) {
                if let Some((field, _)) = places.iter().find(|(_, place)| filled(place)) {
                    self.row_without_key(key, (field, row), *key_place, in_row(key_place));
                }
                for (field, place) in &places {
                    let issued = Position {
                        row: field.cell.row + u32::from(row),
                        ..field.cell
                    };
                    if let Some(cell) = place.cell(in_row(place)) {
                        self.unread(sheet, issued, cell);
                    }
                }
                continue;
            }
            for (field, place) in &places {
                let Some(item) = self.expected.edition.item(&field.item) else {
                    continue;
                };
                let position = in_row(place);
                let answered = self.answered(item, *place, position);
                let cell = self.cell_ref(*place, position);
                self.value(item, Some(row), answered, cell);
            }
        }
    }

    fn table_empty(&mut self, sheet: &Sheet, group: &GroupCode, located: &Located<'_, '_>) {
        let table = self
            .expected
            .edition
            .group(group)
            .and_then(|group| group.table.as_ref());
        if table.is_none_or(|table| table.may_be_empty) {
            return;
        }
        let first = located.iter().find_map(|(_, place)| *place);
        let location = first.map(|place| self.location(&place.sheet.name, place.first, None));
        self.push(
            Finding::new(
                &rules::TABLE_EMPTY,
                FindingText {
                    message: format!("“{}”一行也没有填", sheet.title),
                    found: "空表".into(),
                    expected: "至少一行".into(),
                    remedy: "请补填".into(),
                },
            ),
            location,
        );
    }

    /// What stands outside the template's cells is not read, and must not be lost in silence.
    fn outside(&mut self, sheet: &Sheet, located: &Located<'_, '_>) {
        let places = || located.iter().filter_map(|(_, place)| *place);
        let Some(on) = places().next().map(|place| place.sheet) else {
            return;
        };
        let last_row = places().map(|place| place.last.row).max().unwrap_or(0);
        let last_column = match &sheet.body {
            SheetBody::Table {
                columns,
                check_column,
                ..
            } => {
                let moved = places().map(|place| place.first.column).max().unwrap_or(0);
                let issued = columns
                    .iter()
                    .map(|field| field.cell.column)
                    .max()
                    .unwrap_or(0);
                check_column + moved.saturating_sub(issued)
            }
            _ => {
                let answers = places().map(|place| place.first.column).max();
                answers.unwrap_or(column::ANSWER) + column::INSTRUCTION - column::ANSWER
            }
        };
        let is_outside =
            |position: &Position| position.row > last_row || position.column > last_column;
        let stray = on.cells.iter();
        let stray = stray.filter(|(at, cell)| is_outside(at) && !cell.is_blank());
        let stray: Vec<_> = stray.map(|(at, cell)| (*at, cell)).collect();
        self.stray(
            sheet,
            on,
            &stray,
            "行数不够时请与教育局联系；草稿和备注请删除",
        );
    }

    /// What stands on the sheet of explanations where none are read.
    fn outside_of_notes(&mut self, sheet: &Sheet, on: &BookSheet, area: &NotesArea) {
        let Area { first, last } = area.lines;
        let is_of_case = |row| [area.case_title.row, area.case_text.row].contains(&row);
        let is_outside = |at: &Position| {
            let is_line = (first.row..=last.row).contains(&at.row) || is_of_case(at.row);
            at.row >= first.row && (!is_line || at.column > last.column)
        };
        // A sentence where the 编号 belongs, and nothing where sentences belong.
        let is_misplaced = |at: &Position, cell: &Cell| {
            let text = Position {
                column: last.column,
                ..*at
            };
            let is_alone = on.cells.get(&text).is_none_or(Cell::is_blank);
            let is_line = (first.row..=last.row).contains(&at.row) && at.column == first.column;
            is_line && is_alone && cell.text().chars().count() > LONGEST_NUMBERS
        };
        let shown = on.cells.iter();
        let shown = shown.filter(|(at, cell)| is_outside(at) || is_misplaced(at, cell));
        let covered = on.covered.iter().filter(|(at, _)| at.row >= first.row);
        let stray = shown.chain(covered).filter(|(_, cell)| !cell.is_blank());
        let stray: Vec<_> = stray.map(|(at, cell)| (*at, cell)).collect();
        self.stray(
            sheet,
            on,
            &stray,
            "请写到“说明”一栏，每行在“编号”一栏写明是哪一项",
        );
    }

    /// A finding for what is not read, which is kept all the same.
    fn stray(&mut self, sheet: &Sheet, on: &BookSheet, cells: &[(Position, &Cell)], remedy: &str) {
        let cells = &cells[..cells.len().min(MOST_STRAY)];
        let Some((_, first)) = cells.first() else {
            return;
        };
        let count = match cells.len() {
            1 => String::new(),
            count => format!("等{count}处"),
        };
        for (at, cell) in cells {
            self.unread(sheet, *at, cell);
        }
        let finding = Finding::new(
            &rules::OUTSIDE,
            FindingText {
                message: format!("表格以外有内容“{}”{count}，没有收入", first.text()),
                found: first.text(),
                expected: "空白".into(),
                remedy: remedy.into(),
            },
        );
        let placed = cells
            .iter()
            .map(|(at, _)| self.location(&on.name, *at, None))
            .fold(finding, Finding::at);
        self.placed(placed);
    }

    fn row_without_key(
        &mut self,
        key: &ItemCode,
        (field, row): (&Field, u16),
        place: Place<'_>,
        position: Position,
    ) {
        let name = self
            .expected
            .edition
            .item(key)
            .map_or("", |item| item.name.as_str());
        let location = self.location(&place.sheet.name, position, Some(key));
        self.push(
            Finding::new(
                &rules::ROW_WITHOUT_KEY,
                FindingText {
                    message: format!(
                        "序号{}这一行填了“{}”，没有填“{name}”，整行没有收入",
                        row + 1,
                        field.label
                    ),
                    found: "空白".into(),
                    expected: name.into(),
                    remedy: format!("请补填“{name}”，或清空这一行"),
                },
            ),
            Some(location),
        );
    }

    /// Keeps what a cell answers to an item, and what is to be said of it.
    fn value(&mut self, item: &DataItem, row: Option<u16>, answered: Answered, cell: CellRef) {
        for remark in answered.remarks {
            let location = Location::from(&cell).item(item.code.clone());
            self.remark(remark, location);
        }
        self.values.push(SubmittedValue {
            item: item.code.clone(),
            row,
            answer: answered.answer,
            cell,
        });
    }

    fn cell_ref(&self, place: Place<'_>, position: Position) -> CellRef {
        CellRef {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&place.sheet.name),
            position,
        }
    }
}
