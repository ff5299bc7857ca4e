//! The package of a Word document: its parts, once their size is known to be bounded.

use std::io::{Cursor, Read};

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use crate::error::ReadError;

/// The text of a report inflates to less.
const LARGEST_PART: u64 = 64 << 20;
/// A report has fewer parts.
const MOST_PARTS: usize = 10_000;
/// The part that holds the text.
pub(crate) const DOCUMENT: &str = "word/document.xml";
const WORKBOOK: &str = "xl/workbook.xml";

pub(crate) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The package, where it is that of a Word document.
pub(crate) fn open(bytes: &[u8]) -> Result<Archive<'_>, ReadError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(ReadError::Damaged);
    }
    if archive.index_for_name(DOCUMENT).is_some() {
        Ok(archive)
    } else if archive.index_for_name(WORKBOOK).is_some() {
        Err(ReadError::Workbook)
    } else {
        Err(ReadError::Archive)
    }
}

/// A part, where the package has it: what a package claims of its size may be a lie.
pub(crate) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
    let Some(index) = archive.index_for_name(name) else {
        return Ok(None);
    };
    let part = archive.by_index(index).map_err(|_| ReadError::Damaged)?;
    let mut xml = Vec::new();
    let read = part.take(LARGEST_PART + 1).read_to_end(&mut xml);
    match read {
        Ok(n_bytes) if n_bytes as u64 > LARGEST_PART => Err(ReadError::TooLarge(n_bytes)),
        Ok(_) => Ok(Some(xml)),
        Err(_) => Err(ReadError::Damaged),
    }
}

/// What an attribute says.
pub(crate) fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.ok()?.into_owned())
}
