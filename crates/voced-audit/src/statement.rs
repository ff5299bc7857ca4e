//! What a number says: of what it tells how much there is, and whose.
//!
//! Words of three lists (`lists`, `lexicon`) are found in one pass over the text, which cuts it into pieces
//! (`cutter`, `phrase`). A clause is read up to its number (`clause`), for what is counted (`measure`) and whose
//! it is (`scope`); what it leaves out holds on from what was said before (`sentence`, `context`, `telling`), or
//! was said of the whole report (`base`). A number of a list has it from its member of the list (`list`), that
//! of a table from its heads (`table`).

mod base;
mod clause;
mod context;
mod cutter;
mod lexicon;
mod list;
mod lists;
mod measure;
mod phrase;
mod points;
mod reader;
mod scope;
mod sentence;
mod table;
mod telling;

use crate::claim::Claim;
use crate::document::{Block, Document};
use crate::figures::FigureKind;
use reader::Reader;

/// What a number says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// What is counted or measured: 在校生数. Of a share, what its part is; of a change, what changed.
    pub measure: String,
    /// Whose it is, the wider before the narrower: 全国, 中等职业学校, 女.
    pub scope: Vec<String>,
}

/// What each claim says, in their order.
pub(crate) fn statements(
    document: &Document,
    claims: &[Claim],
    kinds: &[FigureKind],
) -> Vec<Statement> {
    let mut by_block: Vec<Vec<usize>> = vec![Vec::new(); document.blocks.len()];
    for (idx, claim) in claims.iter().enumerate() {
        if let Some(here) = by_block.get_mut(claim.place.block) {
            here.push(idx);
        }
    }
    let mut reader = Reader::new(document, claims, kinds);
    for (block, here) in document.blocks.iter().zip(&mut by_block) {
        // Words of direction stand behind the numbers of their sentence.
        here.sort_by_key(|idx| claims[*idx].place.cell.unwrap_or_default());
        match block {
            Block::Heading(line) if here.is_empty() => reader.heading(line.text.as_str()),
            Block::Heading(line) | Block::Paragraph(line) => {
                here.sort_by_key(|idx| claims[*idx].place.range.start);
                reader.paragraph(line.text.as_str(), here);
            }
            Block::Table(table) => reader.table(table, here),
        }
    }
    reader.into_statements()
}
