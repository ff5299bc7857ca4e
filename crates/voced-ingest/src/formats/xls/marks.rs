//! The records of a sheet: of which style each cell is, what is merged, notes and boxes of text.

use std::collections::HashMap;

use voced_domain::Position;

use crate::biff::{Records, kind, letters, long, short};
use crate::book::Beside;
use crate::region::Region;

use super::formulas::{Formula, Formulas, UNTOLD};

/// What the records say beside the values.
#[derive(Default)]
pub(super) struct Marks {
    cells: HashMap<(u16, u16), Mark>,
    formulas: HashMap<(u16, u16), String>,
    pub(super) merged: Vec<Region>,
    pub(super) beside: Beside,
}

/// What is said of a cell.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) style: u16,
    /// The number of its text among those that are shared.
    pub(super) text: Option<u32>,
}

/// The kind of objects that are notes; the text of any other lies over the cells (MS-XLS 2.5.143).
const NOTE: u16 = 25;

impl Marks {
    pub(super) fn of_sheet(stream: &[u8], start: Option<usize>, formulas: &Formulas) -> Self {
        let mut marks = Self::default();
        let sheet = start.and_then(|start| stream.get(start..));
        let mut records = Records(sheet.unwrap_or(&[])).peekable();
        // A chart within a sheet has a beginning and an end of its own.
        let mut depth = 0_usize;
        let mut object = None;
        let mut texts: HashMap<u16, String> = HashMap::new();
        let (mut last, mut sharing) = (None, Vec::new());
        let mut shared: HashMap<(u16, u16), &[u8]> = HashMap::new();
        while let Some((found, data)) = records.next() {
            match found {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth > 1 => {}
                kind::OBJECT => object = short(data, 4).zip(short(data, 6)),
                kind::TEXT_OF_OBJECT => {
                    // How long it is stands here, and its letters in the record that follows
                    // (MS-XLS 2.4.329).
                    let text = records.next_if(|(following, _)| *following == kind::CONTINUED);
                    let length = short(data, 10).map(usize::from);
                    let text = text.zip(length);
                    let text = text.and_then(|((_, text), length)| letters(text, length));
                    match (object.take(), text) {
                        (Some((NOTE, number)), Some(text)) => {
                            texts.insert(number, text);
                        }
                        (Some(_), Some(text)) if !text.trim().is_empty() => {
                            marks.beside.boxes.push(text.trim().into());
                        }
                        _ => {}
                    }
                }
                kind::NOTE => marks.note(data, &mut texts),
                kind::MERGED => marks.merged.extend(regions(data)),
                kind::FORMULA => {
                    marks.cell(found, data);
                    let Some(place) = short(data, 0).zip(short(data, 2)) else {
                        continue;
                    };
                    // The record of a formula that is shared follows the first of its cells.
                    last = Some(place);
                    match formulas.of_cell(data) {
                        Formula::Own(text) => {
                            marks.formulas.insert(place, text);
                        }
                        Formula::Shared(first) => sharing.push((place, first)),
                    }
                }
                kind::SHARED_FORMULA => shared.extend(last.map(|place| (place, data))),
                _ => marks.cell(found, data),
            }
        }
        for (place, first) in sharing {
            let record = shared.get(&first);
            let text = record.map(|record| formulas.shared(record, place));
            let text = text.unwrap_or_else(|| UNTOLD.into());
            marks.formulas.insert(place, text);
        }
        marks
    }

    pub(super) fn at(&self, (row, column): (u32, u32)) -> Option<Mark> {
        let position = (u16::try_from(row).ok()?, u16::try_from(column).ok()?);
        self.cells.get(&position).copied()
    }

    /// The formula of a cell.
    pub(super) fn formula(&mut self, (row, column): (u32, u32)) -> Option<String> {
        let position = (u16::try_from(row).ok()?, u16::try_from(column).ok()?);
        self.formulas.remove(&position)
    }

    fn cell(&mut self, found: u16, data: &[u8]) {
        let Some((row, column)) = short(data, 0).zip(short(data, 2)) else {
            return;
        };
        if found == kind::NUMBERS {
            let styles = data.get(4..).unwrap_or(&[]).chunks_exact(6);
            let numbered = (column..=u16::MAX).zip(styles);
            let marks = numbered.filter_map(|(column, one)| {
                let style = short(one, 0)?;
                Some(((row, column), Mark { style, text: None }))
            });
            self.cells.extend(marks);
            return;
        }
        let is_cell = matches!(found, kind::FORMULA | kind::TEXT_BY_NUMBER)
            || kind::OTHER_CELLS.contains(&found);
        if let Some(style) = short(data, 4).filter(|_| is_cell) {
            let text = long(data, 6).filter(|_| found == kind::TEXT_BY_NUMBER);
            self.cells.insert((row, column), Mark { style, text });
        }
    }

    fn note(&mut self, data: &[u8], texts: &mut HashMap<u16, String>) {
        let place = short(data, 0).zip(short(data, 2));
        let text = short(data, 6).and_then(|number| texts.remove(&number));
        if let (Some((row, column)), Some(text)) = (place, text) {
            let at = Position {
                row: row.into(),
                column,
            };
            self.beside.notes.push((at, text));
        }
    }
}

/// Merged cells (MS-XLS 2.4.168).
fn regions(data: &[u8]) -> impl Iterator<Item = Region> + '_ {
    let regions = data.get(2..).unwrap_or(&[]).chunks_exact(8);
    regions.filter_map(|region| {
        let corner = |row, column| {
            Some(Position {
                row: short(region, row)?.into(),
                column: short(region, column)?,
            })
        };
        Some(Region {
            first: corner(0, 4)?,
            last: corner(2, 6)?,
        })
    })
}
