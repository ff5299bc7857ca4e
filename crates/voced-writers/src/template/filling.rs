//! What is written into a template: last year's figures, and answers where it is filled in.

use chrono::NaiveDate;
use std::collections::BTreeMap;

use voced_domain::{Answer, ItemCode, Position, Quantity, ReplyTo, Unread};

use voced_template::{Range, Sheet, SheetBody, Sum, Template, Typed};

use super::Issue;

/// What stands in a workbook besides its template.
#[derive(Clone, Debug)]
pub struct Filling<'a> {
    /// Code of the school or region.
    pub entity_code: &'a str,
    /// Its full name.
    pub entity_name: &'a str,
    /// The bureau, as author of the workbook.
    pub author: &'a str,
    /// The day of issue: year, month, day.
    pub issued: NaiveDate,
    /// What it answers, where it goes back to its school.
    pub reply_to: Option<ReplyTo>,
    /// A sentence about the workbook as a whole, on the `_meta` sheet.
    pub remark: &'a str,
    /// 上年数, as far as they are known.
    pub last_year: BTreeMap<ItemCode, Quantity>,
    /// Answers; empty for a blank template, except for what the bureau fills in.
    pub answers: BTreeMap<Entry, Typed>,
    /// What the cover of a workbook that is sent out says; none in front of one that comes back.
    pub cover: Option<Cover<'a>>,
    /// Explanations in the order of their lines.
    pub notes: Vec<Note>,
    /// Title and text of the case study.
    pub case: Option<(String, String)>,
    /// What was found in the workbook, where it goes back to its school.
    pub issues: Vec<Issue>,
    /// What stood outside the template's cells.
    pub unread: &'a [Unread],
}

/// What the cover of a workbook that is sent out says besides whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Cover<'a> {
    /// The day by which it is to be returned, where the bureau set one.
    pub deadline: Option<NaiveDate>,
    /// Whom to ask at the bureau; empty where nobody is named.
    pub contact: &'a str,
}

/// The place of an answer: an item, and a row where it is a column of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The item.
    pub item: ItemCode,
    /// The row, from zero.
    pub row: Option<u16>,
}

/// A line of the 情况说明 sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// 编号 of the item it explains.
    pub number: String,
    /// The explanation.
    pub text: String,
    /// The code of the answers that it was written beside.
    pub beside: String,
}

impl Filling<'_> {
    /// What is typed for an item.
    pub(super) fn typed(&self, item: &ItemCode, row: Option<u16>) -> Typed {
        let entry = Entry {
            item: item.clone(),
            row,
        };
        self.answers.get(&entry).cloned().unwrap_or(Typed::Blank)
    }

    /// What is typed in a cell of a sheet.
    pub(super) fn typed_at(&self, sheet: &Sheet, position: Position) -> Typed {
        match &sheet.body {
            SheetBody::Items { fields, .. } => fields
                .iter()
                .find(|field| field.cell == position)
                .map_or(Typed::Blank, |field| self.typed(&field.item, None)),
            SheetBody::Table { columns, .. } => columns
                .iter()
                .find(|field| field.cell.column == position.column)
                .map_or(Typed::Blank, |field| {
                    let row = u16::try_from(position.row - field.cell.row).ok();
                    self.typed(&field.item, row)
                }),
            SheetBody::Notes(_) | SheetBody::Meta => Typed::Blank,
        }
    }

    /// What was not taken in from a sheet.
    pub(super) fn unread_on<'s>(&'s self, title: &'s str) -> impl Iterator<Item = &'s Unread> {
        self.unread
            .iter()
            .filter(move |unread| unread.sheet == title)
    }

    /// What a range adds up to.
    pub(super) fn sum_of(&self, template: &Template, range: &Range) -> Sum {
        if range.is_cell() {
            let typed = self.typed(&range.item, None);
            let unknown = match &typed {
                Typed::Number(_) => false,
                Typed::Text(text) => text != "不适用",
                Typed::Blank => true,
            };
            return Sum {
                total: number(&typed),
                unknown,
            };
        }
        debug_assert!(template.field(&range.item).is_some());
        let of_item = self
            .answers
            .iter()
            .filter(|(entry, _)| entry.item == range.item);
        let numbers: Vec<Quantity> = of_item.map(|(_, typed)| number(typed)).collect();
        Sum {
            total: numbers.iter().sum(),
            unknown: false,
        }
    }
}

fn number(typed: &Typed) -> Quantity {
    match typed {
        Typed::Number(quantity) => quantity.clone(),
        Typed::Blank | Typed::Text(_) => Quantity::zero(),
    }
}

/// What was not taken in, as it was typed.
pub(crate) fn content(unread: &Unread) -> Typed {
    match &unread.content {
        Answer::Number(number) => Typed::Number(number.clone()),
        Answer::Blank => Typed::Blank,
        answer => Typed::Text(answer.as_typed()),
    }
}
