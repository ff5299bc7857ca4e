//! A form written down as lines of texts: `^` goes on from the cell above, `<` from the one on the left.

use rust_xlsxwriter::{Format, Workbook};

/// A form that lies in the folder of forms.
pub(super) fn shared(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/forms");
    std::fs::read_to_string(format!("{folder}/{name}")).unwrap()
}

/// The workbook of a form; a line with one text only goes over the whole width.
pub(super) fn workbook(lines: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(lines.as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let text = |row: usize, column: usize| {
        rows.get(row)
            .and_then(|row| row.get(column))
            .map_or("", String::as_str)
    };
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..rows.len() {
        for column in 0..width {
            let words = text(row, column);
            if words.is_empty() || words == "^" || words == "<" {
                continue;
            }
            let down = (row + 1..rows.len())
                .take_while(|at| text(*at, column) == "^")
                .count();
            let is_alone = (1..width).all(|at| text(row, at).is_empty());
            let right = match column {
                0 if is_alone => width - 1,
                _ => (column + 1..width)
                    .take_while(|at| text(row, *at) == "<")
                    .count(),
            };
            let (first_row, first_column) =
                (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            if down + right == 0 {
                sheet.write_string(first_row, first_column, words).unwrap();
                continue;
            }
            let last_row = first_row + u32::try_from(down).unwrap();
            let last_column = first_column + u16::try_from(right).unwrap();
            let format = Format::new();
            sheet
                .merge_range(
                    first_row,
                    first_column,
                    last_row,
                    last_column,
                    words,
                    &format,
                )
                .unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}
