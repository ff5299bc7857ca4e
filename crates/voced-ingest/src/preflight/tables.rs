//! The tables of an .ods: how many cells they ask for, and whether they end.
//!
//! A cell or row that repeats stands once in the file, and the library writes it out; it goes on
//! reading a table that does not end for ever. The part is read once more than it need be: few
//! schools return an .ods.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Archive, MOST_SHEETS};
use crate::refusal::Refusal;

/// The library writes every sheet out as a rectangle from its first cell to its last.
const MOST_CELLS: u64 = 600_000;
/// Each cell has its own copy of its text and formula.
const MOST_TEXT: u64 = 32 << 20;
/// No table has more (the library stops there).
const COLUMNS: u64 = 16_384;
const ROWS: u64 = 1_048_576;

/// Checks what the tables of a workbook ask for.
pub(crate) fn ods(archive: &mut Archive<'_>) -> Result<(), Refusal> {
    if is_encrypted(archive) {
        return Err(Refusal::encrypted());
    }
    let content = archive.by_name("content.xml").map_err(Refusal::damaged)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut tables = Tables::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(Refusal::damaged)?;
        if !tables.goes_on(event) {
            break;
        }
        tables.bounded()?;
    }
    if tables.depth > 0 {
        return Err(Refusal::damaged("content.xml没有写完"));
    }
    Ok(())
}

/// Whether the tables cannot be looked at for a password.
fn is_encrypted(archive: &mut Archive<'_>) -> bool {
    let mut manifest = Vec::new();
    let part = archive.by_name("META-INF/manifest.xml");
    let read = part.map(|mut part| part.read_to_end(&mut manifest));
    let mark = b"manifest:encryption-data";
    read.is_ok() && manifest.windows(mark.len()).any(|window| window == mark)
}

/// What the tables so far ask for.
#[derive(Default)]
struct Tables {
    depth: usize,
    n_tables: usize,
    /// Of the tables that ended.
    n_cells: u64,
    text: u64,
    table: Table,
    row: Row,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    n_rows: u64,
    /// The rows down to the last that has something in it.
    height: u64,
    width: u64,
    /// Cells before rows are repeated.
    written: u64,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    repeated: u64,
    n_columns: u64,
    /// The columns up to the last that has something in it.
    width: u64,
    text: u64,
    /// How often the present cell is repeated.
    cell: u64,
}

impl Row {
    fn text(&mut self, n_bytes: usize) {
        self.text = self
            .text
            .saturating_add((n_bytes as u64).saturating_mul(self.cell));
    }
}

impl Tables {
    /// Counts an event of the part, as far as it counts for tables; whether more can follow.
    fn goes_on(&mut self, event: Event<'_>) -> bool {
        match event {
            Event::Start(start) => self.opened(&start),
            Event::End(end) => self.closed(end.name().as_ref()),
            Event::Text(text) => self.row.text(text.len()),
            Event::CData(text) => self.row.text(text.len()),
            Event::GeneralRef(text) => self.row.text(text.len()),
            Event::Eof => return false,
            _ => {}
        }
        true
    }

    fn opened(&mut self, start: &BytesStart<'_>) {
        self.depth += 1;
        match start.name().as_ref() {
            "table:table" => {
                self.n_tables += 1;
                self.end_table();
            }
            "table:table-row" => {
                self.end_row();
                self.row.repeated = repeated(start, "table:number-rows-repeated").min(ROWS);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let times = repeated(start, "table:number-columns-repeated").min(COLUMNS);
                self.row.cell = times;
                self.row.n_columns = (self.row.n_columns + times).min(COLUMNS);
                if holds_something(start) {
                    self.row.width = self.row.n_columns;
                    self.row.text(start.len());
                }
            }
            "text:s" => {
                let spaces = repeated(start, "text:c").min(MOST_TEXT + 1);
                self.row.text(usize::try_from(spaces).unwrap_or(usize::MAX));
            }
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "table:table-row" => self.end_row(),
            "table:table" => self.end_table(),
            _ => {}
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let table = &mut self.table;
        table.n_rows = (table.n_rows + row.repeated).min(ROWS);
        if row.width > 0 {
            table.height = table.n_rows;
            table.width = table.width.max(row.width);
            table.written += row.width;
            self.text = self
                .text
                .saturating_add(row.text.saturating_mul(row.repeated));
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        self.n_cells += self.table.n_cells();
        self.table = Table::default();
    }

    fn bounded(&self) -> Result<(), Refusal> {
        let n_cells = self.n_cells + self.table.n_cells();
        let text = self.text.saturating_add(self.row.text);
        let found = if n_cells > MOST_CELLS {
            format!("从A1到最后一个有内容的格子一共{n_cells}格")
        } else if text > MOST_TEXT {
            format!("单元格的文字有{}MB以上", MOST_TEXT >> 20)
        } else if self.n_tables > MOST_SHEETS {
            format!("有{}张工作表", self.n_tables)
        } else {
            return Ok(());
        };
        Err(Refusal::too_large(found))
    }
}

impl Table {
    fn n_cells(&self) -> u64 {
        (self.height * self.width).max(self.written)
    }
}

/// How often something is repeated; what is no number the library refuses.
fn repeated(start: &BytesStart<'_>, name: &str) -> u64 {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name);
    found.map_or(1, |attribute| {
        attribute.value.trim().parse().unwrap_or(u64::MAX)
    })
}

/// Whether a cell has a value or a formula, and not a format alone.
fn holds_something(start: &BytesStart<'_>) -> bool {
    let mut attributes = start.attributes();
    let mut names = attributes
        .with_checks(false)
        .flatten()
        .map(|attribute| attribute.key);
    names.any(|name| {
        let name = name.as_ref();
        name.starts_with("office:") || name.starts_with("calcext:") || name == "table:formula"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a table of these rows.
    fn told(rows: &str) -> Option<String> {
        let xml = format!("<d><table:table>{rows}</table:table></d>");
        let mut reader = Reader::from_str(&xml);
        reader.config_mut().expand_empty_elements = true;
        let mut tables = Tables::default();
        while tables.goes_on(reader.read_event().expect("well formed")) {}
        tables.bounded().err().map(|refusal| refusal.found)
    }

    fn row(times: u32, cells: &str) -> String {
        format!("<table:table-row table:number-rows-repeated='{times}'>{cells}</table:table-row>")
    }

    fn cell(times: u32, value: &str) -> String {
        format!("<table:table-cell table:number-columns-repeated='{times}'{value}/>")
    }

    const ONE: &str = " office:value-type='float' office:value='1'";

    #[test]
    fn empty_cells_down_to_the_end_ask_for_nothing() {
        let rows = [
            row(1, &[cell(3, ""), cell(1, ONE), cell(16_380, "")].concat()),
            row(1_048_575, &cell(16_384, "")),
        ];
        assert_eq!(told(&rows.concat()), None);
    }

    #[test]
    fn repeated_cells_ask_for_as_many_as_they_are() {
        assert_eq!(told(&row(1_000, &cell(100, ONE))), None);
        assert!(told(&row(1_000, &cell(1_000, ONE))).is_some());
        assert!(told(&row(u32::MAX, &cell(u32::MAX, ONE))).is_some());
    }

    #[test]
    fn a_cell_far_away_asks_for_all_before_it() {
        let far = [
            row(1_000_000, &cell(1, "")),
            row(1, &[cell(10, ""), cell(1, ONE)].concat()),
        ];
        assert_eq!(
            told(&far.concat()).as_deref(),
            Some("从A1到最后一个有内容的格子一共11000011格")
        );
    }

    #[test]
    fn a_repeated_text_is_counted_each_time() {
        let text = format!(
            "<table:table-cell table:number-columns-repeated='1000' office:value-type='string'>\
             <text:p>{}</text:p></table:table-cell>",
            "字".repeat(20_000)
        );
        assert_eq!(
            told(&row(1, &text)).as_deref(),
            Some("单元格的文字有32MB以上")
        );
    }
}
