//! Word documents: paragraphs, headings by their style, tables, text boxes, notes; whoever wrote them. Of those that
//! the report writer wrote, the marks of figures are read as well.

mod body;

use quick_xml::Reader;
use quick_xml::events::Event;
use voced_word::package::{Archive, DOCUMENT, open, part};

use super::Format;
use super::given::{Given, figures, given, original};
use crate::document::{Document, Measure};
use crate::error::ReadError;
use body::Body;
pub(crate) use body::{BlockTrace, Trace};

/// Parts with text that stands below a page or at the end.
const NOTES: [&str; 2] = ["word/footnotes.xml", "word/endnotes.xml"];

pub(super) const FORMAT: Format = Format {
    extensions: &["docx"],
    can_end_the_process: false,
    is_it: |file| file.bytes.starts_with(b"PK"),
    read: |file| read(file.bytes),
};

/// Reads a document.
fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut archive = open(bytes)?;
    let given = given(&mut archive)?;
    let original = original(&mut archive)?;
    let xml = part(&mut archive, DOCUMENT)?.ok_or(ReadError::Damaged)?;
    let mut body = Body::of(&given);
    parse(&xml, &mut body)?;
    let found = figures(&given, &body.found());
    for name in NOTES {
        if let Some(xml) = part(&mut archive, name)? {
            parse(&xml, &mut body)?;
        }
    }
    Ok(Document {
        title: None,
        measure: Measure::Paragraph,
        blocks: body.blocks,
        figures: found,
        original,
    })
}

/// Where the text of the body stands in its XML, a trace for each block.
pub(crate) fn traces(archive: &mut Archive<'_>, xml: &[u8]) -> Result<Vec<BlockTrace>, ReadError> {
    let given: Given = given(archive)?;
    let mut body = Body::of(&given);
    body.traces = Some(Vec::new());
    parse(xml, &mut body)?;
    Ok(body.traces.unwrap_or_default())
}

/// Reads a part into the body.
fn parse(xml: &[u8], body: &mut Body<'_>) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        let from = position(&reader);
        let event = reader.read_event_into(&mut buffer);
        let event = event.map_err(|_| ReadError::Damaged)?;
        body.at = from..position(&reader);
        match event {
            Event::Start(start) => body.start(&start),
            Event::Empty(start) => body.empty(&start),
            Event::End(end) => body.end(end.local_name().as_ref()),
            Event::Text(text) => body.text(&text.xml10_content()),
            // What follows the opening mark is the text.
            Event::CData(text) => body.text(&text.xml10_content()),
            Event::GeneralRef(name) => body.reference(&name),
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
