//! The template of a workbook: sheets, fields, tables, names.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use voced_domain::{
    DataItem, Edition, Group, GroupCode, ItemCode, Position, ReferenceYear, ReportingUnit,
};

/// Columns of a sheet with one item a row.
pub mod column {
    /// 编号.
    pub const NUMBER: u16 = 0;
    /// 指标名称.
    pub const LABEL: u16 = 1;
    /// 单位.
    pub const UNIT: u16 = 2;
    /// 上年数.
    pub const LAST_YEAR: u16 = 3;
    /// 本年数, the answer.
    pub const ANSWER: u16 = 4;
    /// 校验, the live check.
    pub const CHECK: u16 = 5;
    /// 填报说明.
    pub const INSTRUCTION: u16 = 6;
}

/// Name of the cell that holds the id of the template.
pub const NAME_TEMPLATE: &str = "meta_template";
/// Name of the cell that holds the template's year.
pub const NAME_YEAR: &str = "meta_year";
/// Name of the cell that holds the code of the school or region.
pub const NAME_ENTITY: &str = "meta_entity";
/// Name of the cell that holds which time the workbook is to be handed in.
pub const NAME_ROUND: &str = "meta_round";
/// Name of the cell that holds the code of the data that a workbook which was sent back answers.
pub const NAME_ANSWERS: &str = "meta_answers";

/// Name of the cell that holds which explanations stood in a workbook when it was sent back, and beside what.
pub const NAME_NOTES: &str = "meta_notes";
/// The cover of a workbook that is sent out.
pub const COVER: &str = "封面";
/// The sheet on which a workbook that is sent out lists the majors there are.
pub const MAJORS: &str = "专业目录";
/// What stands in the place of a number on the 情况说明 sheet, where a line is about the school as a whole.
pub const WHOLE_SCHOOL: &str = "全校";

/// Title in the first row, instruction in the second, heads in the third.
const HEADER_ROWS: u32 = 3;
/// Lines for explanations; more than twenty figures to explain call for a telephone.
const NOTE_ROWS: u32 = 20;

/// Where everything stands in one kind of workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Id written into the workbook, `school-2020-1f3a90bc`; its end is a hash of the rest.
    pub id: String,
    /// The year it asks about.
    pub year: ReferenceYear,
    /// Whose workbook it is.
    #[serde(rename = "holder")]
    pub reporting_unit: ReportingUnit,
    /// Sheets in their order.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Name on the tab, `表3规模`.
    pub title: String,
    /// What stands on it.
    pub body: SheetBody,
}

/// What stands on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetBody {
    /// One item a row.
    Items {
        /// The group of items.
        group: GroupCode,
        /// Fields from top to bottom.
        fields: Vec<Field>,
    },
    /// A repeating table with one item a column.
    Table {
        /// The group of items.
        group: GroupCode,
        /// Columns from left to right; the position is the first row's cell.
        columns: Vec<Field>,
        /// The column without which a row counts as not filled in.
        key: ItemCode,
        /// The row of totals, above the first row.
        total_row: u32,
        /// How many rows there are.
        rows: u16,
        /// Column of the live check.
        check_column: u16,
    },
    /// 情况说明.
    Notes(NotesArea),
    /// The readable identity of the workbook.
    Meta,
}

impl Sheet {
    /// The lower right cell of what is filled in or shown; absent where nothing is.
    pub fn last_cell(&self) -> Option<Position> {
        match &self.body {
            SheetBody::Items { fields, .. } => Some(Position {
                row: fields.iter().map(|field| field.cell.row).max()?,
                column: column::INSTRUCTION,
            }),
            SheetBody::Table {
                columns,
                rows,
                check_column,
                ..
            } => Some(Position {
                row: columns.first()?.cell.row + u32::from(*rows) - 1,
                column: *check_column,
            }),
            SheetBody::Notes(_) | SheetBody::Meta => None,
        }
    }
}

/// Where an item's answer stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The item.
    pub item: ItemCode,
    /// 编号 as the clerk sees it.
    pub number: String,
    /// 指标名称 as the clerk sees it.
    pub label: String,
    /// The defined name of the answer's cell or column.
    pub name: String,
    /// The cell of the answer, or of a column's first row.
    pub cell: Position,
    /// Whether the cell in the row of totals adds the column up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub totalled: bool,
}

/// Where explanations and a case study are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotesArea {
    /// The lines: 编号 in the first column, 说明 in the second.
    pub lines: Area,
    /// Title of the case study.
    pub case_title: Position,
    /// Text of the case study.
    pub case_text: Position,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Upper left cell.
    pub first: Position,
    /// Lower right cell.
    pub last: Position,
}

/// A text that is no frozen template.
#[derive(Debug)]
pub struct TemplateError(serde_json::Error);

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What the reader says is meant for who wrote the file, and that is this program.
        write!(f, "不是模板版式，第{}行读不懂", self.0.line())
    }
}

impl std::error::Error for TemplateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Template {
    /// The template of the workbook that asks for an edition's items.
    pub fn new(edition: &Edition, reporting_unit: ReportingUnit) -> Self {
        let groups = edition
            .groups()
            .iter()
            .filter(|group| group.reporting_unit == reporting_unit);
        let mut sheets: Vec<Sheet> = groups
            .enumerate()
            .map(|(idx, group)| Sheet {
                title: format!("表{}{}", idx + 1, group.name),
                body: body(edition, group),
            })
            .collect();
        if reporting_unit == ReportingUnit::School {
            sheets.push(Sheet {
                title: "情况说明".into(),
                body: SheetBody::Notes(notes()),
            });
        }
        sheets.push(Sheet {
            title: "_meta".into(),
            body: SheetBody::Meta,
        });
        let mut template = Self {
            id: String::new(),
            year: edition.year(),
            reporting_unit,
            sheets,
        };
        template.id = template.hashed_id();
        template
    }

    /// Reads a frozen template.
    ///
    /// # Errors
    /// A [`TemplateError`] where the text is no template.
    pub fn from_json(text: &str) -> Result<Self, TemplateError> {
        serde_json::from_str(text).map_err(TemplateError)
    }

    /// The template as it is frozen.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("plain data without maps");
        text.push('\n');
        text
    }

    /// All fields with the titles of their sheets, in the order of the workbook.
    pub fn fields(&self) -> impl Iterator<Item = (&Sheet, &Field)> {
        self.sheets.iter().flat_map(|sheet| {
            let fields = match &sheet.body {
                SheetBody::Items { fields, .. } => fields.as_slice(),
                SheetBody::Table { columns, .. } => columns.as_slice(),
                SheetBody::Notes(_) | SheetBody::Meta => &[],
            };
            fields.iter().map(move |field| (sheet, field))
        })
    }

    /// The field of an item, with its sheet.
    pub fn field(&self, item: &ItemCode) -> Option<(&Sheet, &Field)> {
        self.fields().find(|(_, field)| field.item == *item)
    }

    /// The sheet of explanations.
    pub fn notes(&self) -> Option<(&Sheet, &NotesArea)> {
        self.sheets.iter().find_map(|sheet| match &sheet.body {
            SheetBody::Notes(area) => Some((sheet, area)),
            _ => None,
        })
    }

    fn hashed_id(&self) -> String {
        let reporting_unit = match self.reporting_unit {
            ReportingUnit::School => "school",
            ReportingUnit::Region => "city",
        };
        let digest = Sha256::digest(self.to_json());
        let hash: String = digest
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{reporting_unit}-{}-{hash}", self.year)
    }
}

fn body(edition: &Edition, group: &Group) -> SheetBody {
    let items: Vec<&DataItem> = edition.items_of(&group.code).collect();
    match &group.table {
        None => SheetBody::Items {
            group: group.code.clone(),
            fields: (HEADER_ROWS..)
                .zip(items)
                .map(|(row, item)| field(item, row, column::ANSWER, false))
                .collect(),
        },
        Some(table) => SheetBody::Table {
            group: group.code.clone(),
            key: table.key.clone(),
            total_row: HEADER_ROWS,
            rows: table.rows,
            // The first column counts the rows.
            check_column: u16::try_from(items.len() + 1).expect("a sheet has few columns"),
            columns: (1..)
                .zip(items)
                .map(|(column, item)| field(item, HEADER_ROWS + 1, column, item.kind.is_number()))
                .collect(),
        },
    }
}

fn field(item: &DataItem, row: u32, column: u16, totalled: bool) -> Field {
    Field {
        item: item.code.clone(),
        number: item.number.clone(),
        label: item.label(),
        name: format!("v_{}", item.code.as_str().replace(['.', '-'], "_")),
        cell: Position { row, column },
        totalled,
    }
}

fn notes() -> NotesArea {
    let line = |row| Position { row, column: 0 };
    NotesArea {
        lines: Area {
            first: line(HEADER_ROWS),
            last: Position {
                row: HEADER_ROWS + NOTE_ROWS - 1,
                column: 1,
            },
        },
        case_title: Position {
            row: HEADER_ROWS + NOTE_ROWS + 1,
            column: 1,
        },
        case_text: Position {
            row: HEADER_ROWS + NOTE_ROWS + 2,
            column: 1,
        },
    }
}
