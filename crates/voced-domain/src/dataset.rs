//! What one entity handed in, and what all handed in together.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::cell::{CellRef, Position};
use crate::code::{EntityCode, ItemCode, RuleCode};
use crate::observation::{Answer, Observation, ObservationId};
use crate::stamp::Stamp;
use crate::year::ReferenceYear;

/// So many digits are compared by people: 64 bits.
const CODE_LENGTH: usize = 16;

/// An explanation has at least so many letters and digits: shorter ones say nothing (`无误`, `已核对`).
pub const SHORTEST_EXPLANATION: usize = 5;

/// One value of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedValue {
    /// The item.
    pub item: ItemCode,
    /// Row within a repeating table, from zero.
    pub row: Option<u16>,
    /// What was answered.
    pub answer: Answer,
    /// Where.
    pub cell: CellRef,
}

/// A line of the 情况说明 sheet, or an answer to a finding on the 问题清单 sheet of a workbook that
/// was sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it explains.
    pub about: About,
    /// What was written.
    pub text: String,
    /// Where.
    pub cell: CellRef,
    /// The workbook in which it was first written, where it was carried over from an earlier round:
    /// it speaks of the answers of that workbook, not of what they became since.
    pub since: Option<Arc<Submission>>,
    /// Whether it stood in the workbook when that went back to the school, beside other numbers than now.
    pub is_outdated: bool,
}

/// What an explanation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An item, named on the 情况说明 sheet.
    Item(ItemCode),
    /// A finding, answered on the 问题清单 sheet.
    Finding {
        /// The rule.
        rule: RuleCode,
        /// The values that the finding rested on when it was explained.
        evidence: String,
    },
    /// Nothing: it is the title of a case study.
    CaseTitle,
    /// Nothing: it is the text of a case study.
    CaseText,
    /// The school as a whole: that it was merged, founded, moved.
    School,
    /// Nothing that is known: what stands where the number of an item was expected.
    Unknown(String),
}

/// What a workbook answers that the bureau sent back to its school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyTo {
    /// Which round it begins: 2 for the first that went back.
    pub round: u32,
    /// The code of the data that were checked
    /// ([`Submission::data_code`]).
    pub data_code: String,
}

/// One returned workbook, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Who handed it in.
    pub entity: EntityCode,
    /// The year the values are about.
    pub year: ReferenceYear,
    /// Id of the template it was filled in on.
    pub template: String,
    /// File name.
    pub file: String,
    /// Values in the order of the template.
    pub values: Vec<SubmittedValue>,
    /// Explanations in the order of the sheet.
    pub explanations: Vec<Explanation>,
    /// What stands in the workbook and was not taken in, so that it can be given back.
    pub unread: Vec<Unread>,
}

impl Submission {
    /// The code of its answers to one item.
    pub fn item_code(&self, item: &ItemCode) -> String {
        let values = self.values.iter().filter(|one| one.item == *item);
        code_of(hash_of(values.map(|one| (&one.item, one.row, &one.answer))))
    }

    /// The code of its data: [`Dataset::data_code`] once it is in a dataset.
    pub fn data_code(&self) -> String {
        let values = self.values.iter();
        code_of(hash_of(values.map(|one| (&one.item, one.row, &one.answer))))
    }
}

fn hash_of<'a>(answers: impl Iterator<Item = (&'a ItemCode, Option<u16>, &'a Answer)>) -> String {
    let mut hasher = Sha256::new();
    for (item, row, answer) in answers {
        let row = row.map_or(String::new(), |row| row.to_string());
        hasher.update(format!("{item}\t{row}\t{}\n", answer.as_typed()));
    }
    Stamp::new("", &hasher.finalize(), 0).sha256
}

/// `9b8a-7c6d-5e4f-3a2b`: read and typed in groups, and for no spreadsheet a number.
fn code_of(mut hash: String) -> String {
    hash.truncate(CODE_LENGTH);
    for at in [12, 8, 4] {
        hash.insert(at, '-');
    }
    hash
}

/// The content of a cell that is no answer: a remark beside the table, a row that does not say what
/// it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Name of the sheet in the template, whatever the tab says now.
    pub sheet: String,
    /// The cell, where the template would have it.
    pub position: Position,
    /// What stands there: a number or a text.
    pub content: Answer,
}

/// The observations of one year, numbered and looked up by entity and item.
#[derive(Clone, Debug)]
pub struct Dataset {
    year: ReferenceYear,
    observations: Vec<Observation>,
    by_item: HashMap<EntityCode, ByItem>,
    /// Items in the order of their first mention.
    items: HashMap<ItemCode, u32>,
    explanations: HashMap<EntityCode, Vec<Explanation>>,
    unread: HashMap<EntityCode, Vec<Unread>>,
    workbooks: HashMap<EntityCode, Workbook>,
    first: u32,
}

/// An entity's observations, which lie side by side in the table, and their order by item.
#[derive(Clone, Debug)]
struct ByItem {
    span: Range<usize>,
    /// Numbers of items with places in the table: by item, and in the order of the workbook within
    /// one. Numbers are compared where codes would have to be looked for in each observation.
    order: Vec<(u32, u32)>,
}

/// The workbook that an entity's answers came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// File name.
    pub file: String,
    /// Id of the template it was filled in on.
    pub template: String,
}

impl Dataset {
    /// Numbers the values of submissions, one of each entity, in the order given, beginning with
    /// `first`, so that the datasets of two years can stand in one table.
    pub fn assemble(
        year: ReferenceYear,
        submissions: impl IntoIterator<Item = Submission>,
        first: u32,
    ) -> Self {
        let submissions: Vec<Submission> = submissions.into_iter().collect();
        let n_values = submissions.iter().map(|one| one.values.len()).sum();
        let mut dataset = Self {
            year,
            observations: Vec::with_capacity(n_values),
            by_item: HashMap::new(),
            items: HashMap::new(),
            explanations: HashMap::new(),
            unread: HashMap::new(),
            workbooks: HashMap::new(),
            first,
        };
        for submission in submissions {
            let workbook = Workbook {
                file: submission.file,
                template: submission.template,
            };
            dataset
                .workbooks
                .insert(submission.entity.clone(), workbook);
            dataset
                .explanations
                .insert(submission.entity.clone(), submission.explanations);
            dataset
                .unread
                .insert(submission.entity.clone(), submission.unread);
            let start = dataset.observations.len();
            for value in submission.values {
                dataset.push(submission.entity.clone(), value);
            }
            let span = start..dataset.observations.len();
            let own = dataset.sorted(span);
            dataset.by_item.insert(submission.entity, own);
        }
        dataset
    }

    fn push(&mut self, entity: EntityCode, value: SubmittedValue) {
        let offset = place(self.observations.len());
        self.observations.push(Observation {
            id: ObservationId(self.first + offset),
            year: self.year,
            entity,
            item: value.item,
            row: value.row,
            answer: value.answer,
            cell: value.cell,
        });
    }

    fn sorted(&mut self, span: Range<usize>) -> ByItem {
        let numbered = span.clone().map(|idx| {
            let item = &self.observations[idx].item;
            let number = self.items.get(item).copied().unwrap_or_else(|| {
                let next = place(self.items.len());
                self.items.insert(item.clone(), next);
                next
            });
            (number, place(idx))
        });
        let mut order: Vec<(u32, u32)> = numbered.collect();
        order.sort_unstable();
        ByItem { span, order }
    }

    fn at(&self, idx: u32) -> &Observation {
        &self.observations[usize::try_from(idx).expect("a place in the table")]
    }

    /// The year.
    pub fn year(&self) -> ReferenceYear {
        self.year
    }

    /// All observations, in the order of their ids.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// The observation with this id, if it is of this year.
    pub fn observation(&self, id: ObservationId) -> Option<&Observation> {
        let idx = id.0.checked_sub(self.first)?;
        self.observations.get(usize::try_from(idx).ok()?)
    }

    /// The first free id after this dataset.
    pub fn next_id(&self) -> u32 {
        self.first + place(self.observations.len())
    }

    /// Whether the entity handed in anything.
    pub fn has(&self, entity: &EntityCode) -> bool {
        self.by_item.contains_key(entity)
    }

    /// The workbook that an entity handed in.
    pub fn workbook(&self, entity: &EntityCode) -> Option<&Workbook> {
        self.workbooks.get(entity)
    }

    /// The hash of all answers of an entity, in the order of its workbook: SHA-256 in hexadecimal. The same
    /// data, the same hash, whatever file they stand in.
    pub fn data_hash(&self, entity: &EntityCode) -> String {
        let own = self.of(entity);
        hash_of(own.map(|one| (&one.item, one.row, &one.answer)))
    }

    /// The code of an entity's answers to one item: [`Submission::item_code`] once it is in a dataset.
    pub fn item_code(&self, entity: &EntityCode, item: &ItemCode) -> String {
        let own = self.of(entity).filter(|one| one.item == *item);
        code_of(hash_of(own.map(|one| (&one.item, one.row, &one.answer))))
    }

    /// The first digits of [`data_hash`](Self::data_hash), as people compare them.
    pub fn data_code(&self, entity: &EntityCode) -> String {
        code_of(self.data_hash(entity))
    }

    /// The observations of one entity, in the order of its workbook.
    pub fn of<'a>(
        &'a self,
        entity: &EntityCode,
    ) -> impl Iterator<Item = &'a Observation> + use<'a> {
        let own = self.by_item.get(entity);
        own.map_or(&[][..], |own| &self.observations[own.span.clone()])
            .iter()
    }

    /// What an entity wrote to explain its figures.
    pub fn explanations(&self, entity: &EntityCode) -> &[Explanation] {
        self.explanations.get(entity).map_or(&[], Vec::as_slice)
    }

    /// What stands in an entity's workbook and was not taken in.
    pub fn unread(&self, entity: &EntityCode) -> &[Unread] {
        self.unread.get(entity).map_or(&[], Vec::as_slice)
    }

    /// All answers of an entity to an item: one, or one for each row of a table.
    pub fn answers<'a>(
        &'a self,
        entity: &EntityCode,
        item: &ItemCode,
    ) -> impl Iterator<Item = &'a Observation> + use<'a> {
        let own = self.by_item.get(entity).zip(self.items.get(item));
        let found = own.map_or(&[][..], |(own, number)| {
            let order = &own.order;
            let first = order.partition_point(|(other, _)| other < number);
            let n_found = order[first..].partition_point(|(other, _)| other == number);
            &order[first..first + n_found]
        });
        found.iter().map(|(_, idx)| self.at(*idx))
    }

    /// The only answer of an entity to an item that is no column of a table.
    pub fn answer(&self, entity: &EntityCode, item: &ItemCode) -> Option<&Observation> {
        self.answers(entity, item).next()
    }
}

fn place(idx: usize) -> u32 {
    u32::try_from(idx).expect("fewer than 2³² cells fit into memory")
}
