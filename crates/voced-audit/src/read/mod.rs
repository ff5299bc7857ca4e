//! Readers: bytes into a document.

mod docx;
mod given;
mod text;

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

use crate::document::Document;
use crate::error::ReadError;

/// No report is larger.
const LARGEST: usize = 48 << 20;
/// The containers of Word 97 to 2003, in which encrypted documents are wrapped as well.
const OLD_OFFICE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
/// The stream of an encrypted document.
const ENCRYPTED: &str = "EncryptedPackage";

/// Reads a report: a Word document, Markdown or plain text, whatever the file is called.
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
    } else {
        refuse(bytes)?;
        text::read(&decoded(bytes).ok_or(ReadError::Unknown)?)
    };
    if document.is_empty() {
        return Err(ReadError::NoText);
    }
    Ok(document)
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
    if bytes.starts_with(b"%PDF") {
        return Err(ReadError::Pdf);
    }
    if bytes.trim_ascii_start().starts_with(b"<") {
        return Err(ReadError::WebPage);
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
