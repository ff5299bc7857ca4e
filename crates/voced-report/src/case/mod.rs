//! Case studies that schools wrote, as drafts of appendices.
//!
//! What a school wrote is data: nothing of it is read as a template or as Markdown. Its numbers, and its
//! words of direction, are the school's own statement, so that they are listed as such and keep no report
//! from being built. A picture without a caption does: nobody knows what it shows but an editor.

mod escaped;
mod pictures;
mod table;
mod text;

use voced_domain::CaseBlock;

use crate::lint::bare_in;
use escaped::{escaped, has_stated, line, marked_up};

pub use pictures::can_be_caption;
pub use text::blocks_of_text;

/// Levels of headings below that of an appendix; a deeper heading is a paragraph in bold.
const HEADINGS: &[&str] = &["##", "###"];

/// The text of a draft, for a school by its name.
pub fn draft_of_case(school: &str, blocks: &[CaseBlock]) -> String {
    let reason = reason(school);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut list = List::default();
    for block in blocks {
        if !matches!(block, CaseBlock::Item { .. }) {
            list = List::default();
        }
        paragraphs.extend(paragraph(block, &mut list, &reason));
    }
    paragraphs.join("\n\n") + "\n"
}

/// The numbered list that a text is in.
#[derive(Default)]
struct List {
    /// The number of the last item.
    last: Option<u32>,
    has_bracket: bool,
}

impl List {
    /// The mark of an item. A list counts on by itself, so that an item that does not follow begins another,
    /// which Markdown tells by another mark.
    fn mark(&mut self, number: u32) -> String {
        let follows = self
            .last
            .is_none_or(|last| last.checked_add(1) == Some(number));
        self.has_bracket ^= !follows;
        self.last = Some(number);
        format!("{number}{}", if self.has_bracket { ')' } else { '.' })
    }
}

/// Why there is no fact behind a number.
fn reason(school: &str) -> String {
    let is_plain = bare_in(school).next().is_none();
    let school = if is_plain { school } else { "学校" };
    format!("{school}自述，未经核算")
}

/// A piece as Markdown.
fn paragraph(block: &CaseBlock, list: &mut List, reason: &str) -> Vec<String> {
    match block {
        CaseBlock::Heading {
            level,
            number,
            text,
        } => vec![heading(*level, number, text, reason)],
        CaseBlock::Paragraph(text) => vec![line(reason, text)],
        CaseBlock::Item { number, text } => {
            let mark = number.map_or_else(|| "-".to_owned(), |number| list.mark(number));
            vec![format!("{mark} {}", escaped(reason, text))]
        }
        CaseBlock::Table(table) => table::paragraphs(table, reason),
        CaseBlock::Pictures(pictures) => pictures::paragraphs(pictures, reason),
    }
}

/// The number of a heading comes from its place. A heading has no figures, so that one with any is a paragraph.
fn heading(level: usize, number: &str, text: &str, reason: &str) -> String {
    let mark = level.checked_sub(1).and_then(|idx| HEADINGS.get(idx));
    match mark {
        _ if has_stated(text) => line(reason, &format!("{number}{text}")),
        Some(mark) => format!("{mark} {}", marked_up(text)),
        // An asterisk next to those of the bold would be taken for one of them.
        None => format!("**{}**", marked_up(&text.replace('*', "＊"))),
    }
}
