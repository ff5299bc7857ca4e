//! The way from the bytes of one workbook to a submission: identity, version, fields, values.

use std::collections::BTreeSet;
use std::sync::Arc;

use voced_domain::{
    Answer, Bureau, CellRef, DataItem, Edition, Entity, EntityCode, Explanation, Finding, Holder,
    ItemCode, Location, Position, ReferenceYear, Submission, SubmittedValue,
};
use voced_template::{Field, Layout, Sheet, SheetBody};

use crate::answer::{self, Answered};
use crate::book::{Book, Refusal};
use crate::identity::{Identity, identity};
use crate::locate::{self, Place};
use crate::{formulas, normalise, rules};

/// What a returned workbook is read against.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The bureau, for the codes of schools and regions.
    pub bureau: &'a Bureau,
    /// The definitions of the year.
    pub edition: &'a Edition,
    /// Layouts that workbooks may have: of this year and the last, as issued.
    pub layouts: &'a [Layout],
}

/// What came of reading one file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The file's name.
    pub file: String,
    /// What was handed in; absent where the workbook had to be refused.
    pub submission: Option<Submission>,
    /// What was found, in the order of the workbook.
    pub findings: Vec<Finding>,
}

/// Reads one workbook.
///
/// `file` is the name for messages. Never fails: what cannot be read is refused with a finding.
pub fn read(file: &str, bytes: &[u8], expected: &Expected<'_>) -> Reading {
    let mut reader = Reader {
        file: file.into(),
        expected,
        school: None,
        findings: Vec::new(),
    };
    let submission = reader.workbook(bytes);
    Reading {
        file: file.into(),
        submission,
        findings: reader.findings,
    }
}

struct Reader<'a> {
    file: Arc<str>,
    expected: &'a Expected<'a>,
    school: Option<EntityCode>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn workbook(&mut self, bytes: &[u8]) -> Option<Submission> {
        let book = match Book::open(bytes) {
            Ok(book) => book,
            Err(refusal) => {
                self.refused(refusal);
                return None;
            }
        };
        let identity = identity(&book);
        let entity = self.entity(&identity)?;
        let layout = self.layout(&identity, entity)?;
        let year = self.year(&book, &identity, layout)?;

        let mut submission = Submission {
            entity: entity.code().clone(),
            year,
            template: layout.id.clone(),
            file: self.file.to_string(),
            values: Vec::new(),
            explanations: Vec::new(),
        };
        for sheet in &layout.sheets {
            self.sheet(&book, sheet, entity, &mut submission.values);
        }
        submission.explanations = self.explanations(&book, layout);
        Some(submission)
    }

    fn refused(&mut self, refusal: Refusal) {
        let message = format!("{}，没有读入", refusal.message);
        self.push(
            Finding::new(
                refusal.card,
                message,
                refusal.found,
                "填好的工作簿(.xlsx、.xls或.ods)",
                refusal.remedy,
            ),
            None,
        );
    }

    fn entity(&mut self, identity: &Identity) -> Option<Entity<'a>> {
        let found = identity.entity.as_deref().unwrap_or("");
        let code = EntityCode::new(found).ok();
        let entity = code.and_then(|code| self.expected.bureau.entity(&code));
        if let Some(entity) = entity {
            self.school = Some(entity.code().clone());
            return Some(entity);
        }
        let said = if found.is_empty() {
            "工作簿里没有单位代码，认不出是哪所学校的".into()
        } else {
            format!("单位代码“{found}”不在本局名单中")
        };
        self.push(
            Finding::new(
                &rules::UNKNOWN_ENTITY,
                format!("{said}，没有读入"),
                found,
                "本局名单上的代码",
                "请用发给本校的工作簿填报，不要改动_meta表",
            ),
            None,
        );
        None
    }

    /// The layout it was made from; where that is unknown, the current one, found by labels.
    fn layout(&mut self, identity: &Identity, entity: Entity<'_>) -> Option<&'a Layout> {
        let holder = match entity {
            Entity::School(_) => Holder::School,
            Entity::Region(_) => Holder::City,
        };
        let found = identity.template.as_deref().unwrap_or("");
        let layouts = self
            .expected
            .layouts
            .iter()
            .filter(|layout| layout.holder == holder);
        if let Some(layout) = layouts.clone().find(|layout| layout.id == found) {
            return Some(layout);
        }
        let current = layouts
            .clone()
            .find(|layout| layout.year == self.expected.edition.year())?;
        self.push(
            Finding::new(
                &rules::UNKNOWN_TEMPLATE,
                format!("模板编号“{found}”不是本局发出的，已按编号和名称寻找各项"),
                found,
                current.id.as_str(),
                "请核对是否用了本局发给的工作簿",
            ),
            Some(Location {
                sheet: Some("_meta".into()),
                ..self.workbook_location()
            }),
        );
        Some(current)
    }

    /// The year the values are about: what the school says, or what the template is made for.
    fn year(&mut self, book: &Book, identity: &Identity, layout: &Layout) -> Option<ReferenceYear> {
        let expected = self.expected.edition.year();
        let of_template = identity
            .year
            .as_deref()
            .and_then(|text| text.parse().ok())
            .and_then(|year| ReferenceYear::new(year).ok())
            .unwrap_or(layout.year);
        let field = ItemCode::new("school.report_year")
            .ok()
            .and_then(|item| layout.field(&item));
        let place = field.and_then(|(sheet, field)| locate::field(book, sheet, field));
        let typed = place
            .and_then(|place| place.cell(place.first))
            .map(super::book::Cell::text);
        let stated = typed
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let found = stated.map_or_else(|| of_template.to_string(), normalise::half_width);
        if found != expected.to_string() {
            let location = place.map(|place| self.location(&place.sheet.name, place.first, None));
            self.push(
                Finding::new(
                    &rules::WRONG_YEAR,
                    format!("是{found}年度的工作簿，没有读入"),
                    found,
                    expected.to_string(),
                    format!("请交回{expected}年度的工作簿；填的确是{expected}年数据的，把“填报年度”改为{expected}"),
                ),
                location,
            );
            return None;
        }
        if of_template < expected {
            self.push(
                Finding::new(
                    &rules::LAST_YEARS_TEMPLATE,
                    format!("用{of_template}年的空白工作簿填报了{expected}年的数据，已收入"),
                    of_template.to_string(),
                    expected.to_string(),
                    "不需要改正；本年新增的项目请在情况说明中补报",
                ),
                None,
            );
        }
        Some(expected)
    }

    fn sheet(
        &mut self,
        book: &Book,
        sheet: &Sheet,
        entity: Entity<'_>,
        values: &mut Vec<SubmittedValue>,
    ) {
        let fields: &[Field] = match &sheet.body {
            SheetBody::Items { fields, .. } => fields,
            SheetBody::Table { columns, .. } => columns,
            SheetBody::Notes(_) | SheetBody::Meta => return,
        };
        let located: Vec<_> = fields
            .iter()
            .map(|field| (field, locate::field(book, sheet, field)))
            .collect();
        if located.iter().all(|(_, place)| place.is_none()) {
            self.sheet_gone(sheet, fields.len());
            return;
        }
        self.moved(sheet, &located);
        match &sheet.body {
            SheetBody::Table { key, .. } => self.table(&located, key, values),
            _ => self.fields(sheet, &located, entity, values),
        }
        let mut remarks = Vec::new();
        if book.knows_formulas {
            formulas::check(self.expected.edition, sheet, &located, &mut remarks);
        }
        for (remark, name, position) in remarks {
            self.remark(remark, self.location(&name, position, None));
        }
    }

    fn sheet_gone(&mut self, sheet: &Sheet, n_fields: usize) {
        self.push(
            Finding::new(
                &rules::SHEET_GONE,
                format!("没有工作表“{}”，其中{n_fields}项都没有收入", sheet.title),
                "没有这张表",
                sheet.title.as_str(),
                "请从空白工作簿复制这张表补填，或重新填报",
            ),
            Some(Location {
                sheet: Some(sheet.title.clone()),
                ..self.workbook_location()
            }),
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
            self.push(
                Finding::new(
                    &rules::SHEET_RENAMED,
                    format!("工作表“{}”改名为“{name}”，数字已照常收入", sheet.title),
                    *name,
                    sheet.title.as_str(),
                    "不需要改正，下次请不要改名",
                ),
                Some(Location {
                    sheet: Some((*name).into()),
                    ..self.workbook_location()
                }),
            );
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
                format!(
                    "“{}”{count}不在原来的位置（原在{}），已按名称或编号找到，数字照常收入",
                    field.label, field.cell
                ),
                place.first.a1(),
                field.cell.a1(),
                "不需要改正，下次请不要插入或移动行列",
            ),
            Some(self.location(&place.sheet.name, place.first, Some(&field.item))),
        );
    }

    fn fields(
        &mut self,
        sheet: &Sheet,
        located: &[(&Field, Option<Place<'_>>)],
        entity: Entity<'_>,
        values: &mut Vec<SubmittedValue>,
    ) {
        for (field, place) in located {
            let Some(item) = self.expected.edition.item(&field.item) else {
                continue;
            };
            let Some(place) = place else {
                self.cell_gone(sheet, field);
                continue;
            };
            let answered = answer::answer(self.expected.edition, item, place.cell(place.first));
            if item.prefilled {
                self.unchanged(item, entity, &answered.answer, *place);
            }
            self.value(item, None, answered, *place, place.first, values);
        }
    }

    fn cell_gone(&mut self, sheet: &Sheet, field: &Field) {
        let location = self.location(&sheet.title, field.cell, Some(&field.item));
        self.push(
            Finding::new(
                &rules::CELL_GONE,
                format!(
                    "找不到“{} {}”的单元格，这一项没有收入",
                    field.number, field.label
                ),
                "没有这一行",
                format!("{}的{}", sheet.title, field.cell),
                "请在空白工作簿上重新填写这张表",
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
        answer: &Answer,
        place: Place<'_>,
    ) {
        let expected = match item.code.as_str() {
            "school.code" => entity.code().as_str(),
            "school.name" => entity.name(),
            _ => return,
        };
        let found = answer.text().unwrap_or("");
        if found == expected {
            return;
        }
        let location = self.location(&place.sheet.name, place.first, Some(&item.code));
        self.push(
            Finding::new(
                &rules::IDENTITY_CHANGED,
                format!("“{}”是“{found}”，教育局登记的是“{expected}”", item.name),
                found,
                expected,
                "请改回；确有变化的在“情况说明”表写明",
            ),
            Some(location),
        );
    }

    fn table(
        &mut self,
        located: &[(&Field, Option<Place<'_>>)],
        key: &ItemCode,
        values: &mut Vec<SubmittedValue>,
    ) {
        let places: Vec<_> = located
            .iter()
            .filter_map(|(field, place)| Some((*field, (*place)?)))
            .collect();
        let Some((_, key_place)) = places.iter().find(|(field, _)| field.item == *key) else {
            return;
        };
        let (first, last) = (key_place.first.row, key_place.last.row);
        for (row, at) in (0u16..).zip(first..=last) {
            let in_row = |place: &Place<'_>| Position {
                row: at,
                column: place.first.column,
            };
            let filled = |place: &Place<'_>| {
                place
                    .cell(in_row(place))
                    .is_some_and(|cell| !cell.is_blank())
            };
            if !filled(key_place) {
                if let Some((field, place)) = places.iter().find(|(_, place)| filled(place)) {
                    self.row_without_key(key, field, *place, in_row(place));
                }
                continue;
            }
            for (field, place) in &places {
                let Some(item) = self.expected.edition.item(&field.item) else {
                    continue;
                };
                let position = in_row(place);
                let answered = answer::answer(self.expected.edition, item, place.cell(position));
                self.value(item, Some(row), answered, *place, position, values);
            }
        }
    }

    fn row_without_key(
        &mut self,
        key: &ItemCode,
        field: &Field,
        place: Place<'_>,
        position: Position,
    ) {
        let name = self
            .expected
            .edition
            .item(key)
            .map_or("", |item| item.name.as_str());
        let location = self.location(&place.sheet.name, position, Some(&field.item));
        self.push(
            Finding::new(
                &rules::ROW_WITHOUT_KEY,
                format!(
                    "第{}行填了“{}”，没有填“{name}”，整行没有收入",
                    position.row + 1,
                    field.label
                ),
                "空白",
                name,
                format!("请补填“{name}”，或清空这一行"),
            ),
            Some(location),
        );
    }

    fn value(
        &mut self,
        item: &DataItem,
        row: Option<u16>,
        answered: Answered,
        place: Place<'_>,
        position: Position,
        values: &mut Vec<SubmittedValue>,
    ) {
        for remark in answered.remarks {
            let location = self.location(&place.sheet.name, position, Some(&item.code));
            self.remark(remark, location);
        }
        values.push(SubmittedValue {
            item: item.code.clone(),
            row,
            answer: answered.answer,
            cell: CellRef {
                file: Arc::clone(&self.file),
                sheet: Arc::clone(&place.sheet.name),
                position,
            },
        });
    }

    fn explanations(&self, book: &Book, layout: &Layout) -> Vec<Explanation> {
        let Some((sheet, area)) = layout.notes() else {
            return Vec::new();
        };
        let Some(found) = book.sheet(&sheet.title) else {
            return Vec::new();
        };
        let text_at = |position: Position| -> Option<String> {
            let text = found.cells.get(&position)?.text();
            let text = text.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let explanation = |item: Option<ItemCode>, position: Position| {
            Some(Explanation {
                item,
                text: text_at(position)?,
                cell: CellRef {
                    file: Arc::clone(&self.file),
                    sheet: Arc::clone(&found.name),
                    position,
                },
            })
        };
        let lines = (area.lines.first.row..=area.lines.last.row).filter_map(|row| {
            let number = text_at(Position {
                row,
                ..area.lines.first
            })?;
            let number = normalise::half_width(&number);
            let item = self
                .expected
                .edition
                .items()
                .iter()
                .find(|item| item.number == number)?;
            let text = Position {
                row,
                column: area.lines.last.column,
            };
            explanation(Some(item.code.clone()), text)
        });
        let case = [area.case_title, area.case_text];
        lines
            .chain(case.into_iter().filter_map(|at| explanation(None, at)))
            .collect()
    }

    fn remark(&mut self, remark: answer::Remark, location: Location) {
        let answer::Remark {
            card,
            message,
            found,
            expected,
            remedy,
        } = remark;
        self.push(
            Finding::new(card, message, found, expected, remedy),
            Some(location),
        );
    }

    fn push(&mut self, finding: Finding, location: Option<Location>) {
        let location = location.unwrap_or_else(|| self.workbook_location());
        self.findings
            .push(finding.at(location).of_school(self.school.clone()));
    }

    fn workbook_location(&self) -> Location {
        Location {
            file: self.file.to_string(),
            sheet: None,
            cell: None,
            item: None,
        }
    }

    fn location(&self, sheet: &str, position: Position, item: Option<&ItemCode>) -> Location {
        Location {
            sheet: Some(sheet.into()),
            cell: Some(position.a1()),
            item: item.cloned(),
            ..self.workbook_location()
        }
    }
}
