//! .xlsx of Excel and WPS, read cell by cell.

use calamine::{Reader, Xlsx};

use super::Format;
use crate::active_content::{LINKS, MACROS, OBJECTS};
use crate::book::{Book, BookSheet, data_ref, insert, sheet_names, targets};
use crate::cells::Gathering;
use crate::file_format::Container;
use crate::preflight::{self, Metered, Room, SharedFormulas};
use crate::refusal::Refusal;

pub(super) const FORMAT: Format = Format {
    extensions: &["xlsx"],
    is_it: |container| container.has("xl/workbook.xml"),
    bounds: |container| match container {
        Container::Archive(archive) => preflight::xlsx(archive),
        Container::Compound(_) => Ok(()),
    },
    active_content: &[
        ("xl/vbaProject", MACROS),
        ("xl/macrosheets/", MACROS),
        ("xl/externalLinks/", LINKS),
        ("xl/connections.xml", LINKS),
        ("xl/embeddings/", OBJECTS),
        ("xl/activeX/", OBJECTS),
    ],
    open,
};

fn open(bytes: &[u8]) -> Result<Book, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Metered::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => Refusal::encrypted(),
        error => Refusal::damaged(error),
    })?;
    let names = targets(workbook.defined_names());
    let (mut sheets, mut room) = (Vec::new(), Room::new());
    for name in sheet_names(&workbook)? {
        // A chart sheet has no cells to read.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else {
            continue;
        };
        let (mut cells, mut far) = (Gathering::default(), 0);
        let mut shared = SharedFormulas::default();
        while let Some(record) = reader
            .next_cell_with_formula_metadata()
            .map_err(|error| Refusal::damaged(format_args!("{name}：{error}")))?
        {
            let formula = record.formula;
            let formula = formula.and_then(|formula| shared.text(formula, record.pos));
            let value = data_ref(record.value);
            insert(
                &mut cells,
                &mut far,
                &mut room,
                record.pos,
                (value, formula),
            )?;
        }
        sheets.push(BookSheet::new(&name, cells));
    }
    Ok(Book {
        sheets,
        names,
        knows_formulas: true,
        active_content: Vec::new(),
    })
}
