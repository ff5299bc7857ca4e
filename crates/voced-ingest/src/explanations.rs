//! What a school wrote to explain its figures: the 情况说明 sheet, and its answers on the 问题清单 sheet
//! of a workbook that was sent back to it.

use std::sync::Arc;

use voced_domain::{About, CellRef, DataItem, Edition, Explanation, Position, RuleCode};
use voced_template::issue_list::{self, column};
use voced_template::{NotesArea, Template};

use crate::book::{Book, BookSheet};
use crate::cell::Value;
use crate::{locate, normalise};

/// All of it, in the order of the sheets.
pub(crate) fn explanations(
    file: &Arc<str>,
    book: &Book,
    edition: &Edition,
    template: &Template,
) -> Vec<Explanation> {
    let mut found = Vec::new();
    if let Some((sheet, area)) = template.notes()
        && let Some((sheet, area)) = locate::notes(book, sheet, area)
    {
        found.extend(Notes { file, sheet }.lines(edition, &area));
    }
    if let Some(sheet) = book.sheet(issue_list::TITLE) {
        found.extend(Notes { file, sheet }.answers());
    }
    found
}

/// What stands in the place of a number where a line is about the school as a whole; the first is what the
/// sheet itself says.
const WHOLE_SCHOOL: [&str; 4] = [voced_template::WHOLE_SCHOOL, "本校", "学校", "整体"];

/// A line explains no more items at once.
const MOST_PARTS: usize = 50;

/// A sheet of texts.
struct Notes<'a> {
    file: &'a Arc<str>,
    sheet: &'a BookSheet,
}

impl Notes<'_> {
    /// Lines about items, then the case study.
    fn lines(&self, edition: &Edition, area: &NotesArea) -> Vec<Explanation> {
        let lines = (area.lines.first.row..=area.lines.last.row).flat_map(|row| {
            let text = Position {
                row,
                column: area.lines.last.column,
            };
            let at = Position {
                row,
                ..area.lines.first
            };
            let abouts = self.abouts(edition, at);
            abouts
                .into_iter()
                .filter_map(move |about| self.explanation(about, text))
        });
        let case = [
            (About::CaseTitle, area.case_title),
            (About::CaseText, area.case_text),
        ];
        let case = case
            .into_iter()
            .filter_map(|(about, at)| self.explanation(about, at));
        lines.chain(case).collect()
    }

    /// The items that a line names: by number, several of them, or by name.
    fn abouts(&self, edition: &Edition, at: Position) -> Vec<About> {
        let typed = self.text_at(at).unwrap_or_default();
        let is_number = matches!(self.sheet.cells.get(&at), Some(cell) if matches!(cell.value, Value::Number(_)));
        let parts = typed.split(['、', '，', ',', '；', ';', ' ', '\n']);
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        // Each has a copy of the text.
        let parts = parts.take(MOST_PARTS);
        let abouts: Vec<About> = parts
            .map(|part| match item_called(edition, part, is_number) {
                Some(item) => About::Item(item.code.clone()),
                None if WHOLE_SCHOOL.contains(&part) => About::School,
                None => About::Unknown(part.to_owned()),
            })
            .collect();
        if abouts.is_empty() {
            return vec![About::Unknown(String::new())];
        }
        abouts
    }

    /// Answers to findings: a line counts where it names its rule and something is written.
    fn answers(&self) -> Vec<Explanation> {
        let last = issue_list::FIRST_ROW + issue_list::MOST_ROWS;
        let rows = self.sheet.cells.iter().map(|(position, _)| position.row);
        let last = rows.max().unwrap_or(0).min(last);
        let answer = |row: u32| {
            let at = |column| Position { row, column };
            let about = About::Finding {
                rule: RuleCode::new(self.text_at(at(column::RULE))?).ok()?,
                evidence: self.text_at(at(column::EVIDENCE)).unwrap_or_default(),
            };
            self.explanation(about, at(column::ANSWER))
        };
        (issue_list::FIRST_ROW..=last).filter_map(answer).collect()
    }

    fn explanation(&self, about: About, position: Position) -> Option<Explanation> {
        Some(Explanation {
            about,
            text: self.text_at(position)?,
            cell: CellRef {
                file: Arc::clone(self.file),
                sheet: Arc::clone(&self.sheet.name),
                position,
            },
            since: None,
            is_outdated: false,
        })
    }

    fn text_at(&self, position: Position) -> Option<String> {
        let cell = self.sheet.cells.get(&position)?;
        // What is struck out is no longer said.
        let left = cell.struck.as_ref().map(|struck| struck.left.clone());
        let text = left.unwrap_or_else(|| cell.shown());
        let text = text.trim_matches(normalise::is_space).to_owned();
        (!text.is_empty()).then_some(text)
    }
}

/// The item of this number or name. A cell that is a number has lost the zero of `5.10`.
fn item_called<'a>(edition: &'a Edition, typed: &str, is_number: bool) -> Option<&'a DataItem> {
    let typed = normalise::half_width(typed);
    let decimals = typed.split_once('.').map_or(0, |(_, after)| after.len());
    let number = match decimals {
        1 if is_number => format!("{typed}0"),
        _ => typed.clone(),
    };
    let mut items = edition.items().iter();
    items.find(|item| item.number == number || item.name == typed)
}
