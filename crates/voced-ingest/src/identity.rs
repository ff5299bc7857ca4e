//! Whose workbook it is, of which year, on which template.

use voced_domain::ReplyTo;
use voced_template::{
    IssuedNote, NAME_ANSWERS, NAME_ENTITY, NAME_NOTES, NAME_ROUND, NAME_TEMPLATE, NAME_YEAR,
};

use crate::book::Book;
use crate::cell::Cell;
use crate::normalise;

/// What a workbook says of itself, as far as it does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identity {
    pub(crate) template: Option<String>,
    pub(crate) year: Option<String>,
    pub(crate) entity: Option<String>,
}

/// Reads the `_meta` sheet by name, or else by its labels.
pub(crate) fn identity(book: &Book) -> Identity {
    Identity {
        template: value(book, NAME_TEMPLATE, "模板编号"),
        year: value(book, NAME_YEAR, "年度"),
        entity: value(book, NAME_ENTITY, "单位代码"),
    }
}

/// What a workbook answers; one that was never sent back answers nothing.
pub(crate) fn reply_to(book: &Book) -> Option<ReplyTo> {
    let round = value(book, NAME_ROUND, "第几次")?.parse().ok();
    Some(ReplyTo {
        round: round.filter(|round| *round > 1)?,
        data_code: value(book, NAME_ANSWERS, "答复的数据")?.to_lowercase(),
    })
}

/// The explanations that stood in a workbook when it was sent back.
pub(crate) fn issued_notes(book: &Book) -> Vec<IssuedNote> {
    value(book, NAME_NOTES, "原有说明").map_or_else(Vec::new, |text| IssuedNote::from_text(&text))
}

fn value(book: &Book, name: &str, label: &str) -> Option<String> {
    let targets = book.names.get(name).map_or(&[][..], Vec::as_slice);
    let by_name = targets
        .iter()
        .find_map(|target| book.cell(&target.sheet, target.first));
    let text = by_name
        .or_else(|| beside_label(book, label))
        .map(Cell::text)?;
    let text = normalise::half_width(text.trim_matches(normalise::is_space));
    (!text.is_empty()).then_some(text)
}

/// The cell to the right of a label on the `_meta` sheet.
fn beside_label<'a>(book: &'a Book, label: &str) -> Option<&'a Cell> {
    let meta = book.sheet("_meta")?;
    let (position, _) = meta
        .cells
        .iter()
        .find(|(_, cell)| cell.text().trim() == label)?;
    let beside = voced_domain::Position {
        column: position.column + 1,
        ..*position
    };
    meta.cells.get(&beside)
}
