//! What a school wrote to explain its figures: the 情况说明 sheet, and its answers on the 问题清单 sheet
//! of a workbook that was sent back to it.

use std::sync::Arc;

use voced_domain::{Answered, CellRef, Edition, Explanation, ItemCode, Position, RuleCode};
use voced_template::issue_list::{self, column};
use voced_template::{Layout, NotesArea};

use crate::book::{Book, BookSheet};
use crate::normalise;

/// All of it, in the order of the sheets.
pub(crate) fn explanations(
    file: &Arc<str>,
    book: &Book,
    edition: &Edition,
    layout: &Layout,
) -> Vec<Explanation> {
    let mut found = Vec::new();
    if let Some((sheet, area)) = layout.notes()
        && let Some(sheet) = book.sheet(&sheet.title)
    {
        found.extend(Notes { file, sheet }.lines(edition, area));
    }
    if let Some(sheet) = book.sheet(issue_list::TITLE) {
        found.extend(Notes { file, sheet }.answers());
    }
    found
}

/// A sheet of texts.
struct Notes<'a> {
    file: &'a Arc<str>,
    sheet: &'a BookSheet,
}

impl Notes<'_> {
    /// Lines about items, then the case study.
    fn lines(&self, edition: &Edition, area: &NotesArea) -> Vec<Explanation> {
        let lines = (area.lines.first.row..=area.lines.last.row).filter_map(|row| {
            let number = self.text_at(Position {
                row,
                ..area.lines.first
            })?;
            let number = normalise::half_width(&number);
            let mut items = edition.items().iter();
            let item = items.find(|item| item.number == number)?;
            let text = Position {
                row,
                column: area.lines.last.column,
            };
            self.explanation(Some(item.code.clone()), None, text)
        });
        let case = [area.case_title, area.case_text];
        let case = case
            .into_iter()
            .filter_map(|at| self.explanation(None, None, at));
        lines.chain(case).collect()
    }

    /// Answers to findings: a line counts where it names its rule and something is written.
    fn answers(&self) -> Vec<Explanation> {
        let last = issue_list::FIRST_ROW + issue_list::MOST_ROWS;
        let rows = self.sheet.cells.keys().map(|position| position.row);
        let last = rows.max().unwrap_or(0).min(last);
        let answer = |row: u32| {
            let at = |column| Position { row, column };
            let answered = Answered {
                rule: RuleCode::new(self.text_at(at(column::RULE))?).ok()?,
                evidence: self.text_at(at(column::EVIDENCE)).unwrap_or_default(),
            };
            self.explanation(None, Some(answered), at(column::ANSWER))
        };
        (issue_list::FIRST_ROW..=last).filter_map(answer).collect()
    }

    fn explanation(
        &self,
        item: Option<ItemCode>,
        answers: Option<Answered>,
        position: Position,
    ) -> Option<Explanation> {
        Some(Explanation {
            item,
            answers,
            text: self.text_at(position)?,
            cell: CellRef {
                file: Arc::clone(self.file),
                sheet: Arc::clone(&self.sheet.name),
                position,
            },
        })
    }

    fn text_at(&self, position: Position) -> Option<String> {
        let text = self.sheet.cells.get(&position)?.text();
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }
}
