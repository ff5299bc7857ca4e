//! Reading a document from its bytes.

use std::collections::HashMap;

use quick_xml::events::Event;

use crate::body::{Body, Context};
use crate::document::{Block, Document, Piece};
use crate::error::WordError;
use crate::numbering::{Numbering, numbering};
use crate::package::{Archive, DOCUMENT, events, old_office, open, part, value};
use crate::relations::relations;
use crate::styles::styles;

/// No document is larger, with a score of photographs as telephones take them.
pub const LARGEST: usize = 128 << 20;
/// Notes, by what the references to them are called.
const NOTES: [(&str, &str); 2] = [("foot", "word/footnotes.xml"), ("end", "word/endnotes.xml")];

/// Reads a document, whatever its file is called.
///
/// # Errors
/// A [`WordError`] that says what the file is and what to do.
pub fn read(bytes: &[u8]) -> Result<Document, WordError> {
    if bytes.is_empty() {
        return Err(WordError::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(WordError::TooLarge(bytes.len()));
    }
    if let Some(found) = old_office(bytes) {
        return Err(found);
    }
    if !bytes.starts_with(b"PK") {
        return Err(WordError::Unknown);
    }
    let mut archive = open(bytes)?;
    let cx = Context {
        styles: styles(&mut archive)?,
        relations: relations(&mut archive)?,
        notes: notes(&mut archive)?,
    };
    let numbering = numbering(&mut archive)?;
    let xml = part(&mut archive, DOCUMENT)?.ok_or(WordError::Damaged)?;
    parsed(&xml, cx, numbering)
}

fn parsed(xml: &[u8], cx: Context, numbering: Numbering) -> Result<Document, WordError> {
    let mut body = Body::new(cx, numbering);
    events(xml, |event| body.see(event))?;
    body.finish()
}

/// The texts of all notes, each read as a document of its own.
fn notes(archive: &mut Archive<'_>) -> Result<HashMap<String, String>, WordError> {
    let mut found = HashMap::new();
    for (kind, name) in NOTES {
        let Some(xml) = part(archive, name)? else {
            continue;
        };
        for (id, text) in notes_of(&xml)? {
            found.insert(format!("{kind}{id}"), text);
        }
    }
    Ok(found)
}

fn notes_of(xml: &[u8]) -> Result<Vec<(String, String)>, WordError> {
    let mut found = Vec::new();
    let mut open: Option<(String, Body)> = None;
    events(xml, |event| match event {
        Event::Start(start) if is_note(start.local_name().as_ref()) => {
            // Lines that part notes from the text are notes of a type.
            let is_text = value(start, "type").is_none_or(|kind| kind == "normal");
            let id = value(start, "id").filter(|_| is_text);
            open = id.map(|id| (id, Body::new(Context::default(), Numbering::default())));
        }
        Event::End(end) if is_note(end.local_name().as_ref()) => {
            let document = open.take().map(|(id, body)| (id, body.finish()));
            if let Some((id, Ok(document))) = document {
                let text = plain(&document.blocks);
                found.extend((!text.is_empty()).then_some((id, text)));
            }
        }
        event => {
            if let Some((_, body)) = &mut open {
                body.see(event);
            }
        }
    })?;
    Ok(found)
}

fn is_note(name: &str) -> bool {
    matches!(name, "footnote" | "endnote")
}

/// The text of paragraphs without anything else.
fn plain(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            continue;
        };
        for piece in &paragraph.pieces {
            if let Piece::Text(part) = piece {
                text.push_str(part.trim());
            }
        }
    }
    text
}
