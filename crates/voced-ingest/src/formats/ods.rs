//! .ods of LibreOffice (OpenDocument 1.3 part 3), read in one pass.

mod cell_styles;
mod cells;
mod codes;

use std::io::Read;

use crate::active_content::MACROS;
use crate::book::Book;
use crate::container::Container;
use crate::format::Format;
use crate::markup;
use crate::preflight::{Archive, MOST_INFLATED};
use crate::refusal::Refusal;

pub(super) const FORMAT: Format = Format {
    extensions: &["ods"],
    // A document of Word may have a part of this name as well.
    is_it: |container| {
        let is_archive = matches!(container, Container::Archive(_));
        is_archive && container.has("content.xml") && !container.has("word/document.xml")
    },
    bounds,
    active_content: &[("Basic/", MACROS), ("Scripts/", MACROS)],
    open,
};

/// What a table asks for is counted as it is read; a password is seen before.
fn bounds(container: &mut Container<'_>) -> Result<(), Refusal> {
    match container {
        Container::Archive(archive) => not_encrypted(archive),
        Container::Compound(_) => Ok(()),
    }
}

fn open(container: Container<'_>) -> Result<Book, Refusal> {
    let Container::Archive(mut archive) = container else {
        return Err(Refusal::not_a_workbook("别的文件"));
    };
    let content = part(&mut archive, "content.xml");
    let content = content.ok_or_else(|| Refusal::damaged("content.xml读不出来"))?;
    // Styles that have a name of their own stand apart from those of single cells.
    let named = part(&mut archive, "styles.xml").unwrap_or_default();
    let cell_styles = cell_styles::CellStyles::new([&named, &content]).map_err(Refusal::damaged)?;
    cells::book(&content, &cell_styles)
}

/// The letters of a part; `None` where there is none, or it cannot be unpacked.
fn part(archive: &mut Archive<'_>, name: &str) -> Option<Vec<u8>> {
    let part = archive.by_name(name).ok()?;
    let mut bytes = Vec::new();
    part.take(MOST_INFLATED).read_to_end(&mut bytes).ok()?;
    markup::decode(&mut bytes);
    Some(bytes)
}

fn not_encrypted(archive: &mut Archive<'_>) -> Result<(), Refusal> {
    let manifest = part(archive, "META-INF/manifest.xml");
    let mark = b"manifest:encryption-data";
    let is_marked = |xml: Vec<u8>| xml.windows(mark.len()).any(|window| window == mark);
    if manifest.is_some_and(is_marked) {
        Err(Refusal::encrypted())
    } else {
        Ok(())
    }
}
