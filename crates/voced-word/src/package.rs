//! The package of a Word document: its parts, once their size is known to be bounded.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use voced_text::address;
use zip::ZipArchive;

use crate::error::WordError;

/// The text of a document inflates to less.
const LARGEST_PART: u64 = 64 << 20;
/// A document has fewer parts.
const MOST_PARTS: usize = 10_000;
/// The containers of Word 97 to 2003, in which encrypted documents are wrapped as well.
const OLD_OFFICE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
/// The stream of an encrypted document.
const ENCRYPTED: &str = "EncryptedPackage";
/// The part that holds the text.
pub const DOCUMENT: &str = "word/document.xml";
const WORKBOOK: &str = "xl/workbook.xml";

/// A package that was opened.
pub type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The package, where it is that of a Word document.
///
/// # Errors
/// What the file is instead.
pub fn open(bytes: &[u8]) -> Result<Archive<'_>, WordError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WordError::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(WordError::Damaged);
    }
    if archive.index_for_name(DOCUMENT).is_some() {
        Ok(archive)
    } else if archive.index_for_name(WORKBOOK).is_some() {
        Err(WordError::Workbook)
    } else {
        Err(WordError::Archive)
    }
}

/// What a file in a container of Word 97 to 2003 is; `None` of any other.
pub fn old_office(bytes: &[u8]) -> Option<WordError> {
    if !bytes.starts_with(OLD_OFFICE) {
        return None;
    }
    let name = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes);
    let name: Vec<u8> = name.collect();
    let mut windows = bytes.windows(name.len());
    Some(if windows.any(|window| window == name) {
        WordError::Encrypted
    } else {
        WordError::OldWord
    })
}

/// Where a part is. Some programs write the letters of its name as `%E5%9B%BE`.
pub(crate) fn index_of(archive: &Archive<'_>, name: &str) -> Option<usize> {
    let encoded = || name.split('/').map(address).collect::<Vec<_>>().join("/");
    let plain = archive.index_for_name(name);
    plain.or_else(|| archive.index_for_name(&encoded()))
}

/// A part, where the package has it: what a package claims of its size may be a lie.
///
/// # Errors
/// Where it is larger than any text, or does not hold together.
pub fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Vec<u8>>, WordError> {
    let Some(index) = index_of(archive, name) else {
        return Ok(None);
    };
    let part = archive.by_index(index).map_err(|_| WordError::Damaged)?;
    let mut xml = Vec::new();
    let read = part.take(LARGEST_PART + 1).read_to_end(&mut xml);
    match read {
        Ok(n_bytes) if n_bytes as u64 > LARGEST_PART => Err(WordError::TooLarge(n_bytes)),
        Ok(_) => Ok(Some(xml)),
        Err(_) => Err(WordError::Damaged),
    }
}

/// What an attribute says.
pub fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.ok()?.into_owned())
}

/// Each event of a part; the part ends early where it does not hold together.
pub(crate) fn events(xml: &[u8], mut see: impl FnMut(&Event<'_>)) -> Result<(), WordError> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|_| WordError::Damaged)? {
            Event::Eof => return Ok(()),
            event => see(&event),
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn a_part_is_found_however_its_name_is_written() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["word/media/图1.png", "word/media/%E5%9B%BE2.png"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(b"x").unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let archive = ZipArchive::new(Cursor::new(&*bytes)).unwrap();
        assert_eq!(index_of(&archive, "word/media/图1.png"), Some(0));
        assert_eq!(index_of(&archive, "word/media/图2.png"), Some(1));
        assert_eq!(index_of(&archive, "word/media/图3.png"), None);
    }
}
