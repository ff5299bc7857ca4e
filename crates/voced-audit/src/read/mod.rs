//! Readers: bytes into a document.

mod docx;
mod given;
mod html;
mod nesting;
mod package;
mod pdf;
mod piece;
mod text;

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

use voced_domain::is_digit;

use crate::document::Document;
use crate::error::ReadError;

/// No report is larger.
const LARGEST: usize = 48 << 20;
/// The containers of Word 97 to 2003, in which encrypted documents are wrapped as well.
const OLD_OFFICE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
/// So many characters say what kind of text a file is.
const BEGINNING: usize = 1_000;
/// A report has some thousand numbers.
const MOST_NUMBERS: usize = 20_000;
/// A paragraph has some tens, of which each is held against each.
const MOST_IN_ONE: usize = 2_000;
/// Pages that people write nest some tens of elements.
const DEEPEST_PAGE: usize = 1_000;
/// The stream of an encrypted document.
const ENCRYPTED: &str = "EncryptedPackage";

/// Reads a report: a Word document, a PDF, a web page, Markdown or plain text, whatever the file is
/// called.
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
    let document = if bytes.starts_with(b"PK") {
        docx::read(bytes)?
    } else if is_pdf(bytes) {
        pdf::read(bytes)?
    } else {
        refuse(bytes)?;
        let text = decoded(bytes).ok_or(ReadError::Unknown)?;
        if is_page(&text) {
            if nesting::depth(&text) > DEEPEST_PAGE {
                return Err(ReadError::Damaged);
            }
            html::read(&text)
        } else {
            text::read(&text)
        }
    };
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

/// Whether a file is a PDF; some programs write a few bytes in front.
///
/// A damaged PDF can end the process that reads it.
pub fn is_pdf(bytes: &[u8]) -> bool {
    let beginning = bytes.get(..BEGINNING).unwrap_or(bytes);
    beginning.windows(5).any(|window| window == b"%PDF-")
}

/// Says of files that are neither what they are.
fn refuse(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.starts_with(OLD_OFFICE) {
        return Err(if is_encrypted(bytes) {
            ReadError::Encrypted
        } else {
            ReadError::OldWord
        });
    }
    Ok(())
}

fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = ENCRYPTED
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Whether a text is that of a web page.
fn is_page(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut beginning: String = text.chars().take(BEGINNING).collect();
    beginning.make_ascii_lowercase();
    let is_marked = [
        "<html",
        "<!doctype html",
        "<body",
        "<table",
        "<p>",
        "<h1",
        "<div",
    ]
    .iter()
    .any(|mark| beginning.contains(mark));
    text.starts_with('<') && is_marked
}

/// The text in UTF-8, in what a byte order mark says, or in the encoding of Chinese Windows.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..]);
    }
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.into()),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
    }
}
