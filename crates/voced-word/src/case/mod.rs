//! A Word document as the case study that it is: which line is the title, which are headings, which picture
//! has which caption. Clerks say it by styles, or by what stands in bold, in the middle, or behind 一、.

mod alt;
mod captions;
mod grid;
mod headings;
mod layout;
mod table;
mod title;

use voced_domain::{Case, CaseBlock, CaseCell, CasePicture, PictureFile};

use crate::document::{Document, Picture, Source};
use captions::{Captions, table_caption};
use headings::{Headings, block};
use layout::{Part, Shown, parts};

/// More pictures side by side are too small to be seen.
const MOST_IN_ROW: usize = 4;
/// A case study has more text in paragraphs, in characters.
const SHORTEST_CASE: usize = 150;
/// So many times as much text in tables as in paragraphs is a form.
const TABLES_OF_FORM: usize = 3;
/// What a file is called that is a case study, however short.
const CASE: &str = "案例";

/// How a file and its school are called.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The name of the file without what it ends with.
    pub file: &'a str,
    /// The names of the school.
    pub school: &'a [&'a str],
}

/// A case study as it was found, and whether it may be something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCase {
    /// The case study.
    pub case: Case,
    /// Why it may be none.
    pub doubt: Option<Doubt>,
}

/// Why a document may be no case study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Its paragraphs have so few characters, as those of a letter or of a scan.
    Short(usize),
    /// Most of its text stands in tables, as that of a form.
    Form,
}

/// The case study that a document is.
pub fn case(document: &Document, names: Names<'_>) -> FoundCase {
    let mut parts = parts(&document.blocks);
    let title = title::take(&mut parts, names);
    let is_named = names.file.contains(CASE) || title.contains(CASE);
    let blocks = blocks(&parts);
    FoundCase {
        doubt: doubt(&blocks).filter(|_| !is_named),
        case: Case { title, blocks },
    }
}

fn blocks(parts: &[Part]) -> Vec<CaseBlock> {
    let headings = Headings::of(parts);
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        at += 1;
        match part {
            Part::Line(line) => match parts.get(at).and_then(|next| table_caption(line, next)) {
                Some((caption, table)) => {
                    at += 1;
                    blocks.push(table::block(table, caption));
                }
                None => match captions::above(line, parts.get(at..).unwrap_or_default()) {
                    Some((caption, shown)) => {
                        at += 1;
                        blocks.extend(pictures(shown, &Captions::same(caption, shown.len())));
                    }
                    None => blocks.push(block(line, &headings)),
                },
            },
            Part::Table(table) => blocks.push(table::block(table, String::new())),
            Part::Pictures(shown) => {
                let captions = captions::below(shown, parts.get(at..).unwrap_or_default());
                at += captions.n_lines;
                blocks.extend(pictures(shown, &captions));
            }
        }
    }
    blocks
}

/// Pictures in rows, each with its caption or else with the words that somebody wrote of it.
fn pictures(shown: &[Shown], captions: &Captions) -> Vec<CaseBlock> {
    let picture = |(idx, shown): (usize, &Shown)| {
        let caption = captions.of(idx).filter(|caption| !caption.is_empty());
        CasePicture {
            caption: caption.map_or_else(|| alt::said(&shown.picture.alt), str::to_owned),
            file: file(&shown.picture),
        }
    };
    let all: Vec<CasePicture> = shown.iter().enumerate().map(picture).collect();
    let rows = all.chunks(MOST_IN_ROW);
    rows.map(|row| CaseBlock::Pictures(row.to_vec())).collect()
}

fn file(picture: &Picture) -> PictureFile {
    let missing = |what: &str| PictureFile::Missing(what.to_owned());
    match &picture.source {
        Source::Part(name) => PictureFile::Part(name.clone()),
        Source::Linked => missing("图片不在文件里，只是链接；请在Word里插入图片本身"),
        Source::Chart => missing("Word里画的图表，读不了；请截图，另存为png"),
        Source::Diagram => missing("智能图形（SmartArt），读不了；请截图，另存为png"),
        Source::Object => missing("别的程序的对象（如公式、表格），读不了；请截图，另存为png"),
    }
}

fn doubt(blocks: &[CaseBlock]) -> Option<Doubt> {
    let mut n_text = 0;
    let mut n_tables = 0;
    for block in blocks {
        match block {
            CaseBlock::Paragraph(text) | CaseBlock::Item { text, .. } => {
                n_text += text.chars().count();
            }
            CaseBlock::Table(table) => {
                let cells = table.rows.iter().flatten();
                let lengths = cells.map(|cell| match cell {
                    CaseCell::Text(text) => text.chars().count(),
                    CaseCell::Above | CaseCell::Left => 0,
                });
                n_tables += lengths.sum::<usize>();
            }
            CaseBlock::Heading { .. } | CaseBlock::Pictures(_) => {}
        }
    }
    if n_tables > n_text * TABLES_OF_FORM {
        return Some(Doubt::Form);
    }
    (n_text < SHORTEST_CASE).then_some(Doubt::Short(n_text))
}
