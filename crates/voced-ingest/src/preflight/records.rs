//! The records of an .xls: how many cells they ask for, and how much text.

use super::entries::of_bounded_size;
use super::limits::MOST_SHEETS;
use crate::biff::{Records, Texts, WORKBOOKS, kind, long, short};
use crate::compound::Compound;
use crate::refusal::Refusal;

/// The library writes every sheet out as a rectangle from its first cell to its last.
const MOST_CELLS: u64 = 600_000;
/// Each cell has its own copy of its text.
const MOST_TEXT: u64 = 32 << 20;
/// A formula names sheets and names by number, each of which may stand for 255 letters.
const MOST_FORMULAS: u64 = 2 << 20;
/// A returned workbook has some hundred different texts.
const MOST_TEXTS: usize = 500_000;
/// Of a text of which nothing is known.
const LONGEST_TEXT: u64 = 65_535;
/// Letters are kept in at most so many bytes each.
const OF_A_LETTER: u64 = 3;

/// What the format allows.
const ROWS: u32 = 65_536;
const COLUMNS: u16 = 256;

/// Checks what the records of a workbook ask for.
pub(crate) fn xls(compound: &Compound<'_>) -> Result<(), Refusal> {
    of_bounded_size(compound.bytes())?;
    // The library goes on to the second where it cannot read the first.
    let mut streams = WORKBOOKS
        .iter()
        .filter_map(|name| compound.stream(name))
        .peekable();
    if streams.peek().is_none() {
        return Err(Refusal::damaged("文件里没有工作簿的内容"));
    }
    streams.try_for_each(|stream| workbook(&stream))
}

fn workbook(stream: &[u8]) -> Result<(), Refusal> {
    let contents = contents(stream);
    if contents.sheets.len() > MOST_SHEETS {
        let found = format!("有{}张工作表", contents.sheets.len());
        return Err(Refusal::too_large(found));
    }
    if contents.texts.len() > MOST_TEXTS {
        let found = format!("有{}条文字", contents.texts.len());
        return Err(Refusal::too_large(found));
    }
    let mut asked = Asked::default();
    for start in &contents.sheets {
        let sheet = usize::try_from(*start).ok().and_then(|at| stream.get(at..));
        asked.of_sheet(sheet.unwrap_or(&[]), &contents.texts)?;
    }
    Ok(())
}

/// What stands before the sheets.
#[derive(Default)]
struct Contents {
    /// Where each sheet begins.
    sheets: Vec<u32>,
    /// How many letters each of the shared texts has.
    texts: Vec<u16>,
}

fn contents(stream: &[u8]) -> Contents {
    let mut contents = Contents::default();
    let mut records = Records(stream).peekable();
    while let Some((found, data)) = records.next() {
        match found {
            kind::END => break,
            kind::SHEET => contents.sheets.extend(long(data, 0)),
            kind::TEXTS => {
                let mut parts = vec![data];
                while let Some((_, more)) =
                    records.next_if(|(following, _)| *following == kind::CONTINUED)
                {
                    parts.push(more);
                }
                let texts = Texts::new(&parts).take(MOST_TEXTS + 1);
                contents.texts = texts.map(|text| text.n_letters).collect();
            }
            _ => {}
        }
    }
    contents
}

/// What the sheets ask for together.
#[derive(Default)]
struct Asked {
    n_cells: u64,
    text: u64,
    formulas: u64,
}

impl Asked {
    fn of_sheet(&mut self, sheet: &[u8], texts: &[u16]) -> Result<(), Refusal> {
        let mut area = Area::default();
        // A chart within a sheet has a beginning and an end of its own.
        let (mut depth, mut n_cells) = (0_usize, 0_u64);
        for (found, data) in Records(sheet) {
            match found {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth > 1 => {}
                kind::DIMENSIONS if claims_impossible(data) => {
                    return Err(Refusal::damaged("表的范围超出了格式的限度"));
                }
                kind::NUMBERS => {
                    area.add(data, short(data, data.len().saturating_sub(2)));
                    n_cells += data.len() as u64 / 6;
                }
                kind::FORMULA => {
                    area.add(data, None);
                    n_cells += 1;
                    self.formulas += data.len() as u64;
                }
                kind::TEXT_BY_NUMBER => {
                    area.add(data, None);
                    n_cells += 1;
                    self.text += OF_A_LETTER * length(texts, data);
                }
                _ if kind::OTHER_CELLS.contains(&found) => {
                    area.add(data, None);
                    n_cells += 1;
                }
                _ => {}
            }
        }
        // Cells can be written several times in one place.
        self.n_cells += area.n_cells().max(n_cells);
        self.bounded()
    }

    fn bounded(&self) -> Result<(), Refusal> {
        let found = if self.n_cells > MOST_CELLS {
            format!("从第一个到最后一个有内容的格子一共{}格", self.n_cells)
        } else if self.text > MOST_TEXT {
            format!("单元格的文字有{}MB以上", MOST_TEXT >> 20)
        } else if self.formulas > MOST_FORMULAS {
            format!("公式有{}MB以上", MOST_FORMULAS >> 20)
        } else {
            return Ok(());
        };
        Err(Refusal::too_large(found))
    }
}

/// Whether a sheet says that it is larger than the format allows: the library sets room aside for as
/// many cells as it says.
fn claims_impossible(dimensions: &[u8]) -> bool {
    // The older versions count rows in two bytes rather than four.
    let claimed = match dimensions.len() {
        10 => [0, 2, 4, 6].map(|at| short(dimensions, at).map(u32::from)),
        _ => [
            long(dimensions, 0),
            long(dimensions, 4),
            None,
            short(dimensions, 10).map(u32::from),
        ],
    };
    let [first, rows, _, columns] = claimed.map(Option::unwrap_or_default);
    rows > ROWS || columns > u32::from(COLUMNS) || (rows > 0 && first > rows)
}

/// The letters of the text that a cell shows.
fn length(texts: &[u16], cell: &[u8]) -> u64 {
    let number = long(cell, 6).and_then(|number| usize::try_from(number).ok());
    let known = number.and_then(|number| texts.get(number));
    known.map_or(LONGEST_TEXT, |letters| u64::from(*letters))
}

/// The rectangle around the cells of a sheet.
#[derive(Default)]
struct Area {
    corners: Option<[u16; 4]>,
}

impl Area {
    fn add(&mut self, cell: &[u8], last_column: Option<u16>) {
        let (Some(row), Some(column)) = (short(cell, 0), short(cell, 2)) else {
            return;
        };
        let last = last_column.unwrap_or(column).max(column);
        let [top, left, bottom, right] = self.corners.unwrap_or([row, column, row, last]);
        self.corners = Some([
            top.min(row),
            left.min(column),
            bottom.max(row),
            right.max(last),
        ]);
    }

    fn n_cells(&self) -> u64 {
        self.corners.map_or(0, |[top, left, bottom, right]| {
            (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a short record");
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    fn asked(records: &[Vec<u8>], texts: &[u16]) -> Option<String> {
        let sheet = records.concat();
        let refused = Asked::default().of_sheet(&sheet, texts).err();
        refused.map(|refusal| refusal.found)
    }

    #[test]
    fn two_cells_at_the_ends_of_a_sheet_ask_for_all_between() {
        let cell = |row: u16, column: u16| {
            let place = [row.to_le_bytes(), column.to_le_bytes()].concat();
            record(0x0203, &[&place[..], &[0; 10]].concat())
        };
        assert_eq!(asked(&[cell(0, 0), cell(999, 20)], &[]), None);
        assert_eq!(
            asked(&[cell(0, 0), cell(65_535, 255)], &[]).as_deref(),
            Some("从第一个到最后一个有内容的格子一共16777216格")
        );
        // What stands in a chart is passed over, and nothing is read behind the end.
        let chart = [
            record(kind::BEGIN, &[]),
            record(kind::BEGIN, &[]),
            cell(65_535, 255),
            record(kind::END, &[]),
            cell(0, 0),
            record(kind::END, &[]),
            cell(65_535, 255),
        ];
        assert_eq!(asked(&chart, &[]), None);
    }

    #[test]
    fn a_sheet_may_not_claim_more_than_the_format_allows() {
        let sheet = |numbers: &[&[u8]]| asked(&[record(kind::DIMENSIONS, &numbers.concat())], &[]);
        let rows = |number: u32| number.to_le_bytes();
        let (none, columns) = ([0; 2], 256_u16.to_le_bytes());
        let claims = |first, end| sheet(&[&rows(first), &rows(end), &none, &columns, &none]);
        assert_eq!(claims(0, ROWS), None);
        assert_eq!(claims(5, 0), None, "an empty sheet");
        for (first, end) in [(0, ROWS + 1), (0, u32::MAX), (7, 6)] {
            assert!(claims(first, end).is_some(), "{first}-{end}");
        }
        let wide = 257_u16.to_le_bytes();
        assert!(sheet(&[&rows(0), &rows(1), &none, &wide, &none]).is_some());
        assert!(sheet(&[&rows(0), &rows(1), &none, &wide, &none, &none]).is_some());
        // Of Excel 5.
        assert!(sheet(&[&none, &columns, &none, &wide, &none]).is_some());
        assert_eq!(sheet(&[&none, &columns, &none, &columns, &none]), None);
    }

    #[test]
    fn a_long_text_shown_by_many_cells_is_counted_in_each() {
        let cells = vec![record(kind::TEXT_BY_NUMBER, &[0; 10]); 1_000];
        assert_eq!(asked(&cells, &[200]), None);
        assert!(asked(&cells, &[60_000]).is_some());
        assert!(asked(&cells, &[]).is_some(), "a text of unknown length");
    }
}
