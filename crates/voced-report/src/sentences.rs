//! The sentences of a report, each with the figures in it: where a number is said.

use crate::model::{Block, FigureId, Inline, Report, Row, Table};

/// A sentence, an item of a list, or a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Number of the section, or of the table: `1.1`, `表2`; empty in the preface.
    pub place: String,
    /// As printed.
    pub text: String,
    /// The figures in it.
    pub figures: Vec<FigureId>,
}

impl Report {
    /// All sentences and rows of tables, in the order of reading.
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let mut place = String::new();
        for block in &self.blocks {
            match block {
                Block::Heading(heading) => place.clone_from(&heading.number),
                Block::Paragraph(paragraph) => {
                    sentences.extend(self.split(&place, &paragraph.text));
                }
                Block::List { items } => {
                    let lines = items.iter().flat_map(|item| self.split(&place, &item.text));
                    sentences.extend(lines);
                }
                Block::Table(table) => {
                    sentences.extend(table.rows.iter().map(|row| self.row(table, row)));
                }
                Block::Chart(_) | Block::Pictures { .. } | Block::Traces => {}
            }
        }
        sentences
    }

    /// A paragraph at its full stops.
    fn split(&self, place: &str, line: &[Inline]) -> Vec<Sentence> {
        let mut pieces = Vec::new();
        self.flatten(line, &mut pieces);
        let empty = || Sentence {
            place: place.into(),
            text: String::new(),
            figures: Vec::new(),
        };
        let mut sentences = vec![empty()];
        for (text, figure) in pieces {
            for part in text.split_inclusive('。') {
                let last = sentences.last_mut().expect("it begins with one");
                last.text.push_str(part);
                last.figures.extend(figure);
                if part.ends_with('。') {
                    sentences.push(empty());
                }
            }
        }
        sentences.retain(|sentence| !sentence.text.trim().is_empty());
        sentences
    }

    fn flatten(&self, line: &[Inline], pieces: &mut Vec<(String, Option<FigureId>)>) {
        for piece in line {
            match piece {
                Inline::Strong { of } => self.flatten(of, pieces),
                Inline::Figure { figure } => {
                    pieces.push((self.figure(*figure).text.clone(), Some(*figure)));
                }
                other => pieces.push((self.plain(std::slice::from_ref(other)), None)),
            }
        }
    }

    fn row(&self, table: &Table, row: &Row) -> Sentence {
        let cells = row.cells.iter().map(|cell| self.plain(&cell.text));
        let mut pieces = Vec::new();
        for cell in &row.cells {
            self.flatten(&cell.text, &mut pieces);
        }
        Sentence {
            place: format!("表{}", table.number),
            text: format!(
                "{}：{}",
                table.caption,
                cells.collect::<Vec<_>>().join("｜")
            ),
            figures: pieces
                .into_iter()
                .filter_map(|(_, figure)| figure)
                .collect(),
        }
    }
}
