//! A workbook as a person sees it: what its cells show, sheet by sheet, whatever it is.

use std::collections::HashMap;

use voced_domain::Position;

use crate::book::{Book, BookSheet};
use crate::open;
use crate::region::Region;

/// So many rows of a sheet are shown; what stands further out is only counted.
pub const MOST_ROWS: u32 = 400;
/// So many columns of a sheet are shown.
pub const MOST_COLUMNS: u16 = 60;

/// A sheet as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSheet {
    /// Its tab.
    pub name: String,
    /// Its cells that are not empty, row by row.
    pub cells: Vec<ShownCell>,
    /// How many cells stand further out than is shown.
    pub n_left_out: usize,
}

/// A cell as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCell {
    /// Where it stands.
    pub position: Position,
    /// What it shows.
    pub text: String,
    /// Whether it shows a number, which stands at the right.
    pub is_number: bool,
    /// How many rows and columns it takes up.
    pub spans: (u32, u16),
}

/// The sheets of a workbook; none where it cannot be opened, which [`read`](crate::read) tells with its reason.
pub fn sheets_as_shown(bytes: &[u8]) -> Vec<ShownSheet> {
    let book = open::open(bytes).unwrap_or_else(|_| Book::default());
    book.sheets.iter().map(shown).collect()
}

fn shown(sheet: &BookSheet) -> ShownSheet {
    let regions = sheet.merged.iter().map(|region| (region.first, *region));
    let regions: HashMap<Position, Region> = regions.collect();
    let mut n_left_out = 0;
    let cells = sheet.cells.iter().filter_map(|(position, cell)| {
        if position.row >= MOST_ROWS || position.column >= MOST_COLUMNS {
            n_left_out += 1;
            return None;
        }
        let region = regions.get(position);
        let spans = region.map_or((1, 1), |region| {
            let last_row = region.last.row.min(MOST_ROWS - 1);
            let last_column = region.last.column.min(MOST_COLUMNS - 1);
            (
                last_row.saturating_sub(position.row) + 1,
                last_column.saturating_sub(position.column) + 1,
            )
        });
        Some(ShownCell {
            position: *position,
            text: cell.shown(),
            is_number: cell.is_number(),
            spans,
        })
    });
    let cells = cells.collect();
    ShownSheet {
        name: sheet.name.to_string(),
        cells,
        n_left_out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_shows_what_a_person_sees() {
        let bytes =
            include_bytes!("../../../fixtures/siping/2020/submissions/四平市经济贸易学校.xlsx");
        let sheets = sheets_as_shown(bytes);
        let sheet = sheets.iter().find(|sheet| sheet.name == "表3规模").unwrap();
        let at = |name: &str| {
            let at = Position::from_a1(name).unwrap();
            let mut cells = sheet.cells.iter();
            cells.find(|cell| cell.position == at).unwrap()
        };
        assert_eq!((at("E4").text.as_str(), at("E4").is_number), ("127", true));
        assert!(!at("C4").is_number);
        assert_eq!(sheets_as_shown(b"PK"), Vec::new());
    }
}
