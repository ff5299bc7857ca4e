//! The case that a school typed into its workbook.

use voced_domain::CaseBlock;
use voced_text::{PartMark, part_mark, reads_as_heading};

/// The pieces of a text: headings by the numbers that its parts have, each other line a paragraph or an item.
pub fn blocks_of_text(text: &str) -> Vec<CaseBlock> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).map(block).collect()
}

fn block(line: &str) -> CaseBlock {
    let heading = |level, number: &str, words: &str| CaseBlock::Heading {
        level,
        number: number.to_owned(),
        text: words.to_owned(),
    };
    match part_mark(line) {
        Some((PartMark::Part, number, words)) if reads_as_heading(words) => {
            heading(1, number, words)
        }
        Some((PartMark::Section, number, words)) if reads_as_heading(words) => {
            heading(2, number, words)
        }
        Some((PartMark::Item(number), _, words)) => CaseBlock::Item {
            number: Some(number),
            text: words.to_owned(),
        },
        _ => CaseBlock::Paragraph(line.to_owned()),
    }
}
