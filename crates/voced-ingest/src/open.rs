//! The way from the bytes of a file to a workbook of any format.

use voced_domain::guard::guarded;

use crate::book::Book;
use crate::file_format::{plain, recognised};
use crate::refusal::Refusal;

/// Reads a workbook, whatever its file name says it is.
pub(crate) fn open(bytes: &[u8]) -> Result<Book, Refusal> {
    // The workbook library indexes into damaged records; one school's file must not keep the
    // others from being read. Nothing that it was changing is used afterwards.
    guarded(|| {
        let bytes = &*plain(bytes)?;
        let recognised = recognised(bytes)?;
        let book = (recognised.format.open)(recognised.container)?;
        let names = book.sheets.iter().map(|sheet| sheet.name.to_lowercase());
        // Of two names that differ in case alone the first counts.
        let numbers = names.zip(0..).collect::<Vec<_>>().into_iter().rev();
        Ok(Book {
            active_content: recognised.active_content,
            numbers: numbers.collect(),
            ..book
        })
    })
    .unwrap_or_else(|| Err(Refusal::damaged("内容互相矛盾")))
}
