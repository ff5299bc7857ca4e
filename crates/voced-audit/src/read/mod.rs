//! Readers: bytes into a document, each format in a file of its own. To add one, write its file and
//! name it in [`FORMATS`]: help and messages follow.

mod docx;
mod given;
mod html;
mod nesting;
mod pdf;
mod piece;
mod text;

pub(crate) use docx::{BlockTrace, Trace, traces};
pub(crate) use piece::Segment;

use std::borrow::Cow;
use std::cell::OnceCell;

use voced_domain::is_digit;
use voced_text::decoded;
use voced_word::package::old_office;

use crate::document::Document;
use crate::error::ReadError;

/// No report is larger.
const LARGEST: usize = 48 << 20;
/// So many characters say what kind of file it is.
const BEGINNING: usize = 1_000;
/// A report has some thousand numbers.
const MOST_NUMBERS: usize = 20_000;
/// A paragraph has some tens, of which each is held against each.
const MOST_IN_ONE: usize = 2_000;

/// A format of reports.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What names of such files end with, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether a damaged file can end the process that reads it, so that it is read by one of its own.
    pub can_end_the_process: bool,
    /// Whether a file is one of these, by its content: extensions lie.
    is_it: fn(&File<'_>) -> bool,
    read: fn(&File<'_>) -> Result<Document, ReadError>,
}

/// Every format, in the order in which a file is tried: the first that says it is one reads it.
pub const FORMATS: &[Format] = &[docx::FORMAT, pdf::FORMAT, html::FORMAT, text::FORMAT];

/// The formats by their extensions: `docx、pdf、html、md、txt`.
pub fn format_names() -> String {
    let names: Vec<&str> = FORMATS
        .iter()
        .flat_map(|format| format.extensions)
        .copied()
        .collect();
    names.join("、")
}

/// A file that somebody says is a report.
struct File<'a> {
    bytes: &'a [u8],
    text: OnceCell<Option<Cow<'a, str>>>,
}

impl<'a> File<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            text: OnceCell::new(),
        }
    }

    /// The file as a text, where it is one.
    fn text(&self) -> Option<&str> {
        self.text.get_or_init(|| decoded(self.bytes)).as_deref()
    }

    fn format(&self) -> Option<&'static Format> {
        FORMATS.iter().find(|format| (format.is_it)(self))
    }
}

/// The format of a file, whatever it is called.
pub fn format_of(bytes: &[u8]) -> Option<&'static Format> {
    File::new(bytes).format()
}

/// Reads a report in any of [`FORMATS`], whatever the file is called.
///
/// # Errors
/// A [`ReadError`] that says what the file is and what to do.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    if let Some(found) = old_office(bytes) {
        return Err(found.into());
    }
    let file = File::new(bytes);
    let format = file.format().ok_or(ReadError::Unknown)?;
    let document = (format.read)(&file)?;
    if document.is_empty() {
        return Err(ReadError::NoText);
    }
    bounded(&document)?;
    Ok(document)
}

/// Whether there are so few numbers that each can be held against others.
fn bounded(document: &Document) -> Result<(), ReadError> {
    let mut total = 0;
    for text in document.texts() {
        let here = n_numbers(text.as_str());
        total += here;
        if here > MOST_IN_ONE || total > MOST_NUMBERS {
            return Err(ReadError::TooMany(total));
        }
    }
    Ok(())
}

/// How many numbers a text has, as near as runs of digits tell.
fn n_numbers(text: &str) -> usize {
    let runs = text.split(|letter| !is_digit(letter));
    runs.filter(|run| !run.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_file_and_extensions_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for format in FORMATS {
            assert!(
                format
                    .extensions
                    .iter()
                    .all(|extension| seen.insert(*extension))
            );
        }
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/read");
        let files = std::fs::read_dir(folder).unwrap();
        let files = files.map(|entry| entry.unwrap().path());
        let others = files.filter(|path| !path.ends_with("mod.rs"));
        // A format of several files is a folder.
        let others = others.map(|path| {
            if path.is_dir() {
                path.join("mod.rs")
            } else {
                path
            }
        });
        let n_files = others.filter(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            text.contains("const FORMAT: Format")
        });
        assert_eq!(n_files.count(), FORMATS.len());
    }

    #[test]
    fn formats_are_told_by_content_and_named_in_messages() {
        let extension = |bytes: &[u8]| format_of(bytes).map(|format| format.extensions[0]);
        assert_eq!(extension(b"PK\x03\x04"), Some("docx"));
        assert_eq!(extension(b"\xef\xbb\xbf \n%PDF-1.7"), Some("pdf"));
        assert_eq!(extension("<html><p>97.8%".as_bytes()), Some("html"));
        assert_eq!(extension("就业率97.8%。".as_bytes()), Some("md"));
        assert_eq!(extension(b"\0\0\0"), None);
        assert_eq!(format_names(), "docx、pdf、html、md、txt");
        assert!(ReadError::Unknown.remedy().contains(&format_names()));
    }
}
